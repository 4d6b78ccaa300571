"""Two bots that are given the same confirmation: what was seen is done once, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.domain.criteria.criteria import Applied, WentBack
from bot.domain.criteria.entry import fingerprint, reuse_fingerprint
from bot.domain.errors.criteria import CriteriaChanged
from bot.services.criteria.criteria import Criteria
from bot.storage.database import Database
from tests.making import NOW, person
from tests.segments.crowd import Crowd, add, nos, reduce


@pytest.fixture
async def another(crowd: Crowd) -> AsyncIterator[Criteria]:
    """The criteria as a second process has them: with connections of its own."""
    database = Database.from_url(crowd.database.engine.url)
    yield Criteria(database, lambda: NOW)
    await database.dispose()


async def _both(*calls: Any) -> list[Any]:
    return await asyncio.gather(*calls, return_exceptions=True)


def _one(results: list[Any], kind: type) -> Any:
    done = [found for found in results if not isinstance(found, CriteriaChanged)]
    assert len(done) == 1, results
    found = done[0][0] if isinstance(done[0], list) else done[0]
    assert isinstance(found, kind), results
    return found


async def test_the_same_confirmation_applies_once(crowd: Crowd, another: Criteria) -> None:
    no = await crowd.segment()
    step = add(nos("P1", "P2"), allow_existing_contacts=True)
    seen = fingerprint(no, [])
    results = await _both(*(c.apply(no, step, seen=seen) for c in (crowd.criteria, another)))
    assert _one(results, Applied).lines == 2
    assert len(await crowd.members(no)) == 2
    assert await crowd.criteria.history(no) == [step]


async def test_two_confirmations_of_one_state_are_not_both_applied(
    crowd: Crowd, another: Criteria
) -> None:
    no = await crowd.segment()
    first = add(nos("P1", "P2", "P3"))
    await crowd.criteria.apply(no, first)
    seen = fingerprint(no, [first])
    results = await _both(
        crowd.criteria.apply(no, reduce(nos("P1")), seen=seen),
        another.apply(no, reduce(nos("P2")), seen=seen),
    )
    assert _one(results, Applied).lines == 2
    assert len(await crowd.criteria.history(no)) == 2


async def test_a_logged_segment_is_reused_once(crowd: Crowd, another: Criteria) -> None:
    logged = await crowd.logged_segment()
    await crowd.log("P1", logged_segment_id=logged)
    no = await crowd.segment()
    seen = fingerprint(no, [])
    results = await _both(
        *(c.reuse_logged(no, logged, seen=seen) for c in (crowd.criteria, another))
    )
    assert _one(results, Applied).lines == 1
    assert await crowd.members(no) == ["P1"]


async def test_saved_criteria_are_reused_once(crowd: Crowd, another: Criteria) -> None:
    source = await crowd.segment()
    step = add(nos("P1"), allow_existing_contacts=True)
    await crowd.criteria.apply(source, step)
    await crowd.criteria.save(source, "ONE", None, person())
    no = await crowd.segment()
    seen = reuse_fingerprint(no, "ONE", [], [step])
    results = await _both(*(c.reuse(no, "ONE", seen=seen) for c in (crowd.criteria, another)))
    assert _one(results, Applied).lines == 1
    assert await crowd.members(no) == ["P1"]


async def test_what_a_saved_set_said_must_be_what_it_says_still(
    crowd: Crowd, another: Criteria
) -> None:
    source = await crowd.segment()
    await crowd.criteria.apply(source, add(nos("P1")))
    await crowd.criteria.save(source, "ONE", None, person())
    no = await crowd.segment()
    seen = reuse_fingerprint(no, "ONE", [], [add(nos("P1"))])
    await another.forget("ONE")
    await another.apply(source, add(nos("P2")))
    await another.save(source, "ONE", None, person())
    with pytest.raises(CriteriaChanged):
        await crowd.criteria.reuse(no, "ONE", seen=seen)
    assert await crowd.members(no) == []


async def test_one_step_goes_back_once(crowd: Crowd, another: Criteria) -> None:
    no = await crowd.segment()
    for contact in ("P1", "P2", "P3"):
        await crowd.criteria.apply(no, add(nos(contact)))
    results = await _both(*(c.go_back(no, seen=3) for c in (crowd.criteria, another)))
    assert _one(results, WentBack).actions_left == 2
    assert await crowd.members(no) == ["P1", "P2"]
