"""Both ways into a running bot, for bytes that no honest client sends; and whether they did
anything."""

from __future__ import annotations

import json
import logging
import sqlite3
import time
from collections import Counter
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

import aiohttp
from redis.asyncio import Redis

from bot.logs import format_error
from bot.metrics import Metrics
from bot.slack.manifest import ENDPOINT
from bot.slack.payload import Kind
from bot.slack.socket_mode import SocketMode
from bot.slack.web_client import build_web_client
from simulator.delivery.http import HttpTransport, signature
from tests.edge.house import until_in_flight
from tests.edge.stub_slack import stub_slack
from tests.scenarios import mutants

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from simulator.traffic import Entry
    from tests.edge.stub_slack import StubSlack
    from tests.scenarios.mutants import Mutant
    from tests.scenarios.stage import Stage

UNANSWERED = 0
"""In the place of a status: a delivery over Socket Mode that wasn't acknowledged."""
NOT_TAKEN = 503
"""It went wrong, with a reference, and nothing of it is kept."""
REFUSED = {400, 401, UNANSWERED}


class Tracebacks(logging.Handler):
    """Keeps what was logged with a traceback."""

    def __init__(self) -> None:
        super().__init__()
        self.without_reference: list[str] = []
        self.referenced: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1] and record.levelno >= logging.ERROR:
            told = format_error(record.exc_info[1])
            if hasattr(record, "reference"):
                self.referenced[told] += 1
            else:
                self.without_reference.append(f"{record.getMessage()}\n{told}")


class Entrance:
    """Mutants go in as bytes; ``counts`` are what came of them."""

    def __init__(
        self, stage: Stage, http: aiohttp.ClientSession, line: StubSlack, stores: Stores
    ) -> None:
        self._stage = stage
        self._http = http
        self._line = line
        self._stores = stores
        self._acts = 0
        self._envelopes = 0
        self._actor = stage.person("Benjamin Chiu").client.key
        self._calls: list[str] = []
        self.log = Tracebacks()
        self.counts: Counter[str] = Counter()
        transport = stage.slack.slack.transport
        assert isinstance(transport, HttpTransport)
        self._url = transport.app_url

    def note(self, entry: Entry) -> None:
        """Keeps the Slack methods that the bot calls."""
        if entry.direction == "from_app" and entry.status == "pending":
            self._calls.append(entry.kind)

    async def take(self, mutant: Mutant, *, over_socket: bool) -> None:
        """Send it, and hold what comes of it against what is promised."""
        mutant = self._as_new(mutant)
        before = await self._stores.state()
        self._calls.clear()
        failures = self.log.referenced.total()
        status = await (self._frame if over_socket else self._post)(mutant)
        await self._stage.quiet()
        if status == UNANSWERED and self.log.referenced.total() > failures:
            status = NOT_TAKEN  # of which Slack is told by silence too
        self.counts[f"{'socket' if over_socket else 'http'} {status}"] += 1
        assert status in {200, NOT_TAKEN, *REFUSED}
        assert self.log.without_reference == []
        if status in REFUSED:
            assert await self._stores.state() == before
            assert self._calls == []

    def told(self) -> str:
        """How many came to what, and the tracebacks that their users have a reference for."""
        lines = [f"{outcome}: {count}" for outcome, count in sorted(self.counts.items())]
        for trace, count in self.log.referenced.most_common():
            lines.append(f"{count} times, with a reference:\n{trace}")
        return "\n".join(lines)

    def _as_new(self, mutant: Mutant) -> Mutant:
        self._acts += 1
        trigger = self._stage.slack.slack.triggers.issue(self._actor)
        text = mutant.text.replace(mutants.TRIGGER.encode(), trigger.encode())
        return replace(mutant, text=text.replace(mutants.NEW.encode(), f"N{self._acts}".encode()))

    async def _post(self, mutant: Mutant) -> int:
        raw, content_type = as_request(mutant)
        stamp = str(int(time.time()))
        headers = {
            "content-type": content_type,
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": signature(self._stage.slack.credentials.signing, stamp, raw),
        }
        async with self._http.post(self._url, data=raw, headers=headers) as reply:
            await reply.read()
            return reply.status

    async def _frame(self, mutant: Mutant) -> int:
        self._envelopes += 1
        name = f"odd-{self._envelopes}"
        # What isn't UTF-8 a WebSocket doesn't carry.
        payload = mutant.text.decode("utf-8", "replace")
        frame = f'{{"envelope_id": "{name}", "type": "interactive", "payload": {payload}, '
        await self._line.sockets[-1].send_str(frame + '"accepts_response_payload": true}')
        acknowledged = await self._acknowledged()
        await until_in_flight(self._http, self._url.removesuffix(ENDPOINT), 0)
        acknowledged += await self._acknowledged()
        return 200 if name in acknowledged else UNANSWERED

    async def _acknowledged(self) -> list[object]:
        """What was acknowledged up to a frame that surely is, sent behind the others."""
        self._envelopes += 1
        last = f"sentinel-{self._envelopes}"
        await self._line.deliver(last, "events_api", {"type": "app_rate_limited"})
        found: list[object] = []
        while last not in found:
            found.append((await self._line.acknowledged.get())["envelope_id"])
        return found


class Stores:
    """Whether anything was written, whatever it is."""

    def __init__(self, database: str, redis: Redis) -> None:
        self._sqlite = sqlite3.connect(database)
        self._redis = redis

    async def state(self) -> tuple[int, int]:
        """Two counters that go on with every write of the bot's."""
        (written,) = self._sqlite.execute("PRAGMA data_version").fetchone()
        return written, (await self._redis.info("persistence"))["rdb_changes_since_last_save"]

    def close(self) -> None:
        self._sqlite.close()


def as_request(mutant: Mutant) -> tuple[bytes, str]:
    """The body and its content type, as Slack would send such a payload."""
    if mutant.kind is Kind.EVENT:
        return mutant.text, "application/json"
    members = {"payload": mutant.text}
    if mutant.kind is Kind.COMMAND:
        with suppress(ValueError):
            form = json.loads(mutant.text)
            if isinstance(form, dict):
                members = {key: _plain(value) for key, value in form.items()}
    pairs = (f"{quote_plus(_plain(key))}={quote_plus(value)}" for key, value in members.items())
    return "&".join(pairs).encode(), "application/x-www-form-urlencoded"


def _plain(value: object) -> bytes:
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode("utf-8", "surrogatepass")


@asynccontextmanager
async def entrance_to(stage: Stage, redis_url: str) -> AsyncIterator[Entrance]:
    """The bot of ``stage``, which Slack reaches by HTTP, with a socket besides."""
    edge = stage.bot.entrance
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        line = await stack.enter_async_context(stub_slack())
        redis = await stack.enter_async_context(Redis.from_url(redis_url))
        stores = Stores(str(stage.db.engine.url.database), redis)
        stack.callback(stores.close)
        client = build_web_client("xoxb-1", line.base_url, http, Metrics())
        socket = SocketMode("xapp-1", client, edge.ingress, edge.metrics)
        await socket.connect()
        stack.push_async_callback(socket.close, 1.0)
        entrance = Entrance(stage, http, line, stores)
        stack.callback(stage.slack.slack.traffic.listen(entrance.note))
        root = logging.getLogger()
        root.addHandler(entrance.log)
        stack.callback(root.removeHandler, entrance.log)
        yield entrance
