"""What a measurement runs on: databases with people in them, a store, processes under test."""

import asyncio
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import aiohttp
import psutil
from sqlalchemy import URL, insert

from bench.person import SECRET
from bot.models.people import Salesperson
from bot.sample import seed
from bot.storage import schema
from bot.storage.database import Database
from bot.storage.embedded_redis import EmbeddedRedis
from tests.engines import PostgresEngine, run_apart, running_postgres

DIALECTS = ("sqlite", "postgresql")


def users(count: int) -> list[str]:
    """Slack users, each of whom is a salesperson."""
    return [f"U{number:05}" for number in range(count)]


async def _fill(url: URL, people: int) -> None:
    database = Database.from_url(url)
    rows = [
        {
            "code": user,
            "name": f"Person {user}",
            "email": f"{user.lower()}@example.com",
            "slack_user_id": user,
        }
        for user in users(people)
    ]
    async with database.begin() as session:
        await session.execute(insert(Salesperson), rows)
    await seed(database, date.today(), force=True)  # noqa: DTZ011 any day will do
    await database.dispose()


@dataclass(frozen=True, slots=True)
class Tested:
    """A process under test; ``url`` is its address for Slack."""

    url: str
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """Processor time that it has used."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


class Stage:
    """A PostgreSQL server, a Redis-compatible one, and a folder."""

    def __init__(self, folder: Path, postgres: PostgresEngine, redis_url: str) -> None:
        self._folder = folder
        self._postgres = postgres
        self._redis_url = redis_url
        self._made = 0

    def database(self, dialect: str, people: int) -> str:
        """The address of a new database with the sample company and so many salespeople."""
        self._made += 1
        name = f"bench_{self._made}"
        if dialect == "postgresql":
            url = self._postgres.create(name)
        else:
            url = URL.create("sqlite+aiosqlite", database=str(self._folder / f"{name}.db"))
        schema.upgrade(url)
        run_apart(lambda: _fill(url, people))
        return url.render_as_string(hide_password=False)

    @asynccontextmanager
    async def touchpoint(self, database_url: str, api_url: str) -> AsyncIterator[Tested]:
        """``touchpoint serve`` over HTTP."""
        async with _process(
            ("-m", "bot", "serve"),
            {
                "DATABASE_URL": database_url,
                "REDIS_URL": self._redis_url,
                "SLACK_API_URL": api_url,
                "SLACK_BOT_TOKEN": "xoxb-bench",
                "SLACK_SIGNING_SECRET": SECRET,
                "SLACK_APP_TOKEN": "",
                "LOG_LEVEL": "WARNING",
            },
        ) as tested:
            yield tested

    @asynccontextmanager
    async def stock_bolt(self, adapter: str, listeners: int, api_url: str) -> AsyncIterator[Tested]:
        """A stock Bolt app whose listeners do nothing."""
        arguments = ("-m", "bench.stock_bolt", adapter, str(listeners))
        async with _process(arguments, {"SECRET": SECRET, "API_URL": api_url}) as tested:
            yield tested


@contextmanager
def stage() -> Iterator[Stage]:
    """Starts the servers, and stops them at the end."""
    with tempfile.TemporaryDirectory(prefix="tp-bench-") as folder, running_postgres() as postgres:
        server = EmbeddedRedis(Path(folder) / "redis")
        try:
            yield Stage(Path(folder), postgres, server.start())
        finally:
            server.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@asynccontextmanager
async def _process(arguments: tuple[str, ...], settings: dict[str, str]) -> AsyncIterator[Tested]:
    port = _free_port()
    environment = os.environ | settings | {"PORT": str(port), "HOST": "127.0.0.1"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, env=environment, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        await _until_listening(port, process)
        url = f"http://127.0.0.1:{port}/slack/events"
        yield Tested(url, psutil.Process(process.pid))
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.wait()


async def _until_listening(port: int, process: asyncio.subprocess.Process) -> None:
    give_up = time.monotonic() + 60
    async with aiohttp.ClientSession() as http:
        while time.monotonic() < give_up and process.returncode is None:
            try:
                async with http.get(f"http://127.0.0.1:{port}/readyz") as reply:
                    if reply.status in {200, 404, 405}:
                        return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.1)
    raise RuntimeError("the process under test did not start")
