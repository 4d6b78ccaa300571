"""Tells whoever waits that something changed."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Changes:
    """One bell for the whole workspace: rung on every change, heard by waiters and pages."""

    def __init__(self) -> None:
        self._bell = asyncio.Event()
        self._listeners: list[Callable[[], None]] = []

    def ring(self) -> None:
        """Something changed."""
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()
        for listener in self._listeners:
            listener()

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` on every change; it must be quick and must not ring."""
        self._listeners.append(listener)

    async def next(self) -> None:
        """Wait for the next change."""
        await self._bell.wait()

    async def until(self, found: Callable[[], T | None], timeout_s: float) -> T:
        """The first thing that `found` finds, asked now and after every change.

        Raises TimeoutError after `timeout_s` seconds of real time.
        """
        async with asyncio.timeout(timeout_s):
            while (thing := found()) is None:
                await self.next()
            return thing
