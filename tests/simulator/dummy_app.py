"""An app without a framework: keeps what Slack sends and answers what it is told to."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol, cast
from urllib.parse import parse_qsl

from aiohttp import web
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from simulator.script import Workspace

Json = dict[str, Any]
Reply = Any
Handler = Callable[[Json], Awaitable[Reply]]


class Closable(Protocol):
    """The part of slack_sdk's client that is used here, with types."""

    async def connect(self) -> None: ...

    async def close(self) -> None: ...


@dataclass
class Received:
    """One delivery; over Socket Mode without headers."""

    kind: str
    payload: Json
    headers: dict[str, str]
    raw: bytes
    signed: bool


class DummyApp:
    """`on` tells it what to answer: a value, or a function of the payload.

    None is an empty 200, an int a status, a dict JSON, a str text.
    """

    def __init__(self, slack: Workspace) -> None:
        self._slack = slack
        self._handlers: dict[str, Reply | Handler] = {}
        self._news = asyncio.Event()
        self.received: list[Received] = []
        self.client = AsyncWebClient(token=slack.credentials.bot, base_url=slack.api_url)
        self._verifier = SignatureVerifier(slack.credentials.signing)
        self._runner: web.AppRunner | None = None
        self.url = ""
        self.socket: Closable | None = None

    def on(self, kind: str, reply: Reply | Handler) -> None:
        """Answer that kind so: a command with its slash, an event or payload by its type."""
        self._handlers[kind] = reply

    def opens(self, kind: str, view: Json) -> None:
        """Open `view` when that kind comes."""

        async def handle(payload: Json) -> None:
            await self.client.views_open(trigger_id=payload["trigger_id"], view=view)

        self.on(kind, handle)

    def of(self, kind: str) -> list[Json]:
        """The payloads of that kind, oldest first."""
        return [r.payload for r in self.received if r.kind == kind]

    async def until_received(self, kind: str, count: int = 1) -> list[Json]:
        """Wait for the `count`-th delivery of that kind."""
        async with asyncio.timeout(5):
            while len(self.of(kind)) < count:
                self._news.clear()
                await self._news.wait()
        return self.of(kind)

    async def start_http(self) -> str:
        """Serve on a free port; → the request URL."""
        application = web.Application()
        application.router.add_post("/slack/events", self._http)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}/slack/events"
        return self.url

    async def start_socket(self) -> None:
        """Connect as slack_sdk's own client does."""
        client = SocketModeClient(
            app_token=self._slack.credentials.app,
            web_client=AsyncWebClient(base_url=self._slack.api_url),
        )
        client.socket_mode_request_listeners.append(self._envelope)
        self.socket = cast(Closable, client)
        await self.socket.connect()

    async def stop(self) -> None:
        """End whatever was started."""
        if self._runner is not None:
            await self._runner.cleanup()
        if self.socket is not None:
            await self.socket.close()

    async def _http(self, request: web.Request) -> web.Response:
        raw = await request.read()
        headers = {name.lower(): value for name, value in request.headers.items()}
        signed = self._verifier.is_valid(
            raw,
            headers["x-slack-request-timestamp"],
            headers["x-slack-signature"],
        )
        if request.content_type == "application/json":
            body = json.loads(raw)
        else:
            form = dict(parse_qsl(raw.decode(), keep_blank_values=True))
            body = json.loads(form["payload"]) if "payload" in form else form
        reply = await self._answer(body, headers, raw, signed)
        if isinstance(reply, web.Response):
            return reply
        if isinstance(reply, int):
            return web.Response(status=reply)
        if isinstance(reply, dict):
            return web.json_response(reply)
        return web.Response(text=reply or "")

    async def _envelope(
        self, client: AsyncBaseSocketModeClient, request: SocketModeRequest
    ) -> None:
        headers = {}
        if request.retry_attempt:
            headers["x-slack-retry-num"] = str(request.retry_attempt)
            headers["x-slack-retry-reason"] = str(request.retry_reason)
        reply = await self._answer(request.payload, headers, b"", signed=True)
        if reply == "silence":
            return
        payload = {"text": reply} if isinstance(reply, str) else reply
        response = SocketModeResponse(envelope_id=request.envelope_id, payload=payload)
        await client.send_socket_mode_response(response)

    async def _answer(self, body: Json, headers: dict[str, str], raw: bytes, signed: bool) -> Reply:
        kind = body.get("command") or body["type"]
        payload = body
        if kind == "event_callback":
            kind = body["event"]["type"]
        self.received.append(Received(kind, payload, headers, raw, signed))
        self._news.set()
        if kind == "url_verification" and kind not in self._handlers:
            return {"challenge": body["challenge"]}
        reply = self._handlers.get(kind)
        return await reply(payload) if callable(reply) else reply
