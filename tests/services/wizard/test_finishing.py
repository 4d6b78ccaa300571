"""Finish: what is written, once, and what sends the user back."""

import asyncio
from datetime import date, time
from decimal import Decimal

import pytest

from bot.domain.forms import Value
from bot.models import Attachment, CampaignEntry, Interaction, InteractionComment
from tests.making import NOW, person
from tests.services.company import FINE_ART, MEAGAN, OPEN_DEAL, ROBERT
from tests.services.desk import Desk, Window, call, fields_of
from tests.services.log_rows import rows


async def _called(desk: Desk, contact: int = MEAGAN, **values: Value) -> Window:
    window = await desk.open()
    await window.change(**call(contact, **values))
    return window


async def test_three_fields_are_enough(desk: Desk) -> None:
    window = await _called(desk)
    outcome = await window.finish()
    assert outcome.wrote
    (logged,) = await rows(desk.database, Interaction)
    assert (logged.draft_id, logged.contact_id, logged.contact_name) == ("d1", 1, "Meagan Bond")
    assert (logged.contact_company_id, logged.contact_company_name) == (
        FINE_ART,
        "School of Fine Art",
    )
    assert (logged.template_code, logged.group_code) == ("OUTGOING", "PHONE")
    assert logged.description == logged.subject == "Outgoing phone call"
    assert (logged.date, logged.time) == (date(2026, 3, 16), time(10, 1))
    assert (logged.logged_at, logged.logged_by) == (NOW, "U1")
    assert (logged.cost, logged.duration_min) == (Decimal("1.50"), 15)
    assert (logged.language_code, logged.initiated_by) == ("ENU", "us")
    assert (logged.salesperson_code, logged.attempt_failed) == ("OF", False)
    assert (logged.campaign_no, logged.opportunity_id, logged.evaluation) == (None, None, None)
    assert not logged.canceled
    assert await rows(desk.database, InteractionComment) == []
    assert await rows(desk.database, CampaignEntry) == []


async def test_every_field_of_every_step_is_written(desk: Desk) -> None:
    window = await _called(desk, description="Lunch 🙂")
    await window.more()
    await window.change(
        salesperson="JO",
        language="FRA",
        date="2026-03-01",
        time="08:15",
        correspondence_type="hard_copy",
        information_flow="inbound",
        initiated_by="them",
    )
    await window.next()
    await window.type(
        campaign="CP2", campaign_target=True, campaign_response=True, opportunity=str(OPEN_DEAL)
    ).next()
    window.type(evaluation="very_positive", successful=False, cost="12.50", duration="1h15")
    outcome = await window.type(comment="<@U1> &lt; 🙂\nمرحبا").finish()
    assert fields_of(outcome) == {}
    (logged,) = await rows(desk.database, Interaction)
    assert (logged.salesperson_code, logged.language_code) == ("JO", "FRA")
    assert (logged.date, logged.time) == (date(2026, 3, 1), time(8, 15))
    assert (logged.correspondence_type, logged.information_flow) == ("hard_copy", "inbound")
    assert (logged.initiated_by, logged.description) == ("them", "Lunch 🙂")
    assert (logged.campaign_no, logged.opportunity_id) == ("CP2", OPEN_DEAL)
    assert logged.campaign_target
    assert logged.campaign_response
    assert (logged.evaluation, logged.attempt_failed) == ("very_positive", True)
    assert (logged.cost, logged.duration_min) == (Decimal("12.50"), 75)
    (comment,) = await rows(desk.database, InteractionComment)
    assert (comment.comment, comment.created_by) == ("<@U1> &lt; 🙂\nمرحبا", "U1")
    assert comment.interaction_id == logged.id


async def test_the_answer_shows_what_was_written(desk: Desk) -> None:
    logged = (await (await _called(desk)).finish()).logged
    assert logged is not None
    assert (logged.contact_name, logged.company_name) == ("Meagan Bond", "School of Fine Art")
    assert (logged.template, logged.salesperson) == ("Outgoing phone call", "Otis Falls")
    assert (logged.duration_min, logged.cost) == (15, Decimal("1.50"))
    assert await desk.log.of_draft("d1") == logged


async def test_a_company_stands_for_itself(desk: Desk) -> None:
    await (await _called(desk, FINE_ART)).finish()
    (logged,) = await rows(desk.database, Interaction)
    assert (logged.contact_id, logged.contact_company_id) == (FINE_ART, FINE_ART)


async def test_a_template_that_ignores_nothing_takes_the_contacts_channel(desk: Desk) -> None:
    await (await _called(desk, ROBERT)).finish()
    await (await _called(desk, MEAGAN)).finish()
    first, second = await rows(desk.database, Interaction)
    assert (first.correspondence_type, first.language_code) == ("hard_copy", "FRA")
    assert (second.correspondence_type, second.language_code) == ("email", "ENU")
    assert second.contact_via == "meagan@art.example"


async def test_finishing_twice_writes_one_interaction(desk: Desk) -> None:
    window = await _called(desk)
    edit = window.edit()
    first = await desk.wizard.finish(edit, window.by, "who")
    second = await desk.wizard.finish(edit, window.by, "who")
    assert (first.wrote, second.wrote) == (True, False)
    assert first.logged == second.logged
    assert len(await rows(desk.database, Interaction)) == 1


