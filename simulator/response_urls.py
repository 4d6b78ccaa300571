"""Response URLs: the right to answer an interaction five times within half an hour."""

import secrets
from dataclasses import dataclass

from simulator.clock import Clock
from simulator.errors import SlackError

USES = 5
LIFETIME_S = 30 * 60.0


@dataclass(slots=True)
class Grant:
    """What was interacted with; `message_ts` is the message, if it was one."""

    user_id: str
    channel_id: str
    message_ts: str | None
    thread_ts: str | None
    issued_at: float
    uses: int = 0


class ResponseUrls:
    """All response URLs that were given out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._grants: dict[str, Grant] = {}

    def issue(
        self,
        user_id: str,
        channel_id: str,
        message_ts: str | None = None,
        thread_ts: str | None = None,
    ) -> str:
        """The last part of a new response URL."""
        self._forget_expired()
        key = secrets.token_urlsafe(18)
        self._grants[key] = Grant(user_id, channel_id, message_ts, thread_ts, self._clock.now())
        return key

    def use(self, key: str) -> Grant:
        """Count one use. Raises SlackError expired_url or used_url, as Slack answers."""
        grant = self._grants.get(key)
        if grant is None or self._clock.now() - grant.issued_at > LIFETIME_S:
            raise SlackError("expired_url")
        if grant.uses >= USES:
            raise SlackError("used_url")
        grant.uses += 1
        return grant

    def _forget_expired(self) -> None:
        while self._grants:
            oldest = next(iter(self._grants))
            if self._clock.now() - self._grants[oldest].issued_at <= LIFETIME_S:
                return
            del self._grants[oldest]
