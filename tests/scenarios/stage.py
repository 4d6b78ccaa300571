"""A workspace, the bot in this process, and a look into the database: what scenarios play on."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr
from sqlalchemy import text

from bot.app import Touchpoint, open_touchpoint
from bot.background import BEHIND_AT_ONCE
from bot.handlers.declared import DECLARED
from bot.settings import Settings
from bot.slack.manifest import build_manifest
from bot.slack.serving import serve
from simulator.script import Workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from sqlalchemy import URL

    from bot.storage.database import Database
    from simulator.script import Home, Organisation, Person

PATIENCE_S = 10.0
"""How long people and tests wait before they give up; a busy machine is slow."""


class Clock:
    """The bot's clock: it starts on Monday, 16 March 2026, at ten o'clock UTC, and goes on."""

    def __init__(self) -> None:
        self._ahead = datetime(2026, 3, 16, 10, 0, 0, tzinfo=UTC) - datetime.now(UTC)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def pass_by(self, **units: float) -> None:
        """Let time pass: ``hours=2``."""
        self._ahead += timedelta(**units)

    def set(self, moment: datetime) -> None:
        self._ahead = moment - datetime.now(UTC)


@dataclass
class Stage:
    """``slack`` is the workspace, ``bot`` the running Touchpoint, ``db`` its database."""

    slack: Workspace
    bot: Touchpoint
    db: Database
    clock: Clock

    def person(self, name: str) -> Person:
        return self.slack.person(name)

    def second_device(self, person: Person) -> Person:
        """The same user at another device; what is open on the first one stays so."""
        return self.slack.person(person.name, device="desk")

    async def home(self, person: Person) -> Home:
        """App Home, looked at anew and up to date."""
        seen = len(self.slack.traffic("event:app_home_opened"))
        home = await person.open_home()
        await person.until(
            lambda: [e.status for e in self.slack.traffic("event:app_home_opened")][seen:] == [200],
            "an answer to the event",
        )
        await self.quiet()
        return home

    async def rows(self, sql: str, **parameters: Any) -> list[dict[str, Any]]:
        """What the database holds, as dictionaries."""
        async with self.db.read() as session:
            found = await session.execute(text(sql), parameters)
            return [dict(row) for row in found.mappings()]

    async def execute(self, sql: str, **parameters: Any) -> None:
        """A change behind the bot's back."""
        async with self.db.begin() as session:
            await session.execute(text(sql), parameters)

    async def logged(self) -> list[dict[str, Any]]:
        """What was logged since the curtain rose, in its order."""
        await self.quiet()
        return await self.rows(
            "SELECT i.*, c.comment FROM interactions i"
            " LEFT JOIN interaction_comments c ON c.interaction_id = i.id"
            " WHERE i.draft_id NOT LIKE 'sample-%' ORDER BY i.id"
        )

    async def quiet(self) -> None:
        """Wait until the bot has nothing left to do after its answers."""
        assert await self.bot.entrance.tasks.drain(PATIENCE_S), "the bot doesn't come to an end"

    @asynccontextmanager
    async def busy(self) -> AsyncIterator[None]:
        """What follows an answer waits for its turn until the block ends, as in a crowd."""
        ended = asyncio.Event()
        for _ in range(BEHIND_AT_ONCE):
            self.bot.entrance.tasks.spawn_behind(ended.wait(), "keep the others waiting")
        try:
            yield
        finally:
            ended.set()

    async def drafts(self) -> list[str]:
        """The ids of everybody's drafts."""
        await self.quiet()
        return await self.bot.parts.drafts.all_ids()


@asynccontextmanager
async def bot_running(
    slack: Workspace, settings: Settings, redis_url: str, clock: Callable[[], datetime]
) -> AsyncIterator[Touchpoint]:
    """The bot, connected to the workspace, until the block ends."""
    stop, ready = asyncio.Event(), asyncio.Event()
    address: list[str] = []

    def on_ready(url: str) -> None:
        address.append(url)
        ready.set()

    async with open_touchpoint(settings, redis_url, clock=clock) as touchpoint:
        running = asyncio.create_task(serve(touchpoint.entrance, stop, on_ready))
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


def settings_for(
    slack: Workspace, database_url: URL, *, socket_mode: bool, **more: Any
) -> Settings:
    """Settings of a bot in this workspace; ``more`` are further ones."""
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
    database_url: URL,
    redis_url: str,
    *,
    socket_mode: bool = False,
    organisation: Organisation | None = None,
    hears_messages: bool = False,
    **more: Any,
) -> AsyncIterator[Stage]:
    """A workspace and the bot in it, or on the whole ``organisation``. ``more`` are settings.

    ``hears_messages``: an administrator lets it hear the direct messages to it.
    """
    manifest = build_manifest(DECLARED, None if socket_mode else "https://bot.example.com")
    if hears_messages:
        manifest["oauth_config"]["scopes"]["bot"].append("im:history")
        manifest["settings"]["event_subscriptions"]["bot_events"].append("message.im")
    clock = Clock()
    async with AsyncExitStack() as stack:
        transport = "socket" if socket_mode else "http"
        slack = await stack.enter_async_context(
            Workspace.start(
                manifest,
                transport=transport,
                organisation=organisation,
                patience_s=PATIENCE_S,
            )
        )
        settings = settings_for(slack, database_url, socket_mode=socket_mode, **more)
        bot = await stack.enter_async_context(bot_running(slack, settings, redis_url, clock))
        yield Stage(slack, bot, bot.database, clock)
