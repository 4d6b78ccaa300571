"""Prepared statements, read beside transactions and run in them, on both databases."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from sqlalchemy import (
    Integer,
    String,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    table,
)
from sqlalchemy.exc import IntegrityError

from bot.database import Database
from bot.errors import DatabaseUnavailable
from bot.models import InteractionTemplate, LoggedSegment, MailingGroup, Salesperson
from bot.prepared import prepared, run, run_all
from bot.readers import READERS


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


_GROUPS: Any = MailingGroup.__table__
_ADD = insert(_GROUPS).values(
    code=bindparam("which", type_=String), description=bindparam("called", type_=String)
)
_REMOVE = delete(_GROUPS).where(_GROUPS.c.code.like(bindparam("which")))
_HOW_MANY = select(func.count().label("number")).select_from(_GROUPS)


async def test_a_prepared_statement_runs_in_the_transaction_of_its_session(
    database: Database,
) -> None:
    async def fail_half_way() -> None:
        async with database.begin() as session:
            await run(session, _ADD, {"which": "MAIL", "called": "Mailing"})
            assert (await run(session, _HOW_MANY, {})).rows == [(1,)]
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        await fail_half_way()
    assert await database.fetch(_HOW_MANY, {}) == [(0,)]
    async with database.begin() as session:
        for code in ("MAIL", "FAIR"):
            assert (await run(session, _ADD, {"which": code, "called": code})).number == 1
        assert (await run(session, _REMOVE, {"which": "%"})).number == 2
    assert await database.fetch(_HOW_MANY, {}) == [(0,)]


async def test_a_prepared_statement_raises_as_a_session_does(database: Database) -> None:
    async def add_twice() -> None:
        async with database.begin() as session:
            for _ in range(2):
                await run(session, _ADD, {"which": "MAIL", "called": "Mailing"})

    with pytest.raises(IntegrityError):
        await add_twice()
    assert await database.fetch(_HOW_MANY, {}) == [(0,)]


async def test_several_statements_run_in_their_order(database: Database) -> None:
    code = bindparam("the_code", type_=String)
    add = insert(MailingGroup).values(code=code, description=bindparam("words", type_=String))
    count = select(func.count()).select_from(MailingGroup)
    remove = delete(MailingGroup).where(MailingGroup.code == code)
    values = {"the_code": "A", "words": "All"}
    async with database.begin() as session:
        done = await run_all(session, [add, count, remove, count], values)
    assert [found.number for found in (done[0], done[2])] == [1, 1]
    assert [found.rows for found in done] == [[], [(1,)], [], [(0,)]]


async def test_none_of_several_statements_runs_after_one_that_fails(database: Database) -> None:
    add = insert(MailingGroup).values(code=bindparam("the_code", type_=String), description="All")
    remove_all = delete(MailingGroup)
    async with database.begin() as session:
        await run(session, add, {"the_code": "A"})
    async with database.begin() as session:
        with pytest.raises(IntegrityError):
            await run_all(session, [add, remove_all], {"the_code": "A"})
        if database.dialect == "postgresql":  # which refuses everything until its end
            return
        assert await session.scalar(select(func.count()).select_from(MailingGroup)) == 1


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
    assert await database.fetch(_HOW_MANY, {}) == [(0,)]


async def test_a_statement_with_a_list_is_not_kept(database: Database) -> None:
    """Its text depends on how long the list is."""
    with pytest.raises(ValueError, match="list"):
        await database.fetch(select(_GROUPS.c.code).where(_GROUPS.c.code.in_(["A", "B"])), {})


async def test_a_statement_that_needs_a_default_of_python_is_not_kept(database: Database) -> None:
    add = insert(Salesperson).values(
        code=bindparam("which", type_=String), name=bindparam("called", type_=String)
    )
    async with database.begin() as session:
        with pytest.raises(ValueError, match="commission_pct"):
            await run(session, add, {"which": "OF", "called": "Otis"})
