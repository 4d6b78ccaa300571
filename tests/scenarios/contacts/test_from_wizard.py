"""A contact that is created while an interaction is being recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.walking import wizard

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

BENJAMIN, HELENA = "Benjamin Chiu", "Helena Ray"


async def contact_form(person: Person, words: str = "") -> Modal:
    await person.command(f"/interaction {words}".strip())
    modal = await wizard(person)
    await modal.type("Description", "Met at the fair")
    await modal.press("New contact")
    return await modal.until(lambda m: m.title == "New person")


async def test_a_new_person_is_the_draft_s_contact_and_nothing_typed_is_lost(
    stage_on_both: Stage,
) -> None:
    stage, benjamin = stage_on_both, stage_on_both.person(BENJAMIN)
    modal = await contact_form(benjamin, "Zoé Quillfeather")
    assert modal.value("First name") == "Zoé"
    assert modal.value("Surname") == "Quillfeather"
    await modal.type("E-mail", "nobody")
    await modal.submit()
    assert modal.error("E-mail") is not None
    await modal.type("E-mail", "zoe@quill.example")
    await modal.submit()
    await modal.until(lambda m: m.title == "Create interaction")
    assert "Zoé Quillfeather" in str(modal.value("Contact"))
    assert modal.value("Description") == "Met at the fair"
    await modal.choose("Interaction template", "Outgoing phone call")
    await modal.press("Finish now")
    await modal.until(lambda m: m.title == "Interaction logged")
    [row] = await stage.rows(
        "SELECT contact_name, description FROM interactions ORDER BY id DESC LIMIT 1"
    )
    assert row == {"contact_name": "Zoé Quillfeather", "description": "Met at the fair"}


async def test_a_company_instead_keeps_what_was_typed(stage: Stage) -> None:
    modal = await contact_form(stage.person(BENJAMIN))
    await modal.type("Surname", "Bauhaus")
    await modal.type("Phone", "+49 30 901820")
    await modal.press("A company instead")
    await modal.until(lambda m: m.title == "New company")
    assert modal.value("Name") == "Bauhaus"
    assert modal.value("Phone") == "+49 30 901820"
    await modal.submit()
    await modal.until(lambda m: m.title == "Create interaction")
    assert "Bauhaus" in str(modal.value("Contact"))


async def test_back_and_closing_keep_the_draft(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    modal = await contact_form(benjamin)
    await modal.press("Back")
    await modal.until(lambda m: m.title == "Create interaction")
    assert modal.value("Description") == "Met at the fair"
    await modal.press("New contact")
    await modal.until(lambda m: m.title == "New person")
    await modal.cancel()
    home = await benjamin.open_home()
    await home.until(lambda shown: "Met at the fair" in shown.text)


async def test_a_likely_twin_is_shown_before_there_are_two(stage: Stage) -> None:
    modal = await contact_form(stage.person(BENJAMIN))
    await modal.type("First name", "Meagan")
    await modal.type("Surname", "Bond")
    await modal.submit()
    await modal.until(lambda m: any("much like that" in alert for alert in m.alerts))
    await modal.submit()
    await modal.until(lambda m: m.title == "Create interaction")
    rows = await stage.rows("SELECT 1 FROM contacts WHERE name = 'Meagan Bond'")
    assert len(rows) == 2
