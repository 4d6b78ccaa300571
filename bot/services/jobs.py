"""Work that takes longer than Slack waits, and that a crash must not lose or do twice.

A job is a row. Whoever runs it locks that row in the very transaction that does the work and, at
its end, says so in the row. So the lock is the lease: while the work runs nobody else can start
it, and when its process dies the database undoes everything, the claim included.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.database import Database
    from bot.domain.facts import Person
    from bot.domain.segment_log import Report
    from bot.domain.words import Text


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


Work = "Callable[[AsyncSession, Job, Report], Awaitable[Mapping[str, Any]]]"


class Jobs:
    def __init__(
        self,
        db: Database,
        works: Mapping[
            JobKind, Callable[[AsyncSession, Job, Report], Awaitable[Mapping[str, Any]]]
        ],
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
        raise NotImplementedError

    async def shown(self, job_id: str, channel_id: str, message_ts: str) -> None:
        """Remember the message that shows the progress."""
        raise NotImplementedError

    async def run(self, job_id: str, report: Report) -> Job | None:
        """Do it, unless it is done; None when another process is at it or the database is busy.

        A ``TouchpointError`` of the work becomes the job's ``problem``. Raises
        ``DatabaseUnavailable``: then the job is still waiting.
        """
        raise NotImplementedError

    async def left(self) -> list[Job]:
        """What is to be run, and what is done but not told: for the start, and now and then."""
        raise NotImplementedError

    async def told(self, job_id: str) -> None:
        """The user knows the end."""
        raise NotImplementedError

    async def get(self, job_id: str) -> Job | None:
        raise NotImplementedError
