"""What an import does to contacts, on both databases."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.domain.enums import ContactType
from bot.i18n import translator
from bot.models import Contact, ContactWord, Salesperson, Segment, SegmentLine
from bot.services.contacts.index import index_contacts
from bot.storage.database import Database
from tests.imports.making import (
    bring,
    contacts,
    counts,
    everything,
    reasons,
    rows_of,
    write_csv,
    write_workbook,
)
from tests.making import NOW

HEADINGS = ["First Name", "Last Name", "Company", "E-Mail", "Phone", "City", "Country"]
ANNA = ["Anna", "Berg", "Acme", "anna@example.com", "+46 8 123 45 67", "Malmö", "Suède"]


async def add(database: Database, **values: Any) -> int:
    """A contact that was there before, with its words."""
    row = {"type": ContactType.PERSON, "no": "CT1", "name": "Anna Berg", **values}
    async with database.begin() as session:
        statement = insert(Contact).values(row).returning(Contact.id)
        contact_id: int = (await session.execute(statement)).scalar_one()
        await index_contacts(session, [contact_id])
    return int(contact_id)


async def test_new_contacts_come_with_their_companies_numbers_and_words(
    database: Database, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "a.csv", [HEADINGS, ANNA, ["Bo", "Ek", "ACME", "bo@example.com"]])
    report = await bring(database, path)
    assert counts(report) == {"new": 2, "companies": 1}
    assert await contacts(
        database, "no", "type", "name", "company_id", "email", "phone", "phone_e164", "city",
        "country_code",
    ) == [
        ("CT000001", "company", "Acme", None, None, None, None, None, None),
        ("CT000002", "person", "Anna Berg", 1, "anna@example.com", "+46 8 123 45 67",
         "+4681234567", "Malmö", "SE"),
        ("CT000003", "person", "Bo Ek", 1, "bo@example.com", None, None, None, None),
    ]  # fmt: skip
    async with database.read() as session:
        words = set((await session.execute(select(ContactWord.contact_id, ContactWord.word))).all())
    assert {(1, "acme"), (2, "anna"), (2, "berg"), (2, "acme"), (3, "ek")} <= words


async def test_a_dry_run_says_the_same_and_writes_nothing(
    database: Database, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "a.csv", [HEADINGS, ANNA, ["", "", "", "no address"]])
    dry = await bring(database, path, dry_run=True)
    assert await everything(database) == []
    real = await bring(database, path)
    assert (counts(dry), dry.refused) == (counts(real), real.refused)
    assert counts(real) == {"new": 1, "refused": 1, "companies": 1}
    assert (dry.id, real.id) == (None, 1)


async def test_the_same_file_twice_changes_nothing(database: Database, tmp_path: Path) -> None:
    table = [
        HEADINGS,
        ANNA,
        ["", "", "Bolt GmbH", "", "+49 30 1234567", "Berlin", "DE"],
        ["Only", "A Name", "Bolt GmbH"],
        ["No", "Company"],
        ["Anna", "Berg", "Acme", "anna@example.com", "", "Lund"],
    ]
    path = write_csv(tmp_path / "a.csv", table)
    assert counts(await bring(database, path)) == {"new": 4, "repeated": 1, "companies": 1}
    before = await everything(database)
    report = await bring(database, path)
    assert counts(report) == {"unchanged": 4, "repeated": 1}
    assert report.id is None
    assert await everything(database) == before


async def test_what_the_file_says_otherwise_is_changed_and_shown(
    database: Database, tmp_path: Path
) -> None:
    await add(database, email="anna@example.com", city="Lund", phone="08 123", job_title="Buyer")
    path = write_csv(
        tmp_path / "a.csv",
        [["E-Mail", "City", "Job Title", "Mobile"], [" Anna@Example.com ", "Malmö", "", "5550100"]],
    )
    report = await bring(database, path)
    assert counts(report) == {"changed": 1}
    (difference,) = report.differences
    assert (difference.row, sorted(difference.columns)) == (
        2,
        [("City", "Lund", "Malmö"), ("Mobile phone", None, "5550100")],
    )
    assert await contacts(database, "email", "city", "job_title", "phone", "mobile_phone") == [
        ("anna@example.com", "Malmö", "Buyer", "08 123", "5550100")
    ]


async def test_a_renamed_contact_is_found_by_the_new_name(
    database: Database, tmp_path: Path
) -> None:
    await add(database, email="anna@example.com")
    path = write_csv(
        tmp_path / "a.csv",
        [["First Name", "Last Name", "E-Mail"], ["Anna", "Sjö", "anna@example.com"]],
    )
    assert counts(await bring(database, path)) == {"changed": 1}
    async with database.read() as session:
        words = set(await session.scalars(select(ContactWord.word)))
    assert {"anna", "sjo"} <= words
    assert "berg" not in words


@pytest.mark.parametrize(
    ("heading", "value"),
    [("No.", "CT1"), ("External Id", "x1"), ("E-Mail", "ANNA@EXAMPLE.COM")],
)
async def test_a_contact_is_known_by_number_external_id_and_address(
    database: Database, tmp_path: Path, heading: str, value: str
) -> None:
    await add(database, external_id="x1", email="anna@example.com")
    path = write_csv(tmp_path / "a.csv", [[heading, "City"], [value, "Malmö"]])
    assert counts(await bring(database, path)) == {"changed": 1}
    assert await contacts(database, "no", "city") == [("CT1", "Malmö")]


async def test_a_phone_counts_only_beside_the_same_name(database: Database, tmp_path: Path) -> None:
    await add(database, phone="+1 425 555 0100")
    path = write_csv(
        tmp_path / "a.csv",
        [
            ["First Name", "Last Name", "Phone", "City"],
            ["ANNA", "Berg", "(425) 555-0100", "Malmö"],
            ["Bo", "Ek", "(425) 555-0100", "Lund"],
        ],
    )
    report = await bring(database, path)
    assert counts(report) == {"new": 1, "changed": 1}
    assert await contacts(database, "name", "city", "phone") == [
        ("ANNA Berg", "Malmö", "+1 425 555 0100"),
        ("Bo Ek", "Lund", "(425) 555-0100"),
    ]


async def test_what_is_open_is_refused_and_not_guessed(database: Database, tmp_path: Path) -> None:
    await add(database, no="CT1", email="office@example.com", name="Anna Berg")
    await add(database, no="CT2", email="office@example.com", name="Bo Ek")
    await add(database, no="CT3", external_id="x3", name="Cy Lind", email="cy@example.com")
    table = [
        ["No.", "External Id", "First Name", "Last Name", "E-Mail", "Type", "City"],
        ["", "", "", "", "office@example.com"],
        ["", "", "Bo", "Ek", "office@example.com", "", "Lund"],
        ["CT1", "x3"],
        ["", "x4", "Cy", "Lind", "cy@example.com"],
        ["CT3", "", "", "", "", "company"],
        ["", "", "", "", "nobody@example.com"],
    ]
    report = await bring(database, write_csv(tmp_path / "a.csv", table))
    assert counts(report) == {"changed": 1, "refused": 5}
    assert reasons(report) == [
        (2, "The row may be about several contacts: CT1, CT2."),
        (4, "The number and the external id are those of different contacts: CT1, CT3."),
        (5, "The row is like CT3, which has another number or external id."),
        (6, "CT3 is a company, and the row says a person, or the other way round."),
        (7, "The row has no name, and no contact is known by what it has."),
    ]


async def test_two_rows_of_one_contact_are_one_and_two_people_of_one_address_are_not(
    database: Database, tmp_path: Path
) -> None:
    table = [
        ["First Name", "Last Name", "E-Mail", "Phone", "City"],
        ["Anna", "Berg", "anna@example.com", "", "Lund"],
        ["Anna", "Berg", "anna@example.com", "+46 8 123 45 67", "Malmö"],
        ["Bo", "Ek", "anna@example.com"],
    ]
    report = await bring(database, write_csv(tmp_path / "a.csv", table))
    assert counts(report) == {"new": 1, "repeated": 1, "refused": 1}
    assert reasons(report) == [
        (4, "The e-mail address is also that of row 2, which has another name.")
    ]
    assert await contacts(database, "name", "phone", "city") == [
        ("Anna Berg", "+46 8 123 45 67", "Malmö")
    ]


async def test_two_rows_that_one_known_contact_explains_are_one(
    database: Database, tmp_path: Path
) -> None:
    await add(database, external_id="x1", email="anna@example.com")
    table = [["External Id", "E-Mail", "City"], ["x1", "", "Lund"], ["", "anna@example.com", "Åre"]]
    report = await bring(database, write_csv(tmp_path / "a.csv", table))
    assert counts(report) == {"changed": 1, "repeated": 1}
    assert await contacts(database, "no", "city") == [("CT1", "Åre")]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"privacy_blocked": True}, "CT1 is blocked for privacy."),
        ({"minor": True}, "CT1 is blocked for privacy."),
        ({"deleted_at": NOW}, "CT1 was deleted."),
        ({"merged_into_id": 1}, "CT1 was merged with another contact."),
    ],
)
async def test_who_is_blocked_merged_or_deleted_never_comes_back(
    database: Database, tmp_path: Path, values: dict[str, Any], why: str
) -> None:
    await add(database, email="anna@example.com", **values)
    before = await everything(database)
    report = await bring(database, write_csv(tmp_path / "a.csv", [HEADINGS, ANNA]))
    assert (counts(report), reasons(report)) == ({"refused": 1}, [(2, why)])
    assert await everything(database) == before


async def test_a_company_is_found_by_its_name_or_refused(
    database: Database, tmp_path: Path
) -> None:
    company = ContactType.COMPANY
    acme = await add(database, no="CT1", type=company, name="Acmé")
    await add(database, no="CT2", type=company, name="Twin")
    await add(database, no="CT3", type=company, name="TWIN")
    await add(database, no="CT4", type=company, name="Gone", deleted_at=NOW)
    table = [
        HEADINGS,
        ["Anna", "Berg", "acme"],
        ["Bo", "Ek", "twin"],
        ["Cy", "Lind", "Gone"],
    ]
    report = await bring(database, write_csv(tmp_path / "a.csv", table))
    assert counts(report) == {"new": 1, "refused": 2}
    assert reasons(report) == [
        (3, "Several companies are called twin."),
        (4, "The company Gone is blocked, merged or deleted."),
    ]
    assert (await contacts(database, "name", "company_id"))[-1] == ("Anna Berg", acme)


async def test_persons_may_stand_before_the_row_of_their_company(
    database: Database, tmp_path: Path
) -> None:
    table = [HEADINGS, ANNA, ["", "", "Acme", "info@acme.example"]]
    report = await bring(database, write_csv(tmp_path / "a.csv", table))
    assert counts(report) == {"new": 2}
    assert await contacts(database, "name", "company_id", "email") == [
        ("Acme", None, "info@acme.example"),
        ("Anna Berg", 1, "anna@example.com"),
    ]


async def test_a_person_moves_to_another_company_unless_in_a_segment(
    database: Database, tmp_path: Path
) -> None:
    old = await add(database, no="CT1", type=ContactType.COMPANY, name="Old")
    anna = await add(database, no="CT2", company_id=old)
    await add(database, no="CT3", name="Bo Ek", company_id=old)
    async with database.begin() as session:
        await session.execute(insert(Segment).values(no="SM1"))
        await session.execute(
            insert(SegmentLine).values(segment_no="SM1", line_no=1, contact_id=anna)
        )
    path = write_csv(tmp_path / "a.csv", [["No.", "Company"], ["CT2", "New"], ["CT3", "New"]])
    report = await bring(database, path)
    assert counts(report) == {"changed": 1, "refused": 1, "companies": 1}
    assert reasons(report) == [
        (2, "CT2 is in a segment that is not logged: the company can't be changed meanwhile.")
    ]
    assert await contacts(database, "no", "company_id") == [
        ("CT1", None), ("CT2", old), ("CT3", 4), ("CT000001", None),
    ]  # fmt: skip


async def test_salespeople_are_known_by_code_name_and_address(
    database: Database, tmp_path: Path
) -> None:
    async with database.begin() as session:
        await session.execute(
            insert(Salesperson),
            [
                {"code": "PS", "name": "Peter Saddow", "email": "ps@example.com"},
                {"code": "JO", "name": "Jim Olive", "email": None},
                {"code": "J2", "name": "Jim Olive", "email": None},
            ],
        )
    table = [["Name", "Owner"]]
    table += [["A", "ps"], ["B", "peter saddow"], ["C", "PS@example.com"], ["D", "Jim Olive"]]
    report = await bring(database, write_csv(tmp_path / "a.csv", table))
    assert await contacts(database, "name", "salesperson_code") == [
        ("A", "PS"), ("B", "PS"), ("C", "PS"),
    ]  # fmt: skip
    assert reasons(report) == [(5, "Salesperson: several are called “Jim Olive”.")]


async def test_a_number_that_the_file_brings_is_not_drawn(
    database: Database, tmp_path: Path
) -> None:
    await add(database, no="CT000002", name="There")
    table = [["No.", "Name"], ["", "First"], ["CT000001", "Second"], ["", "Third"]]
    assert counts(await bring(database, write_csv(tmp_path / "a.csv", table))) == {"new": 3}
    assert await contacts(database, "name", "no") == [
        ("There", "CT000002"), ("First", "CT000003"), ("Second", "CT000001"),
        ("Third", "CT000004"),
    ]  # fmt: skip


async def test_ids_that_lag_behind_are_passed(database: Database, tmp_path: Path) -> None:
    await add(database, id=3, name="Restored")
    path = write_csv(tmp_path / "a.csv", [["Name"], ["A"], ["B"], ["C"], ["D"]])
    assert counts(await bring(database, path)) == {"new": 4}
    assert len(await contacts(database, "id")) == 5


async def test_refused_rows_are_written_to_be_mended_and_sent_again(
    database: Database, tmp_path: Path
) -> None:
    table = [
        ["Nom", "Prénom", "Téléphone", "Pays", "E-mail", "Autre"],
        ["Berg", "Anna", "+33 1 42 68 53 00", "Atlantis", "anna@example", "x"],
        ["Ek", "Bo", "4,26853E+10", "", "", ""],
        ["Lind", "Cy", "", "", "", ""],
    ]
    path = write_csv(tmp_path / "a.csv", table, encoding="cp1252", delimiter=";")
    refused = tmp_path / "refused.csv"
    report = await bring(database, path, refused=refused, say=translator("fr"))
    assert counts(report) == {"new": 1, "refused": 2}
    lines = refused.read_text("utf-8-sig").splitlines()
    assert lines[0] == "Nom,Prénom,Téléphone,Pays,E-mail,Autre,Refusé parce que"
    assert lines[1].startswith("Berg,Anna,'+33 1 42 68 53 00,Atlantis,anna@example,x,Pays")
    mended = refused.read_text("utf-8-sig").replace("Atlantis", "FR")
    mended = mended.replace("anna@example,", "anna@example.fr,").replace('"4,26853E+10"', "")
    refused.write_text(mended, "utf-8")
    assert counts(await bring(database, refused)) == {"new": 2}
    assert ("Anna Berg", "+33 1 42 68 53 00") in await contacts(database, "name", "phone")


async def test_a_block_is_set_by_a_file_and_never_lifted(
    database: Database, tmp_path: Path
) -> None:
    await add(database, email="anna@example.com")
    table = [["E-Mail", "Privacy Blocked"], ["anna@example.com", "non"]]
    assert counts(await bring(database, write_csv(tmp_path / "a.csv", table))) == {"unchanged": 1}
    table[1][1] = "oui"
    assert counts(await bring(database, write_csv(tmp_path / "b.csv", table))) == {"changed": 1}
    table[1][1] = "non"
    assert counts(await bring(database, write_csv(tmp_path / "c.csv", table))) == {"refused": 1}
    async with database.read() as session:
        assert list(await session.scalars(select(ContactWord.word))) == []


async def test_contacts_that_plain_sql_has_put_there_are_known_as_well(
    database: Database, tmp_path: Path
) -> None:
    await add(database, email="anna@example.com")
    async with database.begin() as session:
        await session.execute(update(Contact).values(search_name="", email_folded=None))
    report = await bring(
        database, write_csv(tmp_path / "a.csv", [["E-Mail"], ["anna@example.com"]])
    )
    assert counts(report) == {"unchanged": 1}


async def test_more_rows_than_a_batch(database: Database, tmp_path: Path) -> None:
    table = [["Name", "Company", "E-Mail"]]
    table += [[f"Person {n}", f"Company {n % 700}", f"p{n}@example.com"] for n in range(4_500)]
    path = write_workbook(tmp_path / "a.xlsx", table)
    assert len(rows_of(path)) == 4_500
    assert counts(await bring(database, path)) == {"new": 4_500, "companies": 700}
    assert counts(await bring(database, path)) == {"unchanged": 4_500}
