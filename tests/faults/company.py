"""Everything that a fault test runs: Slack in this process, bots and their servers beside it."""

from __future__ import annotations

import asyncio
import random
import signal
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import aiohttp
from sqlalchemy import text

from bot.handlers.declared import DECLARED
from bot.slack.manifest import build_manifest
from bot.storage.database import Database
from simulator.delivery.http import HttpTransport
from simulator.script import Workspace
from tests.faults.balancer import Balancer
from tests.faults.bot_process import BotProcess, Keeper
from tests.faults.servers import free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from sqlalchemy import URL

    from simulator.traffic import Entry

READY_WITHIN_S = 60.0
PATIENCE_S = 4.0


@dataclass
class Company:
    """`up` is set while any bot is ready; `lives` counts their starts.

    Each bot has a port of its own; `socket_mode` says whether Slack comes over HTTP instead.
    `addresses` are those that the balancer hands requests to. `cold` starts import everything anew.
    """

    slack: Workspace
    keeper: Keeper
    environment: dict[str, str]
    cold: bool
    socket_mode: bool
    ports: list[int]
    addresses: list[str]
    up: asyncio.Event = field(default_factory=asyncio.Event)
    lives: int = 0
    kills: int = 0
    _running: dict[int, BotProcess] = field(default_factory=dict)

    async def start_bot(self) -> None:
        """The first that doesn't run. Returns when it is ready for deliveries. Raises
        AssertionError when it isn't in time."""
        port = next(port for port in self.ports if port not in self._running)
        greeted = asyncio.Event()

        def on_traffic(entry: Entry) -> None:
            if entry.kind == "api:auth.test" and entry.status == 200:
                greeted.set()

        stop_listening = self.slack.slack.traffic.listen(on_traffic)
        try:
            bot = await self.keeper.start({**self.environment, "PORT": str(port)}, cold=self.cold)
            self._running[port] = bot
            try:
                async with asyncio.timeout(READY_WITHIN_S):
                    await self._first(greeted, bot.ended)
                    assert not bot.ended.is_set(), f"no start\n{self.log()}"
                    if not self.socket_mode:
                        self.slack.point_to(_request_url(port))  # verified anew
                    await self.slack.connected()
                    await self._until_ready(port)
            except TimeoutError:
                raise AssertionError(f"the bot isn't ready\n{self.log()}") from None
        finally:
            stop_listening()
        self.lives += 1
        self.up.set()

    async def kill_bot(self, how: signal.Signals = signal.SIGKILL, port: int | None = None) -> None:
        """That at `port`, or any of those that run. Returns when it is dead."""
        port = port or random.choice(list(self._running))
        bot = self._running[port]
        assert not bot.ended.is_set(), f"the bot has died by itself\n{self.log()}"
        if len(self._running) == 1:
            self.up.clear()
        await bot.end(how)
        del self._running[port]
        self.kills += how is signal.SIGKILL
        self.slack.slack.changes.ring()

    async def restart_bot(self, how: signal.Signals = signal.SIGKILL) -> None:
        """Any of them is killed, and started again."""
        await self.kill_bot(how)
        await self.start_bot()

    async def replace_bots(self) -> None:
        """As an update does without a gap: one after another. In Socket Mode there is a port more
        than bots, so that the new one is there before the old one goes."""
        for port in list(self._running):
            if self.socket_mode:
                await self.start_bot()
                await self.kill_bot(signal.SIGTERM, port)
            else:
                self.addresses.remove(_request_url(port))
                await self.kill_bot(signal.SIGTERM, port)
                await self.start_bot()
                self.addresses.append(_request_url(port))

    async def _until_ready(self, port: int) -> None:
        async with aiohttp.ClientSession() as http:
            while True:
                async with http.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    if answer.status == 200:
                        return
                await asyncio.sleep(0.02)

    def log(self) -> str:
        """The end of what the bot wrote."""
        return self.keeper.log.read_text("utf-8")[-4000:] if self.keeper.log.exists() else ""

    async def rows(self, sql: str, **parameters: Any) -> list[dict[str, Any]]:
        """What the database holds, through a connection of its own."""
        database = Database.from_url(self.environment["DATABASE_URL"])
        try:
            async with database.read() as session:
                found = await session.execute(text(sql), parameters)
                return [dict(row) for row in found.mappings()]
        finally:
            await database.dispose()

    @staticmethod
    async def _first(*events: asyncio.Event) -> None:
        waiting = [asyncio.ensure_future(event.wait()) for event in events]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()


@asynccontextmanager
async def open_company(
    folder: Path,
    database_url: URL,
    redis_url: str,
    *,
    socket_mode: bool = False,
    cold: bool = False,
    bots: int = 1,
) -> AsyncIterator[Company]:
    """A workspace with one or several bots in it; at the end they are dead."""
    manifest = build_manifest(DECLARED, None if socket_mode else "https://bot.example.com")
    ports = [free_port() for _ in range(bots + (bots > 1 and socket_mode))]
    async with AsyncExitStack() as stack:
        transport = "socket" if socket_mode else "http"
        slack = await stack.enter_async_context(
            Workspace.start(
                manifest,
                transport=transport,
                patience_s=PATIENCE_S,
                retry_schedule=(0.0, 0.5, 2.0),
            )
        )
        keeper = await stack.enter_async_context(Keeper.working(folder))
        credentials = slack.credentials
        environment = {
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": credentials.bot,
            "SLACK_SIGNING_SECRET": credentials.signing,
            "SLACK_APP_TOKEN": credentials.app if socket_mode else "",
            "DATABASE_URL": database_url.render_as_string(hide_password=False),
            "REDIS_URL": redis_url,
            "LOG_LEVEL": "INFO",
        }
        transport_of_slack = slack.slack.transport
        addresses = [_request_url(port) for port in ports]
        if isinstance(transport_of_slack, HttpTransport):
            slack.slack.dispatcher.transport = Balancer(transport_of_slack, addresses)
        company = Company(slack, keeper, environment, cold, socket_mode, ports, addresses)
        for _ in range(bots):
            await company.start_bot()
        yield company


def _request_url(port: int) -> str:
    return f"http://127.0.0.1:{port}/slack/events"
