"""What a process does that is killed meanwhile: run one job, in many small steps."""

from __future__ import annotations

import asyncio
import uuid
from typing import TYPE_CHECKING

from bot.services.jobs import Jobs, JobState
from bot.services.segment_log.jobs import segment_works
from bot.services.segments import line_ranges
from bot.storage.database import Database
from tests.making import NOW

if TYPE_CHECKING:
    from datetime import datetime
    from multiprocessing.connection import Connection

LINES_AT_ONCE = 100


def clock() -> datetime:
    return NOW


def jobs_of(database: Database) -> Jobs:
    return Jobs(database, segment_works(clock), clock=clock, new_id=lambda: uuid.uuid4().hex)


def run_job(url: str, job_id: str, told: Connection) -> None:
    """The whole life of a process. ``told`` gets the number of lines done, at each step."""
    line_ranges.LINES_AT_ONCE = LINES_AT_ONCE
    asyncio.run(_run(url, job_id, told))


async def _run(url: str, job_id: str, told: Connection) -> None:
    database = Database.from_url(url)
    jobs = jobs_of(database)
    while await jobs.run(job_id, lambda done, _total: told.send(done)) is None:
        found = await jobs.get(job_id)
        if found is None or found.state is not JobState.WAITING:
            break
        await asyncio.sleep(0.02)  # the database has yet to notice that the last process died
    await database.dispose()
