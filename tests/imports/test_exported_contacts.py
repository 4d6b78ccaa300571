"""What `touchpoint export contacts` writes can be imported again."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.domain.enums import ContactType
from bot.models import (
    BusinessRelation,
    Contact,
    ContactMailingGroup,
    ContactWord,
    IndustryGroup,
    JobResponsibility,
    MailingGroup,
    Salesperson,
)
from bot.storage.database import Database
from tests.imports.exporting import WAYS, export, exported_rows
from tests.imports.making import bring, contacts, counts, everything, importer, reasons, write_csv
from tests.imports.test_contacts import add
from tests.making import NOW

TIMES = ("created_at", "created_at_local", "modified_at", "modified_at_local")
LISTS: tuple[Any, ...] = (MailingGroup, IndustryGroup, JobResponsibility, BusinessRelation)


@pytest.mark.parametrize(("ending", "language"), WAYS)
async def test_an_export_changes_nothing_where_it_comes_from(
    sample_database: Database, tmp_path: Path, ending: str, language: str | None
) -> None:
    blocked = await add(
        sample_database, no="B1", type=ContactType.COMPANY, name="Blocked", privacy_blocked=True
    )
    await add(sample_database, no="B2", name="Of the Blocked", company_id=blocked)
    await add(sample_database, no="B3", name="A Minor", minor=True, email="minor@example.com")
    for no in ("T1", "T2"):
        twin = await add(sample_database, no=no, type=ContactType.COMPANY, name="Twin")
        await add(sample_database, no=f"{no}P", name=f"Of {no}", company_id=twin)
    await add(sample_database, no="F1", name="''=Odd  \n Name'", phone="+33 1 42 68 53 00")
    async with sample_database.begin() as session:
        await session.execute(
            insert(Salesperson).values(code="P.S", name="P", privacy_blocked=True)
        )
        await session.execute(
            update(Contact).where(Contact.no == "F1").values(salesperson_code="P.S")
        )
    path = await export(sample_database, "contacts", tmp_path / f"a.{ending}", language)
    before = await everything(sample_database)
    report = await bring(sample_database, path)
    assert (reasons(report), list(report.differences)) == ([], [])
    assert set(counts(report)) == {"unchanged"}
    assert await everything(sample_database) == before


@pytest.mark.parametrize(("ending", "language"), WAYS)
async def test_an_export_makes_the_same_contacts_elsewhere(
    sample_database: Database, database: Database, tmp_path: Path, ending: str, language: str | None
) -> None:
    for no in ("T2", "T1"):
        twin = await add(sample_database, no=no, type=ContactType.COMPANY, name="Twin")
        await add(sample_database, no=f"P{no}", name=f"Of {no}", company_id=twin)
    async with sample_database.begin() as session:
        await session.execute(update(Contact).values(salesperson_code=None))
    path = await export(sample_database, "contacts", tmp_path / f"a.{ending}", language)
    async with sample_database.read() as session, database.begin() as other:
        for model in LISTS:
            for row in await session.execute(select(model.code, model.description)):
                await other.execute(insert(model).values(row._asdict()))
    report = await bring(database, path)
    assert reasons(report) == []
    assert set(counts(report)) == {"new"}
    assert set(counts(await bring(database, path))) == {"unchanged"}
    left_out = {
        "id", "company_id", "merged_into_id", "deleted_at", "created_at", "modified_at"
    }  # fmt: skip
    columns = [c.name for c in Contact.__table__.columns if c.name not in left_out]
    made = sorted(await contacts(database, *columns))
    assert made == sorted(await contacts(sample_database, *columns))
    rows = await exported_rows(database, "contacts", *TIMES)
    assert rows == await exported_rows(sample_database, "contacts", *TIMES)
    assert any(row["mailing_groups"] for row in rows)
    assert report.id is not None
    await importer(database).undo(report.id)
    assert await exported_rows(database, "contacts") == []


@pytest.mark.parametrize(
    ("values", "row"),
    [
        ({"privacy_blocked": True}, ["CT1", "Anna Berg", "", "no"]),
        ({"privacy_blocked": True}, ["CT1", "Anna Sjö", "", "yes"]),
        ({"minor": True}, ["CT1", "Anna Berg", "Acme", "no"]),
    ],
)
async def test_what_is_said_otherwise_of_a_blocked_contact_is_refused(
    database: Database, tmp_path: Path, values: dict[str, bool], row: list[str]
) -> None:
    await add(database, **values)
    table = [["No.", "Name", "Company", "Privacy Blocked"], row]
    report = await bring(database, write_csv(tmp_path / "a.csv", table))
    assert reasons(report) == [(2, "CT1 is blocked for privacy.")]


async def test_a_person_of_a_deleted_company_is_unchanged(
    database: Database, tmp_path: Path
) -> None:
    gone = await add(database, no="CT2", type=ContactType.COMPANY, name="Gone", deleted_at=NOW)
    await add(database, no="CT1", company_id=gone)
    table = [["No.", "Name", "Company"], ["CT1", "Anna Berg", "Gone"], ["", "Bo Ek", "Gone"]]
    report = await bring(database, write_csv(tmp_path / "a.csv", table))
    assert counts(report) == {"unchanged": 1, "refused": 1}
    assert reasons(report) == [(3, "The company Gone is blocked, merged or deleted.")]


async def test_a_salesperson_who_is_blocked_for_privacy_takes_no_new_contacts(
    database: Database, tmp_path: Path
) -> None:
    async with database.begin() as session:
        await session.execute(insert(Salesperson).values(code="PS", name="P", privacy_blocked=True))
    await add(database)
    table = [["No.", "Name", "Salesperson Code"], ["CT1", "", "PS"], ["", "Bo Ek", "PS"]]
    report = await bring(database, write_csv(tmp_path / "a.csv", table))
    why = "The salesperson PS is blocked for privacy and takes no contacts."
    assert reasons(report) == [(2, why), (3, why)]


async def test_a_company_is_found_by_its_number_else_by_its_name(
    database: Database, tmp_path: Path
) -> None:
    company = ContactType.COMPANY
    first = await add(database, no="CT1", type=company, name="Twin")
    second = await add(database, no="CT2", type=company, name="Twin")
    await add(database, no="CT3", type=company, name="Gone", deleted_at=NOW)
    acme = await add(database, no="CT4", type=company, name="Acme")
    anna = await add(database, no="CT5", name="Anna Berg", company_id=first)
    table = [
        ["No.", "First Name", "Last Name", "Company", "Company No."],
        ["CT5", "", "", "", "CT2"],
        ["", "Bo", "Ek", "Twin", "CT1"],
        ["", "Cy", "Lind", "acme", "A-77"],
        ["", "Dy", "Dahl", "New", "N-1"],
        ["", "Ed", "Falk", "New", ""],
        ["", "Fy", "Gran", "", "X-1"],
        ["", "Gy", "Holm", "", "CT3"],
        ["", "Hy", "Is", "Twin", ""],
    ]
    path = write_csv(tmp_path / "a.csv", table)
    report = await bring(database, path)
    assert counts(report) == {"new": 4, "changed": 1, "refused": 3, "companies": 1}
    assert reasons(report) == [
        (7, "No company has the number X-1."),
        (8, "The company Gone is blocked, merged or deleted."),
        (9, "Several companies are called Twin."),
    ]
    placed = dict(await contacts(database, "name", "company_id"))
    (new,) = [row[0] for row in await contacts(database, "id", "name") if row[1] == "New"]
    assert (placed["Anna Berg"], placed["Bo Ek"], placed["Cy Lind"]) == (second, first, acme)
    assert placed["Dy Dahl"] == placed["Ed Falk"] == new
    assert anna
    again = await bring(database, path)
    assert (counts(again), again.id) == ({"unchanged": 5, "refused": 3}, None)
    async with database.read() as session:
        words = select(ContactWord.word).where(ContactWord.contact_id == anna)
        assert "twin" in set(await session.scalars(words))


async def test_what_a_contact_belongs_to_is_added_and_taken_back(
    database: Database, tmp_path: Path
) -> None:
    async with database.begin() as session:
        for model in LISTS:
            rows = [{"code": "A", "description": "First"}, {"code": "B", "description": "Second"}]
            await session.execute(insert(model), rows)
    known = await add(database)
    async with database.begin() as session:
        await session.execute(insert(ContactMailingGroup).values(contact_id=known, code="A"))
    headings = ["No.", "Name", "Type", "Mailing groups", "Job responsibilities", "Industry groups"]
    table = [
        headings,
        ["CT1", "", "", "a, Second", "B", ""],
        ["CT2", "New", "company", "B", "", "A; B"],
        ["CT3", "Unfit", "company", "", "A", ""],
        ["CT4", "Unfit", "person", "", "", "A"],
        ["CT5", "Unknown", "person", "A, X", "", ""],
    ]
    path = write_csv(tmp_path / "a.csv", table)
    report = await bring(database, path)
    assert counts(report) == {"new": 1, "changed": 1, "refused": 3}
    assert reasons(report) == [
        (4, "Job responsibilities are of persons, and the row is about a company."),
        (5, "Industry groups are of companies, and the row is about a person."),
        (6, "Mailing groups: “X” is not known."),
    ]
    assert [list(each.columns) for each in report.differences] == [
        [("Mailing groups", ["A"], ["A", "B"]), ("Job responsibilities", [], ["B"])]
    ]
    again = await bring(database, path)
    assert (counts(again), again.id) == ({"unchanged": 2, "refused": 3}, None)
    first, second = await exported_rows(database, "contacts")
    assert (first["mailing_groups"], first["job_responsibilities"]) == ("A, B", "B")
    assert (second["mailing_groups"], second["industry_groups"]) == ("B", "A, B")
    assert report.id is not None
    undone = await importer(database).undo(report.id)
    assert (undone.removed, undone.kept) == (1, [])
    (only,) = await exported_rows(database, "contacts")
    assert (only["mailing_groups"], only["job_responsibilities"]) == ("A", None)
