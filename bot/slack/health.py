"""``/healthz``, ``/readyz`` and ``/metrics``, served in both modes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

import orjson
from aiohttp import web

from bot.logs import describe_error
from bot.metrics import CONTENT_TYPE, Metrics

logger = logging.getLogger(__name__)

Check = Callable[[], Awaitable[object]]
"""Returns if the thing is there, raises if it isn't."""

_CHECK_SECONDS = 2.0


async def _state(name: str, check: Check) -> str:
    try:
        async with asyncio.timeout(_CHECK_SECONDS):
            await check()
    except Exception as error:
        logger.warning("not ready: %s: %s", name, describe_error(error), exc_info=True)
        return "unavailable"
    return "ok"


def health_routes(checks: Mapping[str, Check], metrics: Metrics) -> list[web.RouteDef]:
    """The three routes. ``/readyz`` answers 503 unless every check passes within two seconds."""

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def readyz(_: web.Request) -> web.Response:
        states = await asyncio.gather(*(_state(name, check) for name, check in checks.items()))
        ready = all(state == "ok" for state in states)
        return web.Response(
            body=orjson.dumps(dict(zip(checks, states, strict=True)), option=orjson.OPT_INDENT_2),
            status=200 if ready else 503,
            content_type="application/json",
        )

    async def page(_: web.Request) -> web.Response:
        return web.Response(body=metrics.render(), headers={"Content-Type": CONTENT_TYPE})

    return [
        web.get("/healthz", healthz),
        web.get("/readyz", readyz),
        web.get("/metrics", page),
    ]
