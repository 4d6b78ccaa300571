"""A stub of Slack's Web API and of its Socket Mode, for the edge alone: it answers what a test
tells it to, not before ``released`` is set, and keeps what it was sent."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import WSMsgType, web

SCOPES = "commands,chat:write,users:read,users:read.email,files:read,files:write"


class StubSlack:
    """``answers[method]`` are given in their order, then ``{"ok": true}`` for ever."""

    def __init__(self) -> None:
        self.base_url = ""
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.answers: dict[str, deque[web.Response]] = defaultdict(deque)
        self.headers: dict[str, str] = {"x-oauth-scopes": SCOPES}
        self.sockets: list[web.WebSocketResponse] = []
        self.connected = asyncio.Event()
        self.acknowledged: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.called = asyncio.Condition()
        self.released = asyncio.Event()
        self.released.set()

    def answer(self, method: str, body: Any = None, status: int = 200, **headers: str) -> None:
        """Queues one answer to ``method``."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[method].append(web.json_response(body, status=status, headers=names))

    def methods(self) -> list[str]:
        """The methods called, in order."""
        return [method for method, _ in self.calls]

    async def until_called(self, method: str) -> None:
        """Returns once ``method`` was called."""
        async with self.called:
            await self.called.wait_for(lambda: method in self.methods())

    async def send(self, envelope: dict[str, Any]) -> None:
        """Sends a frame over the newest socket."""
        await self.sockets[-1].send_str(json.dumps(envelope))

    async def deliver(self, envelope_id: str, kind: str, payload: dict[str, Any]) -> None:
        """Sends a payload as Socket Mode wraps it."""
        await self.send(
            {
                "envelope_id": envelope_id,
                "type": kind,
                "payload": payload,
                "accepts_response_payload": True,
            }
        )

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        is_json = request.content_type == "application/json"
        body = await request.json() if is_json else dict(await request.post())
        self.calls.append((method, body))
        async with self.called:
            self.called.notify_all()
        await self.released.wait()
        if self.answers[method]:
            return self.answers[method].popleft()
        reply: dict[str, Any] = {"ok": True}
        if method == "auth.test":
            reply |= {"team_id": "T0001", "user_id": "UBOT", "bot_id": "B1", "user": "touchpoint"}
        if method == "apps.connections.open":
            reply["url"] = self.base_url.replace("http", "ws", 1) + "link?ticket=secret-ticket"
        return web.json_response(reply, headers=self.headers)

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_str(json.dumps({"type": "hello", "num_connections": 1}))
        self.connected.set()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self.acknowledged.put(json.loads(message.data))
        return socket


@asynccontextmanager
async def stub_slack() -> AsyncIterator[StubSlack]:
    """A stub that listens on a free port of 127.0.0.1."""
    stub = StubSlack()
    app = web.Application()
    app.router.add_get("/api/link", stub._socket)
    app.router.add_route("*", "/api/{method}", stub._call)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    stub.base_url = f"http://127.0.0.1:{port}/api/"
    try:
        yield stub
    finally:
        stub.released.set()
        await asyncio.gather(*(socket.close() for socket in stub.sockets))
        await runner.cleanup()
