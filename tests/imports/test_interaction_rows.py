"""Whom rows of interactions are about, how they are read, and what is refused."""

from datetime import date, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, insert, select, update

from bot.models import (
    Campaign,
    CampaignEntry,
    Contact,
    InteractionTemplate,
)
from bot.storage.database import Database
from tests.imports.history import bring_table, log
from tests.imports.making import counts, importer, reasons
from tests.imports.test_contacts import add
from tests.making import NOW


async def test_a_contact_is_known_by_number_external_id_and_address_or_refused(
    database: Database, company: int, tmp_path: Path
) -> None:
    for no in ("CT2", "CT3"):
        await add(database, no=no, name=f"Person {no}", email="office@example.com")
    await add(database, no="CT4", name="Blocked", email="b@example.com", privacy_blocked=True)
    await add(database, no="CT5", name="Gone", email="g@example.com", deleted_at=NOW)
    await add(database, no="CT6", name="Anna B.", merged_into_id=company)
    headings = [
        "Contact No.", "Contact External Id", "E-mail", "Contact", "Date", "Template", "Salesperson"
    ]  # fmt: skip
    rest = ["2020-01-01", "CALL", "PS"]
    report = await bring_table(
        database,
        tmp_path,
        ["CT1", "", "", "", *rest],
        ["", "x1", "", "", "2020-01-02", "CALL", "PS"],
        ["", "", "office@example.com", "", *rest],
        ["", "", "office@example.com", "person ct3", *rest],
        ["CT6", "", "", "", "2020-01-03", "CALL", "PS"],
        ["CT4", "", "", "", *rest],
        ["CT5", "", "", "", *rest],
        ["CT99", "", "anna@example.com", "", *rest],
        ["CT2", "x1", "", "", *rest],
        ["", "", "nobody@example.com", "", *rest],
        ["CT1", "", "", "Meagan Bond", *rest],
        ["", "", "", "Anna Berg", *rest],
        headings=headings,
    )
    assert counts(report) == {"new": 4, "refused": 8}
    assert reasons(report) == [
        (4, "The row may be about several contacts: CT2, CT3."),
        (7, "CT4 is blocked for privacy."),
        (8, "CT5 was deleted."),
        (9, "No contact has the number CT99."),
        (10, "The number and the external id are those of different contacts: CT2, CT1."),
        (11, "No contact has the external id or e-mail address nobody@example.com."),
        (12, "CT1 is called Anna Berg, and the row says Meagan Bond."),
        (
            13,
            "The row doesn't say who the interaction was with: by number, external id or e-mail.",
        ),
    ]
    ids = [row[0] for row in await log(database, "contact_id")]
    assert ids.count(company) == 3


async def test_cells_that_can_not_be_read_are_refused_by_column(
    database: Database, company: int, tmp_path: Path
) -> None:
    async with database.begin() as session:
        await session.execute(update(Contact).values(salesperson_code=None))
        await session.execute(
            insert(InteractionTemplate).values(code="TWIN", description="telephone")
        )
    who = "anna@example.com"
    report = await bring_table(
        database,
        tmp_path,
        ["", who, "03/04/2020", "25:00", "Telephone", "x" * 101, "Nobody", "-5", "so so"],
        ["", who, "", "", "", "", ""],
        ["", who, "1899-12-31", "", "CALL", "", "PS"],
        ["", who, "2031-01-01", "", "CALL", "", "PS"],
        ["", who, "2020-02-30", "", "CALL", "", "PS"],
        ["", who, "2020-01-01", "", "CALL", "", ""],
    )
    assert reasons(report) == [
        (
            2,
            (
                "Date: “03/04/2020” may be read in two ways. Please say by --dates whether days or "
                "months come first. Time: “25:00” is no time. Please write it as 14:30. "
                "Interaction template: several are called “Telephone”. "
                "Description: the text has 101 characters, the most is 100. "
                "Salesperson: “Nobody” is not known. "
                "Duration (min): A duration can't be negative. Outcome: “so so” is not known."
            ),
        ),
        (3, "The row has no interaction template. The row has no date."),
        (4, "Date: The date must lie between 1900-01-01 and 2027-03-16."),
        (5, "Date: The date must lie between 1900-01-01 and 2027-03-16."),
        (6, "Date: “2020-02-30” is no day. Please write it as 2026-01-31."),
        (7, "The row has no salesperson, nor has the contact."),
    ]


