"""What an import does to salespeople, on both databases."""

from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, update

from bot.domain.enums import ContactType, SalespersonRole
from bot.domain.imports.outcomes import Report
from bot.domain.messages import Text
from bot.models import AuditEntry, Contact, Salesperson
from bot.storage.database import Database
from tests.imports.making import bring, counts, importer, reasons, write_csv

HEADINGS = ["Code", "Name", "E-Mail", "Job Title", "Phone No.", "Blocked"]
ANNA = ["AB", "Anna Berg", "anna@example.com", "Sales manager", "+46 8 123 45 67", "No"]
BO = ["be", "Bo Ek", "bo@example.com", "", "", "Yes"]


async def bring_table(
    database: Database, tmp_path: Path, *rows: list[str], **options: Any
) -> Report:
    path = write_csv(tmp_path / "people.csv", [HEADINGS, *rows])
    return await bring(database, path, kind="salespeople", **options)


async def people(database: Database) -> list[tuple[Any, ...]]:
    own = Salesperson
    columns = (own.code, own.name, own.email, own.email_folded, own.job_title, own.phone)
    async with database.read() as session:
        rows = await session.execute(select(*columns, own.blocked, own.role).order_by(own.code))
        return [tuple(row) for row in rows]


async def add(database: Database, **values: Any) -> None:
    async with database.begin() as session:
        await session.execute(insert(Salesperson).values({"code": "AB", "name": "Anna"} | values))


async def test_new_ones_come_as_salespeople_and_the_same_file_twice_changes_nothing(
    database: Database, tmp_path: Path
) -> None:
    dry = await bring_table(database, tmp_path, ANNA, BO, dry_run=True)
    assert (counts(dry), await people(database)) == ({"new": 2}, [])
    assert counts(await bring_table(database, tmp_path, ANNA, BO)) == {"new": 2}
    written = [
        ("AB", "Anna Berg", "anna@example.com", "anna@example.com", "Sales manager",
         "+46 8 123 45 67", False, "salesperson"),
        ("BE", "Bo Ek", "bo@example.com", "bo@example.com", None, None, True, "salesperson"),
    ]  # fmt: skip
    assert await people(database) == written
    report = await bring_table(database, tmp_path, ANNA, BO, ANNA)
    assert (counts(report), report.id) == ({"unchanged": 2, "repeated": 1}, None)
    assert await people(database) == written


async def test_what_the_file_says_otherwise_is_changed_and_empty_cells_change_nothing(
    database: Database, tmp_path: Path
) -> None:
    await add(database, email="ANNA@example.com", email_folded="anna@example.com", phone="1")
    report = await bring_table(
        database, tmp_path, ["", "Anna Sjö", "anna@example.com", "Buyer", "", ""]
    )
    assert counts(report) == {"changed": 1}
    (difference,) = report.differences
    assert list(difference.columns) == [
        ("Name", "Anna", "Anna Sjö"), ("Job title", None, "Buyer"),
    ]  # fmt: skip
    (row,) = await people(database)
    assert row[:6] == ("AB", "Anna Sjö", "ANNA@example.com", "anna@example.com", "Buyer", "1")
    async with database.read() as session:
        kinds = set(await session.scalars(select(AuditEntry.kind)))
    assert kinds == {"salespeople"}


async def test_what_can_not_be_taken_is_refused_by_row(database: Database, tmp_path: Path) -> None:
    await add(database, email="anna@example.com", role=SalespersonRole.ADMINISTRATOR)
    await add(database, code="T1", name="T", email="twin@example.com")
    await add(database, code="T2", name="T", email="twin@example.com")
    report = await bring_table(
        database,
        tmp_path,
        ["", "Nobody", "nobody@example.com"],
        ["N1", "", ""],
        ["N2", "Anna Again", "Anna@example.com"],
        ["", "", "twin@example.com", "Buyer"],
        ["AB", "", "", "", "", "yes"],
        ["A/B", "X", "no address", "", "", "perhaps"],
        ["C1", "Cy Lind"],
        ["C1", "Cy Berg"],
    )
    assert counts(report) == {"new": 1, "refused": 7}
    assert reasons(report) == [
        (2, "The row has no code, and no salesperson has its e-mail address."),
        (3, "The salesperson N1 is new and has no name."),
        (4, "The e-mail address is that of the salesperson AB."),
        (5, "Several salespeople have the e-mail address: T1, T2."),
        (6, "AB is the last administrator and can't be blocked."),
        (
            7,
            (
                "Code: “A/B” is no code. One has letters, digits, dots, dashes and underscores. "
                "E-mail: “no address” is no e-mail address. "
                "Blocked: “perhaps” is neither yes nor no."
            ),
        ),
        (9, "Row 8 is about the same, and says otherwise."),
    ]


async def test_the_last_two_administrators_are_not_blocked_by_one_file(
    database: Database, tmp_path: Path
) -> None:
    for code in ("A1", "A2"):
        await add(database, code=code, role=SalespersonRole.ADMINISTRATOR)
    rows = [["A1", "", "", "", "", "yes"], ["A2", "", "", "", "", "yes"]]
    report = await bring_table(database, tmp_path, *rows)
    assert counts(report) == {"changed": 1, "refused": 1}


async def test_an_import_is_taken_back_and_who_is_needed_stays(
    database: Database, tmp_path: Path
) -> None:
    await add(database, phone="1", email="old@example.com", email_folded="old@example.com")
    before = await people(database)
    report = await bring_table(
        database, tmp_path, ANNA, BO, ["CY", "Cy Lind"], ["DY", "Dy Dahl", "d@example.com"]
    )
    assert report.id is not None
    async with database.begin() as session:
        await session.execute(
            insert(Contact).values(
                no="CT1", type=ContactType.COMPANY, name="Acme", salesperson_code="CY"
            )
        )
        linked = update(Salesperson).where(Salesperson.code == "DY")
        await session.execute(linked.values(slack_user_id="U1"))
    undone = await importer(database).undo(report.id)
    assert (undone.removed, undone.restored, undone.left) == (1, 1, 0)
    assert undone.kept == [
        ("CY", "Cy Lind", [Text("contacts")]),
        ("DY", "Dy Dahl", [Text("a Slack account")]),
    ]
    assert [row for row in await people(database) if row[0] == "AB"] == before
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Salesperson)) == 3