async def test_finishing_many_times_at_once_writes_one_interaction(desk: Desk) -> None:
    window = await _called(desk, comment="once")
    edits = [window.edit() for _ in range(6)]
    outcomes = await asyncio.gather(*(desk.wizard.finish(edit, window.by, "who") for edit in edits))
    assert [outcome.wrote for outcome in outcomes].count(True) == 1
    assert len({outcome.logged.id for outcome in outcomes if outcome.logged}) == 1
    assert len(await rows(desk.database, Interaction)) == 1


async def test_different_drafts_are_logged_at_once_side_by_side(desk: Desk) -> None:
    windows = [await _called(desk) for _ in range(5)]
    for window in windows:
        await window.next()
        await window.change(campaign="CP1")
    outcomes = await asyncio.gather(*(window.finish() for window in windows))
    assert all(outcome.wrote for outcome in outcomes)
    assert len(await rows(desk.database, Interaction)) == 5
    assert len(await rows(desk.database, CampaignEntry)) == 1


async def test_a_campaigns_entry_is_made_once_and_found_again(desk: Desk) -> None:
    for _ in range(2):
        window = await _called(desk)
        await window.next()
        await window.type(campaign="CP2").finish()
    (entry,) = await rows(desk.database, CampaignEntry)
    assert (entry.campaign_no, entry.date, entry.logged_by) == ("CP2", date(2026, 3, 16), "U1")
    assert entry.segment_no is None
    logged = await rows(desk.database, Interaction)
    assert {one.campaign_entry_id for one in logged} == {entry.id}


async def test_a_canceled_or_a_segments_entry_is_not_taken_for_it(desk: Desk) -> None:
    async with desk.database.begin() as session:
        day = date(2026, 1, 1)
        session.add(CampaignEntry(campaign_no="CP2", date=day, canceled=True))
        session.add(CampaignEntry(campaign_no="CP2", date=day, segment_no="SM1"))
    window = await _called(desk)
    await window.next()
    await window.type(campaign="CP2").finish()
    assert len(await rows(desk.database, CampaignEntry)) == 3


async def test_merge_fields_are_filled_when_it_is_logged_and_not_in_the_draft(desk: Desk) -> None:
    window = await desk.open()
    await window.change(**call(MEAGAN, template="GOLF"))
    await window.finish()
    (logged,) = await rows(desk.database, Interaction)
    assert logged.content == ("Dear Meagan Bond,\nof School of Fine Art in Miami.\nOtis Falls")
    assert (logged.campaign_no, logged.campaign_target) == ("CP1", True)
    assert "{{contact.name}}" in (await desk.stored()).text("content")


async def test_an_edited_text_is_logged_as_edited(desk: Desk) -> None:
    window = await desk.open()
    await window.change(**call(MEAGAN, template="BUS"))
    await window.next()
    await window.type(content="Dear {{contact.name}}, as typed").finish()
    (logged,) = await rows(desk.database, Interaction)
    assert logged.content == "Dear {{contact.name}}, as typed"


async def test_a_file_is_noted_to_be_fetched(desk: Desk) -> None:
    window = await desk.open()
    await window.change(**call(MEAGAN, template="INSDOC"))
    await window.next()
    file: Value = {"id": "F1", "name": "n" * 300, "mimetype": "application/pdf", "size": 7}
    await window.type(content=file).finish()
    (attachment,) = await rows(desk.database, Attachment)
    (logged,) = await rows(desk.database, Interaction)
    assert (attachment.interaction_id, attachment.slack_file_id) == (logged.id, "F1")
    assert (attachment.name, attachment.size) == ("n" * 255, 7)
    assert attachment.fetched_at is None
    assert logged.content is None


async def test_a_text_left_over_from_another_template_is_not_logged(desk: Desk) -> None:
    window = await desk.open()
    await window.change(**call(MEAGAN, template="BUS"))
    await window.next()
    await window.type(content="Dear Meagan, in confidence").back()
    await window.change(template="INSDOC")
    await window.finish()
    (logged,) = await rows(desk.database, Interaction)
    assert logged.content is None
    assert await rows(desk.database, Attachment) == []


@pytest.mark.parametrize("text", ["x" * 3000, "🙂" * 3000, "\u200f" + "مرحبا " * 499])
async def test_long_texts_are_logged_whole(desk: Desk, text: str) -> None:
    window = await _called(desk, description=text[:100])
    await window.next()
    await window.next()
    assert fields_of(await window.type(comment=text).finish()) == {}
    (comment,) = await rows(desk.database, InteractionComment)
    assert comment.comment == text.strip()


async def test_the_date_is_the_salespersons_day_wherever_the_server_is(desk: Desk) -> None:
    desk.now = NOW.replace(hour=23, minute=30)
    window = await desk.open(by=person(zone="Asia/Tokyo"))
    await window.change(**call(MEAGAN))
    await window.finish()
    (logged,) = await rows(desk.database, Interaction)
    assert (logged.date, logged.time) == (date(2026, 3, 17), time(8, 31))
    assert logged.logged_at == desk.now
