"""Slack's Web API: one client, one connection pool, retries as Slack asks for them.

Rate limits: https://docs.slack.dev/apis/web-api/rate-limits
"""

import asyncio
import random
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import aiohttp
import orjson
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.logs import slack_logger
from bot.metrics import Metrics

TRIGGER_METHODS = frozenset({"views.open", "views.push"})
TRIGGER_SECONDS = 2.8
"""A trigger_id lives for three seconds, of which its way to us has taken some."""
CALL_SECONDS = 60.0
"""How long any other call may go on, with all its retries."""

_RETRIES = 3
_REQUEST_SECONDS = 30
_CONNECTIONS = 512

_deadline: ContextVar[float] = ContextVar("web_api_deadline")


class Retries(AsyncRetryHandler):
    """Tries again after 429 (when ``Retry-After`` says), 5xx and lost connections, as long as the
    call's deadline allows. slack_sdk's own handlers stop at 500 and 503 and know no deadline."""

    def __init__(self, metrics: Metrics, max_retry_count: int = _RETRIES) -> None:
        super().__init__(max_retry_count)
        self._metrics = metrics

    def _plan(
        self, state: RetryState, response: HttpResponse | None, error: Exception | None
    ) -> tuple[str, float] | None:
        """Why and after how many seconds to try again; None for not at all."""
        if response is not None and response.status_code == 429:
            # A little later than asked: the others that were refused come back as well.
            return "rate_limit", _retry_after(response) + random.random() / 5
        # A half, one and two seconds, each spread by half.
        pause = 0.5 * 2**state.current_attempt * (0.75 + random.random() / 2)
        if response is not None and response.status_code >= 500:
            return "server_error", pause
        if isinstance(error, aiohttp.ClientConnectionError):
            # The first time at once: most often a kept connection that Slack had closed.
            return "connection", pause if state.current_attempt else 0.0
        return None

    async def can_retry_async(
        self,
        *,
        state: RetryState,
        response: HttpResponse | None = None,
        error: Exception | None = None,
        **_: Any,
    ) -> bool:
        """Whether there is a reason to try again, a try left, and time for it."""
        if state.current_attempt >= self.max_retry_count:
            return False
        plan = self._plan(state, response, error)
        now = asyncio.get_running_loop().time()
        return plan is not None and now + plan[1] < _deadline.get(now + CALL_SECONDS)

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        response: HttpResponse | None = None,
        error: Exception | None = None,
        **_: Any,
    ) -> None:
        """Waits for the next try."""
        plan = self._plan(state, response, error)
        if plan is not None:
            self._metrics.web_api_retries.labels(plan[0]).inc()
            state.next_attempt_requested = True
            await asyncio.sleep(plan[1])
            state.increment_current_attempt()


def _retry_after(response: HttpResponse) -> float:
    for name, value in response.headers.items():
        if name.lower() == "retry-after":
            try:
                return float(value[0] if isinstance(value, list) else value)
            except ValueError:
                break
    return 1.0


def _readable(error: SlackApiError) -> SlackApiError:
    """The error with an answer that has an ``error``. The SDK's may hold a page of a proxy as text,
    or the raw HTTP response, neither of which can be asked for it."""
    answer = getattr(error.response, "data", error.response)
    if isinstance(answer, dict) and answer.get("error"):
        return error
    build: Callable[..., SlackApiError] = SlackApiError
    return build("Slack's answer can't be read", {"ok": False, "error": "unreadable_answer"})


class SlackClient(AsyncWebClient):
    """The SDK's client with a deadline for each call, retries included, and counters.

    Raises SlackApiError for an answer that isn't ok (its ``response["error"]`` says why, also for a
    page that isn't Slack's: ``unreadable_answer``), TimeoutError when the deadline passes,
    aiohttp.ClientError when Slack can't be reached.
    """

    def __init__(self, token: str, *, metrics: Metrics, **options: Any) -> None:
        super().__init__(token, **options)
        self._metrics = metrics

    async def api_call(self, api_method: str, **arguments: Any) -> AsyncSlackResponse:
        """Calls ``api_method``; those that spend a trigger get no more time than it has left."""
        seconds = TRIGGER_SECONDS if api_method in TRIGGER_METHODS else CALL_SECONDS
        reset = _deadline.set(asyncio.get_running_loop().time() + seconds)
        outcome = "unreachable"
        try:
            async with asyncio.timeout(seconds):
                response = await super().api_call(api_method, **arguments)
            outcome = "ok"
        except SlackApiError as error:
            readable = _readable(error)
            outcome = str(readable.response["error"])
            if readable is error:
                raise
            raise readable from error
        except TimeoutError:
            outcome = "timeout"
            raise
        finally:
            _deadline.reset(reset)
            self._metrics.web_api_calls.labels(api_method, outcome).inc()
        return response


def open_session() -> aiohttp.ClientSession:
    """The one session that all calls share; a connection of its own for each call would cost a
    TLS handshake. To be closed by whoever opened it."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=_CONNECTIONS),
        timeout=aiohttp.ClientTimeout(total=_REQUEST_SECONDS, sock_connect=5),
        json_serialize=lambda value: orjson.dumps(value).decode(),
    )


def build_web_client(
    token: str, base_url: str, session: aiohttp.ClientSession, metrics: Metrics
) -> SlackClient:
    """The client that handlers and services use. ``base_url`` ends with a slash."""
    return SlackClient(
        token,
        metrics=metrics,
        base_url=base_url,
        session=session,
        timeout=_REQUEST_SECONDS,
        logger=slack_logger("web"),
        retry_handlers=[Retries(metrics)],
    )
