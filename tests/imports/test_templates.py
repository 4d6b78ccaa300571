"""What an import does to interaction templates, on both databases."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.domain.imports.outcomes import Report
from bot.domain.messages import Text
from bot.models import (
    Campaign,
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateLanguage,
    Segment,
)
from bot.storage.database import Database
from tests.imports.exporting import WAYS, export, exported_rows
from tests.imports.making import bring, counts, importer, reasons, write_csv
from tests.making import NOW

HEADINGS = [
    "Code", "Description", "Group Code", "Interaction group", "Unit cost", "Unit duration (min)",
    "Wizard action", "Default language code", "Language code of the text",
    "Description of the text", "Content",
]  # fmt: skip
CALL = ["call", "Phone call", "PHONE", "Phone calls", "8.50", "1h15", "", "", "", "", ""]
OFFER = ["OFFER", "Offer", "", "", "", "", "Merge", "FRA", "FRA", "Offre", "Bonjour\nà tous"]
OFFER_EN = ["OFFER", "Offer", "", "", "", "", "Merge", "FRA", "English", "", "Hello"]


async def bring_table(
    database: Database, tmp_path: Path, *rows: list[str], headings: list[str] = HEADINGS,
    **options: Any,
) -> Report:  # fmt: skip
    path = write_csv(tmp_path / "templates.csv", [headings, *rows])
    return await bring(database, path, kind="templates", **options)


async def rows(database: Database) -> list[dict[str, Any]]:
    return await exported_rows(database, "templates", "archived_at_local")


async def test_templates_come_with_their_texts_and_groups(
    database: Database, tmp_path: Path
) -> None:
    dry = await bring_table(database, tmp_path, CALL, OFFER, OFFER_EN, dry_run=True)
    assert (counts(dry), await rows(database)) == ({"new": 3, "companies": 1}, [])
    report = await bring_table(database, tmp_path, CALL, OFFER, OFFER_EN)
    assert counts(report) == {"new": 3, "companies": 1}
    call, english, french = await rows(database)
    assert (call["code"], call["group_code"], call["group_description"]) == (
        "CALL", "PHONE", "Phone calls",
    )  # fmt: skip
    assert (str(call["unit_cost"]), call["unit_duration_min"]) == ("8.50", 75)
    texts = [
        (row["text_language_code"], row["text_description"], row["text_content"])
        for row in (english, french)
    ]
    assert texts == [("ENU", "Offer", "Hello"), ("FRA", "Offre", "Bonjour\nà tous")]
    assert (french["wizard_action"], french["language_code"]) == ("merge", "FRA")


async def test_the_same_file_twice_changes_nothing(database: Database, tmp_path: Path) -> None:
    await bring_table(database, tmp_path, CALL, OFFER, OFFER_EN)
    before = await rows(database)
    report = await bring_table(database, tmp_path, CALL, OFFER, OFFER_EN, OFFER_EN, CALL)
    assert (counts(report), report.id) == ({"unchanged": 3, "repeated": 2}, None)
    assert await rows(database) == before


async def test_what_the_file_says_otherwise_is_changed(database: Database, tmp_path: Path) -> None:
    await bring_table(database, tmp_path, CALL, OFFER)
    changed = [*OFFER[:9], "Une offre", "Bonsoir"]
    report = await bring_table(database, tmp_path, [*CALL[:4], "9", *CALL[5:]], changed, OFFER_EN)
    assert counts(report) == {"new": 1, "changed": 2}
    assert [list(each.columns) for each in report.differences] == [
        [("Unit cost", "8.50", "9.00")],
        [
            ("Description of the text", "Offre", "Une offre"),
            ("Content", "Bonjour\nà tous", "Bonsoir"),
        ],
    ]


async def test_what_can_not_be_taken_is_refused_by_row(database: Database, tmp_path: Path) -> None:
    blank = [""] * 11
    report = await bring_table(
        database,
        tmp_path,
        ["", "No code", *blank[2:]],
        ["NEW", *blank[1:]],
        ["TWO", "One", *blank[2:]],
        ["TWO", "Another", *blank[2:]],
        ["MER", "Merge", "", "", "", "", "Merge", "ENU", "ENU", "", ""],
        ["MRG", "Fields", "", "", "", "", "", "", "ENU", "", "Dear {{contact.shoe}}"],
        ["TXT", "Text", *blank[2:9], "Called", "so"],
        ["GRP", "Group", "", "Unheard of", *blank[4:]],
        ["DEAR", "Dear", "", "", "1e10", *blank[5:]],
        ["DEAR", "Dear", "", "", "99999999999", *blank[5:]],
        ["BAD", "Bad", "", "", "-1", "1.5", "Jump", "XX", "", "", ""],
    )
    assert counts(report) == {"new": 1, "refused": 10}
    assert reasons(report) == [
        (2, "The row has no code of a template."),
        (3, "The template NEW is new and has no description."),
        (5, "Row 4 is about the same template, and says otherwise: Description."),
        (6, "Merge needs a text in the default language. Please write it first."),
        (7, "There is no merge field {{contact.shoe}}."),
        (8, "The row has a text and doesn't say its language."),
        (9, "The interaction group “Unheard of” is not known, and has no code."),
        (10, "Unit cost: Please enter an amount such as 8 or 12.50."),
        (11, "Unit cost: A cost can be at most 99999999.99."),
        (
            12,
            (
                "Unit cost: A cost can't be negative. "
                "Unit duration (min): A duration is in whole minutes, such as 75, 1h15 or 1:15. "
                "Wizard action: “Jump” is not known. Default language code: “XX” is not known."
            ),
        ),
    ]


async def test_a_target_of_no_campaign_is_refused(database: Database, tmp_path: Path) -> None:
    async with database.begin() as session:
        await session.execute(insert(Campaign).values(no="CP1", description="Spring"))
    headings = ["Code", "Description", "Campaign No.", "Campaign target"]
    report = await bring_table(
        database, tmp_path, ["A", "A", "", "yes"], ["B", "B", "CP9", "yes"],
        ["C", "C", "cp1", "yes"], headings=headings,
    )  # fmt: skip
    assert reasons(report) == [
        (2, "The template counts as target or response of a campaign, and names none."),
        (3, "Campaign No.: “CP9” is not known."),
    ]
    (row,) = await rows(database)
    assert (row["code"], row["campaign_no"], row["campaign_target"]) == ("C", "CP1", True)


async def test_an_import_is_taken_back_and_what_is_needed_stays(
    database: Database, tmp_path: Path
) -> None:
    first = await bring_table(database, tmp_path, OFFER)
    before = await rows(database)
    report = await bring_table(
        database, tmp_path, CALL, [*OFFER[:10], "Bonsoir"], OFFER_EN, ["USED", "Used", *[""] * 9]
    )
    assert report.id is not None
    async with database.begin() as session:
        await session.execute(insert(Segment).values(no="SM1", template_code="USED"))
    undone = await importer(database).undo(report.id)
    assert undone.kept == [("USED", "Used", [Text("segments")])]
    assert (undone.removed, undone.restored) == (3, 1)
    assert [row for row in await rows(database) if row["code"] != "USED"] == before
    assert first.id is not None
    await importer(database).undo(first.id)
    assert [row["code"] for row in await rows(database)] == ["USED"]
    async with database.read() as session:
        assert list(await session.scalars(select(InteractionGroup.code))) == []


@pytest.mark.parametrize(("ending", "language"), WAYS)
async def test_an_export_changes_nothing_where_it_comes_from_and_makes_the_same_elsewhere(
    sample_database: Database, database: Database, tmp_path: Path, ending: str, language: str | None
) -> None:
    async with sample_database.begin() as session:
        row = update(InteractionTemplate).where(InteractionTemplate.code == "ABSTRACT")
        await session.execute(row.values(archived_at=NOW, description="=1+1"))
        text = update(InteractionTemplateLanguage).where(
            InteractionTemplateLanguage.content.is_not(None)
        )
        text = text.values(content='Two\nlines, «quoted» "so" ')
        await session.execute(text)
    path = await export(sample_database, "templates", tmp_path / f"a.{ending}", language)
    before = await rows(sample_database)
    report = await bring(sample_database, path, kind="templates")
    assert (reasons(report), list(report.differences)) == ([], [])
    assert (set(counts(report)), report.id) == ({"unchanged"}, None)
    assert await rows(sample_database) == before
    campaigns = {row["campaign_no"] for row in before} - {None}
    async with database.begin() as session:
        for no in sorted(campaigns):
            described = next(r["campaign_description"] for r in before if r["campaign_no"] == no)
            await session.execute(insert(Campaign).values(no=no, description=described))
    report = await bring(database, path, kind="templates")
    assert reasons(report) == []
    stripped = [{k: v.strip() if isinstance(v, str) else v for k, v in r.items()} for r in before]
    assert await rows(database) == stripped