@pytest.mark.parametrize(
    ("cell", "options", "day", "clock"),
    [
        ("03/04/2020", {"day_order": "dmy"}, date(2020, 4, 3), None),
        ("03/04/2020", {"day_order": "mdy"}, date(2020, 3, 4), None),
        ("3.4.2020", {}, date(2020, 4, 3), None),
        ("12/31/2020", {}, date(2020, 12, 31), None),
        ("2020/04/03 14:05", {}, date(2020, 4, 3), time(14, 5)),
        ("2020-04-03 00:00:00", {}, date(2020, 4, 3), None),
        ("04/13/2020 2:05 p.m.", {}, date(2020, 4, 13), time(14, 5)),
        ("2020-04-03T23:30:00Z", {}, date(2020, 4, 3), time(23, 30)),
        ("2020-04-03T23:30:00Z", {"zone": ZoneInfo("Europe/Paris")}, date(2020, 4, 4), time(1, 30)),
        ("2020-04-03T23:30:00.5+0200", {"zone": ZoneInfo("UTC")}, date(2020, 4, 3), time(21, 30)),
    ],
)
async def test_days_are_read_as_they_are_written(
    database: Database, company: int, tmp_path: Path, cell: str, options: dict[str, Any],
    day: date, clock: time | None,
) -> None:  # fmt: skip
    row = ["CT1", cell, "CALL"]
    headings = ["Contact No.", "Date", "Template"]
    report = await bring_table(database, tmp_path, row, headings=headings, **options)
    assert reasons(report) == []
    assert await log(database, "date", "time") == [(day, clock)]


async def test_campaigns_count_and_what_is_unknown_is_refused(
    database: Database, company: int, tmp_path: Path
) -> None:
    async with database.begin() as session:
        await session.execute(insert(Campaign).values(no="CP1", description="Spring"))
    headings = [
        "Contact No.", "Date", "Template", "Campaign No.", "Campaign target", "Opportunity No.",
        "Task No.", "Company No.", "Logged by",
    ]  # fmt: skip
    base = ["CT1", "2020-01-01", "CALL"]
    report = await bring_table(
        database,
        tmp_path,
        [*base, "CP1", "yes"],
        ["CT1", "2020-01-02", "CALL", "CP1", "yes"],
        [*base, "", "yes"],
        [*base, "", "", "OP1"],
        [*base, "", "", "", "TD1"],
        [*base, "", "", "", "", "CT77"],
        [*base, "", "", "", "", "", "Peter"],
        headings=headings,
    )
    assert counts(report) == {"new": 2, "refused": 5}
    assert reasons(report) == [
        (4, "The row counts as target or response of a campaign, and names none."),
        (5, "No opportunity of the contact has the number OP1."),
        (6, "No task has the number TD1."),
        (7, "No company has the number CT77."),
        (8, "Logged by: “Peter” is no Slack user id."),
    ]
    ids = {row[0] for row in await log(database, "campaign_entry_id")}
    assert len(ids) == 1
    assert report.id is not None
    assert (await importer(database).undo(report.id)).removed == 2
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(CampaignEntry)) == 0


async def test_what_a_file_may_not_change_is_refused(
    database: Database, company: int, tmp_path: Path
) -> None:
    headings = ["Activity ID", "Contact No.", "Date", "Template", "Canceled", "Subject"]
    base = ["a1", "CT1", "2020-01-01", "CALL"]
    await bring_table(database, tmp_path, [*base, "no", "A"], headings=headings)
    report = await bring_table(database, tmp_path, [*base, "yes", "B"], headings=headings)
    assert reasons(report) == [
        (2, "The interaction 1 is logged already; a file can't change this: Subject.")
    ]
    other = ["a1", "CT1", "2020-01-02", "CALL"]
    report = await bring_table(database, tmp_path, base, other, headings=headings)
    assert counts(report) == {"unchanged": 1, "refused": 1}
    assert reasons(report) == [(3, "Row 2 is about the same, and says otherwise.")]
