"""The process that logs a segment, or takes it back, is killed at random moments, again and again.

Whatever the moment, all of it happened or nothing: never half a segment, never a contact twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import random
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.segment_log.rules import LogOptions
from bot.models import Contact
from bot.services.jobs import JobKind, JobState
from tests.segment_log.killed import LINES_AT_ONCE, jobs_of, run_job
from tests.segment_log.world import OTIS, World
from tests.services.company import found_company

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from sqlalchemy import URL

    from bot.services.jobs import Jobs
    from bot.storage.database import Database

pytestmark = pytest.mark.fault

LINES = 1_500
STEPS = LINES // LINES_AT_ONCE


@pytest.fixture
async def world(database: Database) -> World:
    await found_company(database)
    world = World(database)
    await world.add_rows(
        Contact,
        *(
            {"id": at, "no": f"N{at}", "type": "person", "name": f"Person {at}"}
            for at in range(1_000, 1_000 + LINES)
        ),
    )
    return world


class Assassin:
    """Runs jobs in processes of their own, and kills them."""

    def __init__(self, url: URL, seed: int) -> None:
        self._url = url.render_as_string(hide_password=False)
        self._chance = random.Random(seed)
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload(["tests.segment_log.killed"])

    async def run(self, job_id: str) -> None:
        """Let a process live to its end."""
        process, _ = self._start(job_id)
        await asyncio.to_thread(process.join)
        assert process.exitcode == 0

    async def kill(self, job_id: str) -> None:
        """Start a process and kill it: mostly in the middle, at times near its end or after it."""
        process, told = self._start(job_id)
        late = self._chance.random() < 0.3
        steps = STEPS if late else self._chance.randint(0, STEPS)
        await asyncio.to_thread(_await_steps, told, steps)
        # All of it takes some twenty milliseconds on SQLite, ten times as long on PostgreSQL.
        await asyncio.to_thread(process.join, self._chance.uniform(0, 0.1 if late else 0.004))
        process.kill()
        await asyncio.to_thread(process.join)

    def _start(self, job_id: str) -> tuple[Any, Connection]:
        told, telling = self._processes.Pipe(duplex=False)
        process = self._processes.Process(
            target=run_job, args=(self._url, job_id, telling), daemon=True
        )
        process.start()
        telling.close()
        return process, told


def _await_steps(told: Connection, steps: int) -> None:
    with contextlib.suppress(EOFError):  # it came to its end
        for _ in range(steps):
            told.recv()


OPTIONS = {"all": LogOptions(), "keep": LogOptions(keep_left_out=True)}


@pytest.mark.timeout(1500)
@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS.keys())
async def test_a_kill_leaves_all_or_nothing(
    world: World, database_url: URL, soaking: bool, options: LogOptions
) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    assassin, jobs = Assassin(database_url, seed), jobs_of(world.database)
    no = await world.segment(tuple(range(1_000, 1_000 + LINES)), campaign_no="CP1")
    for line in (3, 700, LINES):
        await world.customise(no, line, description=f"Line {line}")
    await world.block(1_004)
    open_state = await world.state()

    async def next_job() -> str:
        """Log the segment; or take it back, where it is logged."""
        logged = await world.rows("logged_segments")
        kind, subject = JobKind.LOG, no
        if logged:
            kind, subject = JobKind.TAKE_BACK, await _logged_id(world)
        return await _submit(jobs, kind, subject, options)

    await assassin.run(await next_job())
    logged_state = await _checked(world)
    await assassin.run(await next_job())
    assert await world.state() == open_state

    stopped = dict.fromkeys((JobKind.LOG, JobKind.TAKE_BACK), 0)
    while stopped[JobKind.LOG] < (60 if soaking else 4):
        key = await next_job()
        is_logged = await world.rows("logged_segments") != []
        if is_logged and stopped[JobKind.TAKE_BACK] > stopped[JobKind.LOG]:
            await assassin.run(key)  # or one would hardly get to log again
        else:
            await assassin.kill(key)
        state = await world.state()
        assert _without_ids(state) in (_without_ids(open_state), _without_ids(logged_state))
        job = await jobs.get(key)
        assert job is not None
        stopped[job.kind] += job.state is JobState.WAITING
    print(f"killed before they came to their end: {stopped}")

    for _ in range(2):
        before = await world.rows("logged_segments")
        key = await next_job()
        await assassin.run(key)
        job = await jobs.get(key)
        assert job is not None
        after = await world.rows("logged_segments")
        assert len(before) != len(after) or job.state is JobState.FAILED


async def _submit(jobs: Jobs, kind: JobKind, subject: str, options: LogOptions) -> str:
    for job in await jobs.left():
        if job.subject == subject and job.state is JobState.WAITING:
            return job.id
    arguments = options.to_json() if kind is JobKind.LOG else {}
    return (await jobs.submit(kind, subject, OTIS, arguments)).id


async def _checked(world: World) -> dict[str, Any]:
    times = await world.times_logged()
    assert len(times) == LINES - 1
    assert set(times.values()) == {1}
    return await world.state()


async def _logged_id(world: World) -> str:
    page = await world.logged.listed()
    return str(page.rows[0].id)


def _without_ids(state: dict[str, Any]) -> dict[str, Any]:
    """Numbers that are given as it goes are others each time."""
    given = {"logged_segment_id", "campaign_entry_id", "revision"}

    def plain(row: dict[str, Any]) -> dict[str, Any]:
        return {
            name: plain(value) if isinstance(value, dict) else value
            for name, value in row.items()
            if name not in given
        }

    return {table: [plain(row) for row in rows] for table, rows in state.items()}
