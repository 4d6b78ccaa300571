"""Long work: done once, by one process at a time, and told; a crash leaves it waiting."""

import asyncio
from itertools import count
from typing import Any

import pytest

from bot.domain.errors.segment_log import JobUnderWay
from bot.domain.segment_log.rules import Logged, LogOptions
from bot.models import JobRow
from bot.services.jobs import ATTEMPTS, JobKind, Jobs, JobState
from bot.services.segment_log.jobs import segment_works
from tests.segment_log.world import OTIS, World


@pytest.fixture
def jobs(world: World) -> Jobs:
    return _jobs(world)


def _jobs(world: World, **works: Any) -> Jobs:
    ids = count(1)
    known = segment_works(world.clock) | {JobKind(kind): work for kind, work in works.items()}
    return Jobs(world.database, known, clock=world.clock, new_id=lambda: f"job{next(ids)}")


def nothing(_done: int, _total: int) -> None:
    """A report that nobody reads."""


async def _submit(jobs: Jobs, no: str, **options: Any) -> str:
    arguments = LogOptions(**options).to_json()
    return (await jobs.submit(JobKind.LOG, no, OTIS, arguments)).id


async def test_a_job_logs_and_says_what_it_did(world: World, jobs: Jobs) -> None:
    no = await world.segment()
    key = await _submit(jobs, no, expected=5)
    await jobs.shown(key, "D1", "1700.1")
    (left,) = await jobs.left()
    assert (left.state, left.channel_id, left.message_ts) == (JobState.WAITING, "D1", "1700.1")
    assert left.person == OTIS
    told: list[tuple[int, int]] = []
    done = await jobs.run(key, lambda *progress: told.append(progress))
    assert done is not None
    assert (done.state, done.problem) == (JobState.DONE, None)
    assert done.result is not None
    assert Logged(**done.result).logged == 5
    assert told == [(5, 5)]
    assert await jobs.left() == [await jobs.get(key)]
    await jobs.told(key)
    assert await jobs.left() == []


async def test_every_kind_of_work(world: World, jobs: Jobs) -> None:
    no = await world.segment()
    before = await world.state()
    assert await jobs.run(await _submit(jobs, no), nothing) is not None
    follow_up = {"description": "Again", "members": "all", "with_template": True}
    for kind, arguments, wanted in (
        (JobKind.CANCEL, {}, {"canceled": True, "interactions": 5}),
        (JobKind.RESTORE, {}, {"canceled": False, "unchanged": 0}),
        (JobKind.FOLLOW_UP, follow_up, {"no": "SM00002", "lines": 5}),
        (JobKind.TAKE_BACK, {}, {"segment_no": no, "lines": 5}),
    ):
        job = await jobs.submit(kind, "1", OTIS, arguments)
        done = await jobs.run(job.id, nothing)
        assert done is not None
        assert done.result is not None
        assert done.result.items() >= wanted.items()
    await world.segments.delete("SM00002", OTIS)
    world.later(days=2)
    await world.segments.purge()
    assert await world.state() == before


async def test_one_job_for_a_segment_at_a_time(world: World, jobs: Jobs) -> None:
    no = await world.segment()
    key = await _submit(jobs, no)
    with pytest.raises(JobUnderWay) as raised:
        await _submit(jobs, no)
    assert raised.value.job_id == key
    await jobs.run(key, nothing)
    again = await _submit(jobs, no)
    failed = await jobs.run(again, nothing)
    assert failed is not None
    assert failed.problem is not None
    assert failed.problem.message == "Segment {no} is logged already."
    assert failed.problem.parameters == {"no": no}


async def test_a_job_that_is_done_is_not_done_again(world: World, jobs: Jobs) -> None:
    key = await _submit(jobs, await world.segment())
    runs = await asyncio.gather(*(_jobs(world).run(key, nothing) for _ in range(4)))
    assert [run is not None for run in runs].count(True) == 1
    assert set((await world.times_logged()).values()) == {1}
    assert await jobs.run(key, nothing) is None


async def test_while_one_process_is_at_it_another_lets_it(
    world: World, jobs: Jobs, dialect: str
) -> None:
    if dialect == "sqlite":
        pytest.skip("SQLite has one writer, for whom the other waits")
    begun, finish = asyncio.Event(), asyncio.Event()

    async def slow(*_: object) -> dict[str, Any]:
        begun.set()
        await finish.wait()
        return {"lines": 1}

    key = await _submit(jobs, await world.segment())
    working = asyncio.create_task(_jobs(world, log=slow).run(key, nothing))
    await begun.wait()
    assert await jobs.run(key, nothing) is None
    finish.set()
    done = await working
    assert done is not None
    assert done.result == {"lines": 1}


async def test_work_that_fails_is_undone_and_its_reason_told(world: World, jobs: Jobs) -> None:
    no = await world.segment()
    before = await world.state()
    done = await jobs.run(await _submit(jobs, no, expected=4), nothing)
    assert done is not None
    assert (done.state, done.result) == (JobState.FAILED, None)
    assert done.problem is not None
    assert "{expected}" in done.problem.message
    assert await world.state() == before


async def test_a_defect_leaves_the_job_waiting_until_it_is_given_up(world: World) -> None:
    async def crash(*_: object) -> dict[str, Any]:
        raise ZeroDivisionError

    jobs = _jobs(world, log=crash)
    key = await _submit(jobs, await world.segment())
    for _ in range(ATTEMPTS):
        with pytest.raises(ZeroDivisionError):
            await jobs.run(key, nothing)
        assert [job.state for job in await jobs.left()] == [JobState.WAITING]
    given_up = await jobs.run(key, nothing)
    assert given_up is not None
    assert given_up.state is JobState.FAILED


async def test_canceled_in_the_middle_it_can_be_done_later(world: World, jobs: Jobs) -> None:
    no = await world.segment()
    before = await world.state()
    begun = asyncio.Event()

    async def slow(session: Any, job: Any, report: Any) -> Any:
        result = await segment_works(world.clock)[JobKind.LOG](session, job, report)
        begun.set()
        await asyncio.Event().wait()
        return result

    key = await _submit(jobs, no)
    working = asyncio.create_task(_jobs(world, log=slow).run(key, nothing))
    await begun.wait()
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert await world.state() == before
    done = await jobs.run(key, nothing)
    assert done is not None
    assert done.state is JobState.DONE
    assert len(await world.rows(JobRow)) == 1
