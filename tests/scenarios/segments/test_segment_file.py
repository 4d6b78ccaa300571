"""A file for everybody on a segment: chosen in the wizard, kept by the segment, shared later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.logging import NO, card_of, interactions, lines, log, press, preview_of
from tests.scenarios.walking import go_on

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage


async def _at_content(person: Person, template: str = "") -> Modal:
    modal = await press(await card_of(person), "Create interaction", "Create interaction")
    if template:
        await modal.choose("Interaction template", template)
        await modal.until(lambda m: "Step 1 of 4" in m.text)
    return await go_on(modal, "Content")


async def _choose_file(person: Person, name: str, content: bytes) -> Modal:
    modal = await _at_content(person, "Insert a document")
    await modal.upload("Content", (name, content))
    await go_on(modal, "Campaign")
    await press(modal, "Finish now", "Segment")
    return modal


async def test_every_contact_gets_the_one_file(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    modal = await _choose_file(benjamin, "Fair März.pdf", b"%PDF-1.7 fair")
    assert "File: Fair März.pdf" in modal.text
    await any_stage.quiet()
    await modal.x()
    (file,) = await any_stage.rows("SELECT * FROM attachments")
    assert (file["segment_no"], bytes(file["content"])) == (NO, b"%PDF-1.7 fair")
    modal = await log(any_stage, benjamin)
    logged = await interactions(any_stage)
    assert [row["attachment_id"] for row in logged] == [file["id"]] * 10
    await press(modal, "Open", "Logged segment")
    assert "File: Fair März.pdf" in modal.text
    await modal.press("Take back", confirm=True)
    await modal.until(lambda m: m.title == "Segment")
    await modal.x()
    await any_stage.quiet()
    assert len(await lines(any_stage)) == 10
    assert "File: Fair März.pdf" in (await card_of(benjamin)).text


async def test_the_chosen_file_is_shown_again_and_can_be_taken_out(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await _choose_file(benjamin, "plan.txt", b"the plan")
    await modal.x()
    modal = await _at_content(benjamin)
    assert "Chosen file: plan.txt" in modal.texts
    await modal.press("Remove the file")
    await modal.until(lambda m: "Chosen file" not in m.text)
    await go_on(modal, "Campaign")
    await press(modal, "Finish now", "Segment")
    assert "plan.txt" not in modal.text
    await modal.x()
    await press(await preview_of(benjamin), "Log", "Segment logged", confirm=True)
    assert {row["attachment_id"] for row in await interactions(stage)} == {None}


async def test_the_file_is_named_in_french(stage: Stage) -> None:
    await (await _choose_file(stage.person("Benjamin Chiu"), "plan.txt", b"the plan")).x()
    helena = stage.person("Helena Ray")
    modal = await press(await card_of(helena), "Aperçu et journalisation", "Aperçu")
    await press(modal, "Journaliser", "Segment journalisé", confirm=True)
    await modal.press("Ouvrir")
    await modal.until(lambda m: "Télécharger" in m.buttons)
    assert "Fichier : plan.txt" in modal.text
