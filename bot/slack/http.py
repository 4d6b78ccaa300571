"""``POST /slack/events`` as an ASGI application: everything that Slack sends over HTTP."""

import logging
from collections.abc import Iterable

import orjson
from starlette.types import Receive, Scope, Send

from bot.metrics import Metrics
from bot.slack.decoding import RejectedError, decode
from bot.slack.duplicates import NOTHING, Answer
from bot.slack.ingress import Ingress, SignedRequests

logger = logging.getLogger(__name__)

LARGEST_BODY = 2 * 1024 * 1024
"""Bytes. Slack's largest view is 250 kB of JSON, at most three times that in a form."""

_WANTED_HEADERS = frozenset(
    {b"content-type", b"content-length", b"x-slack-request-timestamp", b"x-slack-signature"}
)


class SlackEndpoint:
    """Reads, verifies and delivers one request at a time."""

    def __init__(self, ingress: Ingress, signatures: SignedRequests, metrics: Metrics) -> None:
        self._ingress = ingress
        self._signatures = signatures
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer = await self._answer(_headers(scope["headers"]), receive)
        except RejectedError as rejected:
            self._metrics.rejected.labels(rejected.reason).inc()
            logger.warning("rejected a request: %s", rejected.reason)
            answer = Answer(rejected.status)
        body = answer.body.encode()
        content_type = b"application/json; charset=utf-8" if body else b"text/plain; charset=utf-8"
        await send(
            {
                "type": "http.response.start",
                "status": answer.status,
                "headers": [
                    (b"content-type", content_type),
                    (b"content-length", str(len(body)).encode()),
                ],
            }
        )
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, headers: dict[str, str], receive: Receive) -> Answer:
        raw = await _read(headers, receive)
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


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    return {
        name.decode("latin-1"): value.decode("latin-1")
        for name, value in raw
        if name in _WANTED_HEADERS
    }


async def _read(headers: dict[str, str], receive: Receive) -> bytes:
    declared = headers.get("content-length", "0")
    if declared.isdecimal() and int(declared[:20]) > LARGEST_BODY:
        raise RejectedError("too_large", 413)
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RejectedError("disconnected", 400)
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > LARGEST_BODY:
            raise RejectedError("too_large", 413)
        if not message.get("more_body"):
            return b"".join(chunks)
