"""Ids that are drawn, after an import or a restore that brought ids of its own."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from bot.domain.enums import ContactType, CriteriaLineType
from bot.domain.errors.base import IdTaken
from bot.models import Base, Campaign, MailingGroup, SavedSegmentCriteria, Segment
from bot.storage.database import Database
from bot.storage.drawn_ids import DRAWN, lagging, tried_again
from tests.outsider import let_ids_lag
from tests.services.company import FINE_ART, found_company

THEN = datetime(2026, 3, 16, tzinfo=UTC)
IMPORTED = 5_000
"""The largest id that was brought."""
SUPPLIED: dict[str, dict[str, Any]] = {
    "attachments": {"name": "offer.pdf"},
    "audit_entries": {"done_at": THEN, "act": "change", "kind": "role", "subject": "OF"},
    "campaign_entries": {"campaign_no": "CP1", "date": THEN.date()},
    "contact_merges": {
        "winner_id": FINE_ART,
        "loser_id": FINE_ART,
        "merged_at": THEN,
        **{key: {} for key in ("before", "after", "moved", "dropped")},
    },
    "contacts": {"no": "NEW", "type": ContactType.COMPANY, "name": "A. Datum"},
    "entry_deletions": {"deleted_at": THEN, "count": 1},
    "imports": {
        "file_name": "contacts.csv",
        **dict.fromkeys(("new", "changed", "unchanged", "refused", "repeated", "companies"), 0),
    },
    "interaction_changes": {
        "interaction_id": 1,
        "act": "evaluate",
        "changed_at": THEN,
        "before": {},
        "after": {},
    },
    "interaction_comments": {"interaction_id": 1, "comment": "Called back"},
    "log_texts": {"description": "Budget", "folded": "budget"},
    "interactions": {
        "contact_id": FINE_ART,
        "contact_name": "School of Fine Art",
        "date": THEN.date(),
        "logged_at": THEN,
        "description": "Call",
        "template_code": "OUTGOING",
        "salesperson_code": "OF",
    },
    "link_requests": {
        "user_id": "NEW",
        "salesperson_code": "OF",
        "asked_at": THEN,
        "messages": [],
    },
    "logged_segments": {"segment_no": "NEW", "logged_at": THEN},
    "opportunities": {
        "no": "NEW",
        "description": "Chairs",
        "contact_id": FINE_ART,
        "creation_date": date(2026, 3, 1),
    },
    "saved_segment_criteria_lines": {
        "saved_code": "SAVED",
        "line_no": 1,
        "type": CriteriaLineType.ACTION,
    },
    "segment_criteria": {"segment_no": "SM1", "line_no": 1, "type": CriteriaLineType.ACTION},
    "tasks": {"no": "NEW", "description": "Call back"},
}
"""A row of each table, without its id."""


def _row(table: str, number: int) -> dict[str, Any]:
    """The row, once more: what may be there once only is numbered."""
    row = dict(SUPPLIED[table])
    if "line_no" in row:
        return row | {"line_no": number}
    unique = next((name for name in ("no", "segment_no", "user_id") if name in row), None)
    return row | {unique: f"NEW{number}"} if unique else row


@pytest.fixture
async def company(database: Database) -> Database:
    await found_company(database)
    async with database.begin() as session:
        session.add_all([SavedSegmentCriteria(code="SAVED"), Segment(no="SM1")])
        await session.execute(insert(_table("interactions")).values(_row("interactions", 1)))
    return database


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


async def _import(database: Database, table: str, *ids: int) -> None:
    """Rows with ids of their own, as an import by SQL brings them."""
    rows = [_row(table, key) | {"id": key} for key in ids]
    async with database.begin() as session:
        await session.execute(insert(_table(table)).values(rows))
        if database.dialect == "sqlite":  # as a restore of data only leaves it
            await session.execute(text("DELETE FROM sqlite_sequence"))


async def _add(database: Database, table: str, number: int = 1) -> int:
    """A row with an id that is drawn; the id."""
    added = insert(_table(table)).values(_row(table, number)).returning(_table(table).c.id)
    async with database.begin() as session:
        return int((await session.execute(added)).scalar_one())


async def _next_ids(database: Database, table: str) -> list[int]:
    return [await tried_again(_add)(database, table, number) for number in range(100, 104)]


async def _largest(database: Database, table: str) -> int:
    async with database.read() as session:
        return await session.scalar(select(func.max(_table(table).c.id))) or 0


def test_every_table_that_draws_ids_is_tried_here() -> None:
    assert set(SUPPLIED) == set(DRAWN)


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_postgresql_has_no_sequence_that_is_not_known(database: Database) -> None:
    async with database.read() as session:
        found = await session.scalars(text("SELECT sequencename FROM pg_sequences"))
    assert set(found) == {f"{table}_{column.name}_seq" for table, column in DRAWN.items()}


@pytest.mark.parametrize("table", SUPPLIED)
async def test_an_insert_that_meets_a_taken_id_is_tried_again(
    company: Database, table: str
) -> None:
    largest = await _largest(company, table)
    await _import(company, table, largest + 1, largest + 3)
    await let_ids_lag(company)
    ids = await _next_ids(company, table)
    assert len(set(ids)) == len(ids)
    assert not {largest + 1, largest + 3}.intersection(ids)


@pytest.mark.parametrize("table", SUPPLIED)
async def test_ids_are_set_right_before_anybody_meets_a_taken_one(
    company: Database, table: str
) -> None:
    await _import(company, table, IMPORTED)
    lags = await company.set_ids_right()
    if company.dialect == "postgresql":  # SQLite looks at the rows themselves
        assert (table, IMPORTED) in [(lag.table, lag.largest) for lag in lags]
    assert await _add(company, table) > IMPORTED
    assert await company.set_ids_right() == []


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_an_id_that_is_the_first_to_be_drawn_may_be_taken_too(database: Database) -> None:
    await _import(database, "attachments", 1)
    async with database.engine.connect() as connection:
        assert [lag[2:] for lag in await connection.run_sync(lagging)] == [(1, 1)]
    await database.set_ids_right()
    assert await _add(database, "attachments") == 2


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_a_sequence_that_is_ahead_stays_there(database: Database) -> None:
    """An id that was given out once is not given to another row."""
    first = await _add(database, "attachments")
    async with database.begin() as session:
        await session.execute(text("DELETE FROM attachments"))
    assert await database.set_ids_right() == []
    assert await _add(database, "attachments") > first


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_what_was_done_with_a_taken_id_is_undone(database: Database) -> None:
    await _import(database, "attachments", 1)

    async def add_both() -> None:
        async with database.begin() as session:
            session.add(MailingGroup(code="MAIL", description="Mailing"))
            await session.flush()
            await session.execute(insert(_table("attachments")).values(_row("attachments", 1)))

    with pytest.raises(IdTaken):
        await add_both()
    await add_both()  # which would fail if there was a mailing group already


async def test_another_row_that_is_there_already_is_no_such_trouble(database: Database) -> None:
    async def add_campaign() -> None:
        async with database.begin() as session:
            session.add(Campaign(no="CP9", description="Once"))

    await add_campaign()
    with pytest.raises(IntegrityError):
        await tried_again(add_campaign)()
