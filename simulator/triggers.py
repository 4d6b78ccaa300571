"""Trigger ids: the right to open one modal within three seconds of something a user did."""

import secrets
from dataclasses import dataclass

from simulator.clock import Clock
from simulator.errors import SlackError

LIFETIME_S = 3.0
# For so long the answer tells an expired trigger from an invented one.
REMEMBERED_S = 600.0


@dataclass(slots=True)
class Trigger:
    """`client` is where the user acted, `view_id` the modal in which it was, if any."""

    client: str
    view_id: str | None
    issued_at: float
    exchanged: bool = False


class Triggers:
    """All trigger ids that were given out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued: dict[str, Trigger] = {}

    def issue(self, client: str, view_id: str | None = None) -> str:
        """A new trigger id for something that was just done in a client (see `Client.key`)."""
        now = self._clock.now()
        self._forget_before(now - REMEMBERED_S)
        trigger_id = f"{int(now * 1000)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = Trigger(client, view_id, now)
        return trigger_id

    def exchange(self, trigger_id: object) -> Trigger:
        """Use a trigger id up. Raises SlackError with the code that Slack gives."""
        trigger = self._issued.get(trigger_id) if isinstance(trigger_id, str) else None
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.exchanged:
            raise SlackError("exchanged_trigger_id")
        if self._clock.now() - trigger.issued_at > LIFETIME_S:
            raise SlackError("expired_trigger_id")
        trigger.exchanged = True
        return trigger

    def _forget_before(self, moment: float) -> None:
        while self._issued:
            oldest = next(iter(self._issued))
            if self._issued[oldest].issued_at >= moment:
                return
            del self._issued[oldest]
