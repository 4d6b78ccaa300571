"""What `touchpoint export interactions` writes can be imported again."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, update

from bot.models import (
    Campaign,
    Contact,
    Interaction,
    InteractionComment,
    Salesperson,
)
from bot.storage.database import Database
from tests.imports.exporting import WAYS, export, exported_rows
from tests.imports.making import bring, counts, importer, reasons
from tests.making import NOW


async def odd_entries(database: Database) -> None:
    """Entries as a long life leaves them behind: canceled, of blocked, deleted and merged contacts,
    with several comments, with texts that spreadsheets are particular about, and twins."""
    async with database.begin() as session:
        own = update(Interaction)
        ids = list(await session.scalars(select(Interaction.id).order_by(Interaction.id).limit(9)))
        await session.execute(own.where(Interaction.id == ids[0]).values(canceled=True))
        texts = {"description": "=1+1", "subject": "- dash", "content": 'Two\nlines "so"'}
        await session.execute(own.where(Interaction.id == ids[1]).values(**texts))
        blank = {"time": None, "evaluation": None, "information_flow": None, "initiated_by": None}
        blank |= {"correspondence_type": None, "group_code": None, "subject": None}
        await session.execute(own.where(Interaction.id == ids[2]).values(**blank, cost=0))
        await session.execute(
            insert(InteractionComment),
            [{"interaction_id": ids[3], "comment": text} for text in ("One", "+Two\n\nThree")],
        )
        whose = select(Interaction.contact_id).where(Interaction.id.in_(ids[4:6]))
        await session.execute(
            update(Contact).where(Contact.id.in_(whose)).values(privacy_blocked=True)
        )
        columns = [
            c.name
            for c in Interaction.__table__.columns
            if c.name not in {"id", "draft_id", "logged_segment_id", "segment_line_no"}
        ]
        chosen = (getattr(Interaction, name) for name in columns)
        twin = select(*chosen).where(Interaction.id == ids[6])
        await session.execute(insert(Interaction).from_select(columns, twin))


@pytest.mark.parametrize(("ending", "language"), WAYS)
async def test_an_export_changes_nothing_where_it_comes_from(
    sample_database: Database, tmp_path: Path, ending: str, language: str | None
) -> None:
    await odd_entries(sample_database)
    path = await export(sample_database, "interactions", tmp_path / f"a.{ending}", language)
    before = await exported_rows(sample_database, "interactions")
    report = await bring(sample_database, path, kind="interactions")
    assert (reasons(report), list(report.differences)) == ([], [])
    assert (set(counts(report)), report.id) == ({"unchanged"}, None)
    assert await exported_rows(sample_database, "interactions") == before


GROUPS = ("Mailing groups", "Industry groups", "Job responsibilities", "Business relations")
"""Columns of contacts that are left out, as the other company has no groups yet."""


async def elsewhere(database: Database, sample: Database, tmp_path: Path) -> None:
    """Another company with the same salespeople, campaigns, templates and contacts."""
    async with sample.read() as session:
        people = (await session.execute(select(Salesperson.code, Salesperson.name))).all()
        campaigns = (await session.execute(select(Campaign.no, Campaign.description))).all()
    async with database.begin() as session:
        await session.execute(insert(Salesperson), [row._asdict() for row in people])
        await session.execute(insert(Campaign), [row._asdict() for row in campaigns])
    for kind in ("templates", "contacts"):
        path = await export(sample, kind, tmp_path / f"{kind}.csv")
        mapping = dict.fromkeys(GROUPS) if kind == "contacts" else None
        assert reasons(await bring(database, path, kind=kind, mapping=mapping)) == []


LEFT_OUT = ("id", "modified_at", "modified_at_local", "logged_at", "logged_at_local")


def told_apart(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(str(sorted(row.items(), key=str)) for row in rows)


@pytest.mark.parametrize(("ending", "language"), WAYS)
async def test_an_export_brings_the_same_entries_to_another_company(
    sample_database: Database, database: Database, tmp_path: Path, ending: str, language: str | None
) -> None:
    await odd_entries(sample_database)
    async with sample_database.begin() as session:
        await session.execute(update(Contact).values(privacy_blocked=False, minor=False))
        await session.execute(update(Interaction).values(opportunity_id=None, task_id=None))
    await elsewhere(database, sample_database, tmp_path)
    path = await export(sample_database, "interactions", tmp_path / f"a.{ending}", language)
    report = await bring(database, path, kind="interactions")
    assert reasons(report) == []
    assert set(counts(report)) == {"new"}
    expected = await exported_rows(sample_database, "interactions", *LEFT_OUT)
    assert told_apart(await exported_rows(database, "interactions", *LEFT_OUT)) == told_apart(
        expected
    )
    other = await export(sample_database, "interactions", tmp_path / "b.csv", None)
    assert set(counts(await bring(database, other, kind="interactions"))) == {"unchanged"}
    back = await export(database, "interactions", tmp_path / "c.xlsx", "fr")
    assert set(counts(await bring(sample_database, back, kind="interactions"))) == {"unchanged"}
    assert report.id is not None
    await importer(database).undo(report.id)
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Interaction)) == 0


async def test_entries_of_blocked_contacts_and_unknown_opportunities_are_refused_elsewhere(
    sample_database: Database, database: Database, tmp_path: Path
) -> None:
    await elsewhere(database, sample_database, tmp_path)
    path = await export(sample_database, "interactions", tmp_path / "a.csv")
    async with sample_database.read() as session:
        with_opportunity = await session.scalar(
            select(func.count()).where(Interaction.opportunity_id.is_not(None))
        )
    report = await bring(database, path, kind="interactions")
    assert with_opportunity
    assert counts(report).get("refused", 0) >= with_opportunity
    assert any("No opportunity of the contact" in why for _, why in reasons(report))


async def test_an_evaluation_filled_in_in_a_workbook_is_taken_over(
    sample_database: Database, tmp_path: Path
) -> None:
    async with sample_database.begin() as session:
        await session.execute(update(Interaction).values(evaluation=None))
        keep = select(Interaction.id).order_by(Interaction.id).limit(3).scalar_subquery()
        await session.execute(delete(InteractionComment))
        await session.execute(
            update(Interaction).where(Interaction.id.in_(keep)).values(logged_at=NOW)
        )
    path = await export(sample_database, "interactions", tmp_path / "a.csv", None)
    lines = path.read_text("utf-8-sig").splitlines()
    headings = lines[0].split(",")
    place = headings.index("evaluation")
    cells = lines[1].split(",")
    assert len(cells) == len(headings)
    cells[place] = "very_positive"
    path.write_text("\n".join([lines[0], ",".join(cells)]), "utf-8")
    report = await bring(sample_database, path, kind="interactions")
    assert counts(report) == {"changed": 1}
    assert [list(each.columns) for each in report.differences] == [
        [("Evaluation", None, "very_positive")]
    ]
