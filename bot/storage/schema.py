"""Brings a database to a revision of the schema.

The functions block: call them from a thread when an event loop runs. Everything happens in one
transaction that begins by taking a lock which another host would have to wait for, so two hosts
can start at once: the second finds the work done.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from sqlalchemy import Connection, create_engine, event, make_url, pool
from sqlalchemy.engine import URL

from bot.storage import drawn_ids

MIGRATIONS = Path(__file__).parent.parent / "migrations"
LOCK_KEY = 0x70756368_706F696E
"""Key of PostgreSQL's advisory lock; any number that no one else uses."""

LOCK_TIMEOUT_S = 60


def upgrade(url: str | URL, revision: str = "head") -> None:
    """Bring the database to `revision`, by default the newest. Safe to run twice."""
    with _locked(url) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(url: str | URL, revision: str) -> None:
    """Take the database back to `revision`; `base` is empty. Data of dropped tables is lost."""
    with _locked(url) as connection:
        command.downgrade(_config(connection), revision)


def current(url: str | URL) -> str | None:
    """The revision that the database is at; None when it was never migrated."""
    with _engine_connection(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def pending(url: str | URL) -> list[str]:
    """The revisions that `upgrade` would run, oldest first; none when a newer version ran its."""
    scripts = ScriptDirectory.from_config(_config(None))
    try:
        missing = list(scripts.iterate_revisions("heads", current(url) or "base"))
    except ResolutionError:
        return []
    return [script.revision for script in missing][::-1]


def lagging_ids(url: str | URL) -> list[drawn_ids.Lag]:
    """The tables whose next id is taken, where the database is at the newest schema."""
    with _engine_connection(url) as connection:
        return drawn_ids.lagging(connection)


def set_ids_right(url: str | URL) -> list[drawn_ids.Lag]:
    """Let the next id of every table be free, at the newest schema; where that was not so."""
    with _locked(url) as connection:
        return drawn_ids.set_right(connection)


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _engine_connection(url: str | URL) -> Iterator[Connection]:
    target = make_url(url)
    if target.drivername == "sqlite+aiosqlite":
        target = target.set(drivername="sqlite+pysqlite")
        if target.database:
            Path(target.database).expanduser().absolute().parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            target, poolclass=pool.NullPool, connect_args={"timeout": LOCK_TIMEOUT_S}
        )
        # The driver's own BEGIN comes too late for DDL: the migration would not be undone as one.
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _take_write_lock)
    else:
        engine = create_engine(target, poolclass=pool.NullPool)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _locked(url: str | URL) -> Iterator[Connection]:
    with _engine_connection(url) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK_KEY})")
        yield connection


def _leave_transactions_to_us(connection: object, _record: object) -> None:
    cast(sqlite3.Connection, connection).isolation_level = None


def _take_write_lock(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
