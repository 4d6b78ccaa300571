"""A follow-up segment is filled in pieces, and is the same as if it were filled at once."""

import pytest

from bot.domain.errors.segment_log import CanceledNotFollowedUp
from bot.domain.segment_log.rules import LogOptions
from bot.models import SegmentHistory, SegmentLine
from bot.services.jobs import JobKind
from bot.services.segments import line_ranges
from tests.segment_log.test_jobs import _jobs
from tests.segment_log.world import GOOD, OTIS, World
from tests.services.company import MEGAN

FOLLOW_UP = {"description": "Again", "members": "all", "with_template": False}


async def _followed_up(world: World) -> list[tuple[int, int]]:
    """What a job tells of its progress."""
    told: list[tuple[int, int]] = []
    jobs = _jobs(world)
    job = await jobs.submit(JobKind.FOLLOW_UP, "1", OTIS, FOLLOW_UP)
    await jobs.run(job.id, lambda *progress: told.append(progress))
    return told


async def test_its_progress_is_told_piece_by_piece(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_ranges, "LINES_AT_ONCE", 2)
    await world.log.log(await world.segment(), OTIS, LogOptions())
    await world.block(MEGAN)
    assert await _followed_up(world) == [(2, 5), (4, 5), (5, 5)]
    rows = await world.rows(SegmentLine)
    wanted = [contact for contact in GOOD if contact != MEGAN]
    assert [row["contact_id"] for row in rows] == wanted
    assert [row["line_no"] for row in rows] == [10_000, 20_000, 30_000, 40_000]
    (history,) = [row for row in await world.rows(SegmentHistory) if row["segment_no"] == "SM00002"]
    assert (history["line_no"], history["last_line_no"]) == (10_000, 40_000)
    went = await world.criteria.go_back("SM00002")
    assert (went.removed, went.lines) == (4, 0)


async def test_entries_without_a_line_number_come_last(world: World) -> None:
    await world.log.log(await world.segment(), OTIS, LogOptions())
    first = (await world.interactions())[0]
    await world.change(type(first), first.id, segment_line_no=None)
    await _followed_up(world)
    rows = await world.rows(SegmentLine)
    assert [row["contact_id"] for row in rows] == [*GOOD[1:], GOOD[0]]


async def test_a_canceled_segment_is_restored_before_it_is_followed_up(world: World) -> None:
    key = (await world.log.log(await world.segment(), OTIS, LogOptions())).logged_segment_id
    await world.logged.cancel(key)
    with pytest.raises(CanceledNotFollowedUp):
        await world.logged.follow_up(key, OTIS, description="Again")
    await world.logged.restore(key)
    assert (await world.logged.follow_up(key, OTIS, description="Again")).lines == len(GOOD)
