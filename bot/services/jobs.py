"""Work that takes longer than Slack waits, and that a crash must not lose or do twice.

A job is a row. Whoever runs it locks that row in the very transaction that does the work and, at
its end, says so in the row. So the lock is the lease: while the work runs nobody else can start
it, and when its process dies the database undoes everything, the claim included. A queue with
acknowledgements beside the database would leave a moment between its commit and ours.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.enums import Standing
from bot.domain.errors.base import TouchpointError, Unavailable
from bot.domain.errors.segment_log import JobGivenUp, JobUnderWay
from bot.domain.messages import Text
from bot.domain.people.person import Person
from bot.domain.people.rights import Right, check
from bot.domain.segment_log.rules import Report
from bot.models import JobRow
from bot.services.done_once import once_and_whether
from bot.storage.drawn_ids import tried_again

if TYPE_CHECKING:
    from bot.domain.acts import Act
    from bot.storage.database import Database

ATTEMPTS = 5
"""So often is a job begun that ends with its process; then it is given up."""


class JobKind(StrEnum):
    """``arguments`` of each, by the names of the service method's parameters."""

    LOG = "log"
    """of ``SegmentLog.log``: subject is the segment's number, arguments ``LogOptions.to_json()``"""
    TAKE_BACK = "take_back"
    """subject is the logged segment's id, as of the following ones"""
    CANCEL = "cancel"
    RESTORE = "restore"
    FOLLOW_UP = "follow_up"
    """arguments ``description``, ``members``, ``with_template``"""
    IMPORT = "import"
    """subject is the id of a file in Slack, arguments ``kind``, ``file_name``, ``encoding`` and
    ``columns``"""
    UNDO_IMPORT = "undo_import"
    """subject is ``import.`` and the import's id, arguments ``file_name``"""


_RIGHTS = {JobKind.IMPORT: Right.IMPORT, JobKind.UNDO_IMPORT: Right.IMPORT}
"""What somebody needs who begins a job; else it is about a segment."""


