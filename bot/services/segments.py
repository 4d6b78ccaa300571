"""Segments: create, list, card, header, delete. One public method is one transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.database import Database
    from bot.domain.facts import Person
    from bot.domain.segments import DeletedSegment, HeaderChanges, Page, SegmentCard, SegmentRow

KEPT = timedelta(days=1)
"""How long a deleted segment can be brought back, as long as a discarded draft."""


class Segments:
    """Raises :class:`bot.errors.SegmentUnknown` wherever the segment is gone."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def create(self, person: Person, description: str | None = None) -> SegmentCard:
        """A new segment: next number, the person's day and salesperson (3.1)."""
        raise NotImplementedError

    async def listed(
        self, person: Person, *, own: bool, words: str = "", offset: int = 0, count: int = 10
    ) -> Page[SegmentRow]:
        """Segments, newest number first.

        ``own``: those of the person's salesperson, and those that the person created.
        """
        raise NotImplementedError

    async def card(self, no: str) -> SegmentCard:
        raise NotImplementedError

    async def change_header(self, no: str, changes: HeaderChanges) -> SegmentCard:
        """Change fields of the header; inherited values of the lines follow (3.2, 3.3 as amended).

        Raises a :class:`bot.errors.SegmentError` that says what is not allowed.
        """
        raise NotImplementedError

    async def delete(self, no: str) -> DeletedSegment:
        """Take a segment off every list. It can be brought back for :data:`KEPT`."""
        raise NotImplementedError

    async def bring_back(self, no: str) -> SegmentCard:
        """Undo a deletion: lines, criteria and all are there again."""
        raise NotImplementedError

    async def deleted(self, person: Person) -> Sequence[DeletedSegment]:
        """The person's deleted segments that can still be brought back, latest first."""
        raise NotImplementedError

    async def purge(self) -> int:
        """Remove for good what was deleted longer than :data:`KEPT` ago; how many segments."""
        raise NotImplementedError
