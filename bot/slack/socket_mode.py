"""Socket Mode: a WebSocket that we open, for workspaces that can't reach us.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import orjson
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.background import TaskSet
from bot.logs import slack_logger
from bot.metrics import Metrics
from bot.slack.decoding import RejectedError, malformed, read_json
from bot.slack.ingress import Ingress

logger = logging.getLogger(__name__)

PING_SECONDS = 5.0
_SAME_ADDRESS_SECONDS = 10.0
_ON_THE_WAY_SECONDS = 0.1
"""What Slack sent before we wish to go has come in by then."""


class _Client(SocketModeClient):
    def __init__(self, app_token: str, web_client: AsyncWebClient) -> None:
        self._listening: set[asyncio.Future[None]] = set()
        super().__init__(
            app_token,
            logger=slack_logger("socket_mode"),
            web_client=web_client,
            ping_interval=PING_SECONDS,
        )

    @property
    def reading(self) -> bool:
        """Whether a frame has come in that isn't handed on yet."""
        return bool(self._listening) or not self.message_queue.empty()

    async def connect(self) -> None:
        """The SDK goes on trying one address, but an address is good for one connection and soon
        expires. So it gets a new one from Slack every few seconds."""
        connect: Callable[[], Awaitable[None]] = super().connect
        while not self.closed:
            try:
                async with asyncio.timeout(_SAME_ADDRESS_SECONDS):
                    await connect()
            except TimeoutError:
                self.wss_uri = None
            else:
                return

    async def process_message(self) -> None:
        """Reads a frame as strictly and as leniently as a request's body is read. What the SDK
        can't read it logs with a traceback, and half a character it lets through."""
        text = await self.message_queue.get()
        if not text or not text.startswith("{"):
            return
        try:
            frame = read_json(text)
            if not isinstance(frame.get("payload", {}), dict):
                raise malformed()
        except RejectedError:
            logger.warning("passed over a frame that can't be read")
            return
        listening = asyncio.ensure_future(self.run_message_listeners(frame, text))
        self._listening.add(listening)
        listening.add_done_callback(self._listening.discard)


class SocketMode:
    """One connection to Slack, renewed whenever Slack or the network ends it."""

    def __init__(
        self, app_token: str, web_client: AsyncWebClient, ingress: Ingress, metrics: Metrics
    ) -> None:
        self._app_token = app_token
        self._web_client = web_client
        self._ingress = ingress
        self._metrics = metrics
        self._deliveries = TaskSet()
        self._client: _Client | None = None

    async def connect(self) -> None:
        """Returns once the connection stands. Raises SlackApiError if Slack refuses the token."""
        client = _Client(self._app_token, self._web_client)
        self._client = client
        client.socket_mode_request_listeners.append(self._take)
        client.wss_uri = await client.issue_new_wss_url()
        await client.connect()

    async def check(self) -> None:
        """Raises ConnectionError unless the connection stands."""
        if self._client is None or not await self._client.is_connected():
            raise ConnectionError("the socket to Slack isn't connected")

    async def close(self, grace_s: float) -> None:
        """Answers what has come in, ``grace_s`` seconds at most, then closes the connection.

        What Slack sends in the very moment of closing can't be answered any more: after its close
        frame an endpoint sends nothing (RFC 6455, 5.5.1), and Slack can't be told beforehand.
        """
        if self._client is None:
            return
        loop = asyncio.get_running_loop()
        until = loop.time() + grace_s
        await asyncio.sleep(min(_ON_THE_WAY_SECONDS, grace_s))
        while (self._deliveries or self._client.reading) and loop.time() < until:
            await self._deliveries.drain(until - loop.time())
            await asyncio.sleep(0)
        await self._deliveries.drain(0)
        close: Callable[[], Awaitable[None]] = self._client.close
        await close()

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        # A task of our own: the SDK keeps no reference to the one that this runs in.
        self._deliveries.spawn(self._deliver(client, request), "answer over Socket Mode")

    async def _deliver(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        try:
            answer = await self._ingress.deliver(request.payload)
        except RejectedError as rejected:
            self._metrics.rejected.labels(rejected.reason).inc()
            logger.warning("left a delivery unanswered: %s", rejected.reason)
            return
        if answer.status != 200:
            # Unanswered, so that Slack tells the user, or sends the event again.
            logger.warning("left a delivery unanswered after a failure")
            return
        acknowledgement: dict[str, object] = {"envelope_id": request.envelope_id}
        if answer.body and request.accepts_response_payload:
            acknowledgement["payload"] = orjson.Fragment(answer.body)
        await client.send_message(orjson.dumps(acknowledgement).decode())
