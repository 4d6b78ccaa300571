"""The one place where connections and transactions are made.

A service opens `read()` or `begin()` once per use case. On SQLite `begin()` takes the write lock
at once (BEGIN IMMEDIATE), so that a transaction waits for another writer at its start instead of
failing half-way; `read()` never waits, because the journal is a write-ahead log.
"""

import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Literal, Self, cast

import aiosqlite
import psycopg
from sqlalchemy import ClauseElement, Connection, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.sql.compiler import SQLCompiler

from bot.errors import DatabaseUnavailable

WRITES = "touchpoint_writes"
BUSY_TIMEOUT_MS = 2_500
CONNECT_TIMEOUT_S = 2
"""A server that doesn't answer is given up in time for Slack's three seconds."""


class Database:
    """An engine and its two kinds of sessions. One per process."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.dialect = cast(Literal["sqlite", "postgresql"], engine.dialect.name)
        self._compiled: dict[ClauseElement, SQLCompiler] = {}
        self._writer = engine.execution_options(**{WRITES: True})

    @classmethod
    def from_url(cls, url: str | URL, *, pool_size: int = 10) -> Self:
        """Make an engine for `sqlite+aiosqlite:///…` or `postgresql+psycopg://…`.

        Nothing is connected yet; the folder of an SQLite file is created. Raises `ValueError` for
        another database or driver.
        """
        target = make_url(url)
        if target.drivername == "sqlite+aiosqlite":
            return cls(_sqlite_engine(target, pool_size))
        if target.drivername == "postgresql+psycopg":
            return cls(
                create_async_engine(
                    target,
                    pool_size=pool_size,
                    pool_pre_ping=True,
                    connect_args={"connect_timeout": CONNECT_TIMEOUT_S},
                )
            )
        raise ValueError(
            f"DATABASE_URL begins with {target.drivername}://; Touchpoint speaks "
            "sqlite+aiosqlite:///… and postgresql+psycopg://…"
        )

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session for reading: whatever it changes is rolled back."""
        with _reachable():
            async with AsyncSession(
                self.engine, expire_on_commit=False, autoflush=False
            ) as session:
                yield session

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A session whose changes are committed at the end, or undone by an exception."""
        with _reachable():
            async with (
                AsyncSession(self._writer, expire_on_commit=False) as session,
                session.begin(),
            ):
                yield session

    async def fetch(
        self, statement: ClauseElement, parameters: Mapping[str, Any]
    ) -> list[tuple[Any, ...]]:
        """Rows of one reading statement as the driver gives them, without a transaction.

        For what runs at every keystroke: on SQLite a session sends a dozen messages to the
        driver's thread where this sends one. `statement` is kept compiled, so it is one that is
        made once; values are neither checked nor converted (an enumeration is its word, on SQLite
        a boolean is 0 or 1).
        """
        if statement not in self._compiled:
            made = cast(SQLCompiler, statement.compile(dialect=self.engine.dialect))
            self._compiled[statement] = made
        compiled = self._compiled[statement]
        values = {**compiled.params, **parameters}
        with _reachable():
            async with self.engine.connect() as connection:
                driver = (await connection.get_raw_connection()).driver_connection
                if isinstance(driver, aiosqlite.Connection):
                    in_order = [values[name] for name in compiled.positiontup or ()]
                    rows = await driver.execute_fetchall(compiled.string, in_order)
                    return list(map(tuple, rows))
                driver = cast(psycopg.AsyncConnection[tuple[Any, ...]], driver)
                return await _rows_of_postgresql(driver, compiled.string, values)

    async def ping(self) -> None:
        """Ask the database for an answer; raises what SQLAlchemy raises when there is none."""
        async with self.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def dispose(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


@contextmanager
def _reachable() -> Iterator[None]:
    """A connection refused, lost or not to be had in time becomes `DatabaseUnavailable`."""
    try:
        yield
    except (
        OperationalError,
        InterfaceError,
        PoolTimeoutError,
        sqlite3.OperationalError,  # the drivers' own, from `fetch`
        psycopg.OperationalError,
    ) as error:
        raise DatabaseUnavailable from error


async def _rows_of_postgresql(
    driver: psycopg.AsyncConnection[tuple[Any, ...]], sql: str, values: Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    await driver.set_autocommit(True)
    try:
        return await (await driver.execute(sql.encode(), values)).fetchall()
    finally:
        if not driver.closed:
            await driver.set_autocommit(False)


def _sqlite_engine(url: URL, pool_size: int) -> AsyncEngine:
    in_memory = url.database in {None, "", ":memory:"}
    if in_memory:
        engine = create_async_engine(url)
    else:
        Path(cast(str, url.database)).expanduser().absolute().parent.mkdir(
            parents=True, exist_ok=True
        )
        engine = create_async_engine(url, pool_size=pool_size)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite_connection)
    event.listen(engine.sync_engine, "begin", _begin_on_sqlite)
    return engine


def _prepare_sqlite_connection(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver leaves BEGIN to _begin_on_sqlite
    cursor = connection.cursor()
    for pragma in (
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "cache_size = -32768",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_on_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
