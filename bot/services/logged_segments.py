"""Segments that were logged: list, card, members, cancel, restore, follow up, export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.criteria import LoggedMembers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from bot.database import Database
    from bot.domain.facts import Person
    from bot.domain.segment_log import (
        FollowedUp,
        LoggedSegmentCard,
        LoggedSegmentRow,
        Member,
        Report,
        Switched,
    )
    from bot.domain.segments import Page
    from bot.i18n import Translator


class LoggedSegments:
    """Raises :class:`bot.errors.LoggedSegmentUnknown` wherever it is gone, as when taken back."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def listed(
        self,
        *,
        words: str = "",
        logged_by: str | None = None,
        offset: int = 0,
        count: int = 10,
    ) -> Page[LoggedSegmentRow]:
        """Newest first; ``words`` stand in number or description, ``logged_by`` a Slack user."""
        raise NotImplementedError

    async def card(self, logged_segment_id: int) -> LoggedSegmentCard:
        raise NotImplementedError

    async def members(
        self,
        logged_segment_id: int,
        *,
        words: str = "",
        members: LoggedMembers = LoggedMembers.ALL,
        offset: int = 0,
        count: int = 10,
    ) -> Page[Member]:
        """Contacts as they were, in the order of the lines; ``words`` stand in the names."""
        raise NotImplementedError

    async def cancel(
        self, logged_segment_id: int, person: Person, report: Report | None = None
    ) -> Switched:
        """Cancel its interactions and campaign entries. Raises ``AlreadyCanceled``."""
        raise NotImplementedError

    async def restore(
        self, logged_segment_id: int, person: Person, report: Report | None = None
    ) -> Switched:
        """Undo ``cancel``; what was cancelled one by one stays so. Raises ``NotCanceled``."""
        raise NotImplementedError

    async def follow_up(
        self,
        logged_segment_id: int,
        person: Person,
        *,
        description: str,
        members: LoggedMembers = LoggedMembers.ALL,
        with_template: bool = False,
    ) -> FollowedUp:
        """A new segment with these contacts: next number, the person's day and salesperson.

        ``description`` is in the person's language. Raises ``NobodyToFollowUp``.
        """
        raise NotImplementedError

    def export(self, logged_segment_id: int, t: Translator) -> AsyncIterator[bytes]:
        """Its interactions as CSV, piece by piece."""
        raise NotImplementedError
