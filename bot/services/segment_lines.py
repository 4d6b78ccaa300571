"""The lines of a segment: a page of them, one of them, customise, reset, add and remove by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.database import Database
    from bot.domain.criteria import Applied
    from bot.domain.segment_lines import Line, LineChanges, Lines, Removed
    from bot.domain.segments import Page


class SegmentLines:
    """Raises :class:`bot.errors.SegmentUnknown` wherever the segment is gone."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def page(
        self, no: str, offset: int, count: int, words: str = "", *, customised: bool = False
    ) -> Page[Line]:
        """Lines in their order, with what would be logged for each.

        ``words`` each begin a word of the contact's or its company's name. ``customised``: only
        lines with something of their own.
        """
        raise NotImplementedError

    async def line(self, no: str, line_no: int) -> Line:
        """One line. Raises :class:`bot.errors.SegmentLineUnknown`."""
        raise NotImplementedError

    async def customise(self, no: str, lines: Lines, changes: LineChanges) -> int:
        """Make values the lines' own; how many lines. See 3.5.

        A template brings its own values, so what the line had of these is dropped; the header's
        template returns the line to inheriting. Raises a :class:`bot.errors.SegmentError`.
        """
        raise NotImplementedError

    async def reset(self, no: str, lines: Lines, fields: Collection[str] | None = None) -> int:
        """Let fields (all, if None) be inherited again; how many lines had any of them."""
        raise NotImplementedError

    async def add_by_hand(self, no: str, contact_ids: Sequence[int]) -> Applied:
        """Add contacts at the end, in this order, also a second time; one criteria action.

        Raises :class:`bot.errors.ContactsRefused`, naming them; then nothing was added.
        """
        raise NotImplementedError

    async def remove_by_hand(self, no: str, lines: Lines) -> Removed:
        """Remove lines; one criteria action, which can be taken back."""
        raise NotImplementedError
