"""The preview of a log: numbers, pages of lines, and lists to download."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.database import Database
    from bot.domain.segment_log import Part, Preview, PreviewLine, Reason
    from bot.domain.segments import Page
    from bot.i18n import Translator


class SegmentPreview:
    """Reading only. Raises :class:`bot.errors.SegmentUnknown` where the segment is gone."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def of(self, no: str, *, duplicates_once: bool = False) -> Preview:
        """What logging would do now, in numbers."""
        raise NotImplementedError

    async def lines(
        self,
        no: str,
        part: Part | Reason,
        *,
        offset: int = 0,
        count: int = 10,
        duplicates_once: bool = False,
    ) -> Page[PreviewLine]:
        """A page of one list of the preview, in the order of the lines."""
        raise NotImplementedError

    def export(
        self, no: str, part: Part | Reason, t: Translator, *, duplicates_once: bool = False
    ) -> AsyncIterator[bytes]:
        """One list of the preview as CSV, piece by piece (see :mod:`bot.services.csv_stream`)."""
        raise NotImplementedError
