"""Prepared statements, as they are read beside transactions, on both databases."""

import asyncio
import gc
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from weakref import ref

import psycopg
import pytest
from sqlalchemy import (
    Integer,
    String,
    bindparam,
    func,
    insert,
    literal,
    select,
    table,
)

from bot.domain.errors.base import DatabaseUnavailable
from bot.models import InteractionTemplate, LoggedSegment, Salesperson
from bot.storage.database import Database
from bot.storage.prepared_statements import prepared
from bot.storage.read_connections import READERS


async def test_prepared_rows_have_the_values_of_a_session(database: Database) -> None:
    at = datetime(2026, 1, 1, 9, 30, tzinfo=UTC)
    async with database.begin() as session:
        session.add(InteractionTemplate(code="T", description="Call", unit_cost=Decimal("12.50")))
        session.add(LoggedSegment(segment_no="SM1", logged_at=at))
    amounts = select(
        InteractionTemplate.unit_cost,
        InteractionTemplate.campaign_target,
        InteractionTemplate.information_flow,
    )
    [amount] = await database.fetch(amounts, {})
    assert (amount.unit_cost, amount.campaign_target, amount.information_flow) == (
        Decimal("12.50"),
        False,
        None,
    )
    moments = select(LoggedSegment.logged_at).where(LoggedSegment.logged_at >= bindparam("since"))
    assert await database.fetch(moments, {"since": at}) == [(at,)]
    assert await database.fetch(moments, {"since": at + timedelta(seconds=1)}) == []


async def test_fetch_gives_plain_rows_and_keeps_the_connection_usable(database: Database) -> None:
    question = select(Salesperson.code, Salesperson.name).where(
        Salesperson.code == bindparam("code")
    )
    for code in ("OF", "HR"):
        async with database.begin() as session:
            session.add(Salesperson(code=code, name=f"{code} name"))
        assert await database.fetch(question, {"code": code}) == [(code, f"{code} name")]
    assert await database.fetch(question, {"code": "XX"}) == []


async def test_constants_stand_in_the_text_of_a_statement(database: Database) -> None:
    async with database.begin() as session:
        session.add_all(
            [Salesperson(code="OF", name="Otis 100%"), Salesperson(code="HR", name="?")]
        )
    told = "50 % of 'all' :which {{x}} ?"
    question = select(Salesperson.code, literal(told)).where(
        Salesperson.name.like("%0\\%", escape="\\"),
        Salesperson.blocked.is_(False),
        Salesperson.code != bindparam("other", type_=String),
    )
    assert await database.fetch(question, {"other": "HR"}) == [("OF", told)]
    assert await database.fetch(question, {"other": "OF"}) == []
    assert prepared(question, database.engine.dialect).values({"other": "OF"}) == {"other": "OF"}


async def test_more_can_fetch_at_once_than_there_are_readers(database: Database) -> None:
    question = select(bindparam("n", type_=Integer).label("n"))
    asked = [database.fetch(question, {"n": n}) for n in range(3 * READERS)]
    assert await asyncio.gather(*asked) == [[(n,)] for n in range(3 * READERS)]


async def test_a_fetch_that_was_given_up_spoils_nothing(database: Database) -> None:
    question = select(bindparam("n", type_=Integer).label("n"))
    for n in range(READERS + 1):
        given_up = asyncio.create_task(database.fetch(question, {"n": n}))
        for _ in range(n % 4):
            await asyncio.sleep(0)
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await given_up
        assert await database.fetch(question, {"n": -n}) == [(-n,)]


async def test_a_failing_fetch_spoils_nothing(database: Database) -> None:
    broken = select(literal(1)).select_from(table("no_such_table"))
    with pytest.raises((DatabaseUnavailable, psycopg.errors.UndefinedTable)):
        await database.fetch(broken, {})
    assert await database.fetch(select(func.count()).select_from(Salesperson), {}) == [(0,)]


async def test_a_statement_with_a_list_is_not_kept(database: Database) -> None:
    """Its text depends on how long the list is."""
    with pytest.raises(ValueError, match="list"):
        await database.fetch(select(Salesperson.code).where(Salesperson.code.in_(["A", "B"])), {})


async def test_a_statement_that_needs_a_default_of_python_is_not_kept(database: Database) -> None:
    add = insert(Salesperson).values(
        code=bindparam("which", type_=String), name=bindparam("called", type_=String)
    )
    with pytest.raises(ValueError, match="commission_pct"):
        prepared(add, database.engine.dialect)


async def test_what_is_prepared_is_kept_no_longer_than_its_statement(database: Database) -> None:
    question = select(Salesperson.code)
    kept = ref(prepared(question, database.engine.dialect))
    gc.collect()
    assert kept() is prepared(question, database.engine.dialect)
    del question
    gc.collect()
    assert kept() is None
