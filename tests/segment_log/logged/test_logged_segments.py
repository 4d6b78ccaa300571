"""Logged segments: list, card, members, cancel and restore as one unit, follow up, download."""

from decimal import Decimal

import pytest

from bot.domain.criteria.criteria import LoggedMembers
from bot.domain.enums import Evaluation
from bot.domain.errors.segment_log import (
    AlreadyCanceled,
    LoggedSegmentUnknown,
    NobodyToFollowUp,
    NotCanceled,
)
from bot.domain.segment_log.rules import Logged, LogOptions, Reason
from bot.i18n import translator
from bot.models import Contact, Interaction
from tests.making import person
from tests.segment_log.world import GOOD, NO, OTIS, TODAY, World
from tests.services.company import FINE_ART, MEAGAN, MEGAN, ROBERT, TREY


async def _logged(world: World, **header: object) -> Logged:
    no = await world.segment((*GOOD, None), **({"campaign_no": "CP1"} | header))
    return await world.log.log(no, OTIS, LogOptions())


async def _row(world: World, contact_id: int) -> int:
    return next(row.id for row in await world.interactions() if row.contact_id == contact_id)


async def test_the_list_is_newest_first_and_searched(world: World) -> None:
    await _logged(world, description="Été")
    await world.log.log(
        await world.segment(description="Winter"), person(user_id="U2"), LogOptions()
    )
    page = await world.logged.listed()
    assert [row.description for row in page.rows] == ["Winter", "Été"]
    assert [row.interactions for row in page.rows] == [5, 5]
    assert [row.segment_no for row in (await world.logged.listed(words="ETE sm00")).rows] == [NO]
    assert [row.description for row in (await world.logged.listed(logged_by="U2")).rows] == [
        "Winter"
    ]
    assert (await world.logged.listed(offset=1, count=1)).rows[0].description == "Été"


async def test_the_card_counts_evaluations_and_outcomes(world: World) -> None:
    logged = await _logged(world)
    await world.change(Interaction, await _row(world, MEAGAN), evaluation=Evaluation.POSITIVE)
    await world.change(Interaction, await _row(world, TREY), attempt_failed=True)
    await world.change(Interaction, await _row(world, MEGAN), canceled=True)
    card = await world.logged.card(logged.logged_segment_id)
    assert card.evaluations == {None: 3, Evaluation.POSITIVE: 1}
    assert (card.reached, card.not_reached, card.canceled_interactions) == (3, 1, 1)
    assert (card.cost, card.duration_min) == (Decimal("6.00"), 60)
    assert (card.campaign_entries, card.left_out) == (1, {Reason.NO_CONTACT: 1})
    assert (card.row.description, card.row.logged_by, card.segment_open) == (
        "Spring letter",
        "U1",
        False,
    )


async def test_members_are_called_as_they_were(world: World) -> None:
    logged = await _logged(world)
    await world.change(Contact, MEAGAN, name="Meagan Married", company_id=TREY)
    await world.change(Contact, FINE_ART, name="School of Art")
    key = logged.logged_segment_id
    page = await world.logged.members(key, count=3)
    assert [(m.contact_name, m.company_name) for m in page.rows] == [
        ("School of Fine Art", "School of Fine Art"),
        ("Meagan Bond", "School of Fine Art"),
        ("Megan Sherman", "School of Fine Art"),
    ]
    assert page.total == 5
    assert {m.salesperson_name for m in page.rows} == {"Otis Falls"}
    found = await world.logged.members(key, words="fine BOND")
    assert [m.contact_id for m in found.rows] == [MEAGAN]
    assert (await world.logged.members(key, words="100%")).total == 0
    with pytest.raises(LoggedSegmentUnknown):
        await world.logged.members(999)


@pytest.mark.parametrize("words", ["ecole", "ÉCOLE nord", "école", "Meagan ecole"])
async def test_members_are_found_whatever_case_or_accents(world: World, words: str) -> None:
    await world.rename(FINE_ART, "École du Nord")
    key = (await _logged(world)).logged_segment_id
    found = await world.logged.members(key, words=words)
    expected = [MEAGAN] if "Meagan" in words else [FINE_ART, MEAGAN, MEGAN]
    assert [m.contact_id for m in found.rows] == expected


async def test_members_who_are_called_otherwise_since_are_found_by_the_name_of_then(
    world: World,
) -> None:
    key = (await _logged(world)).logged_segment_id
    await world.rename(MEAGAN, "Meagan Married")
    for words in ("bond", "married"):
        found = await world.logged.members(key, words=words)
        assert [m.contact_name for m in found.rows] == ["Meagan Bond"]
    await world.rename(TREY, "Bond Street")
    found = await world.logged.members(key, words="bond")
    assert [m.contact_name for m in found.rows] == ["Meagan Bond", "Trey Research", "Robert Townes"]
    assert (await world.logged.members(key, words="ond")).total == 0


