"""Criteria kept under a name, and segments that are used once more."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.scenarios.choosing import BACK, add_group, form, names, new_segment, steps
from tests.scenarios.logging import log

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

FIRST, SECOND = "Spring mailing", "Autumn mailing"


async def saved(person: Person, code: str = "cards") -> Modal:
    """A segment's card, its criteria kept under a code."""
    modal = await add_group(await new_segment(person, FIRST), "X-mas card")
    await form(modal, "Reduce", "Reduce contacts")
    await modal.choose("Contact type", "Company")
    await modal.submit()
    await modal.submit()
    await form(modal, "Save criteria", "Save criteria")
    await modal.type("Code", code)
    await modal.type("Description", "Persons with a card")
    await modal.submit()
    return modal


async def test_criteria_are_saved_and_used_on_another_segment(stage_on_both: Stage) -> None:
    stage = stage_on_both
    benjamin = stage.person("Benjamin Chiu")
    modal = await saved(benjamin)
    assert "The criteria are saved as CARDS." in modal.alerts
    wanted = await names(stage, FIRST)
    await modal.cancel()
    modal = await form(await new_segment(benjamin, SECOND), "Reuse criteria", "Reuse criteria")
    assert modal.alerts == []
    await modal.choose("Saved criteria", "Persons with")
    await modal.submit()
    assert "1. Add contacts\n– Mailing group: X-mas card" in modal.text
    assert "2. Remove contacts that match (reduce)\n– Contact type: Company" in modal.text
    assert await names(stage, SECOND) == []
    assert modal.submit_button == "Reuse"
    await modal.submit()
    assert f"were removed. Lines now: {len(wanted)}." in modal.text
    assert await names(stage, SECOND) == wanted
    assert await steps(stage, SECOND) == ["add", "reduce"]
    await modal.press(BACK)
    await modal.until(lambda m: m.title == "Segment")


