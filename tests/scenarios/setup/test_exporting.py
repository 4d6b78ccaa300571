"""Managers take everything out as a file in their conversation with the app."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from tests.scenarios.forging import press_unseen

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

ESTER, BENJAMIN, HELENA = "Ester Henderson", "Benjamin Chiu", "Helena Ray"


async def export_form(person: Person) -> Modal:
    await person.command("/touchpoint")
    modal = await person.modal("Set-up")
    await modal.press("Open", near="Export")
    return await modal.until(lambda m: m.title == "Export")


async def sent(stage: Stage, person: Person, name: str) -> bytes:
    await person.message(f"{name} is here.", "app")
    (file,) = [f for f in stage.slack.slack.workspace.files.values() if f.name == name]
    data: bytes = stage.slack.slack.blobs.get(file.id)
    return data


async def test_contacts_come_as_a_workbook(stage_on_both: Stage) -> None:
    stage, ester = stage_on_both, stage_on_both.person(ESTER)
    modal = await export_form(ester)
    await modal.submit()
    await modal.until(lambda m: any("The file is coming" in alert for alert in m.alerts))
    sheet = load_workbook(io.BytesIO(await sent(stage, ester, "contacts.xlsx"))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    (count,) = await stage.rows("SELECT count(*) AS n FROM contacts WHERE deleted_at IS NULL")
    assert len(rows) == count["n"] + 1
    assert "Name" in rows[0]
    (entry,) = await stage.rows("SELECT * FROM audit_entries WHERE act = 'export'")
    assert (entry["done_by"], entry["kind"], entry["subject"]) == (ester.id, "contacts", "xlsx")


async def test_interactions_are_narrowed_down(stage: Stage) -> None:
    ester = stage.person(ESTER)
    modal = await export_form(ester)
    await modal.choose("What", "Interactions")
    await modal.choose("File", "CSV")
    await modal.choose("Headings and words", "as in the database")
    await modal.choose("Contact", "Meagan Bond (School of Fine Art, Miami)", typed="meagan")
    await modal.submit()
    text = (await sent(stage, ester, "interactions.csv")).decode("utf-8-sig")
    heading, *lines = text.splitlines()
    assert "contact_no" in heading
    (count,) = await stage.rows(
        "SELECT count(*) AS n FROM interactions JOIN contacts ON contacts.id = contact_id "
        "WHERE name = 'Meagan Bond'"
    )
    assert len(lines) == count["n"]


async def test_what_does_not_go_together_is_said_at_its_field(stage: Stage) -> None:
    modal = await export_form(stage.person(ESTER))
    await modal.choose("What", "Interaction templates")
    await modal.pick_date("From", "2026-03-01")
    await modal.submit()
    assert str(modal.error("From")).startswith("This can't be used for what is exported.")
    await modal.choose("What", "Interactions")
    await modal.pick_date("To", "2026-02-01")
    await modal.submit()
    assert modal.error("To") == "The first day is after the last one."


@pytest.mark.parametrize("role", ["reader", "salesperson"])
async def test_others_may_not(stage: Stage, role: str) -> None:
    benjamin = stage.person(BENJAMIN)
    await stage.execute("UPDATE salespeople SET role = :role WHERE code = 'BC'", role=role)
    await benjamin.command("/touchpoint")
    modal = await benjamin.modal("Set-up")
    assert "Export" not in modal.text
    await press_unseen(benjamin, "export.ask")
    await benjamin.modal(lambda m: "Only managers may export everything." in m.text)
