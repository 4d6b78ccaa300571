"""Taking a log back: as if it had not been, or a clear reason why not."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.criteria.criteria import ContactFilter, Filters, Step
from bot.domain.enums import CriteriaAction, Evaluation
from bot.domain.errors.segment_log import (
    InteractionsChanged,
    LoggedAgain,
    LoggedSegmentCanceled,
    LoggedSegmentUnknown,
    NotTakeable,
    SegmentAlreadyLogged,
    TooLateToTakeBack,
)
from bot.domain.segment_log.rules import LogOptions
from bot.domain.segments.lines import Lines
from bot.models import Contact, Interaction, InteractionComment
from tests.segment_log.world import GOOD, KEPT_BY_UNDO, OTIS, World
from tests.services.company import FINE_ART, MEAGAN, MEGAN, ROBERT, TREY


async def _shaped(world: World) -> str:
    """A segment with a past: criteria, own values, own blanks, lines that can't be logged."""
    no = await world.segment(
        (*GOOD, MEAGAN, None), campaign_no="CP1", content="Dear {{contact.name}}"
    )
    chosen = Filters(contact=ContactFilter(nos=("CT11",)))
    await world.criteria.apply(no, Step(CriteriaAction.REDUCE, chosen))
    await world.criteria.apply(no, Step(CriteriaAction.ADD, chosen))
    await world.customise(no, 1, description="Other", subject=None, cost=Decimal("3.50"))
    await world.customise(no, 2, date=date(2026, 4, 1), time=time(9, 5), campaign_no=None)
    await world.customise(no, 3, evaluation=Evaluation.POSITIVE, content="Hello {{date}}")
    await world.customise(no, 5, template_code="GOLF", salesperson_code="JO")
    await world.block(MEGAN)
    return no


async def test_everything_is_as_it_was(world: World) -> None:
    no = await _shaped(world)
    before = await world.state()
    logged = await world.log.log(no, OTIS, LogOptions())
    assert logged.logged == 5
    world.later(hours=23)
    back = await world.log.take_back(logged.logged_segment_id)
    assert (back.segment_no, back.interactions, back.lines) == (no, 5, 7)
    assert not back.segment_was_open
    assert await world.state() == before


@pytest.mark.parametrize("once", [False, True])
async def test_with_each_contact_logged_once(world: World, once: bool) -> None:
    no = await _shaped(world)
    before = await world.state()
    logged = await world.log.log(no, OTIS, LogOptions(duplicates_once=once))
    await world.log.take_back(logged.logged_segment_id)
    assert await world.state() == before


async def test_going_back_works_afterwards(world: World) -> None:
    no = await _shaped(world)
    logged = await world.log.log(no, OTIS, LogOptions())
    await world.log.take_back(logged.logged_segment_id)
    for _ in range(3):
        await world.criteria.go_back(no)
    assert (await world.segments.card(no)).actions == 0


async def test_what_stayed_is_joined_by_what_comes_back(world: World) -> None:
    no = await _shaped(world)
    before = await world.state()
    logged = await world.log.log(no, OTIS, LogOptions(keep_left_out=True))
    assert (logged.logged, logged.kept) == (5, 2)
    back = await world.log.take_back(logged.logged_segment_id)
    assert (back.lines, back.segment_was_open) == (5, True)
    assert await world.state() == before


async def test_a_rest_that_was_deleted_comes_back_too(world: World) -> None:
    no = await _shaped(world)
    before = await world.state()
    logged = await world.log.log(no, OTIS, LogOptions(keep_left_out=True))
    await world.segments.delete(no, OTIS)
    await world.log.take_back(logged.logged_segment_id)
    assert await world.state() == before


async def test_lines_come_back_before_those_added_since(world: World) -> None:
    no = await world.segment((MEGAN, MEAGAN, TREY))
    await world.block(MEGAN)
    logged = await world.log.log(no, OTIS, LogOptions(keep_left_out=True))
    await world.lines.add_by_hand(no, [ROBERT])
    await world.log.take_back(logged.logged_segment_id)
    page = await world.lines.page(no, 0, 10)
    assert [line.contact_id for line in page.rows] == [MEGAN, MEAGAN, TREY, ROBERT]
    assert len({line.line_no for line in page.rows}) == 4


async def test_logged_taken_back_and_logged_again(world: World) -> None:
    no = await world.segment(campaign_no="CP1")
    first = await world.log.log(no, OTIS, LogOptions())
    await world.log.take_back(first.logged_segment_id)
    second = await world.log.log(no, OTIS, LogOptions())
    assert second.logged == first.logged == 5
    assert set((await world.times_logged()).values()) == {1}
    assert len(await world.rows("campaign_entries")) == 1


async def test_only_for_a_day(world: World) -> None:
    logged = await world.log.log(await world.segment(), OTIS, LogOptions())
    world.later(hours=24, seconds=1)
    await _refused(world, logged.logged_segment_id, TooLateToTakeBack)


@pytest.mark.parametrize(
    "change",
    [
        {"evaluation": Evaluation.NEGATIVE},
        {"canceled": True},
        {"attempt_failed": True},
        {"description": "Mended"},
    ],
    ids=str,
)
async def test_not_once_an_interaction_was_changed(world: World, change: dict[str, Any]) -> None:
    logged = await world.log.log(await world.segment(), OTIS, LogOptions())
    row = (await world.interactions())[2]
    world.later(minutes=5)
    if "description" in change:
        change = change | {"modified_at": world.now}
    await world.change(Interaction, row.id, **change)
    await _refused(world, logged.logged_segment_id, InteractionsChanged)


