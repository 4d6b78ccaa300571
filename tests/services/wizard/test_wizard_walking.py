"""Changing fields and walking the steps."""

import asyncio

import pytest

from bot.domain.forms import Value
from tests.making import person
from tests.services.company import BLOCKED, DELETED, MEAGAN, MERGED, MINOR, OPEN_DEAL, ROBERT
from tests.services.desk import Desk, call, fields_of


async def test_every_dispatched_change_is_stored_at_once(desk: Desk) -> None:
    window = await desk.open()
    await window.change(contact=str(MEAGAN))
    assert (await desk.stored()).text("contact") == str(MEAGAN)
    await window.change(template="OUTGOING")
    stored = await desk.stored()
    assert stored.text("description") == "Outgoing phone call"
    assert (stored.text("cost"), stored.text("duration")) == ("1.50", "15")
    assert window.shows("description") == "Outgoing phone call"


async def test_a_french_user_finds_the_cost_as_they_would_type_it(desk: Desk) -> None:
    window = await desk.open(by=person(locale="fr"))
    await window.change(template="OUTGOING")
    assert (await desk.stored()).text("cost") == "1,50"


async def test_next_leads_through_the_steps_that_the_template_has(desk: Desk) -> None:
    window = await desk.open("meagan")
    await window.change(template="OUTGOING")
    assert (await window.next()).draft.step == "relation"
    assert (await window.next()).draft.step == "result"
    letter = await desk.open("meagan")
    await letter.change(template="BUS")
    assert (await letter.next()).draft.step == "content"
    assert letter.shows("content") == "Dear …"
    assert (await letter.next()).draft.step == "relation"


async def test_next_stays_and_tells_what_is_missing(desk: Desk) -> None:
    window = await desk.open()
    outcome = await window.type(description="Lunch").next()
    assert outcome.draft.step == "who"
    assert list(fields_of(outcome)) == ["contact", "template"]
    assert (await desk.stored()).text("description") == "Lunch"


async def test_next_opens_more_fields_when_the_missing_one_hides_there(desk: Desk) -> None:
    window = await desk.open("meagan")
    await window.more()
    await window.change(template="OUTGOING", salesperson=None)
    await window.more(wanted=False)
    outcome = await window.next()
    assert list(fields_of(outcome)) == ["salesperson"]
    assert outcome.draft.more
    assert "salesperson" in window.draft.values


async def test_back_keeps_what_was_typed_valid_or_not(desk: Desk) -> None:
    window = await desk.open("meagan")
    await window.change(template="OUTGOING")
    await window.next()
    await window.next()
    outcome = await window.type(cost="a lot", comment="Wants chairs").back()
    assert (outcome.draft.step, list(outcome.problems)) == ("relation", [])
    await window.back()
    await window.next()
    await window.next()
    assert (window.shows("cost"), window.shows("comment")) == ("a lot", "Wants chairs")


async def test_text_typed_but_not_sent_survives_another_fields_change(desk: Desk) -> None:
    window = await desk.open()
    await window.type(description="Half a sen").change(template="OUTGOING")
    assert window.shows("description") == "Half a sen"
    assert (await desk.stored()).text("description") == "Half a sen"


async def test_a_newly_chosen_template_is_drawn_over_what_an_older_one_filled(desk: Desk) -> None:
    window = await desk.open("meagan")
    await window.change(template="OUTGOING")
    await window.change(template="BUS")
    assert window.shows("description") == "Business letter"


async def test_more_fields_are_opened_and_closed_with_their_values(desk: Desk) -> None:
    window = await desk.open()
    await window.more()
    await window.change(date="2026-03-01", correspondence_type="email")
    await window.more(wanted=False)
    stored = await desk.stored()
    assert (stored.text("date"), stored.text("correspondence_type")) == ("2026-03-01", "email")
    await window.more()
    assert window.shows("date") == "2026-03-01"


@pytest.mark.parametrize("contact", [BLOCKED, MINOR, DELETED, 999])
async def test_a_contact_that_may_not_be_chosen_is_refused_and_taken_out(
    desk: Desk, contact: int
) -> None:
    window = await desk.open()
    outcome = await window.change(contact=str(contact), description="Lunch")
    assert list(fields_of(outcome)) == ["contact"]
    assert window.shows("contact") is None
    stored = await desk.stored()
    assert (stored.text("contact"), stored.text("description")) == ("", "Lunch")
    assert "contact" not in stored.labels


