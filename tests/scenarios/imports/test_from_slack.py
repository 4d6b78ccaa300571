"""Contacts are brought in from Slack: a file is given or dropped, checked, imported and undone."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from openpyxl import Workbook

from bot.handlers.windows import windows
from bot.services.jobs import JobKind, Jobs
from bot.slack.web_client import build_web_client, open_session
from tests.imports.making import csv_text
from tests.scenarios.forging import press_unseen
from tests.scenarios.stage import bot_running, settings_for

if TYPE_CHECKING:
    import pytest

    from simulator.script import Message, Modal, Person
    from tests.scenarios.stage import Stage

ESTER, BENJAMIN, HELENA = "Ester Henderson", "Benjamin Chiu", "Helena Ray"
"""Managers, the last one reads French."""
ROWS = [
    ["First name", "Surname", "Company", "E-mail", "Remark"],
    ["Zoé", "Blanc", "Fabrikam Paris", "zoe@fabrikam.example", "met at the fair"],
    ["Max", "Lenz", "Fabrikam Paris", "max@fabrikam.example", ""],
    ["", "", "", "no mail", "nobody"],
]
PEOPLE = csv_text(ROWS).encode()
IMPORTED = "people.csv is imported."


async def dropped(person: Person, name: str = "people.csv", data: bytes = PEOPLE) -> Message:
    await person.share_file("app", name, data)
    return await person.message(name, "app")


def hints(modal: Modal) -> list[str]:
    """What stands below the fields: the first values of each column."""
    return [block["hint"]["text"] for block in modal.blocks if "hint" in block]


async def columns_of(person: Person, message: Message) -> Modal:
    await message.press("Contacts")
    return await person.modal(lambda m: m.title == "Import" and "read as" in m.text)


async def checked(modal: Modal) -> Modal:
    await modal.submit()
    return await modal.until(lambda m: "refused: " in m.text or "new: " in m.text)


async def imported(person: Person, modal: Modal, sentence: str = IMPORTED) -> Message:
    await modal.submit()
    await modal.until(lambda m: "is being imported" in m.text)
    await modal.cancel()
    return await person.message(sentence, "app")


async def names(stage: Stage) -> list[str]:
    rows = await stage.rows("SELECT name FROM contacts WHERE email LIKE '%@fabrikam.example'")
    return sorted(row["name"] for row in rows)


async def test_a_dropped_file_is_checked_imported_and_undone(any_stage: Stage) -> None:
    stage, ester = any_stage, any_stage.person(ESTER)
    modal = await columns_of(ester, await dropped(ester))
    assert modal.labels == ["First name", "Surname", "Company", "E-mail", "Remark"]
    assert "people.csv, read as: CSV, utf-8, “,”" in modal.text
    assert hints(modal)[0] == "Zoé · Max"

    await checked(modal)
    assert "3 rows\n• new: 2\n• refused: 1" in modal.text
    assert "Companies made from names: 1" in modal.text
    assert "row 4:" in modal.text
    assert "Nothing is written yet." in modal.text
    assert await names(stage) == []

    message = await imported(ester, modal)
    assert await names(stage) == ["Max Lenz", "Zoé Blanc"]
    assert message.buttons == ["Undo import", "Refused rows"]
    (audited,) = await stage.rows("SELECT * FROM audit_entries WHERE act = 'import'")
    assert (audited["done_by"], audited["subject"]) == (ester.id, "people.csv")

    await message.press("Undo import", confirm=True)
    message = await ester.message("The import of people.csv is undone.", "app")
    assert "3 removed, 0 with their former values, 0 kept" in " ".join(message.texts)
    assert await names(stage) == []


async def test_a_heading_that_was_assigned_is_remembered(stage: Stage) -> None:
    ester = stage.person(ESTER)
    rows = csv_text([["Qui", "Chez", "Mel"], ["Zoé Blanc", "X", "zoe@fabrikam.example"]]).encode()
    modal = await columns_of(ester, await dropped(ester, "a.csv", rows))
    await modal.choose("Qui", "Name")
    await modal.choose("Mel", "Name")
    await modal.submit()
    assert modal.error("Mel") == (
        "Name is filled from Qui already. Choose another one, or leave this out."
    )
    await modal.choose("Mel", "E-mail")
    await checked(modal)
    assert "new: 1" in modal.text
    await modal.cancel()

    modal = await columns_of(ester, await dropped(ester, "b.csv", rows))
    assert modal.value("Qui") == "Name"
    assert modal.value("Mel") == "E-mail"
    assert modal.value("Chez") in {None, "left out"}
    await imported(ester, await checked(modal), "b.csv is imported.")
    assert await names(stage) == ["Zoé Blanc"]


async def test_letters_that_could_be_others_are_asked_about(stage: Stage) -> None:
    ester = stage.person(ESTER)
    text = csv_text([["Name", "E-mail"], ["Łukasz Żak", "lukasz@fabrikam.example"]])
    modal = await columns_of(ester, await dropped(ester, "pl.csv", text.encode("cp1250")))
    await modal.choose("E-mail", "E-mail 2")
    await modal.choose("Letters", "Central European (Windows)")
    await modal.until(lambda m: "Łukasz Żak" in hints(m))
    assert modal.value("E-mail") == "E-mail 2"
    await imported(ester, await checked(modal), "pl.csv is imported.")
    (row,) = await stage.rows("SELECT name FROM contacts WHERE email_2 LIKE '%@fabrikam.example'")
    assert row["name"] == "Łukasz Żak"


async def test_a_file_is_given_in_the_set_up(stage: Stage) -> None:
    book = Workbook()
    assert book.active is not None
    for cells in ROWS[:3]:
        book.active.append(cells)
    data = io.BytesIO()
    book.save(data)
    ester = stage.person(ESTER)
    await ester.command("/touchpoint")
    modal = await ester.modal("Set-up")
    await modal.press("Open", near="Imports")
    await modal.until(lambda m: "Nothing was imported" in m.text)
    await modal.press("Import a file")
    await modal.until(lambda m: "File" in m.labels)
    await modal.submit()
    assert modal.error("File")
    await modal.upload("File", ("people.pdf", b"%PDF-1.7 no table"))
    await modal.submit()
    assert "PDF" in (modal.error("File") or "")
    await modal.upload("File", ("people.xlsx", data.getvalue()))
    await modal.submit()
    await modal.until(lambda m: "read as: XLSX" in m.text)
    await imported(ester, await checked(modal), "people.xlsx is imported.")
    assert await names(stage) == ["Max Lenz", "Zoé Blanc"]

    await ester.command("/touchpoint")
    modal = await ester.modal("Set-up")
    await modal.press("Open", near="Imports")
    await modal.until(lambda m: "people.xlsx" in m.text)
    assert "3 new, 0 changed, 0 refused" in modal.text
    await modal.press("Undo import", confirm=True)
    await ester.message("The import of people.xlsx is undone.", "app")
    assert await names(stage) == []


async def test_the_refused_rows_come_as_a_file(stage: Stage) -> None:
    ester = stage.person(ESTER)
    modal = await checked(await columns_of(ester, await dropped(ester)))
    await modal.press("Refused rows")
    await ester.message("refused rows.csv is here.", "app")
    (message,) = [m for m in ester.messages("app") if m.posted.files and m.author != ester.id]
    data = stage.slack.slack.blobs.get(message.posted.files[0]["id"]).decode("utf-8-sig")
    first, second = data.splitlines()
    assert first == "First name,Surname,Company,E-mail,Remark,Refused because"
    assert second.startswith(",,,no mail,nobody,")
    await stage.quiet()
    asked = [m for m in ester.messages("app") if "What shall I import" in m.text]
    assert len(asked) == 1  # nothing about what the app itself has put there


async def test_the_chosen_alphabet_goes_with_the_file(stage: Stage) -> None:
    ester = stage.person(ESTER)
    table = [["Name", "E-mail"], ["Łukasz Żak", "lukasz@fabrikam.example"], ["Święta", "none"]]
    modal = await columns_of(
        ester, await dropped(ester, "pl.csv", csv_text(table).encode("cp1250"))
    )
    await modal.choose("Letters", "Central European (Windows)")
    await modal.until(lambda m: "Łukasz Żak · Święta" in hints(m))
    await checked(modal)
    await modal.press("Back")
    await modal.until(lambda m: "Łukasz Żak · Święta" in hints(m))
    message = await imported(ester, await checked(modal), "pl.csv is imported.")
    await message.press("Refused rows")
    await ester.message("refused rows.csv is here.", "app")
    (sent,) = [m for m in ester.messages("app") if m.posted.files and m.author != ester.id]
    refused = stage.slack.slack.blobs.get(sent.posted.files[0]["id"]).decode("utf-8-sig")
    assert "Święta,none," in refused


async def test_a_check_that_takes_long_says_so_under_its_own_title(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "PATIENCE_S", 0.0)
    ester = stage.person(ESTER)
    modal = await columns_of(ester, await dropped(ester))
    await modal.submit()
    assert modal.title == "Import"
    await modal.until(lambda m: "new: 2" in m.text)


async def test_cards_need_no_columns(stage: Stage) -> None:
    lines = ["N:Blanc;Zoé", "FN:Zoé Blanc", "EMAIL:zoe@fabrikam.example"]
    card = "\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])
    ester = stage.person(ESTER)
    modal = await columns_of(ester, await dropped(ester, "zoe.vcf", card.encode()))
    assert modal.labels == []
    await imported(ester, await checked(modal), "zoe.vcf is imported.")
    assert await names(stage) == ["Zoé Blanc"]


async def test_the_same_file_again_brings_nothing(stage: Stage) -> None:
    ester = stage.person(ESTER)
    rows = csv_text(ROWS[:3]).encode()
    await imported(ester, await checked(await columns_of(ester, await dropped(ester, data=rows))))
    modal = await columns_of(ester, await dropped(ester, "again.csv", rows))
    await modal.submit()
    await modal.until(lambda m: "unchanged: 2" in m.text)
    assert "There is nothing to write." in modal.text
    assert modal.submit_button is None


async def test_who_may_not_import_is_told_so(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    await stage.execute("UPDATE salespeople SET role = 'salesperson' WHERE code = 'BC'")
    await benjamin.share_file("app", "people.csv", PEOPLE)
    message = await benjamin.message("Only managers may bring in data from files.", "app")
    assert message.buttons == []
    await benjamin.command("/touchpoint")
    modal = await benjamin.modal("Set-up")
    assert "Imports" not in modal.text
    await press_unseen(benjamin, "imports.new")
    await benjamin.modal(lambda m: "Only managers may bring in data from files." in m.text)


async def test_other_files_are_not_taken_for_contacts(stage: Stage) -> None:
    ester = stage.person(ESTER)
    await ester.share_file("app", "offer.pdf", b"%PDF-1.7")
    message = await ester.message("I can import CSV", "app")
    assert message.buttons == []


async def test_no_is_an_answer(stage: Stage) -> None:
    ester = stage.person(ESTER)
    message = await dropped(ester)
    await message.press("Nothing")
    await ester.message("nothing is done with the file", "app")
    assert message.buttons == []


async def test_a_file_that_was_deleted_is_no_dead_end(stage: Stage) -> None:
    ester = stage.person(ESTER)
    message = await dropped(ester)
    stage.slack.slack.workspace.files.clear()
    await message.press("Contacts")
    await ester.modal(lambda m: "Slack did not hand the file over." in m.text)


async def test_in_french(stage: Stage) -> None:
    helena = stage.person(HELENA)
    message = await dropped(helena)
    assert "Rien n’est écrit avant que vous n’ayez vu ce qui changerait." in message.text
    await message.press("Contacts")
    modal = await helena.modal(lambda m: "lu comme" in m.text)
    assert modal.labels[0] == "First name"  # the file's own words
    assert modal.value("First name") == "Prénom"
    assert modal.submit_button == "Vérifier"
    await modal.submit()
    await modal.until(lambda m: "• nouvelles : 2" in m.text)
    await modal.submit()
    await helena.message("people.csv est importé.", "app")


async def test_an_import_that_a_crash_interrupted_is_taken_up(stage: Stage, redis_url: str) -> None:
    ester = stage.person(ESTER)
    await checked(await columns_of(ester, await dropped(ester)))
    parts = stage.bot.parts
    async with open_session() as session:
        client = build_web_client(
            stage.slack.credentials.bot, stage.slack.api_url, session, stage.bot.entrance.metrics
        )
        caller = await parts.callers.named(client, ester.id)
    (file_id,) = [file.id for file in stage.slack.slack.workspace.files.values()]
    arguments: dict[str, object] = {
        "kind": "contacts",
        "file_name": "people.csv",
        "encoding": None,
        "columns": {},
    }
    jobs = Jobs(stage.db, {}, clock=stage.clock, new_id=lambda: "left")
    await jobs.submit(JobKind.IMPORT, file_id, caller.person, arguments)

    settings = settings_for(stage.slack, stage.db.engine.url, socket_mode=False)
    async with bot_running(stage.slack, settings, redis_url, stage.clock) as bot:
        assert await bot.entrance.tasks.drain(10)
    await ester.message(IMPORTED, "app")
    assert await names(stage) == ["Max Lenz", "Zoé Blanc"]


async def test_a_file_that_is_gone_ends_the_job_with_a_sentence(
    stage: Stage,
) -> None:
    ester = stage.person(ESTER)
    modal = await checked(await columns_of(ester, await dropped(ester)))
    stage.slack.slack.workspace.files.clear()
    await modal.submit()
    message = await ester.message("people.csv was not imported", "app")
    assert "Slack did not hand the file over." in " ".join(message.texts)
    assert message.buttons == ["Imports"]


async def test_templates_and_salespeople_are_for_administrators(stage: Stage) -> None:
    ester, otis = stage.person(ESTER), stage.person("Otis Falls")
    assert (await dropped(ester)).buttons == ["Contacts", "Interactions", "Nothing"]
    everything = ["Contacts", "Interactions", "Interaction templates", "Salespeople", "Nothing"]
    message = await dropped(otis, "team.csv", b"Code,Name\r\nZZ,Zoe Zimmer\r\n")
    assert message.buttons == everything
    await press_unseen(ester, "imports.read:salespeople:F0000000001")
    await ester.modal(lambda m: "Only administrators may change the set-up." in m.text)
    await message.press("Salespeople")
    modal = await otis.modal(lambda m: m.title == "Import" and "read as" in m.text)
    await imported(otis, await checked(modal), "team.csv is imported.")
    (row,) = await stage.rows("SELECT name FROM salespeople WHERE code = 'ZZ'")
    assert row["name"] == "Zoe Zimmer"


async def test_history_is_imported_and_undone(stage_on_both: Stage) -> None:
    stage, ester = stage_on_both, stage_on_both.person(ESTER)
    before = len(await stage.logged())
    table = [
        ["Contact", "E-mail", "Template", "Date", "Duration", "Description"],
        ["Meagan Bond", "meagan.bond@contoso.com", "OUTGOING", "2024-03-05", "20", "Old call"],
    ]
    (row,) = await stage.rows("SELECT email FROM contacts WHERE name = 'Meagan Bond'")
    table[1][1] = row["email"]
    message = await dropped(ester, "history.csv", csv_text(table).encode())
    await message.press("Interactions")
    modal = await ester.modal(lambda m: m.title == "Import" and "read as" in m.text)
    message = await imported(ester, await checked(modal), "history.csv is imported.")
    (entry,) = await stage.rows("SELECT * FROM interactions WHERE description = 'Old call'")
    assert (str(entry["date"]), entry["duration_min"]) == ("2024-03-05", 20)
    await message.press("Undo import", confirm=True)
    await ester.message("The import of history.csv is undone.", "app")
    assert len(await stage.logged()) == before
