"""Choosing the contacts of a segment by criteria: what was counted is what is done."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.services.segments.lines import SegmentLines
from bot.views.criteria.choosing import PAGE_SIZE
from simulator.client import acting, payloads
from simulator.delivery.delivery import INTERACTIVE, Delivery
from simulator.scripting.reading import buttons
from tests.scenarios.choosing import BACK, add_group, form, names, new_segment, steps
from tests.scenarios.test_french import T, english, texts_of

if TYPE_CHECKING:
    from simulator.script import Modal
    from tests.scenarios.stage import Stage

TEST = "Spring mailing"


async def test_contacts_are_counted_and_then_added(stage_on_both: Stage) -> None:
    stage = stage_on_both
    benjamin = stage.person("Benjamin Chiu")
    modal = await form(await new_segment(benjamin, TEST), "Add contacts", "Add contacts")
    assert modal.submit_button == "Count"
    await modal.choose("Industry groups", "Manufacturers")
    await modal.submit()
    assert "This adds 63 contacts. Lines now: 0; then: 63." in modal.alerts
    assert "Left out: 2 excluded and 3 blocked for privacy." in modal.text
    assert modal.value("Industry groups") == ["Manufacturers (MAN)"]
    assert modal.submit_button == "Add 63 contacts"
    assert await names(stage, TEST) == []
    await modal.submit()
    assert modal.title == "Segment"
    assert "63 contacts were added. Lines now: 63." in modal.alerts
    found = await names(stage, TEST)
    assert len(found) == len(set(found)) == 63
    assert await steps(stage, TEST) == ["add"]


async def test_changed_filters_are_counted_anew_before_anything_happens(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await form(await new_segment(benjamin, TEST), "Add contacts", "Add contacts")
    await modal.choose("Industry groups", "Manufacturers")
    await modal.submit()
    await modal.choose("Contact type", "Company")
    await modal.submit()
    assert modal.title == "Add contacts"
    assert await names(stage, TEST) == []
    assert modal.submit_button == "Add 14 contacts"
    await modal.submit()
    assert len(await names(stage, TEST)) == 14


async def test_no_filter_is_every_contact_and_says_so_first(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await form(await new_segment(benjamin, TEST), "Add contacts", "Add contacts")
    await modal.submit()
    assert modal.alerts[0] == "No filter: this is every contact."
    assert modal.submit_button is not None
    assert modal.submit_button.startswith("Add ")
    assert await names(stage, TEST) == []


async def test_reduce_refine_and_going_back_step_by_step(stage_on_both: Stage) -> None:
    stage = stage_on_both
    benjamin = stage.person("Benjamin Chiu")
    modal = await add_group(await new_segment(benjamin, TEST), "X-mas card")
    everybody = await names(stage, TEST)
    await form(modal, "Reduce", "Reduce contacts")
    await modal.choose("Contact type", "Company")
    await modal.submit()
    assert modal.submit_button is not None
    assert modal.submit_button.startswith("Remove ")
    await modal.submit()
    persons = await names(stage, TEST)
    assert 0 < len(persons) < len(everybody)
    await form(modal, "Refine", "Refine contacts")
    await modal.press("More filters")
    await modal.until(lambda m: "Job responsibilities" in m.labels)
    await modal.choose("Job responsibilities", "Marketing")
    await modal.submit()
    await modal.submit()
    few = await names(stage, TEST)
    assert 0 < len(few) < len(persons)
    assert await steps(stage, TEST) == ["add", "reduce", "refine"]
    for before in (persons, everybody, []):
        await modal.press("Go back", confirm=True)
        await modal.until(lambda m: any("Taken back" in alert for alert in m.alerts))
        assert await names(stage, TEST) == before
        if before:
            await modal.press("Criteria")
            await modal.until(lambda m: m.title == "Criteria")
            await modal.press(BACK)
            await modal.until(lambda m: m.title == "Segment")
    assert await steps(stage, TEST) == []


async def test_a_choice_that_changed_after_its_count_is_counted_again(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await form(await new_segment(benjamin, TEST), "Add contacts", "Add contacts")
    await modal.choose("Industry groups", "Manufacturers")
    await modal.submit()
    assert modal.submit_button == "Add 63 contacts"
    assert "If you change anything here now, the button counts again first." in modal.texts
    await modal.choose("Contact type", "Company")
    await modal.submit()
    assert modal.alerts[0].startswith("The choice was changed")
    assert modal.submit_button != "Add 63 contacts"
    assert await names(stage, TEST) == []
    await modal.submit()
    assert modal.title == "Segment"
    companies = await names(stage, TEST)
    assert f"{len(companies)} contacts were added. Lines now: {len(companies)}." in modal.alerts
    assert 0 < len(companies) < 63


async def test_more_filters_keep_what_was_typed(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await form(await new_segment(benjamin, TEST), "Add contacts", "Add contacts")
    await modal.type("Name", "mull")
    await modal.choose("Mailing groups", "X-mas card")
    await modal.check("Expand companies")
    await modal.press("More filters")
    await modal.until(lambda m: "Cities" in m.labels)
    assert modal.value("Name") == "mull"
    assert modal.value("Mailing groups") == ["X-mas card (X-CARD)"]
    assert modal.value("Options") == ["Expand companies"]
    assert "More filters" not in modal.buttons
    assert await modal.options("Countries", "germ") == ["Germany (DE)", "GERM"]
    assert await modal.options("Languages", "fren") == [
        "French (Belgium) – FRB",
        "French (Canada) – FRC",
        "French (France) – FRA",
        "French (Switzerland) – FRS",
        "FREN",
    ]
    for label in (
        "Contact's salespeople",
        "Industry groups",
        "Business relations",
        "Job responsibilities",
        "Interaction templates",
        "Campaigns of the interaction",
        "Campaigns",
    ):
        assert await modal.options(label), label
    assert await modal.options("Campaigns", "no such campaign") == []


async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await form(await new_segment(benjamin, TEST), "Add contacts", "Add contacts")
    await modal.press("More filters")
    await modal.until(lambda m: "Cities" in m.labels)
    await modal.choose("Industry groups", "Manufacturers")
    await modal.type("Contact numbers", "CT9..CT1, A*B")
    await modal.type("Post codes", "*")
    await modal.pick_date("From", "2026-03-16")
    await modal.pick_date("Until", "2026-03-15")
    await modal.choose("Which contacts", "Those not reached")
    await modal.submit()
    assert modal.errors == {
        "Contact numbers": "In “A*B”, the * can only stand at the end.",
        "Post codes": "In “*”, the * can only stand at the end.",
        "Until": "The last day is before the first one.",
        "Which contacts": "Please choose a logged segment.",
    }
    assert modal.value("Industry groups") == ["Manufacturers (MAN)"]
    await modal.type("Contact numbers", "ct0..ct9, ct*; CT000001")
    await modal.clear("Post codes")
    await modal.pick_date("From", None)
    await modal.choose("Which contacts", "All contacts")
    await modal.submit()
    assert modal.errors == {}
    assert "Lines now: 0" in modal.text


async def test_a_segment_that_was_changed_meanwhile_is_counted_anew(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await form(await new_segment(benjamin, TEST), "Add contacts", "Add contacts")
    await modal.choose("Mailing groups", "X-mas card")
    await modal.submit()
    (row,) = await stage.rows("SELECT no FROM segments WHERE description = :d", d=TEST)
    desk = stage.second_device(benjamin)
    await desk.command(f"/segment {row['no']}")
    await add_group(await desk.modal("Segment"), "X-mas card")
    there = await names(stage, TEST)
    await modal.submit()
    assert modal.title == "Add contacts"
    assert modal.alerts[0].startswith("The segment was changed meanwhile")
    assert modal.submit_button == "Count"
    assert f"{len(there)} already there" in modal.text
    assert await names(stage, TEST) == there
    assert await steps(stage, TEST) == ["add"]


async def test_submitting_again_after_a_lost_answer_adds_once(any_stage: Stage) -> None:
    stage = any_stage
    benjamin = stage.person("Benjamin Chiu")
    modal = await form(await new_segment(benjamin, TEST), "Add contacts", "Add contacts")
    await modal.choose("Mailing groups", "X-mas card")
    await modal.check("Allow existing contacts")
    await modal.submit()
    sent = payloads.view_submission(benjamin.client, modal.view)
    answers = await asyncio.gather(
        *(
            stage.slack.slack.deliver(
                Delivery(INTERACTIVE, "view_submission", f"again {n}", sent, accepts_reply=True)
            )
            for n in range(3)
        )
    )
    for answer in answers:
        assert answer.body["view"]["title"]["text"] == "Segment"
    found = await names(stage, TEST)
    assert len(found) == len(set(found)) > 0
    assert await steps(stage, TEST) == ["add"]


async def test_going_back_pressed_twice_takes_one_step_back(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await add_group(await new_segment(benjamin, TEST), "X-mas card")
    await add_group(modal, "X-mas gift")
    shown = {"surface": "modal", "view_id": modal.view_id, "confirmed": True}
    (button,) = [each for each in buttons(modal.blocks) if each.text == "Go back"]
    where = {"block_id": button.place.block_id, "action_id": button.place.action_id}
    await asyncio.gather(*(acting.press(benjamin.client, {**shown, **where}) for _ in range(2)))
    await modal.until(lambda m: any("Taken back" in alert for alert in m.alerts))
    await stage.quiet()
    assert await steps(stage, TEST) == ["add"]


async def test_an_emptied_segment_may_forget_its_criteria(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await add_group(await new_segment(benjamin, TEST), "X-mas card")
    await form(modal, "Reduce", "Reduce contacts")
    await modal.submit()
    assert modal.alerts[0] == "No filter: this removes every line."
    await modal.submit()
    assert await names(stage, TEST) == []
    await modal.press("Forget the criteria")
    await modal.until(lambda m: m.title == "Segment")
    assert await steps(stage, TEST) == []
    assert "Go back" not in modal.buttons


async def test_an_old_window_does_not_forget_criteria_that_were_added_since(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await add_group(await new_segment(benjamin, TEST), "X-mas card")
    await form(modal, "Reduce", "Reduce contacts")
    await modal.submit()
    await modal.submit()
    (row,) = await stage.rows("SELECT no FROM segments WHERE description = :text", text=TEST)
    desk = stage.second_device(benjamin)
    await desk.command(f"/segment {row['no']}")
    await add_group(await desk.modal("Segment"), "X-mas gift")
    await modal.press("Forget the criteria")
    await modal.until(lambda m: m.title == "Segment")
    assert "was changed meanwhile" in modal.alerts[0]
    assert await steps(stage, TEST) == ["add", "reduce", "add"]


async def test_a_long_history_opens_at_its_end(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await new_segment(benjamin, TEST)
    (row,) = await stage.rows("SELECT no FROM segments WHERE description = :text", text=TEST)
    for _ in range(PAGE_SIZE):
        await SegmentLines(stage.db).add_by_hand(row["no"], [])
    modal = await add_group(modal, "X-mas card")
    await form(modal, "Criteria", "Criteria")
    assert f"{PAGE_SIZE + 1}. Add contacts\n– Mailing group: X-mas card" in modal.text
    await modal.press("Previous page")
    await modal.until(lambda m: "1. Add contacts" in m.text)


async def test_the_history_is_told_in_sentences(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await add_group(await new_segment(benjamin, TEST), "X-mas card")
    await form(modal, "Criteria", "Criteria")
    assert "1. Add contacts\n– Mailing group: X-mas card" in modal.text
    await modal.press(BACK)
    await modal.until(lambda m: m.title == "Segment")
    assert "• Add contacts\n– Mailing group: X-mas card" in modal.text


async def test_no_screen_has_an_english_word_in_french(stage: Stage) -> None:
    helena = stage.person("Helena Ray")
    forbidden = english()

    def check(modal: Modal) -> None:
        assert texts_of(modal.blocks) & forbidden == set()
        assert not {modal.title, modal.submit_button, modal.close_button} & forbidden

    await helena.command("/segment")
    modal = await helena.modal("Segments")
    await modal.press(T("New segment"))
    modal = await helena.modal(T("New segment"))
    await modal.submit()
    await form(modal, T("Add contacts"), T("Add contacts"))
    check(modal)
    await modal.press(T("More filters"))
    await modal.until(lambda m: T("Cities") in m.labels)
    check(modal)
    assert await modal.options("Pays", "allem") == ["Allemagne (DE)", "ALLEM"]
    await modal.choose("Secteurs d’activité", "Manufacturers")
    await modal.submit()
    check(modal)
    assert modal.submit_button == "Ajouter 63 contacts"
    await modal.submit()
    check(modal)
    for button in ("Reduce", "Refine", "Save criteria", "Reuse criteria", "Criteria"):
        await modal.press(T(button))
        await modal.until(lambda m: m.title != T("Segment"))
        check(modal)
        await modal.press(T("Back to the segment"))
        await modal.until(lambda m: m.title == T("Segment"))


async def test_a_step_that_removes_nothing_is_a_step_and_is_taken_back(any_stage: Stage) -> None:
    stage = any_stage
    benjamin = stage.person("Benjamin Chiu")
    modal = await add_group(await new_segment(benjamin, TEST), "X-mas card")
    left: list[list[str]] = []
    for button in ("Refine", "Refine", "Reduce"):
        await form(modal, button, f"{button} contacts")
        await modal.choose("Contact type", "Person" if button == "Refine" else "Company")
        await modal.submit()
        told = modal.alerts[0]
        if left:
            assert told.startswith("This removes 0 lines.")
            assert modal.submit_button == "Remove 0 lines"
        await modal.submit()
        assert modal.title == "Segment"
        left.append(await names(stage, TEST))
        assert any(f"Lines now: {len(left[0])}." in alert for alert in modal.alerts)
    assert left[0] == left[1] == left[2]
    assert await steps(stage, TEST) == ["add", "refine", "refine", "reduce"]
    await modal.press("Go back", confirm=True)
    await modal.until(lambda m: any("Taken back" in alert for alert in m.alerts))
    assert await names(stage, TEST) == left[0]
    assert await steps(stage, TEST) == ["add", "refine", "refine"]


async def test_a_step_that_removes_nothing_on_a_french_screen(stage: Stage) -> None:
    helena = stage.person("Helena Ray")
    await helena.command("/segment SM10001")
    modal = await helena.modal("Segment")
    await form(modal, T("Reduce"), T("Reduce contacts"))
    await modal.type(T("Name"), "nobodyhere")
    await modal.submit()
    assert modal.alerts[0].startswith("Cela retire 0 ligne.")
    assert modal.submit_button == "Retirer 0 ligne"
    assert texts_of(modal.blocks) & english() == set()


async def test_adding_nobody_is_no_step(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await form(await new_segment(benjamin, TEST), "Add contacts", "Add contacts")
    await modal.type("Name", "nobodyhere")
    for _ in range(2):
        await modal.submit()
        assert modal.alerts[-1] == "This adds 0 contacts. Lines now: 0; then: 0."
        assert modal.submit_button == "Count"
    assert await steps(stage, TEST) == []
