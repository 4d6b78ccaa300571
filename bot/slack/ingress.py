"""The one way in, for HTTP and Socket Mode alike: verify, check, drop duplicates, dispatch.

Signatures: https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import asyncio
import hashlib
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import Clock, SignatureVerifier

from bot.background import short_reference
from bot.logs import log_fields
from bot.metrics import Metrics
from bot.slack.decoding import RejectedError, malformed
from bot.slack.duplicates import NOTHING, Answer, Deliveries, delivery_key
from bot.slack.payload import SENT_AT, Kind, kind_of, name_of
from bot.slack.payload_shapes import check_shape

logger = logging.getLogger(__name__)

SLOW_ACK_SECONDS = 1.0
_ANSWERED_AT_ONCE = {Kind.COMMAND, Kind.GLOBAL_SHORTCUT, Kind.MESSAGE_SHORTCUT, Kind.EVENT}
"""What they ask for is done after the answer, and takes its turn there."""


def _opens_a_window(kind: Kind, body: Mapping[str, Any]) -> bool:
    """A button in App Home or in a message, whose trigger lives three seconds as well."""
    return kind is Kind.ACTION and (body.get("view") or {}).get("type") != "modal"


def _as_request(body: dict[str, Any], sent_at: float | None) -> AsyncBoltRequest:
    """What Bolt takes. It looks into members that we don't, and stumbles over odd ones."""
    try:
        return AsyncBoltRequest(body=body, mode="socket_mode", context={SENT_AT: sent_at})
    except (AttributeError, KeyError, TypeError):
        raise malformed() from None


class _InjectedClock(Clock):
    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now  # type: ignore[method-assign]


class SignedRequests:
    """Lets through what was signed with the app's signing secret within five minutes of now."""

    def __init__(self, signing_secret: str, now: Callable[[], float] = time.time) -> None:
        self._verifier = SignatureVerifier(signing_secret, _InjectedClock(now))

    def check(self, raw: bytes, headers: Mapping[str, str]) -> str:
        """The request's fingerprint. Raises RejectedError.

        ``headers`` are looked up by names in lower case.
        """
        timestamp = headers.get("x-slack-request-timestamp", "")
        signature = headers.get("x-slack-signature", "")
        if not (timestamp.isascii() and timestamp.isdecimal() and signature.isascii()):
            raise RejectedError("signature", 401)
        try:
            valid = self._verifier.is_valid(raw, timestamp[:20], signature)
        except UnicodeDecodeError:
            valid = False
        if not valid:
            raise RejectedError("signature", 401)
        return hashlib.sha256(signature.encode()).hexdigest()


class Ingress:
    """Hands payloads to Bolt, each act once and in its turn; measures the time to the answer."""

    def __init__(
        self, bolt: AsyncApp, deliveries: Deliveries, metrics: Metrics, turns: asyncio.Semaphore
    ) -> None:
        self._bolt = bolt
        self._deliveries = deliveries
        self._metrics = metrics
        self._turns = turns

    async def deliver(
        self, body: dict[str, Any], fingerprint: str | None = None, sent_at: float | None = None
    ) -> Answer:
        """The answer to a decoded payload. ``fingerprint`` tells one HTTP request from another;
        ``sent_at`` is when it was signed (whole seconds since the epoch), over HTTP. Raises
        RejectedError before anything is done with a payload that Slack can't have made."""
        kind = kind_of(body)
        if kind is not Kind.COMMAND:
            body.pop("command", None)  # Bolt takes whatever has one for a slash command
        check_shape(kind, body)
        if kind is None:
            # Such as app_rate_limited; anything but a 200 would make Slack send it again.
            logger.warning("ignored a payload of an unknown type")
            return NOTHING
        request = _as_request(body, sent_at)
        started = time.perf_counter()
        self._metrics.in_flight.inc()
        try:
            if kind in _ANSWERED_AT_ONCE or _opens_a_window(kind, body):
                return await self._once(kind, request, fingerprint)
            async with self._turns:
                return await self._once(kind, request, fingerprint)
        finally:
            self._metrics.in_flight.dec()
            self._measure(kind, body, time.perf_counter() - started)

    async def _once(self, kind: Kind, request: AsyncBoltRequest, fingerprint: str | None) -> Answer:
        key = delivery_key(kind, request.body, fingerprint)
        if key is None:
            return await self._dispatch(request)
        answer, duplicate = await self._deliveries.once(
            key, lambda: self._dispatch(request), marked=kind is not Kind.VIEW_SUBMISSION
        )
        if duplicate:
            self._metrics.requests.labels(kind.value, "duplicate").inc()
        return answer

    async def _dispatch(self, request: AsyncBoltRequest) -> Answer:
        try:
            response = await self._bolt.async_dispatch(request)
        except Exception:
            # Of Bolt itself, which has met something that Slack never sends: what a handler raises
            # is answered for before.
            reference = short_reference()
            logger.exception("a payload can't be dispatched", extra={"reference": reference})
            raise malformed() from None
        return Answer(response.status, response.body)

    def _measure(self, kind: Kind, body: Mapping[str, Any], seconds: float) -> None:
        self._metrics.acks.labels(kind.value).observe(seconds)
        if seconds >= SLOW_ACK_SECONDS:
            self._metrics.slow_acks.labels(kind.value).inc()
            key = name_of(kind, body).partition(":")[0]
            with log_fields(kind=kind.value, key=key):
                logger.warning("slow answer to Slack: %.2f s", seconds)
