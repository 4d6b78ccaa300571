"""A workspace, the bot in this process, and a look into the database: what scenarios play on."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr
from sqlalchemy import text

from bot.app import Touchpoint, declared_registry, open_touchpoint
from bot.manifest import build_manifest
from bot.serving import serve
from bot.settings import Settings
from simulator.script import Workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import URL

    from bot.database import Database


@dataclass
class Stage:
    """``slack`` is the workspace, ``bot`` the running Touchpoint, ``db`` its database."""

    slack: Workspace
    bot: Touchpoint
    db: Database

    async def rows(self, sql: str, **parameters: Any) -> list[dict[str, Any]]:
        """What the database holds, as dictionaries."""
        async with self.db.read() as session:
            found = await session.execute(text(sql), parameters)
            return [dict(row) for row in found.mappings()]

    async def execute(self, sql: str, **parameters: Any) -> None:
        """A change behind the bot's back."""
        async with self.db.begin() as session:
            await session.execute(text(sql), parameters)

    async def quiet(self) -> None:
        """Wait until the bot has nothing left to do."""
        while len(self.bot.core.tasks):
            await asyncio.sleep(0.01)

    async def drafts(self) -> list[str]:
        return await self.bot.core.drafts.all_ids()


@asynccontextmanager
async def bot_running(slack: Workspace, settings: Settings, redis_url: str) -> AsyncIterator[Touchpoint]:
    """The bot, connected to the workspace, until the block ends."""
    stop, ready = asyncio.Event(), asyncio.Event()
    address: list[str] = []

    def on_ready(url: str) -> None:
        address.append(url)
        ready.set()

    async with open_touchpoint(settings, redis_url) as touchpoint:
        running = asyncio.create_task(serve(touchpoint.edge, stop, on_ready))
        try:
            waiting = asyncio.create_task(ready.wait())
            await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            if running.done():
                running.result()
            if not settings.socket_mode:
                slack.point_to(f"{address[0]}/slack/events")
            await slack.connected()
            yield touchpoint
        finally:
            stop.set()
            await running


def settings_for(slack: Workspace, database_url: URL, *, socket_mode: bool, **more: Any) -> Settings:
    credentials = slack.credentials
    return Settings(
        _env_file=None,  # type: ignore[call-arg]  # pydantic-settings' own switch
        slack_bot_token=SecretStr(credentials.bot),
        slack_signing_secret=SecretStr(credentials.signing),
        slack_app_token=SecretStr(credentials.app) if socket_mode else None,
        slack_api_url=slack.api_url,
        database_url=database_url.render_as_string(hide_password=False),
        port=0,
        **more,
    )


@asynccontextmanager
async def staged(
    database_url: URL, redis_url: str, *, socket_mode: bool = False, **more: Any
) -> AsyncIterator[Stage]:
    """A workspace and the bot in it."""
    manifest = build_manifest(
        declared_registry(), None if socket_mode else "https://bot.example.com"
    )
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(
            Workspace.start(manifest, transport="socket" if socket_mode else "http")
        )
        settings = settings_for(slack, database_url, socket_mode=socket_mode, **more)
        bot = await stack.enter_async_context(bot_running(slack, settings, redis_url))
        yield Stage(slack, bot, bot.database)
