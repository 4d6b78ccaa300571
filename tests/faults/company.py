"""Everything that a fault test runs: Slack in this process, the bot and its servers beside it."""

from __future__ import annotations

import asyncio
import signal
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from bot.handlers.declared import DECLARED
from bot.slack.manifest import build_manifest
from bot.storage.database import Database
from simulator.script import Workspace
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
    """`up` is set while the bot is ready; `lives` counts its starts.

    `address` is the bot's request URL, None in Socket Mode; `cold` starts import everything anew.
    """

    slack: Workspace
    keeper: Keeper
    environment: dict[str, str]
    cold: bool
    address: str | None = None
    up: asyncio.Event = field(default_factory=asyncio.Event)
    lives: int = 0
    kills: int = 0
    _bot: BotProcess | None = None

    async def start_bot(self) -> None:
        """Returns when it is ready for deliveries. Raises AssertionError when it isn't in time."""
        greeted = asyncio.Event()

        def on_traffic(entry: Entry) -> None:
            if entry.kind == "api:auth.test" and entry.status == 200:
                greeted.set()

        stop_listening = self.slack.slack.traffic.listen(on_traffic)
        try:
            self._bot = await self.keeper.start(self.environment, cold=self.cold)
            try:
                async with asyncio.timeout(READY_WITHIN_S):
                    await self._first(greeted, self._bot.ended)
                    assert not self._bot.ended.is_set(), f"no start\n{self.log()}"
                    if self.address is not None:
                        self.slack.point_to(self.address)  # verified anew
                    await self.slack.connected()
            except TimeoutError:
                raise AssertionError(f"the bot isn't ready\n{self.log()}") from None
        finally:
            stop_listening()
        self.lives += 1
        self.up.set()

    async def kill_bot(self, how: signal.Signals = signal.SIGKILL) -> None:
        """Returns when it is dead."""
        assert self._bot is not None
        assert not self._bot.ended.is_set(), f"the bot has died by itself\n{self.log()}"
        self.up.clear()
        await self._bot.end(how)
        self.kills += how is signal.SIGKILL
        self.slack.slack.changes.ring()

    async def restart_bot(self) -> None:
        """Killed and started again."""
        await self.kill_bot()
        await self.start_bot()

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
) -> AsyncIterator[Company]:
    """A workspace with the bot in it; at the end the bot is dead."""
    manifest = build_manifest(DECLARED, None if socket_mode else "https://bot.example.com")
    port = free_port()
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
            "PORT": str(port),
            "LOG_LEVEL": "INFO",
        }
        address = None if socket_mode else f"http://127.0.0.1:{port}/slack/events"
        company = Company(slack, keeper, environment, cold, address)
        await company.start_bot()
        yield company
