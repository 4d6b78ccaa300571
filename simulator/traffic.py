"""What went between Slack and the app, for the page's panel and for replays."""

import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simulator.clock import Clock
from simulator.wire import Json

KEPT = 1000
# What a page gets of it when it connects.
SHOWN = 200


@dataclass(slots=True)
class Entry:
    """One delivery or one call. `status` is "pending" until it ended; durations in ms."""

    id: int
    time: float
    direction: str
    kind: str
    summary: str
    body: Any
    status: str | int = "pending"
    duration_ms: float | None = None
    response: Any = None
    package: Any = field(default=None, repr=False)

    def shown(self) -> Json:
        """As sent to the page."""
        return {
            "id": self.id,
            "time": self.time,
            "direction": self.direction,
            "kind": self.kind,
            "summary": self.summary,
            "status": self.status,
            "duration_ms": self.duration_ms,
            "body": self.body,
            "response": self.response,
            "can_replay": self.package is not None,
        }


class Traffic:
    """The last entries, and whoever wants to hear of new ones."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ids = itertools.count(1)
        self.entries: deque[Entry] = deque(maxlen=KEPT)
        self._listeners: list[Callable[[Entry], None]] = []

    def listen(self, listener: Callable[[Entry], None]) -> Callable[[], None]:
        """Call `listener` when an entry starts and when it ends; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def start(self, direction: str, kind: str, summary: str, body: Any) -> Entry:
        """A delivery ("to_app") or a call ("from_app") begins."""
        entry = Entry(next(self._ids), self._clock.now(), direction, kind, summary, body)
        self.entries.append(entry)
        self._tell(entry)
        return entry

    def end(self, entry: Entry, status: str | int, response: Any = None) -> None:
        """It ended."""
        entry.status = status
        entry.response = response
        entry.duration_ms = round((self._clock.now() - entry.time) * 1000, 1)
        self._tell(entry)

    def recent(self) -> list[Entry]:
        """What a page shows, oldest first."""
        return list(self.entries)[-SHOWN:]

    def find(self, entry_id: int) -> Entry | None:
        """The entry with that id, while it is kept."""
        return next((entry for entry in self.entries if entry.id == entry_id), None)

    def _tell(self, entry: Entry) -> None:
        for listener in list(self._listeners):
            listener(entry)