class JobState(StrEnum):
    WAITING = "waiting"
    """not done yet; it may be running right now"""
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of long work. ``result`` is ``to_json()`` of what the service method returns.

    ``channel_id`` and ``message_ts`` name the message that shows its progress.
    """

    id: str
    kind: JobKind
    subject: str
    arguments: Mapping[str, Any]
    person: Person
    state: JobState
    channel_id: str | None = None
    message_ts: str | None = None
    result: Mapping[str, Any] | None = None
    problem: Text | None = None
    created_at: datetime | None = None


Work: TypeAlias = Callable[[AsyncSession, Job, Report], Awaitable[Mapping[str, Any]]]
"""Does a job inside the transaction that it is given, and returns the result as JSON holds it."""
Prepare: TypeAlias = Callable[[], AbstractAsyncContextManager[Work]]


class Jobs:
    def __init__(
        self,
        db: Database,
        works: Mapping[JobKind, Work],
        *,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._db = db
        self._works = works
        self._clock = clock
        self._new_id = new_id

    async def submit(
        self, kind: JobKind, subject: str, person: Person, arguments: Mapping[str, Any]
    ) -> Job:
        """Write down what to do. Raises ``JobUnderWay`` while there is a job for the subject."""
        job = await self.submit_once(None, kind, subject, person, arguments)
        assert job is not None
        return job

    async def submit_once(
        self,
        act: Act | None,
        kind: JobKind,
        subject: str,
        person: Person,
        arguments: Mapping[str, Any],
    ) -> Job | None:
        """The same; None where this act was done before (see :mod:`bot.services.done_once`)."""
        check(person, _RIGHTS.get(kind, Right.OWN_SEGMENTS))
        row = JobRow(
            id=self._new_id(),
            kind=kind.value,
            subject=subject,
            arguments=dict(arguments),
            person=asdict(person),
            state=JobState.WAITING.value,
            created_at=self._clock(),
        )

        async def writing(session: AsyncSession) -> None:
            session.add(row)
            await session.flush()

        try:
            _, wrote = await once_and_whether(self._db, act, type(None), writing)
        except IntegrityError:
            waiting = select(JobRow.id).where(
                JobRow.subject == subject, JobRow.state == JobState.WAITING.value
            )
            async with self._db.read() as session:
                found = (await session.scalars(waiting)).one_or_none()
            if found is not None:
                raise JobUnderWay(no=subject, job_id=found) from None
            # It has just ended.
            return await self.submit_once(act, kind, subject, person, arguments)
        return _job(row) if wrote else None

    async def shown(self, job_id: str, channel_id: str, message_ts: str) -> None:
        """Remember the message that shows the progress. Only before the job is run."""
        statement = update(JobRow).where(JobRow.id == job_id)
        async with self._db.begin() as session:
            await session.execute(statement.values(channel_id=channel_id, message_ts=message_ts))

    async def run(
        self, job_id: str, report: Report, *, again: bool = False, prepare: Prepare | None = None
    ) -> Job | None:
        """Do it, unless it is done; None when another process is at it.

        ``prepare`` does what needs no transaction before there is one, and gives the work to do.
        A ``TouchpointError`` of the work becomes the job's ``problem``. Raises
        ``DatabaseUnavailable``, also when SQLite was busy for too long: the job is still waiting,
        and trying ``again`` is no attempt of its own, as only what ends its process is given up.
        """
        attempt = await self._begin(job_id, 0 if again else 1)
        if attempt is None:
            return None
        if attempt > ATTEMPTS:
            return await self.give_up(job_id, JobGivenUp(attempts=ATTEMPTS).text)
        try:
            if prepare is None:
                return await self._work(job_id, report)
            async with prepare() as work:
                return await self._work(job_id, report, work)
        except Unavailable:
            raise
        except TouchpointError as error:
            return await self.give_up(job_id, error.text)

    @tried_again
    async def _work(self, job_id: str, report: Report, work: Work | None = None) -> Job | None:
        async with self._db.begin() as session:
            row = await _take(session, job_id)
            if row is None or row.state != JobState.WAITING.value:
                return None
            job = _job(row)
            work = work or self._works[job.kind]
            row.result = dict(await work(session, job, report))
            row.state, row.finished_at = JobState.DONE.value, self._clock()
        return _job(row)

    async def give_up(self, job_id: str, problem: Text) -> Job | None:
        """Say why it was not done; None when it is done, or another process is at it."""
        async with self._db.begin() as session:
            row = await _take(session, job_id)
            if row is None or row.state != JobState.WAITING.value:
                return None
            row.problem = {"message": problem.message, "parameters": dict(problem.parameters)}
            row.state, row.finished_at = JobState.FAILED.value, self._clock()
        return _job(row)

    async def left(self, idle: timedelta = timedelta()) -> list[Job]:
        """What is to be run, and what is done but not told, where nothing happened for a while.

        ``idle`` leaves to another process what it has only just begun or done.
        """
        lately = self._clock() - idle
        statement = (
            select(JobRow)
            .where(
                JobRow.told_at.is_(None),
                func.coalesce(JobRow.finished_at, JobRow.created_at) <= lately,
            )
            .order_by(JobRow.created_at)
        )
        async with self._db.read() as session:
            return [_job(row) for row in await session.scalars(statement)]

    async def told(self, job_id: str) -> None:
        """The user knows the end."""
        statement = update(JobRow).where(JobRow.id == job_id).values(told_at=self._clock())
        async with self._db.begin() as session:
            await session.execute(statement)

    async def get(self, job_id: str) -> Job | None:
        async with self._db.read() as session:
            row = await session.get(JobRow, job_id)
        return None if row is None else _job(row)

    async def _begin(self, job_id: str, attempts: int) -> int | None:
        """Count the attempt, by itself, so that a crash doesn't undo the count."""
        async with self._db.begin() as session:
            row = await _take(session, job_id)
            if row is None or row.state != JobState.WAITING.value:
                return None
            row.attempts += attempts
            return row.attempts


async def _take(session: AsyncSession, job_id: str) -> JobRow | None:
    """The row, locked; None when somebody else has it, or there is none."""
    statement = select(JobRow).where(JobRow.id == job_id)
    return (await session.scalars(statement.with_for_update(skip_locked=True))).one_or_none()


def _job(row: JobRow) -> Job:
    return Job(
        id=row.id,
        kind=JobKind(row.kind),
        subject=row.subject,
        arguments=row.arguments,
        person=_person(row.person),
        state=JobState(row.state),
        channel_id=row.channel_id,
        message_ts=row.message_ts,
        result=row.result,
        problem=Text(row.problem["message"], row.problem["parameters"]) if row.problem else None,
        created_at=row.created_at,
    )


def _person(kept: Mapping[str, Any]) -> Person:
    """Who a job is for; kept by this version of the bot or by another one."""
    known = {field.name for field in fields(Person)} & kept.keys()
    person = Person(**{name: kept[name] for name in known})
    return replace(person, standing=Standing(person.standing))
