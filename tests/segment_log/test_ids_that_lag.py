"""Use cases that draw ids which an import has taken: done, and done once."""

from itertools import count

import pytest
from sqlalchemy import select

from bot.domain.criteria.criteria import ContactFilter, Filters, Step
from bot.domain.enums import CriteriaAction
from bot.domain.segment_log.rules import LogOptions
from bot.domain.segments.header import SegmentFile
from bot.domain.segments.lines import Lines
from bot.models import JobRow
from bot.services.jobs import JobKind, Jobs, JobState
from bot.services.segment_log.jobs import segment_works
from tests.outsider import let_ids_lag
from tests.segment_log.world import GOOD, OTIS, World
from tests.services.company import FINE_ART, MEAGAN, MEGAN, ROBERT

EVERYBODY = Step(CriteriaAction.ADD, Filters(contact=ContactFilter(nos=("CT3", "CT11"))))


@pytest.fixture
def dialect() -> str:
    """SQLite has no sequences."""
    return "postgresql"


@pytest.fixture
async def worn(world: World) -> World:
    """A world in which something was done before."""
    no = await world.segment(description="Before", campaign_no="CP1")
    await world.segments.change_header(no, {"template_code": "INSDOC", "file": _file("F0")})
    await world.criteria.save(no, "BEFORE", None, OTIS)
    await world.log.log(no, OTIS, LogOptions())
    rest = await world.segment(description="Left open")
    await world.criteria.save(rest, "LEFT", None, OTIS)
    return world


def _file(key: str) -> SegmentFile:
    return SegmentFile(key, "offer.pdf", "application/pdf", 7)


async def test_a_segment_is_logged_once(worn: World) -> None:
    no = await worn.segment(description="Now", campaign_no="CP1")
    await let_ids_lag(worn.database)
    done = await worn.log.log(no, OTIS, LogOptions())
    assert done.logged == len(GOOD)
    of_log = [row for row in await worn.interactions() if row.segment_no == no]
    assert sorted(row.contact_id for row in of_log) == sorted(GOOD)
    assert len([row for row in await worn.rows("campaign_entries") if row["segment_no"] == no]) == 1


async def test_so_it_is_with_a_segment_for_those_who_have_not_answered(worn: World) -> None:
    no = await worn.segment(description="Now")
    await let_ids_lag(worn.database)
    options = LogOptions(follow_up=True, follow_up_description="Once more")
    done = await worn.log.log(no, OTIS, options)
    assert (done.logged, done.follow_up_lines) == (len(GOOD), len(GOOD))


async def test_a_job_does_its_work_in_one_attempt(worn: World) -> None:
    no = await worn.segment(description="Now")
    ids = count(1)
    works = segment_works(worn.clock)
    jobs = Jobs(worn.database, works, clock=worn.clock, new_id=lambda: f"job{next(ids)}")
    job = await jobs.submit(JobKind.LOG, no, OTIS, LogOptions().to_json())
    await let_ids_lag(worn.database)
    done = await jobs.run(job.id, lambda *_: None)
    assert done is not None
    assert done.state is JobState.DONE
    assert len([row for row in await worn.interactions() if row.segment_no == no]) == len(GOOD)
    async with worn.database.read() as session:
        assert await session.scalar(select(JobRow.attempts)) == 1


async def test_a_log_is_taken_back(worn: World) -> None:
    no = await worn.segment(description="Now")
    before = await worn.state()
    done = await worn.log.log(no, OTIS, LogOptions())
    await let_ids_lag(worn.database)
    await worn.log.take_back(done.logged_segment_id)
    assert await worn.state() == before


async def test_a_logged_segment_is_followed_up(worn: World) -> None:
    done = await worn.log.log(await worn.segment(), OTIS, LogOptions())
    await let_ids_lag(worn.database)
    found = await worn.logged.follow_up(done.logged_segment_id, OTIS, description="Once more")
    assert found.lines == len(GOOD)


async def test_contacts_are_put_on_a_segment_changed_and_removed(worn: World) -> None:
    no = await worn.segment((MEAGAN,), description="Now")
    await let_ids_lag(worn.database)
    added = await worn.lines.add_by_hand(no, [MEGAN, FINE_ART])
    assert (added.action_no, added.lines) == (2, 3)
    await let_ids_lag(worn.database)
    await worn.lines.change_line(no, 10_000, {}, contact_id=ROBERT)
    await let_ids_lag(worn.database)
    removed = await worn.lines.remove_by_hand(no, Lines.of([20_000]))
    assert (removed.lines, removed.left) == (1, 2)


async def test_criteria_are_applied_reused_and_saved(worn: World) -> None:
    no = await worn.segment((MEAGAN,), description="Now")
    await let_ids_lag(worn.database)
    assert [found.changed for found in await worn.criteria.rehearse(no, [EVERYBODY, EVERYBODY])]
    await let_ids_lag(worn.database)
    assert (await worn.criteria.apply(no, EVERYBODY)).changed == 2
    await let_ids_lag(worn.database)
    await worn.criteria.reuse(no, "LEFT")
    await let_ids_lag(worn.database)
    await worn.criteria.save(no, "NOW", None, OTIS)
    assert [step.action for step in await worn.criteria.saved_steps("NOW")] == [
        CriteriaAction.ADD
    ] * 3


async def test_a_file_is_given_to_a_segment(worn: World) -> None:
    no = await worn.segment(description="Now")
    await let_ids_lag(worn.database)
    card = await worn.segments.change_header(no, {"template_code": "INSDOC", "file": _file("F1")})
    assert card.file == _file("F1")
