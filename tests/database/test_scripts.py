"""Scripts of prepared statements in the transaction of a session, on both databases."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import String, bindparam, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.models import MailingGroup
from bot.storage.database import Database
from bot.storage.transaction_scripts import Ask, Script, perform, run

_GROUPS: Any = MailingGroup.__table__
_ADD = insert(_GROUPS).values(
    code=bindparam("which", type_=String), description=bindparam("called", type_=String)
)
_REMOVE = delete(_GROUPS).where(_GROUPS.c.code.like(bindparam("which")))
_HOW_MANY = select(func.count().label("number")).select_from(_GROUPS)


def _added(*codes: str) -> Script[int]:
    for code in codes:
        yield Ask(_ADD, {"which": code, "called": code})
    [found] = (yield Ask(_HOW_MANY, {})).rows
    return int(found.number)


async def test_a_statement_runs_in_the_transaction_of_its_session(database: Database) -> None:
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


async def test_a_script_is_given_what_each_statement_gave(database: Database) -> None:
    def script() -> Script[list[Any]]:
        added = yield from _added("A", "B")
        removed = yield Ask(_REMOVE, {"which": "A"})
        left = yield Ask(select(_GROUPS.c.code), {})
        return [added, removed.number, left.rows]

    async with database.begin() as session:
        assert await perform(session, script()) == [2, 1, [("B",)]]


async def test_a_script_that_asks_nothing_gives_its_answer(database: Database) -> None:
    def script() -> Script[int]:
        yield from ()
        return 7

    async with database.begin() as session:
        assert await perform(session, script()) == 7


async def test_nothing_more_is_asked_after_a_statement_that_fails(
    database: Database,
) -> None:
    async with database.begin() as session:
        await perform(session, _added("A"))
    async with database.begin() as session:
        with pytest.raises(IntegrityError):
            await perform(session, _added("B", "A", "C"))
        if database.dialect == "postgresql":  # which refuses everything until its end
            return
        assert (await run(session, _HOW_MANY, {})).rows == [(2,)]


def _failing(*codes: str) -> Script[None]:
    raise LookupError(f"{(yield from _added(*codes))} there")


async def test_what_a_script_raises_undoes_its_transaction(database: Database) -> None:
    async def fail() -> None:
        async with database.begin() as session:
            await perform(session, _failing("A"))

    with pytest.raises(LookupError, match="1 there"):
        await fail()
    assert await database.fetch(_HOW_MANY, {}) == [(0,)]


async def test_a_transaction_of_its_own_is_committed_or_undone_as_a_whole(
    database: Database,
) -> None:
    assert await database.transact(_added("A", "B")) == 2
    with pytest.raises(LookupError, match="3 there"):
        await database.transact(_failing("C"))
    with pytest.raises(IntegrityError):
        await database.transact(_added("D", "A"))
    assert await database.fetch(_HOW_MANY, {}) == [(2,)]
    assert await database.transact(_added("C")) == 3


async def test_transactions_at_the_same_time_come_one_after_another(database: Database) -> None:
    codes = [f"G{n}" for n in range(20)]
    await asyncio.gather(*(database.transact(_added(code)) for code in codes))
    assert await database.fetch(_HOW_MANY, {}) == [(len(codes),)]


@pytest.mark.parametrize("of_its_own", [True, False])
async def test_a_script_that_was_given_up_leaves_nothing_and_spoils_nothing(
    database: Database, of_its_own: bool
) -> None:
    async def add(*codes: str) -> None:
        if of_its_own:
            await database.transact(_added(*codes))
            return
        async with database.begin() as session:
            await perform(session, _added(*codes))

    await add("A")  # all that is made once is made
    for ms in range(6):
        given_up = asyncio.create_task(add(*(f"B{n}" for n in range(3_000))))
        await asyncio.sleep(ms / 1_000)
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await given_up
        assert await database.fetch(_HOW_MANY, {}) == [(1,)]
    await add("B", "C")
    assert await database.fetch(_HOW_MANY, {}) == [(3,)]
