"""Logging a segment, and taking a log back: each in one transaction of single statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.acts import doer
from bot.domain.segment_log.rules import Logged, TakenBack
from bot.services.done_once import once, once_and_whether, script_once
from bot.services.segment_log import script as log_script
from bot.services.segment_log import taking_back
from bot.storage.drawn_ids import tried_again

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.acts import Act
    from bot.domain.people.person import Person
    from bot.domain.segment_log.rules import LogOptions, Report
    from bot.storage.database import Database


class SegmentLog:
    """For segments of a size that a listener can wait for; the others go through ``Jobs``."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def log(
        self, no: str, person: Person, options: LogOptions, report: Report | None = None
    ) -> Logged:
        """Log the segment: all of it, or nothing.

        Raises ``SegmentUnknown``, and of :mod:`bot.domain.segment_log.errors`
        ``SegmentAlreadyLogged``, ``SegmentEmpty``, ``DescriptionMissing``, ``NothingToLog``,
        ``PreviewOutdated``, ``SegmentChanged``.
        """
        done, _ = await self.log_once(None, no, person, options, report)
        return done

    @tried_again
    async def log_once(
        self,
        act: Act | None,
        no: str,
        person: Person,
        options: LogOptions,
        report: Report | None = None,
    ) -> tuple[Logged, bool]:
        """The same, or what it gave when this act was done before; whether this call logged it."""
        now = self._clock()
        if not options.follow_up:
            script = log_script.logging(
                no, person, options, now=now, dialect=self._db.dialect, report=report
            )
            return await self._db.transact(script_once(act, Logged, script))

        async def logging(session: AsyncSession) -> Logged:
            return await log_script.log(session, no, person, options, now=now, report=report)

        return await once_and_whether(self._db, act, Logged, logging)

    @tried_again
    async def take_back(self, logged_segment_id: int, *, act: Act | None = None) -> TakenBack:
        """Make it as if the segment had not been logged.

        Interactions and campaign entries that came with it are removed; the segment is there again
        with its lines, criteria and history. Raises ``LoggedSegmentUnknown`` or a ``NotTakeable``.
        ``act`` as of :meth:`log_once`.
        """
        now = self._clock()

        async def taking(session: AsyncSession) -> TakenBack:
            return await taking_back.take_back(session, logged_segment_id, doer(act), now)

        return await once(self._db, act, TakenBack, taking)

    async def purge(self) -> None:
        """Remove what only taking back needs, of logs that are too old for it."""
        now = self._clock()
        async with self._db.begin() as session:
            await taking_back.purge(session, now)
