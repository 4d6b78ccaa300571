"""``POST /slack/events``: everything that Slack sends over HTTP."""

import logging

import orjson
from aiohttp import web

from bot.metrics import Metrics
from bot.slack.decoding import RejectedError, decode
from bot.slack.duplicates import NOTHING, Answer
from bot.slack.ingress import Ingress, SignedRequests

logger = logging.getLogger(__name__)

LARGEST_BODY = 2 * 1024 * 1024
"""Bytes. Slack's largest view is 250 kB of JSON, at most three times that in a form."""


class SlackEndpoint:
    """Reads, verifies and delivers one request at a time."""

    def __init__(self, ingress: Ingress, signatures: SignedRequests, metrics: Metrics) -> None:
        self._ingress = ingress
        self._signatures = signatures
        self._metrics = metrics

    async def take(self, request: web.BaseRequest) -> web.Response:
        try:
            answer = await self._answer(request)
        except RejectedError as rejected:
            self._metrics.rejected.labels(rejected.reason).inc()
            logger.warning("rejected a request: %s", rejected.reason)
            answer = Answer(rejected.status)
        content_type = "application/json" if answer.body else "text/plain"
        return web.Response(status=answer.status, text=answer.body, content_type=content_type)

    async def _answer(self, request: web.BaseRequest) -> Answer:
        raw, headers = await _read(request), request.headers
        if b"ssl_check=1" in raw[:100] and not headers.get("x-slack-signature"):
            # Slack looks whether the certificate is good; there is nothing to tell.
            return NOTHING
        fingerprint = self._signatures.check(raw, headers)
        body = decode(raw, headers.get("content-type", ""))
        if body.get("ssl_check"):
            return NOTHING
        if body.get("type") == "url_verification":
            return Answer(200, orjson.dumps({"challenge": body.get("challenge")}).decode())
        sent_at = float(headers["x-slack-request-timestamp"])
        return await self._ingress.deliver(body, fingerprint, sent_at)


async def _read(request: web.BaseRequest) -> bytes:
    raw = bytearray()
    try:
        async for chunk in request.content.iter_any():
            raw += chunk
            if len(raw) > LARGEST_BODY:
                raise RejectedError("too_large", 413)
    except (ConnectionError, web.RequestPayloadError):
        raise RejectedError("disconnected", 400) from None
    return bytes(raw)