async def test_not_once_an_interaction_was_commented(world: World) -> None:
    logged = await world.log.log(await world.segment(), OTIS, LogOptions())
    (row, *_) = await world.interactions()
    await world.add_rows(InteractionComment, {"interaction_id": row.id, "comment": "Hm."})
    await _refused(world, logged.logged_segment_id, InteractionsChanged)


async def test_not_while_it_is_canceled(world: World) -> None:
    logged = await world.log.log(await world.segment(), OTIS, LogOptions())
    await world.logged.cancel(logged.logged_segment_id)
    await _refused(world, logged.logged_segment_id, LoggedSegmentCanceled)
    await world.logged.restore(logged.logged_segment_id)
    await world.log.take_back(logged.logged_segment_id)


async def test_the_later_part_first(world: World) -> None:
    no = await world.segment()
    await world.block(MEGAN)
    before = await world.state()
    first = await world.log.log(no, OTIS, LogOptions(keep_left_out=True))
    between = await world.state()
    await world.change(Contact, MEGAN, privacy_blocked=False)
    second = await world.log.log(no, OTIS, LogOptions())
    await _refused(world, first.logged_segment_id, LoggedAgain)
    await world.log.take_back(second.logged_segment_id)
    assert await world.state() == between
    await world.log.take_back(first.logged_segment_id)
    assert await world.state() == before


async def test_what_was_taken_back_is_no_logged_segment(world: World) -> None:
    logged = await world.log.log(await world.segment(), OTIS, LogOptions())
    await world.log.take_back(logged.logged_segment_id)
    for call in (world.log.take_back, world.logged.card, world.logged.cancel):
        with pytest.raises(LoggedSegmentUnknown):
            await call(logged.logged_segment_id)


async def test_what_only_taking_back_needs_is_removed_after_a_day(world: World) -> None:
    no = await _shaped(world)
    logged = await world.log.log(no, OTIS, LogOptions())
    world.later(hours=12)
    await world.log.purge()
    assert await world.rows("segment_history") != []
    world.later(hours=13)
    await world.log.purge()
    for table in KEPT_BY_UNDO:
        assert await world.rows(table) == []
    kept = await world.rows("logged_segment_lines")
    assert [row["line_no"] for row in kept if row["reason"] is None] == []
    card = await world.logged.card(logged.logged_segment_id)
    assert sum(card.left_out.values()) == len(kept) == 2
    with pytest.raises(SegmentAlreadyLogged):
        await world.log.log(no, OTIS, LogOptions())


async def test_history_stays_as_long_as_the_last_part_can_be_taken_back(world: World) -> None:
    no = await _shaped(world)
    await world.log.log(no, OTIS, LogOptions(keep_left_out=True))
    between = await world.state()
    world.later(hours=12)
    await world.change(Contact, MEGAN, privacy_blocked=False)
    rest = await world.log.log(no, OTIS, LogOptions())
    world.later(hours=13)
    await world.log.purge()
    await world.log.take_back(rest.logged_segment_id)
    assert await world.rows("segment_history") == between["segment_history"]
    await world.criteria.go_back(no)


async def test_history_of_an_open_segment_is_not_removed(world: World) -> None:
    no = await _shaped(world)
    await world.log.log(no, OTIS, LogOptions(keep_left_out=True))
    world.later(days=2)
    await world.log.purge()
    await world.criteria.go_back(no)
    await world.lines.reset(no, Lines())


async def _refused(world: World, key: int, why: type[NotTakeable]) -> None:
    before = await world.state()
    card = await world.logged.card(key)
    assert card.not_takeable is not None
    assert card.not_takeable.message == why.template
    with pytest.raises(why):
        await world.log.take_back(key)
    assert await world.state() == before


async def test_the_id_of_a_log_that_was_taken_back_is_not_given_to_another(world: World) -> None:
    first, second = await world.segment(), await world.segment()
    gone = await world.log.log(first, OTIS, LogOptions())
    await world.log.take_back(gone.logged_segment_id)
    other = await world.log.log(second, OTIS, LogOptions())
    assert other.logged_segment_id != gone.logged_segment_id
    with pytest.raises(LoggedSegmentUnknown):  # the button of an old message
        await world.log.take_back(gone.logged_segment_id)
    assert len(await world.interactions()) == other.logged


async def test_going_back_works_where_lines_were_added_to_the_rest(world: World) -> None:
    no = await world.segment((MEGAN, MEAGAN, TREY, ROBERT))
    chosen = Filters(contact=ContactFilter(nos=("CT11",)))
    await world.criteria.apply(no, Step(CriteriaAction.REDUCE, chosen))
    await world.block(MEGAN)
    shaped = await world.state()
    logged = await world.log.log(no, OTIS, LogOptions(keep_left_out=True))
    await world.lines.add_by_hand(no, [FINE_ART])
    await world.log.take_back(logged.logged_segment_id)
    await world.criteria.go_back(no)
    assert await world.state() == shaped
    for _ in range(2):
        await world.criteria.go_back(no)
    card = await world.segments.card(no)
    assert (card.lines, card.actions) == (0, 0)


async def test_a_line_whose_number_is_taken_comes_back_behind_the_others(world: World) -> None:
    no = await world.segment((MEGAN, MEAGAN, TREY))
    await world.lines.change_line(no, 20_000, {}, contact_id=ROBERT)
    await world.block(MEGAN)
    logged = await world.log.log(no, OTIS, LogOptions(keep_left_out=True))
    for _ in range(2):  # the change of contact
        await world.criteria.go_back(no)
    await world.log.take_back(logged.logged_segment_id)
    page = await world.lines.page(no, 0, 10)
    assert [line.contact_id for line in page.rows] == [MEGAN, MEAGAN, TREY, ROBERT]
