"""Time as something that is passed in, so that a test can stand still at 2.9 seconds."""

import asyncio
import heapq
import itertools
import time
from typing import Protocol


class Clock(Protocol):
    """Where the simulator takes its time from, in seconds since the epoch."""

    def now(self) -> float:
        """The present moment."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Come back when `seconds` have passed on this clock."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> float:
        return time.time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class ManualClock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, start: float = 1_790_000_000.0) -> None:
        self._now = start
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []
        self._somebody_sleeps = asyncio.Event()

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        awake = asyncio.Event()
        sleeper = (self._now + seconds, next(self._order), awake)
        heapq.heappush(self._sleepers, sleeper)
        self._somebody_sleeps.set()
        try:
            await awake.wait()
        finally:
            if sleeper in self._sleepers:
                self._sleepers.remove(sleeper)
                heapq.heapify(self._sleepers)

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass; whoever's time has come wakes when the loop next runs."""
        self._now = round(self._now + seconds, 6)
        while self._sleepers and self._sleepers[0][0] <= self._now:
            heapq.heappop(self._sleepers)[2].set()

    async def until_asleep(self, seconds: float) -> None:
        """Wait until somebody waits for a moment `seconds` from now, a little more or less."""
        while not any(abs(due - self._now - seconds) < 0.01 for due, _, _ in self._sleepers):
            self._somebody_sleeps.clear()
            await self._somebody_sleeps.wait()
