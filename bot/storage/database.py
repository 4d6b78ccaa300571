"""The one place where connections and transactions are made.

A service opens `read()` or `begin()` once per use case. On SQLite `begin()` takes the write lock
at once (BEGIN IMMEDIATE), so that a transaction waits for another writer at its start instead of
failing half-way; `read()` never waits, because the journal is a write-ahead log.
"""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Literal, Self, cast

import psycopg
from sqlalchemy import (
    AdaptedConnection,
    Connection,
    NullPool,
    PoolResetState,
    SelectBase,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.engine import URL
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from bot.domain.errors.base import DatabaseUnavailable, IdTaken
from bot.storage.drawn_ids import Lag, is_taken, set_right
from bot.storage.prepared_statements import prepared
from bot.storage.read_connections import READERS, Readers
from bot.storage.transaction_scripts import Script, T, WriterThread, transact

logger = logging.getLogger(__name__)

WRITES = "touchpoint_writes"
BUSY_TIMEOUT_MS = 2_500
CONNECT_TIMEOUT_S = 2
"""A server that doesn't answer is given up in time for Slack's three seconds."""
WAIT_S = 2.5
"""How long one waits for a connection that others use, or for SQLite's other writers."""


class Database:
    """Engines and their kinds of sessions. One per process.

    On PostgreSQL reading has connections of its own, which are in no transaction: each would cost
    two more messages to the server and back.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        reading: AsyncEngine | None = None,
        writer: WriterThread | None = None,
    ) -> None:
        self.engine = engine
        self.dialect = cast(Literal["sqlite", "postgresql"], engine.dialect.name)
        self._reading = reading or engine
        self._writer = engine.execution_options(**{WRITES: True})
        # SQLite's own writers look again every now and then, and the last to come may be first.
        self._one_writer = asyncio.Lock() if self.dialect == "sqlite" else None
        self._readers = Readers(self._reading, WAIT_S)
        self._writer_thread = writer

    @classmethod
    def from_url(cls, url: str | URL, *, pool_size: int = 12) -> Self:
        """Make an engine for `sqlite+aiosqlite:///…` or `postgresql+psycopg://…`.

        Nothing is connected yet; the folder of an SQLite file is created. Raises `ValueError` for
        another database or driver, and for SQLite without a file.
        """
        target = make_url(url)
        if target.drivername == "sqlite+aiosqlite":
            engine = _sqlite_engine(target, pool_size + READERS)
            writing = create_engine(target.set(drivername="sqlite"), poolclass=NullPool)
            event.listen(writing, "connect", _prepare_sqlite_connection)
            return cls(engine, writer=WriterThread(writing, engine.dialect))
        if target.drivername == "postgresql+psycopg":
            reading = _postgresql_engine(target, pool_size + READERS, isolation_level="AUTOCOMMIT")
            event.listen(reading.sync_engine, "connect", _only_for_reading)
            return cls(_postgresql_engine(target, pool_size), reading)
        raise ValueError(
            f"DATABASE_URL begins with {target.drivername}://; Touchpoint speaks "
            "sqlite+aiosqlite:///… and postgresql+psycopg://…"
        )

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session for reading: what it changes is rolled back, or refused by PostgreSQL.

        There, each statement sees what is committed by then.
        """
        async with self._session(self._reading) as session:
            yield session

    @asynccontextmanager
    async def read_in_transaction(self) -> AsyncIterator[AsyncSession]:
        """A session for reading, in a transaction: rows can be streamed by a server's cursor."""
        async with self._session(self.engine) as session:
            yield session

    @asynccontextmanager
    async def _session(self, engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
        with _reachable():
            async with AsyncSession(engine, expire_on_commit=False, autoflush=False) as session:
                yield session

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A session whose changes are committed at the end, or undone by an exception.

        `IdTaken` is one: see `bot.storage.drawn_ids.tried_again`.
        """
        with _reachable():
            async with (
                self._ids_set_right(),
                self._turn(),
                AsyncSession(self._writer, expire_on_commit=False) as session,
                session.begin(),
            ):
                yield session

    async def transact(self, script: Script[T]) -> T:
        """Go through a script in a transaction of its own (see
        `bot.storage.transaction_scripts`)."""
        with _reachable():
            async with self._ids_set_right(), self._turn():
                if self._writer_thread is not None:
                    return await self._writer_thread.transact(script)
                async with self._writer.connect() as connection:
                    return await transact(connection, script)

    async def set_ids_right(self) -> list[Lag]:
        """Let every id that is drawn be one that is free; where that was not so."""
        if self.dialect == "sqlite":
            return []
        with _reachable():
            async with self.engine.begin() as connection:
                lags = await connection.run_sync(set_right)
        for lag in lags:
            logger.warning(
                "ids of %s set right: the next was %d, the largest is %d",
                lag.table,
                lag.next_id,
                lag.largest,
            )
        return lags

    @asynccontextmanager
    async def _ids_set_right(self) -> AsyncIterator[None]:
        """Raises `IdTaken` once the transaction is undone and the next try will draw a free id."""
        try:
            yield
        except IntegrityError as error:
            if not is_taken(error):
                raise
            await self.set_ids_right()
            raise IdTaken from error

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """On SQLite, writers of this process come one after another, in their order."""
        if self._one_writer is None:
            yield
            return
        try:
            async with asyncio.timeout(WAIT_S):
                await self._one_writer.acquire()
        except TimeoutError as error:
            raise DatabaseUnavailable from error
        try:
            yield
        finally:
            self._one_writer.release()

    async def fetch(self, statement: SelectBase, parameters: Mapping[str, Any]) -> list[Any]:
        """The rows of one reading statement as named tuples, without a session.

        For what runs at every keystroke and step (see `bot.storage.prepared_statements`): on SQLite
        a session sends a dozen messages to the driver's thread where this sends one. `statement` is
        kept prepared, so it is one that is made once.
        """
        with _reachable():
            return await self._readers.fetch(prepared(statement, self._reading.dialect), parameters)

    async def ping(self) -> None:
        """Ask the database for an answer; raises what SQLAlchemy raises when there is none."""
        async with self._reading.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def dispose(self) -> None:
        """Close every connection."""
        await self._readers.close()
        if self._writer_thread is not None:
            await self._writer_thread.close()
        await self.engine.dispose()
        if self._reading is not self.engine:
            await self._reading.dispose()


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


def _postgresql_engine(url: URL, pool_size: int, **options: Any) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,  # more would be connected and thrown away again while many wait
        pool_timeout=WAIT_S,
        pool_pre_ping=True,
        connect_args={"connect_timeout": CONNECT_TIMEOUT_S},
        **options,
    )


def _only_for_reading(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("SET default_transaction_read_only = on")
    cursor.close()


def _sqlite_engine(url: URL, pool_size: int) -> AsyncEngine:
    if url.database in {None, "", ":memory:"}:
        raise ValueError("DATABASE_URL names no file; write sqlite+aiosqlite:///path/to/file.db")
    Path(url.database).expanduser().absolute().parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=WAIT_S,
        pool_reset_on_return=None,  # see _undo_what_is_left
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite_connection)
    event.listen(engine.sync_engine, "begin", _begin_on_sqlite)
    event.listen(engine.sync_engine, "reset", _undo_what_is_left)
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
    begin = "BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITES) else "BEGIN"
    # One message to the driver's thread where a cursor of SQLAlchemy's sends three.
    adapted = cast(AdaptedConnection, connection.connection.dbapi_connection)
    try:
        adapted.run_async(lambda driver: driver.execute(begin))
    except Exception:
        raise
    except BaseException:
        # Given up, but the message is out: nobody may get the connection in its transaction.
        connection.invalidate()
        raise


def _undo_what_is_left(adapted: Any, _record: object, state: PoolResetState) -> None:
    """A rollback where there is something to roll back, when a connection is given back."""
    if state.asyncio_safe and adapted.driver_connection.in_transaction:
        adapted.rollback()
