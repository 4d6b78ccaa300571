"""Deliveries by HTTP, signed as https://docs.slack.dev/authentication/verifying-requests-from-slack
says."""

import asyncio
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import aiohttp

from simulator.clock import Clock
from simulator.delivery.delivery import COMMAND, EVENT, Answer, Delivery, Unreachable

# An answer that comes after Slack has given up is still awaited, to show it in the traffic.
_PATIENCE = aiohttp.ClientTimeout(total=60)


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The value of X-Slack-Signature."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Request:
    """One signed request, ready to be sent (again): to where the app is then, or to `url`."""

    headers: dict[str, str]
    body: bytes
    url: str = ""


class HttpTransport:
    """Posts to the one request URL of the app."""

    name = "http"

    def __init__(self, app_url: str, signing_secret: str, token: str, clock: Clock) -> None:
        self.app_url = app_url
        self._secret = signing_secret
        self._token = token
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None
        self._verifying = asyncio.Lock()
        self._reachable = False
        self.verified = False

    @property
    def connected(self) -> bool:
        return self._reachable

    def point_to(self, app_url: str) -> None:
        """Send to another address from now on; it has to be verified anew."""
        self.app_url = app_url
        self.verified = False

    def pack(self, delivery: Delivery) -> Request:
        headers: dict[str, str] = {}
        if delivery.envelope == EVENT:
            body = json.dumps(delivery.payload).encode()
            headers["Content-Type"] = "application/json"
        else:
            form = (
                delivery.payload
                if delivery.envelope == COMMAND
                else {"payload": json.dumps(delivery.payload)}
            )
            body = urlencode(form).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if delivery.retry is not None:
            headers["X-Slack-Retry-Num"] = str(delivery.retry.number)
            headers["X-Slack-Retry-Reason"] = delivery.retry.reason
        timestamp = str(int(self._clock.now()))
        headers |= {
            "Accept": "application/json,*/*",
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }
        return Request(headers, body)

    async def send(self, package: Request) -> Answer:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=_PATIENCE)
        try:
            async with self._session.post(
                package.url or self.app_url,
                data=package.body,
                headers=package.headers,
                allow_redirects=False,
            ) as response:
                raw = await response.read()
        except (aiohttp.ClientError, OSError) as error:
            self._reachable = False
            raise Unreachable(str(error)) from error
        except TimeoutError:
            return Answer(failure="timeout")
        self._reachable = True
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, _decoded(raw, response.content_type), headers=headers)

    async def ready_for_events(self) -> bool:
        async with self._verifying:
            if not self.verified:
                self.verified = await self._verify()
            return self.verified

    async def _verify(self) -> bool:
        challenge = secrets.token_urlsafe(32)
        payload = {"token": self._token, "challenge": challenge, "type": "url_verification"}
        package = self.pack(Delivery(EVENT, "url_verification", "", payload))
        try:
            answer = await self.send(package)
        except Unreachable:
            return False
        body = answer.body
        answered = body.get("challenge") if isinstance(body, dict) else body
        return answer.acknowledged and answered == challenge

    async def probe(self) -> bool:
        """Look whether somebody listens at the app's address; whether that is news."""
        before = self._reachable
        address = urlsplit(self.app_url)
        try:
            _, writer = await asyncio.open_connection(address.hostname, address.port or 80)
        except OSError:
            self._reachable = False
        else:
            self._reachable = True
            writer.close()
        return self._reachable != before

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def _decoded(raw: bytes, content_type: str) -> Any:
    text = raw.decode("utf-8", errors="replace")
    if not text:
        return None
    if content_type == "application/json" or text.lstrip().startswith("{"):
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            return text
    return text
