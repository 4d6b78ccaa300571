"""The entrance with a few listeners, served on a free port of 127.0.0.1."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode

import aiohttp
from redis.asyncio import Redis

from bot.background import TaskSet
from bot.metrics import Metrics
from bot.settings import Settings
from bot.slack.entrance import Entrance, build_entrance
from bot.slack.identity import Identity
from bot.slack.payload import Inbound, Kind
from bot.slack.registration import Ack, Command, Listeners, Shortcut
from bot.slack.serving import serve
from bot.slack.web_client import build_web_client, open_session

SECRET = "signing-secret-of-the-tests"


class Everybody:
    """Lets anybody in."""

    async def who(self, inbound: Inbound) -> str:
        return inbound.user_id

    async def glance(self, inbound: Inbound) -> None:
        """Nobody is looked at."""


class Handlers:
    """Handlers that keep what they saw; ``gate`` holds back the wizard's until it is set."""

    def __init__(self) -> None:
        self.seen: list[Inbound] = []
        self.entered = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()
        self.error: BaseException | None = None

    async def wizard(self, inbound: Inbound, who: str = "") -> Ack:
        self.seen.append(inbound)
        self.entered.set()
        await self.gate.wait()
        if self.error:
            raise self.error
        return {"response_action": "update", "view": {"step": len(self.seen)}}

    async def quiet(self, inbound: Inbound, who: str = "") -> Ack:
        self.seen.append(inbound)
        if self.error:
            raise self.error
        return None

    async def options(self, inbound: Inbound, who: str = "") -> Ack:
        self.seen.append(inbound)
        return {"options": [{"value": str(len(self.seen))}]}

    async def open(self, inbound: Inbound) -> Ack:
        self.seen.append(inbound)
        await inbound.client.views_open(trigger_id=inbound.trigger_id or "", view={})
        return None

    def listeners(self) -> Listeners[str]:
        listeners: Listeners[str] = Listeners()
        app = listeners.feature()
        app.command(Command("/interaction", "Log", "[words]"), self.quiet)
        shortcut = Shortcut(Kind.GLOBAL_SHORTCUT, "log_interaction", "Log", "Log it")
        app.shortcut(shortcut, self.open)
        app.view("wizard", self.wizard)
        app.view_closed("wizard", self.quiet)
        app.options("contact", self.options)
        app.action("resume", self.quiet)
        app.event("app_home_opened", self.quiet)
        return listeners


async def refuse(inbound: Inbound, error: Exception, reference: str | None) -> Ack:
    """A failure policy that gives up, as one would that fails itself."""
    raise error


class House:
    """A served edge and a client to it."""

    def __init__(self, base: str, edge: Entrance, http: aiohttp.ClientSession) -> None:
        self.base = base
        self.edge = edge
        self.http = http

    async def post(self, raw: bytes, headers: dict[str, str]) -> tuple[int, str]:
        async with self.http.post(f"{self.base}/slack/events", data=raw, headers=headers) as reply:
            return reply.status, await reply.text()

    async def send(self, body: dict[str, Any], at: float | None = None) -> tuple[int, str]:
        """Posts ``body`` as Slack would, signed at ``at`` (seconds since the epoch)."""
        return await self.post(*signed(body, at))

    async def until_in_flight(self, count: int) -> None:
        """Waits until so many payloads are being worked on."""
        await until_in_flight(self.http, self.base, count)

    async def get(self, path: str) -> tuple[int, str]:
        async with self.http.get(self.base + path) as reply:
            return reply.status, await reply.text()


async def until_in_flight(http: aiohttp.ClientSession, base: str, count: int) -> None:
    """Waits until the bot at ``base`` works on so many payloads, as its page of metrics says."""
    wanted = f"touchpoint_requests_in_flight {float(count)}"
    async with asyncio.timeout(20):
        while True:
            async with http.get(f"{base}/metrics") as reply:
                if wanted in (await reply.text()).splitlines():
                    return
            await asyncio.sleep(0.01)


def encode(body: dict[str, Any]) -> tuple[bytes, str]:
    """The bytes that Slack would post for ``body``, and their content type."""
    if body.get("type") in ("event_callback", "url_verification"):
        return json.dumps(body).encode(), "application/json"
    form = body if "command" in body or "ssl_check" in body else {"payload": json.dumps(body)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def sign(raw: bytes, at: float, secret: str = SECRET) -> dict[str, str]:
    """Slack's two headers."""
    stamp = str(int(at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + raw, hashlib.sha256)
    return {
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={digest.hexdigest()}",
    }


def signed(body: dict[str, Any], at: float | None = None) -> tuple[bytes, dict[str, str]]:
    """Bytes and headers of a request that Slack would send."""
    raw, content_type = encode(body)
    return raw, {"content-type": content_type, **sign(raw, time.time() if at is None else at)}


@asynccontextmanager
async def served(
    handlers: Handlers, redis_url: str, slack_url: str, **settings: Any
) -> AsyncIterator[House]:
    """Serves the edge; leaving stops it as SIGTERM would."""
    options: dict[str, Any] = {
        "_env_file": None,
        "slack_api_url": slack_url,
        "slack_bot_token": "xoxb-1",
        "slack_signing_secret": SECRET,
        "port": 0,
    }
    values = Settings(**(options | settings))
    metrics = Metrics()
    tasks = TaskSet()
    redis = Redis.from_url(redis_url)
    stop = asyncio.Event()
    base: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    async with open_session() as session, aiohttp.ClientSession() as http:
        client = build_web_client("xoxb-1", values.slack_api_url, session, metrics)
        edge = build_entrance(
            values,
            handlers.listeners(),
            client=client,
            identity=Identity(client),
            gate=Everybody(),
            redis=redis,
            tasks=tasks,
            metrics=metrics,
            failure_policy=refuse,
            expected=(),
            checks={"redis": redis.ping},
        )
        running = asyncio.create_task(serve(edge, stop, base.set_result))
        try:
            starting: set[asyncio.Future[Any]] = {running, base}
            await asyncio.wait(starting, return_when=asyncio.FIRST_COMPLETED)
            if not running.done():
                yield House(base.result(), edge, http)
        finally:
            stop.set()
            # Also what the start raised, such as a SettingsError.
            try:
                await running
            finally:
                await redis.aclose()
