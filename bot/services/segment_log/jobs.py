"""The long work on segments: what each kind of job does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.criteria.criteria import LoggedMembers
from bot.domain.segment_log.rules import LogOptions
from bot.services.jobs import Job, JobKind, Work
from bot.services.segment_log.cancelling import switch
from bot.services.segment_log.follow_ups import follow_up
from bot.services.segment_log.script import log
from bot.services.segment_log.taking_back import take_back, take_logged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.segment_log.rules import Report


def segment_works(clock: Callable[[], datetime]) -> dict[JobKind, Work]:
    """For ``Jobs``: the work of each kind, inside the transaction of the job."""

    async def logging(session: AsyncSession, job: Job, report: Report) -> Mapping[str, Any]:
        options = LogOptions.from_json(job.arguments)
        done = await log(session, job.subject, job.person, options, now=clock(), report=report)
        return done.to_json()

    async def taking_back(session: AsyncSession, job: Job, report: Report) -> Mapping[str, Any]:
        key = int(job.subject)
        return (await take_back(session, key, job.person, clock(), report)).to_json()

    async def switching(
        session: AsyncSession, job: Job, report: Report, *, canceled: bool
    ) -> Mapping[str, Any]:
        key = int(job.subject)
        done = await switch(session, key, job.person, clock(), canceled=canceled, report=report)
        return done.to_json()

    async def canceling(session: AsyncSession, job: Job, report: Report) -> Mapping[str, Any]:
        return await switching(session, job, report, canceled=True)

    async def restoring(session: AsyncSession, job: Job, report: Report) -> Mapping[str, Any]:
        return await switching(session, job, report, canceled=False)

    async def following(session: AsyncSession, job: Job, report: Report) -> Mapping[str, Any]:
        logged = await take_logged(session, int(job.subject), None)
        done = await follow_up(
            session,
            logged,
            job.person,
            clock(),
            description=job.arguments["description"],
            members=LoggedMembers(job.arguments["members"]),
            with_template=job.arguments["with_template"],
            report=report,
        )
        return done.to_json()

    return {
        JobKind.LOG: logging,
        JobKind.TAKE_BACK: taking_back,
        JobKind.CANCEL: canceling,
        JobKind.RESTORE: restoring,
        JobKind.FOLLOW_UP: following,
    }
