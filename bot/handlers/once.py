"""A form that is sent again, because its answer was lost, does nothing a second time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar
from weakref import WeakValueDictionary

from cachetools import TTLCache

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.inbound import Inbound

T = TypeVar("T")

KNOWN_FOR_S = 600


class Once(Generic[T]):
    """Remembers for a while what came of a window in the state in which it was sent."""

    def __init__(self) -> None:
        self._done: TTLCache[tuple[str, str], T] = TTLCache(10_000, KNOWN_FOR_S)
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def do(self, inbound: Inbound, work: Callable[[], Awaitable[T]]) -> T:
        """What ``work`` returns, or returned before for the same picture of the window."""
        view = inbound.body["view"]
        picture = (view["id"], view["hash"])
        async with self._locks.setdefault(picture, asyncio.Lock()):
            if picture not in self._done:
                self._done[picture] = await work()
            return self._done[picture]
