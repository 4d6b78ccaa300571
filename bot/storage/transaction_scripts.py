"""What is to happen in one transaction, as a generator of the statements that it takes.

    def renamed(code: str, name: str) -> Script[str]:
        found = yield Ask(_NAME, {"the_code": code})
        if not found.rows:
            raise SalespersonUnknown(code=code)
        yield Ask(_RENAME, {"the_code": code, "the_name": name})
        return found.rows[0].name

    async with database.begin() as session:
        before = await perform(session, renamed("OF", "Otis Falls"))

A script may be a part of another (``yield from``). By ``Database.transact``, all of it is one
message to a thread on SQLite. By itself each statement would be one, and a message takes as long as
some fifty rows; others wait meanwhile, as SQLite has one writer.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import psycopg
from sqlalchemy.exc import DBAPIError

from bot.storage.prepared_statements import Done, ask, prepared

if TYPE_CHECKING:
    from sqlalchemy import Dialect, Engine
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
    return await _go_through(await session.connection(), script)


async def transact(connection: AsyncConnection, script: Script[T]) -> T:
    """The same in a transaction of its own, which is undone by what is raised."""
    async with connection.begin():
        return await _go_through(connection, script)


async def _go_through(connection: AsyncConnection, script: Script[T]) -> T:
    driver = (await connection.get_raw_connection()).driver_connection
    try:
        asked = next(script)
        while True:
            statement = prepared(asked.statement, connection.dialect)
            try:
                done = await ask(driver, statement, asked.parameters)
            except (psycopg.Error, sqlite3.Error) as error:
                raise _as_of_session(statement.sql, error) from error
            asked = script.send(done)
    except StopIteration as end:
        result: T = end.value
        return result
    except Exception:
        raise
    except BaseException:
        # In the midst of an answer.
        await connection.invalidate()
        raise


async def run(session: AsyncSession, statement: Statement, parameters: Mapping[str, Any]) -> Done:
    """Run one statement as :func:`perform` would."""
    return await perform(session, _one(Ask(statement, parameters)))


def _one(asked: Ask) -> Script[Done]:
    return (yield asked)


class WriterThread:
    """Goes through whole scripts, one after another, with a connection to an SQLite file."""

    def __init__(self, engine: Engine, dialect: Dialect) -> None:
        self._engine = engine
        self._dialect = dialect  # of all statements that are kept prepared
        self._thread = ThreadPoolExecutor(1, "sqlite-writer")
        self._driver: sqlite3.Connection | None = None

    async def transact(self, script: Script[T]) -> T:
        """As :func:`transact`. Who gives up doesn't wait; what was done is undone."""
        given_up = Event()
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, self._transact, script, given_up)
        except asyncio.CancelledError:
            given_up.set()
            raise

    async def close(self) -> None:
        """Ends the thread once it has done what it has begun."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
        self._thread.shutdown()

    def _connect(self) -> sqlite3.Connection:
        if self._driver is None:
            opened = self._engine.raw_connection()
            self._driver = cast("sqlite3.Connection", opened.driver_connection)
            opened.detach()
        return self._driver

    def _disconnect(self) -> None:
        if self._driver is not None:
            self._driver.close()
            self._driver = None
        self._engine.dispose()

    def _transact(self, script: Script[T], given_up: Event) -> T:
        driver = self._connect()
        driver.execute("BEGIN IMMEDIATE")
        try:
            done = self._go_through(driver, script, given_up)
            driver.commit()
        except BaseException:
            driver.rollback()
            raise
        return done

    def _go_through(self, driver: sqlite3.Connection, script: Script[T], given_up: Event) -> T:
        try:
            asked = next(script)
            while True:
                statement = prepared(asked.statement, self._dialect)
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


def _as_of_session(sql: str, error: Exception) -> BaseException:
    return DBAPIError.instance(sql, None, error, Exception, True)
