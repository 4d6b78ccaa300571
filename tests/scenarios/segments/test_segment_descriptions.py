"""What a segment's interactions are called where nobody typed a description."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.scenarios.logging import interactions, press
from tests.scenarios.segments.test_segment_header import choose_template, finish, resume, shape

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

MEAGAN, ROBERT = "Meagan Bond", "Robert Townes"


async def undescribed(person: Person) -> tuple[Modal, str]:
    """The card of a new segment without description, and its number."""
    await person.command("/segment")
    modal = await person.modal("Segments")
    await modal.press("New segment")
    modal = await person.modal("New segment")
    await modal.submit()
    assert modal.title == "Segment"
    (no,) = re.findall(r"(SM\d+) ·", modal.text)
    return modal, no


async def add_by_hand(card: Modal, *contacts: str) -> Modal:
    """From the card to the list of its lines."""
    await press(card, "Lines", "Lines")
    await press(card, "Add by hand", "Add by hand")
    await card.choose("Contacts", *contacts)
    await card.submit()
    assert card.title == "Lines"
    return card


async def change_template(modal: Modal, contact: str, template: str) -> str:
    """A template of a line's own, and what its form says then."""
    await press(modal, "Change", "Change lines", near=contact)
    await modal.choose("Interaction template", template)
    await modal.submit()
    await press(modal, "Change", "Change lines", near=contact)
    description: str = modal.value("Description")
    await press(modal, "Back to the lines", "Lines")
    return description


async def log(modal: Modal, no: str) -> Modal:
    await press(modal, f"Segment {no}", "Segment")
    await press(modal, "Preview and log", "Preview")
    await press(modal, "Log", "Segment logged", confirm=True)
    return modal


async def test_a_line_with_a_template_of_its_own_is_called_like_it(any_stage: Stage) -> None:
    stage = any_stage
    await stage.execute("UPDATE contacts SET language_code = 'FRA' WHERE name = :name", name=ROBERT)
    card, no = await undescribed(stage.person("Benjamin Chiu"))
    await choose_template(await shape(card), "Outgoing phone call")
    await card.until(lambda m: m.value("Description") == "Outgoing phone call")
    await finish(card)
    modal = await add_by_hand(card, MEAGAN, ROBERT)
    assert await change_template(modal, MEAGAN, "Incoming phone call") == "Incoming phone call"
    assert await change_template(modal, ROBERT, "Incoming phone call") == (
        "Appel téléphonique entrant"
    )
    assert "Appel téléphonique entrant · Incoming phone call" in modal.text
    await log(modal, no)
    rows = await interactions(stage, no)
    assert [(row["template_code"], row["information_flow"]) for row in rows] == [
        ("INCOME", "inbound")
    ] * 2
    assert [row["description"] for row in rows] == [
        "Incoming phone call",
        "Appel téléphonique entrant",
    ]


async def test_a_line_of_a_blank_segment_can_be_logged(any_stage: Stage) -> None:
    stage = any_stage
    card, no = await undescribed(stage.person("Benjamin Chiu"))
    modal = await add_by_hand(card, MEAGAN)
    assert await change_template(modal, MEAGAN, "Golf event") == "Golf event"
    await log(modal, no)
    (row,) = await interactions(stage, no)
    assert (row["template_code"], row["description"]) == ("GOLF", "Golf event")


async def test_a_typed_description_stays_whatever_the_template(stage: Stage) -> None:
    card, no = await undescribed(stage.person("Benjamin Chiu"))
    await choose_template(await shape(card), "Outgoing phone call")
    await card.until(lambda m: m.value("Description"))
    await card.type("Description", "Ring about chairs")
    await finish(card)
    modal = await add_by_hand(card, MEAGAN)
    assert await change_template(modal, MEAGAN, "Incoming phone call") == "Ring about chairs"
    await log(modal, no)
    (row,) = await interactions(stage, no)
    assert row["description"] == "Ring about chairs"


async def test_another_template_is_followed_by_a_colleague_who_reads_another_language(
    stage: Stage,
) -> None:
    """The header says it in French; nobody typed that."""
    card, no = await undescribed(stage.person("Benjamin Chiu"))
    await press(card, "Lines", "Lines")
    helena = stage.person("Helena Ray")
    await helena.command(f"/segment {no}")
    theirs = await helena.modal("Segment")
    await press(theirs, "Créer une interaction", "Créer une interaction")
    await theirs.choose("Modèle interaction", "Appel téléphonique sortant")
    await theirs.until(lambda m: m.value("Description"))
    assert theirs.value("Description") == "Appel téléphonique sortant"
    await press(theirs, "Terminer maintenant", "Segment")
    await press(card, f"Segment {no}", "Segment")
    await choose_template(await shape(card), "Incoming phone call")
    await card.until(lambda m: m.value("Description") == "Incoming phone call")
    await finish(card)
    (row,) = await stage.rows("SELECT * FROM segments WHERE no = :no", no=no)
    assert (row["template_code"], row["description"]) == ("INCOME", "Incoming phone call")
    assert row["description_of_template"]


async def test_what_a_colleague_typed_comes_before_what_a_template_fills_in(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    card, no = await undescribed(benjamin)
    await choose_template(await shape(card), "Outgoing phone call")
    await card.until(lambda m: m.value("Description"))
    await card.cancel()
    await stage.quiet()
    ester = stage.person("Ester Henderson")
    await ester.command(f"/segment {no}")
    theirs = await shape(await ester.modal("Segment"))
    await theirs.type("Description", "Ester's title")
    await finish(theirs)
    modal = await resume(benjamin)
    assert modal.value("Description") == "Ester's title"
    assert modal.value("Interaction template") == "Outgoing phone call"
    await finish(modal)
    (row,) = await stage.rows("SELECT * FROM segments WHERE no = :no", no=no)
    assert (row["template_code"], row["description"]) == ("OUTGOING", "Ester's title")
    assert not row["description_of_template"]