async def test_members_without_response_or_not_reached(world: World) -> None:
    key = (await _logged(world)).logged_segment_id
    await world.change(Interaction, await _row(world, TREY), attempt_failed=True)
    await world.change(Interaction, await _row(world, ROBERT), campaign_response=True)
    not_reached = await world.logged.members(key, members=LoggedMembers.NOT_REACHED)
    assert [m.contact_id for m in not_reached.rows] == [TREY]
    silent = await world.logged.members(key, members=LoggedMembers.NO_RESPONSE)
    assert [m.contact_id for m in silent.rows] == [FINE_ART, MEAGAN, MEGAN, TREY]


async def test_canceled_and_restored_as_one_unit(world: World) -> None:
    key = (await _logged(world)).logged_segment_id
    await world.change(Interaction, await _row(world, MEGAN), canceled=True)
    before = await world.state()
    done = await world.logged.cancel(key)
    assert (done.canceled, done.interactions, done.unchanged) == (True, 4, 1)
    assert all(row["canceled"] for row in await world.rows("interactions"))
    assert all(row["canceled"] for row in await world.rows("campaign_entries"))
    card = await world.logged.card(key)
    assert (card.row.canceled, card.reached, card.campaign_entries) == (True, 4, 1)
    with pytest.raises(AlreadyCanceled):
        await world.logged.cancel(key)
    done = await world.logged.restore(key)
    assert (done.canceled, done.interactions, done.unchanged) == (False, 4, 1)
    assert await world.state() == before
    with pytest.raises(NotCanceled):
        await world.logged.restore(key)


async def test_canceling_leaves_other_logs_alone(world: World) -> None:
    first, second = await _logged(world), await _logged(world)
    await world.logged.cancel(first.logged_segment_id)
    rows = await world.interactions()
    assert {row.logged_segment_id for row in rows if row.canceled} == {first.logged_segment_id}
    assert (await world.logged.card(second.logged_segment_id)).reached == 5


async def test_a_follow_up_segment_while_logging(world: World) -> None:
    no = await world.segment(campaign_no="CP1")
    await world.block(MEGAN)
    options = LogOptions(
        follow_up=True, follow_up_template=True, follow_up_description="Suivi de SM00001"
    )
    logged = await world.log.log(no, OTIS, options)
    assert (logged.follow_up_no, logged.follow_up_lines) == ("SM00002", 4)
    card = await world.segments.card("SM00002")
    header = card.header
    assert (header.description, header.campaign_no, header.template_code) == (
        "Suivi de SM00001",
        "CP1",
        "OUTGOING",
    )
    assert (header.date, header.salesperson_code, card.actions) == (TODAY, "OF", 1)
    page = await world.lines.page("SM00002", 0, 10)
    assert {line.contact_id for line in page.rows} == {*GOOD} - {MEGAN}


async def test_a_follow_up_segment_later(world: World) -> None:
    key = (await _logged(world)).logged_segment_id
    await world.change(Interaction, await _row(world, TREY), attempt_failed=True)
    await world.change(Interaction, await _row(world, ROBERT), attempt_failed=True)
    await world.block(ROBERT)
    done = await world.logged.follow_up(
        key, OTIS, description="x" * 200, members=LoggedMembers.NOT_REACHED
    )
    assert (done.lines, done.left_out) == (1, 1)
    card = await world.segments.card(done.no)
    assert (card.lines, card.header.template_code, card.header.campaign_no) == (1, None, "CP1")
    assert card.header.description == "x" * 100
    await world.block(TREY)
    before = await world.state()
    with pytest.raises(NobodyToFollowUp):
        await world.logged.follow_up(key, OTIS, description="y", members=LoggedMembers.NOT_REACHED)
    assert await world.state() == before


async def test_interactions_are_downloaded_for_a_spreadsheet(world: World) -> None:
    key = (await _logged(world)).logged_segment_id
    await world.change(Interaction, await _row(world, MEAGAN), evaluation=Evaluation.POSITIVE)
    await world.change(Interaction, await _row(world, TREY), description="-1+1")
    pieces = [piece async for piece in world.logged.export(key, translator("en"))]
    lines = b"".join(pieces).decode().splitlines()
    assert lines[0].startswith("\ufeffContact No.,Contact,Company,Date,")
    assert lines[2] == (
        "CT1,Meagan Bond,School of Fine Art,2026-03-16,,Spring letter,OUTGOING,OF,Email,"
        "meagan@art.example,Positive,,1.50,15,CP1,"
    )
    assert lines[4].startswith("CT11,Trey Research,Trey Research,2026-03-16,,'-1+1,")
    assert len(lines) == 6
    pieces = [piece async for piece in world.logged.export(key, translator("fr"))]
    assert ",E-mail,meagan@art.example,Positive," in b"".join(pieces).decode()
