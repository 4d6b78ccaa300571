"""Choosing the contacts of a segment by criteria: forecast, apply, go back, reuse.

Source: business-central 3.6 to 3.10. A step is applied by single statements in the database,
however many contacts it concerns. Privacy-blocked contacts and minors never enter; canceled
interactions don't count; going back restores lines exactly as they were (decisions.md).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete

from bot.domain.acts import doer
from bot.domain.criteria.criteria import (
    Applied,
    Filters,
    LoggedMembers,
    LoggedSegmentFilter,
    Options,
    Step,
    WentBack,
)
from bot.domain.criteria.entry import fingerprint, reuse_fingerprint
from bot.domain.criteria.sentences import sentences
from bot.domain.enums import CriteriaAction
from bot.domain.errors.criteria import CriteriaChanged, NothingToGoBackTo
from bot.domain.errors.segment_log import LoggedSegmentUnknown
from bot.domain.people.rights import Right, check
from bot.domain.segments.header import KEPT
from bot.models import LoggedSegment, SegmentCriteriaLine, SegmentHistory
from bot.services.criteria import saved as saved_criteria
from bot.services.criteria import steps
from bot.services.criteria.names import names_of
from bot.services.criteria.record import (
    action_count,
    header_of,
    recorded,
    strike_last,
    take_header,
)
from bot.services.done_once import once
from bot.storage.drawn_ids import tried_again

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.acts import Act
    from bot.domain.criteria.criteria import Forecast, SavedCriteria
    from bot.domain.criteria.sentences import Names
    from bot.domain.people.person import Person
    from bot.domain.segments.header import CriteriaSentence
    from bot.storage.database import Database


class Criteria:
    """Raises :class:`bot.domain.errors.segments.SegmentUnknown` wherever the segment is gone."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def count(self, no: str, step: Step) -> Forecast:
        """What ``apply`` would do now, and who would be left out why; changes nothing."""
        async with self._db.read() as session:
            await header_of(session, no)
            return await steps.forecast(session, no, _plain(step))

    @tried_again
    async def apply(
        self, no: str, step: Step, *, seen: str | None = None, act: Act | None = None
    ) -> Applied:
        """Add, reduce or refine, and record the step, even if it changed no line.

        ``seen`` is the fingerprint of the history that the user confirmed this on. It is compared
        under the lock of the transaction. Raises
        :class:`bot.domain.errors.criteria.CriteriaChanged`. An ``act`` that was done before, here
        as in the following, gives what it gave then (see :mod:`bot.services.done_once`).
        """

        async def applying(session: AsyncSession) -> Applied:
            header = await take_header(session, no, doer(act))
            await _check_seen(session, no, seen)
            return await steps.apply(session, header, _plain(step))

        return await once(self._db, act, Applied, applying)

    async def go_back(
        self, no: str, *, seen: int | None = None, act: Act | None = None
    ) -> WentBack:
        """Take the latest step back. Raises :class:`bot.domain.errors.criteria.NothingToGoBackTo`.

        Lines that the step added go, lines that it removed return with their numbers and all that
        was their own. What was customised since on other lines stays. ``seen`` is how many steps
        the user saw: with another number, ``CriteriaChanged`` is raised.
        """

        async def going_back(session: AsyncSession) -> WentBack:
            await take_header(session, no, doer(act))
            action_no = await action_count(session, no)
            if seen is not None and seen != action_no:
                raise CriteriaChanged(no=no)
            step = await strike_last(session, no)
            if step is None:
                raise NothingToGoBackTo
            removed, restored = await steps.undo(session, no, action_no)
            lines, _ = await steps.extent(session, no)
            return WentBack(step, removed, restored, lines, action_no - 1)

        return await once(self._db, act, WentBack, going_back)

    async def history(self, no: str) -> list[Step]:
        """The steps of a segment, first one first."""
        async with self._db.read() as session:
            await header_of(session, no)
            return await recorded(session, no)

    async def sentences(self, no: str, locale: str = "en") -> list[CriteriaSentence]:
        """The steps as a list to read: actions, and under each its filters."""
        steps = await self.history(no)
        return sentences(steps, await self.names(steps, locale))

    async def names(self, steps: Sequence[Step], locale: str = "en") -> Names:
        """What the codes in steps are called in ``locale``, for the sentences that tell them."""
        async with self._db.read() as session:
            return await names_of(session, steps, locale)

    async def reset(self, no: str, *, seen: int | None = None, act: Act | None = None) -> None:
        """Forget all steps; the lines stay. Offered when the last line was removed (3.7).

        ``seen`` as of :meth:`go_back`.
        """

        async def forgetting(session: AsyncSession) -> None:
            await take_header(session, no, doer(act))
            if seen is not None and seen != await action_count(session, no):
                raise CriteriaChanged(no=no)
            for table in (SegmentHistory, SegmentCriteriaLine):
                await session.execute(delete(table).where(table.segment_no == no))

        await once(self._db, act, type(None), forgetting)

    @tried_again
    async def rehearse(self, no: str, replayed: Sequence[Step]) -> list[Forecast]:
        """What a replay of steps would do now, one after the other; changes nothing.

        Each step finds what the ones before it leave, so those are done and undone again.
        """
        if len(replayed) == 1:
            return [await self.count(no, replayed[0])]
        found = []
        async with self._db.begin() as session:
            header = await take_header(session, no, None)
            for step in replayed:
                found.append(await steps.forecast(session, no, step))
                await steps.apply(session, header, step)
            await session.rollback()
        return found

    @tried_again
    async def reuse(
        self, no: str, code: str, *, seen: str | None = None, act: Act | None = None
    ) -> list[Applied]:
        """Replay saved criteria in order against the contacts as they are now.

        Each step is recorded among the segment's own. ``seen`` is the :func:`reuse_fingerprint` of
        what the user confirmed. Raises :class:`bot.domain.errors.criteria.SavedCriteriaUnknown` or
        ``CriteriaChanged``.
        """

        async def reusing(session: AsyncSession) -> list[Applied]:
            header = await take_header(session, no, doer(act))
            saved = await saved_criteria.steps_under(session, code)
            if seen not in {None, reuse_fingerprint(no, code, await recorded(session, no), saved)}:
                raise CriteriaChanged(no=no)
            return [await steps.apply(session, header, step) for step in saved]

        return await once(self._db, act, list[Applied], reusing)

    @tried_again
    async def reuse_logged(
        self,
        no: str,
        logged_segment_id: int,
        members: LoggedMembers = LoggedMembers.ALL,
        *,
        seen: str | None = None,
        act: Act | None = None,
    ) -> Applied:
        """One line per interaction of a logged segment, as a single Add action (3.10).

        Duplicates are allowed; contact and campaign are taken over. ``seen`` as of :meth:`apply`.
        Raises :class:`bot.domain.errors.segment_log.LoggedSegmentUnknown`, ``CriteriaChanged``.
        """

        async def reusing(session: AsyncSession) -> Applied:
            header = await take_header(session, no, doer(act))
            await _check_seen(session, no, seen)
            if await session.get(LoggedSegment, logged_segment_id) is None:
                raise LoggedSegmentUnknown
            return await steps.apply(session, header, logged_step(logged_segment_id, members))

        return await once(self._db, act, Applied, reusing)

    @tried_again
    async def save(
        self,
        no: str,
        code: str,
        description: str | None,
        person: Person,
        *,
        act: Act | None = None,
    ) -> None:
        """Keep the steps of a segment under a code.

        Raises :class:`bot.domain.errors.criteria.NoCriteriaToSave`, ``CriteriaCodeNeeded``,
        ``CriteriaCodeTaken``.
        """

        check(person, Right.OWN_SEGMENTS)

        async def saving(session: AsyncSession) -> None:
            await header_of(session, no)
            found = await recorded(session, no)
            await saved_criteria.add(session, found, code, description, person.user_id)

        await once(self._db, act, type(None), saving)

    async def saved(self, words: str = "") -> list[SavedCriteria]:
        """Saved criteria, by code; ``words`` search code and description."""
        async with self._db.read() as session:
            return await saved_criteria.listed(session, words)

    async def saved_steps(self, code: str) -> Sequence[Step]:
        """What saved criteria would do. Raises
        :class:`bot.domain.errors.criteria.SavedCriteriaUnknown`."""
        async with self._db.read() as session:
            return await saved_criteria.steps_under(session, code)

    async def describe(self, code: str, description: str | None, *, act: Act | None = None) -> bool:
        """Change the description of saved criteria, the one thing that can be changed; whether it
        is another one."""

        async def describing(session: AsyncSession) -> bool:
            return await saved_criteria.describe(session, code, description, doer(act))

        return await once(self._db, act, bool, describing)

    async def forget(self, code: str, *, act: Act | None = None) -> None:
        """Delete saved criteria. They can be brought back for :data:`KEPT`."""

        async def forgetting(session: AsyncSession) -> None:
            await saved_criteria.forget(session, code, self._clock(), doer(act))

        await once(self._db, act, type(None), forgetting)

    async def forgotten(self) -> list[SavedCriteria]:
        """Deleted criteria that can still be brought back, by code."""
        since = self._clock() - KEPT
        async with self._db.read() as session:
            return await saved_criteria.listed(session, "", deleted_since=since)

    async def bring_back(self, code: str, *, act: Act | None = None) -> None:
        """Undo :meth:`forget`. Raises :class:`bot.domain.errors.criteria.SavedCriteriaUnknown`
        after KEPT."""

        async def bringing_back(session: AsyncSession) -> None:
            await saved_criteria.bring_back(session, code, self._clock() - KEPT, doer(act))

        await once(self._db, act, type(None), bringing_back)

    async def purge(self) -> None:
        """Remove for good what was deleted longer than KEPT ago."""
        async with self._db.begin() as session:
            await saved_criteria.purge(session, self._clock() - KEPT)


def logged_step(logged_segment_id: int, members: LoggedMembers = LoggedMembers.ALL) -> Step:
    """The step that adds the contacts of a logged segment.

    Whoever was on it belongs on the new one, also a contact that is excluded from segments.
    """
    return Step(
        CriteriaAction.ADD,
        Filters(logged_segment=LoggedSegmentFilter(logged_segment_id, members)),
        Options(allow_existing_contacts=True, ignore_exclusion=True),
    )


async def _check_seen(session: AsyncSession, no: str, seen: str | None) -> None:
    if seen is not None and seen != fingerprint(no, await recorded(session, no)):
        raise CriteriaChanged(no=no)


def _plain(step: Step) -> Step:
    return replace(step, options=step.options.of(step.action))
