"""Runs the bot: opens the transports, and closes them in an order that loses nothing."""

import asyncio
import gc
import logging
import socket
from collections.abc import Awaitable, Callable

import aiohttp
from aiohttp import web
from slack_sdk.errors import SlackApiError

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
BACKLOG = 2048
"""Connections that wait to be accepted: a crowd comes in one moment."""
_AGAIN_SECONDS = 5.0
_REFUSALS = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}
    | {"not_allowed_token_type", "missing_scope", "no_permission"}
)


def build_application(entrance: Entrance, socket_mode: SocketMode | None) -> web.Application:
    """The three GETs, and Slack's POST unless Slack comes over a socket."""
    checks: dict[str, Check] = dict(entrance.checks)
    if socket_mode is not None:
        checks["socket"] = socket_mode.check
    application = web.Application()
    application.on_response_prepare.append(_without_versions)
    application.add_routes(health_routes(checks, entrance.metrics))
    if socket_mode is None and entrance.settings.slack_signing_secret is not None:
        secret = entrance.settings.slack_signing_secret.get_secret_value()
        signatures = SignedRequests(secret, entrance.now)
        endpoint = SlackEndpoint(entrance.ingress, signatures, entrance.metrics)
        application.router.add_post(ENDPOINT, endpoint.take)
    return application


async def _without_versions(_: web.Request, response: web.StreamResponse) -> None:
    """Nobody needs to know which versions answer."""
    del response.headers["Server"]


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
    runner = web.AppRunner(
        build_application(entrance, socket_mode),
        access_log=None,
        keepalive_timeout=KEEP_ALIVE_SECONDS,
        shutdown_timeout=GRACE_SECONDS,
    )
    await runner.setup()
    await web.SockSite(runner, listener, backlog=BACKLOG).start()
    try:
        connecting = asyncio.create_task(_connect(entrance, socket_mode), name="connect to Slack")
        stopping = asyncio.create_task(stop.wait(), name="wait for the end")
        await asyncio.wait({connecting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if connecting.done():
            connecting.result()
            # What start-up made stays for good: the collector needn't look at it again.
            gc.collect()
            gc.freeze()
            logger.info("ready: http://%s:%s, %s", host, port, _mode(socket_mode))
            on_ready(f"http://{host}:{port}")
            await stopping
        logger.info("stopping")
        for task in (connecting, stopping):
            task.cancel()
        await asyncio.gather(connecting, stopping, return_exceptions=True)
    finally:
        if socket_mode is not None:
            await socket_mode.close(GRACE_SECONDS)
        await runner.cleanup()
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