@pytest.mark.parametrize("forged", ["CT1", "-1", "9" * 30, "9" * 5000, "²", "1 OR 1=1"])
async def test_a_forged_contact_is_refused(desk: Desk, forged: str) -> None:
    outcome = await (await desk.open()).change(contact=forged)
    assert list(fields_of(outcome)) == ["contact"]
    assert (await desk.stored()).text("contact") == ""


async def test_a_merged_contact_leads_to_its_survivor_on_screen_too(desk: Desk) -> None:
    window = await desk.open()
    await window.change(contact=str(MERGED))
    stored = await desk.stored()
    assert stored.text("contact") == str(MEAGAN) == window.shows("contact")
    assert stored.labels["contact"].startswith("Meagan Bond")
    assert stored.facts["company_id"] == 10
    assert not stored.empty


@pytest.mark.parametrize(
    ("field", "value"),
    [("template", "OLD"), ("template", "NOPE"), ("salesperson", "XX"), ("salesperson", "NOPE")],
)
async def test_what_is_archived_blocked_or_unknown_is_refused_and_taken_out(
    desk: Desk, field: str, value: str
) -> None:
    window = await desk.open()
    await window.more()
    outcome = await window.change(**{field: value})
    assert list(fields_of(outcome)) == [field]
    assert window.shows(field) is None
    assert (await desk.stored()).text(field) == ""


async def test_the_language_brings_its_text_unless_the_user_wrote_one(desk: Desk) -> None:
    window = await desk.open("meagan")
    await window.change(template="BUS")
    await window.more()
    await window.change(language="FRA")
    assert (await desk.stored()).text("content") == "Cher …"
    await window.next()
    await window.type(content="Chère Meagan").back()
    await window.change(language="ENU")
    assert (await desk.stored()).text("content") == "Chère Meagan"


async def test_another_companys_contact_takes_the_opportunity_out(desk: Desk) -> None:
    window = await desk.open("meagan")
    await window.change(template="OUTGOING")
    await window.next()
    await window.change(opportunity=str(OPEN_DEAL))
    await window.back()
    await window.change(contact=str(ROBERT))
    assert (await desk.stored()).text("opportunity") == ""


async def test_a_chosen_file_can_be_taken_out_again(desk: Desk) -> None:
    window = await desk.open("meagan")
    await window.change(template="INSDOC")
    await window.next()
    file: Value = {"id": "F1", "name": "offer.pdf"}
    await window.type(content=file).next()
    assert (await desk.stored()).values["content"] == file
    await window.back()
    outcome = await desk.wizard.drop_file(window.edit(), window.by)
    assert outcome.draft.values["content"] is None


async def test_changes_sent_at_the_same_time_are_all_kept(desk: Desk) -> None:
    window = await desk.open()
    await window.more()
    changes = ({"description": "Lunch"}, {"date": "2026-03-02"}, {"time": "08:15"})
    edits = [window.type(**values).edit() for values in changes]
    await asyncio.gather(*(desk.wizard.change(edit, window.by) for edit in edits))
    stored = await desk.stored()
    kept = [stored.text(key) for key in ("description", "date", "time")]
    assert kept == ["Lunch", "2026-03-02", "08:15"]


async def test_a_submission_delivered_twice_moves_one_step(desk: Desk) -> None:
    window = await desk.open("meagan")
    await window.change(**call(MEAGAN))
    edit = window.edit(acted=False)
    first, second = await asyncio.gather(
        *(desk.wizard.go_on(edit, window.by, "who") for _ in range(2))
    )
    assert {first.draft.step, second.draft.step} == {"relation"}
    assert (await desk.stored()).step == "relation"
    late = await desk.wizard.go_on(edit, window.by, "who")
    assert late.draft.step == "relation"


async def test_a_second_windows_draft_is_redrawn_and_its_text_shown_not_lost(desk: Desk) -> None:
    first = await desk.open("meagan")
    await first.change(description="From the desktop")
    second = await desk.resume("d1")
    await second.change(description="From the phone")
    outcome = await first.change(description="From the desktop, too")
    assert outcome.stale
    assert outcome.left_out == [("description", "From the desktop, too")]
    assert first.shows("description") == "From the phone"
    assert (await desk.stored()).text("description") == "From the phone"
    assert not (await first.change(description="Agreed")).stale
    assert (await second.change(description="Late")).stale


async def test_a_stale_window_neither_moves_nor_logs(desk: Desk) -> None:
    first = await desk.open("meagan")
    await first.change(**call(MEAGAN))
    await (await desk.resume("d1")).change(description="From the phone")
    assert (await first.finish()).stale
    assert await desk.log.of_draft("d1") is None
    second = await desk.resume("d1")
    assert (await first.next()).stale
    assert (await desk.stored()).step == "who"
    assert (await second.finish()).stale
