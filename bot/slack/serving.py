"""Runs the bot: opens the transports, and closes them in an order that loses nothing."""

import asyncio
import contextlib
import gc
import logging
import socket
from collections.abc import Awaitable, Callable, Iterator

import aiohttp
import uvicorn
from slack_sdk.errors import SlackApiError
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.logs import describe_error
from bot.settings import SettingsError
from bot.slack.entrance import Entrance
from bot.slack.health import Check, health_routes
from bot.slack.http import SlackEndpoint
from bot.slack.ingress import SignedRequests
from bot.slack.manifest import ENDPOINT
from bot.slack.socket_mode import SocketMode

logger = logging.getLogger(__name__)

GRACE_SECONDS = 4.0
"""For requests in flight, and again for background work: Docker kills ten seconds after SIGTERM."""
KEEP_ALIVE_SECONDS = 75
"""Longer than a proxy keeps an idle connection, so that it is never the bot that closes one just
as the next request comes."""
_AGAIN_SECONDS = 5.0
_REFUSALS = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}
    | {"not_allowed_token_type", "missing_scope", "no_permission"}
)


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves signals to us: uvicorn raises them again at the end, which is no clean exit."""
        yield


def build_asgi(entrance: Entrance, socket_mode: SocketMode | None) -> ASGIApp:
    """The ASGI application: the three GETs, and Slack's POST unless Slack comes over a socket."""
    checks: dict[str, Check] = dict(entrance.checks)
    if socket_mode is not None:
        checks["socket"] = socket_mode.check
    pages = Starlette(routes=health_routes(checks, entrance.metrics))
    if socket_mode is not None or entrance.settings.slack_signing_secret is None:
        return pages
    secret = entrance.settings.slack_signing_secret.get_secret_value()
    endpoint = SlackEndpoint(
        entrance.ingress, SignedRequests(secret, entrance.now), entrance.metrics
    )

    async def either(scope: Scope, receive: Receive, send: Send) -> None:
        # Slack's requests go past the routing, which would cost each of them a tenth of its time.
        to_slack = scope.get("path") == ENDPOINT and scope.get("method") == "POST"
        await (endpoint if to_slack else pages)(scope, receive, send)

    return either


def bind(host: str, port: int) -> socket.socket:
    """A listening socket. Raises SettingsError where the address can't be had."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise SettingsError(
            f"Can't listen on HOST={host} PORT={port}: {error.strerror or error}. "
            "Is Touchpoint running already? Choose another PORT if so."
        ) from None


async def serve(entrance: Entrance, stop: asyncio.Event, on_ready: Callable[[str], None]) -> None:
    """Runs until ``stop`` is set, then lets work in flight finish.

    ``on_ready`` gets the base address, without a slash at its end, once Slack is connected. Raises
    SettingsError when the address is taken or Slack refuses a token.
    """
    settings = entrance.settings
    socket_mode = None
    if settings.slack_app_token is not None:
        token = settings.slack_app_token.get_secret_value()
        socket_mode = SocketMode(token, entrance.client, entrance.ingress, entrance.metrics)
    listener = bind(settings.host, settings.port)
    host, port = listener.getsockname()[:2]
    server = _Server(
        uvicorn.Config(
            build_asgi(entrance, socket_mode),
            access_log=False,
            log_config=None,
            lifespan="off",
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=int(GRACE_SECONDS),
        )
    )
    running = asyncio.create_task(server.serve(sockets=[listener]), name="HTTP server")
    try:
        connecting = asyncio.create_task(_connect(entrance, socket_mode), name="connect to Slack")
        stopping = asyncio.create_task(stop.wait(), name="wait for the end")
        await asyncio.wait({connecting, stopping, running}, return_when=asyncio.FIRST_COMPLETED)
        if connecting.done():
            connecting.result()
            # What start-up made stays for good: the collector needn't look at it again.
            gc.collect()
            gc.freeze()
            logger.info("ready: http://%s:%s, %s", host, port, _mode(socket_mode))
            on_ready(f"http://{host}:{port}")
            await asyncio.wait({stopping, running}, return_when=asyncio.FIRST_COMPLETED)
        logger.info("stopping")
        for task in (connecting, stopping):
            task.cancel()
        await asyncio.gather(connecting, stopping, return_exceptions=True)
    finally:
        server.should_exit = True
        if socket_mode is not None:
            await socket_mode.close(GRACE_SECONDS)
        await running
        await entrance.tasks.drain(GRACE_SECONDS)
    logger.info("stopped")


def _mode(socket_mode: SocketMode | None) -> str:
    return "POST /slack/events" if socket_mode is None else "Socket Mode"


async def _connect(entrance: Entrance, socket_mode: SocketMode | None) -> None:
    """Learns who we are and opens the socket, as often as it takes while Slack isn't there."""
    await _until_there(entrance.identity.refresh, "SLACK_BOT_TOKEN")
    if socket_mode is not None:
        await _until_there(socket_mode.connect, "SLACK_APP_TOKEN")


async def _until_there(call: Callable[[], Awaitable[object]], token: str) -> None:
    while True:
        try:
            await call()
        except SlackApiError as error:
            if error.response.get("error") in _REFUSALS:
                raise SettingsError(
                    f"Slack refuses {token}: {error.response['error']}. "
                    "Run `touchpoint doctor` to see what is wrong."
                ) from None
            logger.warning("Slack doesn't answer as it should: %s", describe_error(error))
        except (aiohttp.ClientError, OSError) as error:
            logger.warning("Slack can't be reached: %s", describe_error(error))
        else:
            return
        await asyncio.sleep(_AGAIN_SECONDS)
