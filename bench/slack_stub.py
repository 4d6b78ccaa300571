"""As much of Slack's Web API as the bot needs, with a delay of one's choice, in this process."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
from aiohttp import web

View = dict[str, Any]


class SlackStub:
    """Keeps the newest picture of each modal, by its id."""

    def __init__(self, delay_s: float) -> None:
        self.delay_s = delay_s
        self.api_url = ""
        self.calls = 0
        self.pictures: dict[str, View] = {}
        self._drawn = asyncio.Event()
        self._waiting: dict[str, asyncio.Future[View]] = {}
        self._numbers = itertools.count(1)

    async def opened(self, trigger_id: str) -> View:
        """The modal opened with ``trigger_id``, as soon as it is there."""
        loop = asyncio.get_running_loop()
        return await self._waiting.setdefault(trigger_id, loop.create_future())

    def show(self, view_id: str, content: View) -> View:
        """The view that Slack would send, for what the bot gave."""
        hash_ = f"{next(self._numbers)}.h"
        self.pictures[view_id] = {**content, "id": view_id, "hash": hash_, "state": {"values": {}}}
        self._drawn.set()
        self._drawn = asyncio.Event()
        return self.pictures[view_id]

    async def form(self, view_id: str) -> View:
        """The modal once it has a submit button: on a busy machine it first asks for patience."""
        while "submit" not in self.pictures[view_id]:
            await self._drawn.wait()
        return self.pictures[view_id]

    async def handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        is_json = request.content_type == "application/json"
        body = await request.json(loads=orjson.loads) if is_json else dict(request.query)
        self.calls += 1
        if self.delay_s:
            await asyncio.sleep(self.delay_s)
        return web.Response(
            body=orjson.dumps({"ok": True} | self._answer(method, body)),
            content_type="application/json",
        )

    def _answer(self, method: str, body: dict[str, Any]) -> dict[str, Any]:
        match method:
            case "auth.test":
                return {"team_id": "T1", "user_id": "UBOT", "bot_id": "B1", "user": "touchpoint"}
            case "users.info":
                return {"user": profile(body["user"])}
            case "views.open":
                view = self.show(f"V{next(self._numbers)}", body["view"])
                loop = asyncio.get_running_loop()
                self._waiting.setdefault(body["trigger_id"], loop.create_future()).set_result(view)
                return {"view": view}
            case "views.update":
                return {"view": self.show(body["view_id"], body["view"])}
            case "chat.postMessage" | "chat.update":
                return {"channel": "D1", "ts": f"{next(self._numbers)}.0", "message": {}}
            case _:
                return {"view": {"id": "VH", "hash": "1.h"}}


def profile(user: str) -> dict[str, Any]:
    """A Slack user; the e-mail address leads to a salesperson that ``bench.stage`` made."""
    return {
        "id": user,
        "name": user.lower(),
        "real_name": f"Person {user}",
        "tz": "Europe/Paris",
        "locale": "en-US",
        "profile": {"real_name": f"Person {user}", "email": f"{user.lower()}@example.com"},
    }


@asynccontextmanager
async def slack_stub(delay_s: float = 0.0) -> AsyncIterator[SlackStub]:
    """A stub that listens on a free port of 127.0.0.1."""
    stub = SlackStub(delay_s)
    app = web.Application(client_max_size=10**7)
    app.router.add_route("*", "/api/{method}", stub.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    stub.api_url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    try:
        yield stub
    finally:
        await runner.cleanup()