async def test_a_segment_with_criteria_asks_before_others_come_on_top(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await saved(benjamin)
    await form(modal, "Reuse criteria", "Reuse criteria")
    (asked,) = modal.alerts
    assert asked == "This segment has 2 steps of criteria already. The new ones come on top."
    await modal.choose("Saved criteria", "CARDS")
    await modal.submit()
    assert modal.alerts == [asked, "Lines now: 61; then: 61."]
    assert await steps(stage, FIRST) == ["add", "reduce"]
    await modal.submit()
    assert "The criteria were used again." in modal.alerts
    assert await steps(stage, FIRST) == ["add", "reduce", "add", "reduce"]


async def test_criteria_chosen_instead_are_shown_before_they_are_used(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await saved(benjamin)
    await add_group(modal, "X-mas gift")
    await form(modal, "Save criteria", "Save criteria")
    await modal.type("Code", "gifts")
    await modal.submit()
    await modal.cancel()
    modal = await form(await new_segment(benjamin, SECOND), "Reuse criteria", "Reuse criteria")
    await modal.choose("Saved criteria", "CARDS")
    await modal.submit()
    assert modal.submit_button == "Reuse"
    await modal.choose("Saved criteria", "GIFTS")
    await modal.submit()
    assert modal.alerts == [
        "Other criteria are chosen now: this is what they say. Nothing is done yet.",
        "Lines now: 0; then: 76.",
    ]
    assert "3. Add contacts\n– Mailing group: X-mas gift" in modal.text
    assert await steps(stage, SECOND) == []
    await modal.submit()
    assert modal.alerts == ["The criteria were used again."]
    assert await steps(stage, SECOND) == ["add", "reduce", "add"]


async def test_criteria_are_shown_again_on_a_segment_that_was_changed_meanwhile(
    stage: Stage,
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await saved(benjamin)).cancel()
    modal = await form(await new_segment(benjamin, SECOND), "Reuse criteria", "Reuse criteria")
    await modal.choose("Saved criteria", "CARDS")
    await modal.submit()
    (row,) = await stage.rows("SELECT no FROM segments WHERE description = :d", d=SECOND)
    desk = stage.second_device(benjamin)
    await desk.command(f"/segment {row['no']}")
    await add_group(await desk.modal("Segment"), "X-mas gift")
    await modal.submit()
    assert modal.alerts == [
        "The segment or the criteria were changed meanwhile. Nothing is done yet.",
        "This segment has 1 step of criteria already. The new ones come on top.",
        "Lines now: 20; then: 73.",
    ]
    assert await steps(stage, SECOND) == ["add"]
    await modal.submit()
    assert await steps(stage, SECOND) == ["add", "add", "reduce"]


async def test_a_code_is_taken_once(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await saved(benjamin)
    await form(modal, "Save criteria", "Save criteria")
    await modal.type("Code", "Cards")
    await modal.type("Description", "Another one")
    await modal.submit()
    assert modal.error("Code") == "There are saved criteria with the code CARDS already."
    assert modal.value("Description") == "Another one"
    await modal.type("Code", "   ")
    await modal.submit()
    assert modal.error("Code") == "Please give the criteria a code of at most 20 characters."
    await modal.type("Code", "cards 2")
    await modal.submit()
    assert "The criteria are saved as CARDS 2." in modal.alerts


async def test_saved_criteria_are_listed_described_and_deleted(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await saved(benjamin)).cancel()
    await benjamin.command("/segment")
    modal = await form(await benjamin.modal("Segments"), "Saved criteria", "Saved criteria")
    assert "Persons with a card · 2 steps" in modal.text
    await modal.press("Open")
    await modal.until(lambda m: "Description" in m.labels)
    assert "1. Add contacts\n– Mailing group: X-mas card" in modal.text
    assert modal.value("Description") == "Persons with a card"
    await modal.type("Description", "People with a card")
    await modal.submit()
    assert "The description of CARDS is changed." in modal.alerts
    assert "People with a card · 2 steps" in modal.text
    await modal.press("Open")
    await modal.until(lambda m: "Delete" in m.buttons)
    await modal.press("Delete", confirm=True)
    await modal.until(lambda m: "CARDS is deleted." in m.alerts)
    assert "Nothing is saved yet." in modal.text
    await modal.press("All segments")
    await modal.until(lambda m: m.title == "Segments")


async def _opened(person: Person) -> Modal:
    """The card of the criteria that :func:`saved` saves."""
    await (await saved(person)).cancel()
    await person.command("/segment")
    modal = await form(await person.modal("Segments"), "Saved criteria", "Saved criteria")
    await modal.press("Open")
    return await modal.until(lambda m: "Description" in m.labels)


async def test_a_description_is_kept_on_the_way_back_to_the_list(stage: Stage) -> None:
    modal = await _opened(stage.person("Benjamin Chiu"))
    await modal.type("Description", "People with a card")
    await modal.press("All saved criteria")
    await modal.until(lambda m: "The description of CARDS is changed." in m.alerts)
    assert "People with a card · 2 steps" in modal.text
    await modal.press("Open")
    await modal.until(lambda m: "Description" in m.labels)
    await modal.press("All saved criteria")
    await modal.until(lambda m: "Open" in m.buttons)
    assert modal.alerts == []


async def test_the_way_back_leaves_what_another_person_changed(stage: Stage) -> None:
    modal = await _opened(stage.person("Benjamin Chiu"))
    await stage.execute("UPDATE saved_segment_criteria SET description = 'By Helena'")
    await modal.press("All saved criteria")
    await modal.until(lambda m: "Open" in m.buttons)
    assert modal.alerts == []
    assert "By Helena · 2 steps" in modal.text


async def test_the_way_back_from_criteria_deleted_meanwhile(stage: Stage) -> None:
    modal = await _opened(stage.person("Benjamin Chiu"))
    await stage.execute("DELETE FROM saved_segment_criteria_lines")
    await stage.execute("DELETE FROM saved_segment_criteria")
    await modal.press("All saved criteria")
    await modal.until(lambda m: "Nothing is saved yet." in m.text)


async def test_many_saved_criteria_are_shown_in_pages(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    for number in range(25):
        await stage.execute(
            "INSERT INTO saved_segment_criteria (code, description) VALUES (:code, 'x')",
            code=f"C{number:02}",
        )
    await benjamin.command("/segment")
    modal = await form(await benjamin.modal("Segments"), "Saved criteria", "Saved criteria")
    assert "C09" in modal.text
    await modal.press("Next page")
    await modal.until(lambda m: "C19" in m.text)
    await modal.press("Next page")
    await modal.until(lambda m: "C24" in m.text)
    assert "Next page" not in modal.buttons
    await modal.press("Previous page")
    await modal.until(lambda m: "C10" in m.text)
    assert "C20" not in modal.text


async def test_the_way_back_from_one_of_many_leads_to_its_page(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    for number in range(21):
        await stage.execute(
            "INSERT INTO saved_segment_criteria (code, description) VALUES (:code, 'x')",
            code=f"C{number:02}",
        )
    await benjamin.command("/segment")
    modal = await form(await benjamin.modal("Segments"), "Saved criteria", "Saved criteria")
    await modal.press("Next page")
    await modal.until(lambda m: "C10" in m.text)
    await modal.press("Next page")
    await modal.until(lambda m: "C20" in m.text)
    await modal.press("Open")
    await modal.until(lambda m: "Description" in m.labels)
    await modal.press("All saved criteria")
    await modal.until(lambda m: "Open" in m.buttons)
    assert "C20" in modal.text
    await modal.press("Open")
    await modal.until(lambda m: "Description" in m.labels)
    await modal.type("Description", "The last one")
    await modal.submit()
    assert "The last one" in modal.text
    await modal.press("Open")
    await modal.until(lambda m: "Delete" in m.buttons)
    await modal.press("Delete", confirm=True)
    await modal.until(lambda m: "C20 is deleted." in m.alerts)
    assert "C19" in modal.text  # the page is gone with its last entry
    assert "C09" not in modal.text


async def test_criteria_deleted_meanwhile_are_said_to_be_gone(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await saved(benjamin)
    await form(modal, "Reuse criteria", "Reuse criteria")
    await modal.choose("Saved criteria", "CARDS")
    await stage.execute("DELETE FROM saved_segment_criteria_lines")
    await stage.execute("DELETE FROM saved_segment_criteria")
    await modal.submit()
    assert "The saved criteria CARDS are no longer there." in modal.alerts
    assert modal.title == "Reuse criteria"


async def test_a_logged_segment_is_used_again_after_a_count(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await stage.execute(
        "INSERT INTO logged_segments (id, segment_no, description, logged_at)"
        " VALUES (9, 'SM00009', 'Golf day', :at)",
        at=datetime(2026, 3, 1, tzinfo=UTC).isoformat(sep=" "),
    )
    await stage.execute(
        "UPDATE interactions SET logged_segment_id = 9 WHERE id IN"
        " (SELECT id FROM interactions WHERE contact_id IN"
        " (SELECT id FROM contacts WHERE NOT privacy_blocked) LIMIT 5)"
    )
    rows = await stage.rows("SELECT count(*) AS n FROM interactions WHERE logged_segment_id = 9")
    modal = await new_segment(benjamin, FIRST)
    await form(modal, "Reuse logged segment", "Logged segment")
    await modal.choose("Logged segment", "golf")
    await modal.choose("Which contacts", "All contacts")
    await modal.submit()
    assert await steps(stage, FIRST) == []
    assert modal.submit_button == f"Add {rows[0]['n']} contacts"
    await modal.submit()
    assert modal.title == "Segment"
    assert len(await names(stage, FIRST)) == 5
    assert await steps(stage, FIRST) == ["add"]
    await form(modal, "Reuse logged segment", "Logged segment")
    await modal.choose("Logged segment", "SM00009")
    await modal.choose("Which contacts", "Those not reached")
    await modal.submit()
    assert "This segment has 1 step of criteria already." in modal.text


async def test_contacts_are_found_by_the_segment_of_an_interaction(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await log(stage, benjamin)).x()
    modal = await form(await new_segment(benjamin, FIRST), "Add contacts", "Add contacts")
    await modal.press("More filters")
    await modal.until(lambda m: "Cities" in m.labels)
    await modal.choose("Segments of the interaction", "SM10001")
    await modal.submit()
    assert modal.submit_button == "Add 10 contacts"
    await modal.submit()
    assert "Interaction: segment SM10001" in modal.text
