"""What an import does to the interaction log, on both databases."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from sqlalchemy import insert, select, update

from bot.domain.messages import Text
from bot.models import (
    Interaction,
    InteractionChange,
    InteractionComment,
)
from bot.storage.database import Database
from tests.imports.history import CALL, MAIL, bring_table, comments, log
from tests.imports.making import counts, importer
from tests.imports.test_contacts import add
from tests.making import NOW


async def test_history_comes_with_what_its_template_fills_in(
    database: Database, company: int, tmp_path: Path
) -> None:
    dry = await bring_table(database, tmp_path, CALL, MAIL, dry_run=True)
    assert (counts(dry), await log(database, "id")) == ({"new": 2}, [])
    assert counts(await bring_table(database, tmp_path, CALL, MAIL)) == {"new": 2}
    assert await log(
        database, "contact_id", "contact_name", "contact_company_name", "date", "time",
        "template_code", "group_code", "description", "subject", "salesperson_code",
        "duration_min", "cost", "initiated_by", "evaluation", "attempt_failed",
    ) == [
        (company, "Anna Berg", "Acme", date(2020, 3, 5), time(9, 30), "CALL", "PHONE",
         "About chairs", "About chairs", "PS", 15, 8, "us", "positive", False),
        (company, "Anna Berg", "Acme", date(2019, 12, 31), None, "MAIL", None, "E-mail",
         "E-mail", "OF", 0, 0, None, None, True),
    ]  # fmt: skip
    assert await comments(database) == ["Wants a quote\nby Friday"]
    assert await log(database, "logged_at", "modified_at", "canceled") == [
        (datetime(2020, 3, 5, 9, 30, tzinfo=UTC), NOW, False),
        (datetime(2019, 12, 31, 12, tzinfo=UTC), NOW, False),
    ]


async def test_the_same_file_twice_changes_nothing(
    database: Database, company: int, tmp_path: Path
) -> None:
    plain = ["", *MAIL[1:]]
    rows = (CALL, MAIL, plain, CALL, plain)
    assert counts(await bring_table(database, tmp_path, *rows)) == {"new": 3, "repeated": 2}
    before = await log(database, "id", "modified_at", "import_key")
    report = await bring_table(database, tmp_path, *rows)
    assert (counts(report), report.id) == ({"unchanged": 3, "repeated": 2}, None)
    assert await log(database, "id", "modified_at", "import_key") == before


async def test_a_row_without_an_id_is_known_however_its_entry_was_corrected(
    database: Database, company: int, tmp_path: Path
) -> None:
    row = ["", *CALL[1:]]
    await bring_table(database, tmp_path, row)
    async with database.begin() as session:
        corrected = {"description": "About tables", "date": date(2020, 3, 6), "evaluation": None}
        await session.execute(update(Interaction).values(**corrected))
        await session.execute(update(InteractionComment).values(comment="Nothing"))
    assert counts(await bring_table(database, tmp_path, row)) == {"unchanged": 1}


async def test_what_a_file_says_otherwise_of_a_known_id_is_corrected_and_stays_readable(
    database: Database, company: int, tmp_path: Path
) -> None:
    await bring_table(database, tmp_path, CALL)
    row = [
        *CALL[:2], "2020-03-06", "", "MAIL", "", "OF", "1h", "negative", "And a bench",
    ]  # fmt: skip
    report = await bring_table(database, tmp_path, row)
    assert counts(report) == {"changed": 1}
    (difference,) = report.differences
    assert list(difference.columns) == [
        ("Date", "2020-03-05", "2020-03-06"), ("Interaction template", "CALL", "MAIL"),
        ("Salesperson", "PS", "OF"), ("Duration (min)", 15, 60),
        ("Evaluation", "positive", "negative"), ("Interaction group code", "PHONE", None),
        ("Comments", None, "And a bench"),
    ]  # fmt: skip
    columns = ("date", "time", "template_code", "group_code", "duration_min", "evaluation")
    assert await log(database, *columns) == [
        (date(2020, 3, 6), time(9, 30), "MAIL", None, 60, "negative")
    ]
    assert await comments(database) == ["Wants a quote\nby Friday", "And a bench"]
    async with database.read() as session:
        (change,) = await session.scalars(select(InteractionChange))
    assert change.before["template_code"] == "Telephone"
    assert change.after["salesperson_code"] == "Otis Falls"
    assert counts(await bring_table(database, tmp_path, row)) == {"unchanged": 1}
    assert report.id is not None
    undone = await importer(database).undo(report.id)
    assert (undone.restored, undone.left) == (1, 0)
    assert await log(database, *columns) == [
        (date(2020, 3, 5), time(9, 30), "CALL", "PHONE", 15, "positive")
    ]
    assert await comments(database) == ["Wants a quote\nby Friday"]


async def test_one_meeting_of_two_contacts_is_two_entries(
    database: Database, company: int, tmp_path: Path
) -> None:
    await add(database, no="CT2", name="Bo Ek", email="bo@example.com")
    rows = (CALL, ["a1", "bo@example.com", *CALL[2:]])
    assert counts(await bring_table(database, tmp_path, *rows)) == {"new": 2}
    assert counts(await bring_table(database, tmp_path, *rows)) == {"unchanged": 2}


async def test_an_import_is_taken_back_and_what_people_worked_on_stays(
    database: Database, company: int, tmp_path: Path
) -> None:
    rows = [["", "anna@example.com", f"2020-01-0{n}", "", "CALL"] for n in range(1, 5)]
    report = await bring_table(database, tmp_path, CALL, *rows)
    assert report.id is not None
    async with database.begin() as session:
        await session.execute(
            insert(InteractionComment).values(interaction_id=2, comment="!", created_by="U1")
        )
        own = update(Interaction).where(Interaction.id == 3)
        await session.execute(own.values(modified_at=datetime(2026, 4, 1, tzinfo=UTC)))
    undone = await importer(database).undo(report.id)
    assert (undone.removed, undone.kept_count) == (3, 2)
    assert undone.kept == [
        ("2", "Anna Berg", [Text("comments")]), ("3", "Anna Berg", [Text("changes")]),
    ]  # fmt: skip
    assert await log(database, "id") == [(2,), (3,)]
    assert await comments(database) == ["!"]
    assert counts(await bring_table(database, tmp_path, CALL, *rows)) == {"new": 3, "unchanged": 2}
