"""What is to happen in one transaction, as a generator of the statements that it takes.

    def renamed(code: str, name: str) -> Script[str]:
        found = yield Ask(_NAME, {"the_code": code})
        if not found.rows:
            raise SalespersonUnknown(code=code)
        yield Ask(_RENAME, {"the_code": code, "the_name": name})
        return found.rows[0].name

    async with database.begin() as session:
        before = await perform(session, renamed("OF", "Otis Falls"))

A script may be a part of another (``yield from``). On SQLite all of it is one message to the
driver's thread. By itself each statement would be one, and a message takes as long as some fifty
rows; others wait meanwhile, as SQLite has one writer.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Generator, Mapping
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import aiosqlite
import psycopg
from sqlalchemy.exc import DBAPIError

from bot.storage.prepared_statements import Done, ask, prepared

if TYPE_CHECKING:
    from sqlalchemy import Dialect
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

    from bot.storage.prepared_statements import Statement

T = TypeVar("T")


class Ask(NamedTuple):
    """A statement and what it is given. Made once, it is compiled once (see
    `bot.storage.prepared_statements`)."""

    statement: Statement
    parameters: Mapping[str, Any]


Script = Generator[Ask, Done, T]


async def perform(session: AsyncSession, script: Script[T]) -> T:
    """Go through a script in the transaction of a session that has nothing to flush.

    Returns what the script returns. Raises what it raises, and where a statement fails what a
    session would, such as SQLAlchemy's IntegrityError; nothing more is asked then.
    """
    return await _go_through(await session.connection(), script, _in_thread)


async def transact(connection: AsyncConnection, script: Script[T]) -> T:
    """The same in a transaction of its own, which is undone by what is raised."""
    if connection.dialect.name == "sqlite":
        return await _go_through(connection, script, _in_transaction)
    async with connection.begin():
        return await _go_through(connection, script, _in_thread)


async def _go_through(connection: AsyncConnection, script: Script[T], in_thread: Any) -> T:
    driver = (await connection.get_raw_connection()).driver_connection
    given_up = Event()
    try:
        if isinstance(driver, aiosqlite.Connection):
            # Its own names, as it has no message for several statements.
            worker: Any = driver
            done: T = await worker._execute(
                partial(in_thread, worker._conn, connection.dialect, script, given_up)
            )
            return done
        return await _one_by_one(driver, connection.dialect, script)
    except Exception:
        raise
    except BaseException:
        # In the midst of an answer.
        given_up.set()
        await connection.invalidate()
        raise


async def run(session: AsyncSession, statement: Statement, parameters: Mapping[str, Any]) -> Done:
    """Run one statement as :func:`perform` would."""
    return await perform(session, _one(Ask(statement, parameters)))


def _one(asked: Ask) -> Script[Done]:
    return (yield asked)


def _in_transaction(
    driver: sqlite3.Connection, dialect: Dialect, script: Script[T], given_up: Event
) -> T:
    driver.execute("BEGIN IMMEDIATE")
    try:
        done = _in_thread(driver, dialect, script, given_up)
        driver.commit()
    except BaseException:
        driver.rollback()
        raise
    return done


def _in_thread(
    driver: sqlite3.Connection, dialect: Dialect, script: Script[T], given_up: Event
) -> T:
    try:
        asked = next(script)
        while True:
            statement = prepared(asked.statement, dialect)
            try:
                cursor = driver.execute(statement.sql, statement.ordered(asked.parameters))
                found = cursor.fetchall()
            except sqlite3.Error as error:
                raise _as_of_session(statement.sql, error) from error
            if statement.width:
                done = Done(statement.rows(found, [None] * statement.width), len(found))
            else:
                done = Done([], cursor.rowcount)
            if given_up.is_set():
                raise asyncio.CancelledError
            asked = script.send(done)
    except StopIteration as end:
        result: T = end.value
        return result


async def _one_by_one(driver: Any, dialect: Dialect, script: Script[T]) -> T:
    try:
        asked = next(script)
        while True:
            statement = prepared(asked.statement, dialect)
            try:
                done = await ask(driver, statement, asked.parameters)
            except psycopg.Error as error:
                raise _as_of_session(statement.sql, error) from error
            asked = script.send(done)
    except StopIteration as end:
        result: T = end.value
        return result


def _as_of_session(sql: str, error: Exception) -> BaseException:
    return DBAPIError.instance(sql, None, error, Exception, True)
