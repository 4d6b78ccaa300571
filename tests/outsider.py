"""Somebody else who is at work in the database: an importer, an administrator, a second bot."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import psycopg
from sqlalchemy import cast, func, select
from sqlalchemy.dialects.postgresql import REGCLASS

from bot.storage.database import Database
from bot.storage.drawn_ids import DRAWN


@contextmanager
def _connected(database: Database) -> Iterator[Any]:
    """A connection of one's own, in no transaction, that fails where it would have to wait."""
    url = database.engine.url
    if database.dialect == "sqlite":
        connection: Any = sqlite3.connect(str(url.database), timeout=0, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
    else:
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        connection = psycopg.connect(address, autocommit=True)
        connection.execute("SET lock_timeout = '10ms'")
    try:
        yield connection
    finally:
        connection.close()


def changed(database: Database, *statements: str) -> bool:
    """Change something for good, in one transaction; False where one would have to wait.

    Blocks, so that it may be called at any point of another's work, in whichever thread.
    """
    with _connected(database) as connection:
        connection.execute("BEGIN")
        try:
            for statement in statements:
                connection.execute(statement)
        except (sqlite3.OperationalError, psycopg.errors.LockNotAvailable):
            connection.rollback()
            return False
        connection.execute("COMMIT")
        return True


async def let_ids_lag(database: Database) -> None:
    """The next id of every table is that of its first row, as after a restore of data only."""
    if database.dialect == "sqlite":
        return  # which looks at the rows themselves
    async with database.begin() as session:
        for table, column in DRAWN.items():
            sequence = func.pg_get_serial_sequence(table, column.name)
            first = select(func.coalesce(func.min(column), 1)).scalar_subquery()
            await session.execute(select(func.setval(cast(sequence, REGCLASS), first, False)))


@asynccontextmanager
async def changing(database: Database, *statements: str) -> AsyncIterator[None]:
    """Others come while these changes aren't committed yet; they are at the end."""
    with _connected(database) as connection:
        connection.execute("BEGIN")
        for statement in statements:
            connection.execute(statement)
        yield
        connection.execute("COMMIT")


async def done_or_waiting(database: Database, work: asyncio.Task[Any]) -> None:
    """Until a piece of work has ended, or waits for somebody's lock in PostgreSQL."""
    with _connected(database) as connection:
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        while not work.done() and not connection.execute(waiting).fetchone()[0]:
            await asyncio.sleep(0.01)
