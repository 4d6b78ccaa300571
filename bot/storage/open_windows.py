"""What every bot knows of the windows on their users' screens: which act was the last in each, and
which view replaced which.

``touchpoint:acted:<view>`` holds the last act, ``touchpoint:drawn:<view>:<hash>`` the view that
replaced the one with that hash. Slack hands the acts in one window to any of several bots. While
Redis is away, each bot goes by what it did itself.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson
from cachetools import TTLCache
from redis.exceptions import RedisError

if TYPE_CHECKING:
    from redis.asyncio import Redis

ACTED_FOR_S = 24 * 3600
DRAWN_FOR_S = 60
_KNOWN_AT_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Drawn:
    """``at``: when its content was made, in seconds since the epoch; ``hash`` is Slack's."""

    at: float
    hash: str


class OpenWindows:
    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._acts: TTLCache[str, str] = TTLCache(_KNOWN_AT_MOST, ACTED_FOR_S)
        self._drawn: TTLCache[str, Drawn] = TTLCache(_KNOWN_AT_MOST, DRAWN_FOR_S)

    async def note_act(self, view_id: str, act: str) -> None:
        """``act`` is the last one in this window, for this bot at once."""
        self._acts[view_id] = act
        with suppress(RedisError, OSError):
            await self._redis.set(f"touchpoint:acted:{view_id}", act, ex=ACTED_FOR_S)

    async def is_last_act(self, view_id: str, act: str) -> bool:
        if self._acts.get(view_id) != act:
            return False
        with suppress(RedisError, OSError):
            last = await self._redis.get(f"touchpoint:acted:{view_id}")
            return last in {None, act.encode()}
        return True

    async def note_drawn(self, view_id: str, replaced: set[str], drawn: Drawn) -> None:
        """``replaced``: hashes of the views that it may be taken to follow."""
        keys = [f"touchpoint:drawn:{view_id}:{hash_}" for hash_ in replaced]
        self._drawn.update(dict.fromkeys(keys, drawn))
        kept = orjson.dumps([drawn.at, drawn.hash])
        with suppress(RedisError, OSError):
            async with self._redis.pipeline(transaction=False) as pipeline:
                for key in keys:
                    pipeline.set(key, kept, ex=DRAWN_FOR_S)
                await pipeline.execute()

    async def drawn_over(self, view_id: str, seen: str) -> Drawn | None:
        """The newest view that was drawn in place of the one with the hash ``seen``."""
        key = f"touchpoint:drawn:{view_id}:{seen}"
        with suppress(RedisError, OSError):
            if found := await self._redis.get(key):
                return Drawn(*orjson.loads(found))
        return self._drawn.get(key)
