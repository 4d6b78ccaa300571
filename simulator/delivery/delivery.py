"""What is delivered and what comes back, whatever the transport."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from simulator.wire import Json

COMMAND = "slash_commands"
INTERACTIVE = "interactive"
EVENT = "events_api"


@dataclass(frozen=True, slots=True)
class Retry:
    """Which redelivery of an event it is, from 1, and why there has to be one."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """`envelope` is Socket Mode's word for the sort, `kind` the traffic's."""

    envelope: str
    kind: str
    summary: str
    payload: Json
    accepts_reply: bool = False
    retry: Retry | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The app's acknowledgement, or why there is none.

    `failure` is None, "timeout", "unreachable" or "dropped"; `body` is a JSON value, the text of
    a reply that isn't JSON, or None for an empty one.
    """

    status: int | None = None
    body: Any = None
    failure: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def acknowledged(self) -> bool:
        """Whether Slack takes it as an acknowledgement: status 200, or any 2xx for events."""
        return self.failure is None and self.status is not None and 200 <= self.status < 300

    @property
    def error(self) -> str | None:
        """Slack's word for what the user sees: operation_timeout or dispatch_failed."""
        if self.failure == "timeout":
            return "operation_timeout"
        if self.failure is not None or self.status != 200:
            return "dispatch_failed"
        return None


class Unreachable(Exception):
    """The app can't be reached: nobody listens, or no socket is open."""


class Transport(Protocol):
    """Signed HTTP or Socket Mode."""

    name: str

    @property
    def connected(self) -> bool:
        """Whether the app is there, as far as one knows."""
        ...

    def pack(self, delivery: Delivery) -> Any:
        """The bytes (and headers) that go over the wire, so that they can be sent again."""
        ...

    async def send(self, package: Any) -> Answer:
        """Send and wait for the acknowledgement. Raises Unreachable."""
        ...

    async def ready_for_events(self) -> bool:
        """Whether Slack would deliver events now (over HTTP only to a verified URL)."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
