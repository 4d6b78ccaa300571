"""Going back (business-central 3.9, Q10 as decided): lines return exactly as they were."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select

from bot.domain.errors.criteria import NothingToGoBackTo
from bot.domain.segments.lines import Lines
from bot.models import SegmentHistory
from tests.segments.crowd import Crowd, add, nos, reduce, refine


async def test_there_must_be_a_step(crowd: Crowd) -> None:
    no = await crowd.segment()
    with pytest.raises(NothingToGoBackTo):
        await crowd.criteria.go_back(no)


async def test_going_back_from_adding_removes_what_it_added(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add(nos("P1", "P2")))
    before = await crowd.rows(no)
    await crowd.criteria.apply(no, add(allow_existing_contacts=True))
    went = await crowd.criteria.go_back(no)
    assert (went.removed, went.restored, went.lines, went.actions_left) == (6, 0, 2, 1)
    assert went.step == add(allow_existing_contacts=True)
    assert await crowd.rows(no) == before
    assert await crowd.criteria.history(no) == [add(nos("P1", "P2"))]


async def test_removed_lines_return_with_their_numbers_and_own_values(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add())
    await crowd.criteria.apply(no, add(nos("P1"), allow_existing_contacts=True))
    await crowd.lines.customise(
        no, Lines.of([20_000, 70_000]), {"cost": Decimal("7.25"), "subject": None, "date": None}
    )
    before = await crowd.rows(no)
    await crowd.criteria.apply(no, reduce(nos("P1")))
    await crowd.criteria.apply(no, refine(nos("P7")))
    await crowd.criteria.apply(no, reduce())
    assert await crowd.rows(no) == []
    for restored in (1, 4, 2):
        assert (await crowd.criteria.go_back(no)).restored == restored
    assert await crowd.rows(no) == before


async def test_new_lines_after_a_removal_give_way_to_the_old_ones(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add())
    before = await crowd.rows(no)
    await crowd.lines.remove_by_hand(no, Lines.of([60_000]))
    await crowd.lines.add_by_hand(no, [crowd.ids["P4"]])
    assert await crowd.members(no) == ["P7", "C2", "P3", "C1", "P2", "P4"]
    await crowd.criteria.go_back(no)
    await crowd.criteria.go_back(no)
    assert await crowd.rows(no) == before


async def test_what_was_customised_since_on_other_lines_stays(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add())
    await crowd.criteria.apply(no, reduce(nos("C*")))
    await crowd.lines.customise(no, Lines(words="Berg"), {"description": "Ring first"})
    await crowd.criteria.go_back(no)
    page = await crowd.lines.page(no, 0, 10, customised=True)
    assert [line.values.description for line in page.rows] == ["Ring first"]


async def test_back_to_the_empty_segment_nothing_is_left_over(crowd: Crowd) -> None:
    no = await crowd.segment()
    for step in (add(nos("P*")), refine(nos("P1")), add(), reduce()):
        await crowd.criteria.apply(no, step)
    for left in (3, 2, 1, 0):
        assert (await crowd.criteria.go_back(no)).actions_left == left
    assert await crowd.rows(no) == []
    async with crowd.database.read() as session:
        assert await session.scalar(select(func.count()).select_from(SegmentHistory)) == 0


async def test_after_a_reset_there_is_nothing_to_go_back_to(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add(nos("P1")))
    await crowd.lines.add_by_hand(no, [crowd.ids["P2"]])
    removed = await crowd.lines.remove_by_hand(no, Lines())
    assert (removed.lines, removed.left, removed.may_reset) == (2, 0, True)
    await crowd.criteria.reset(no)
    with pytest.raises(NothingToGoBackTo):
        await crowd.criteria.go_back(no)
