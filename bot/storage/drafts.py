"""The drafts in Redis: one hash a draft, one sorted set an owner.

``touchpoint:draft:<id>`` holds ``owner``, ``revision``, ``postponed`` ("1" or "0"), ``step``,
``updated_at``, the draft's ``body`` as JSON, ``notice`` once there is one, and ``start`` until the
draft's form has come up.
``touchpoint:drafts:<owner>`` lists the drafts that hold something typed, scored by their last
change. A write names the revision it was made from and is refused when another one came first. A
draft with anything typed never expires; an untouched one goes after a day in which nobody closed
its window.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from redis.exceptions import RedisError

from bot.domain.errors.base import DraftStoreUnavailable
from bot.domain.wizard.draft import Notice
from bot.storage import draft_codec, draft_scripts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterator
    from datetime import datetime

    from redis.asyncio import Redis

    from bot.domain.wizard.draft import Draft

UNTOUCHED_TTL_S = 24 * 3600
DISCARDED_TTL_S = 24 * 3600
CLAIM_TTL_S = 30 * 24 * 3600
CLOSED_TTL_S = 600
"""So long a change may be on its way that was made before its window was closed."""


@dataclass(frozen=True, slots=True)
class Page:
    """Part of a list of drafts, newest first; ``total`` counts the whole list."""

    drafts: tuple[Draft, ...]
    total: int
    offset: int


class DraftStore:
    """Drafts of all users. Every method raises :class:`DraftStoreUnavailable` without Redis."""

    def __init__(self, redis: Redis, prefix: str = "touchpoint") -> None:
        self._redis = redis
        self._prefix = prefix
        self._save = redis.register_script(draft_scripts.SAVE)
        self._move = redis.register_script(draft_scripts.MOVE)
        self._note = redis.register_script(draft_scripts.NOTE)
        self._came_up = redis.register_script(draft_scripts.CAME_UP)
        self._remove_unchanged = redis.register_script(draft_scripts.REMOVE_UNCHANGED)
        self._reopen = redis.register_script(draft_scripts.REOPEN)

    async def load(self, draft_id: str) -> Draft | None:
        with _reachable():
            found = await _answer(self._redis.hgetall(self._key(draft_id)))
        return _draft(draft_id, found) if found else None

    async def save(self, draft: Draft, now: datetime) -> Draft | None:
        """Write ``draft`` over the revision it was made from; None if another came first."""
        saved = replace(draft, revision=draft.revision + 1, updated_at=now)
        with _reachable():
            done = await self._save(
                keys=[self._key(draft.id), self._list(draft.owner)],
                args=[
                    draft.revision,
                    draft.id,
                    saved.owner,
                    saved.revision,
                    int(saved.postponed),
                    saved.step,
                    now.isoformat(),
                    draft_codec.to_json(saved),
                    now.timestamp(),
                    UNTOUCHED_TTL_S if saved.empty else 0,
                    draft_codec.start_to_json(saved.start) if saved.start else "",
                ],
            )
        return saved if done else None

    async def note(self, draft_id: str, notice: Notice) -> None:
        """Keep the draft's notice, without a revision: no open window is out of date by it."""
        with _reachable():
            await self._note(keys=[self._key(draft_id)], args=[f"{notice.channel} {notice.ts}"])

    async def came_up(self, draft: Draft) -> None:
        """Its form did: without a revision, as that form was drawn from ``draft``. What it was
        begun with goes, and an untouched draft is untouched again."""
        untouched = replace(draft, start=None).empty
        with _reachable():
            await self._came_up(
                keys=[self._key(draft.id), self._list(draft.owner)],
                args=[draft.revision, draft.id, int(untouched), UNTOUCHED_TTL_S],
            )

    async def remove_unchanged(self, draft: Draft) -> bool:
        """Delete it unless another write came first, and say whether it is gone. For a while
        :meth:`reopen` has it back."""
        keys = [self._key(draft.id), self._list(draft.owner), self._closed_key(draft.id)]
        args: list[str | int] = [draft.revision, draft.id, CLOSED_TTL_S]
        with _reachable():
            return bool(await self._remove_unchanged(keys=keys, args=args))

    async def reopen(self, draft_id: str) -> bool:
        """Have an untouched draft back whose window was closed: a change of it, which went to
        another bot, comes after the closing. False where there is none."""
        keys = [self._closed_key(draft_id), self._key(draft_id)]
        with _reachable():
            return bool(await self._reopen(keys=keys, args=[UNTOUCHED_TTL_S]))

    async def remove(self, draft: Draft) -> None:
        """Delete it for good; harmless when it is gone."""
        with _reachable():
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.delete(self._key(draft.id))
                pipe.zrem(self._list(draft.owner), draft.id)
                await pipe.execute()

    async def discard(self, draft: Draft, now: datetime) -> bool:
        """Put it aside for a day, from where :meth:`restore` brings it back."""
        keys = [
            self._key(draft.id),
            self._discarded_key(draft.id),
            self._list(draft.owner),
            self._discarded_list(draft.owner),
        ]
        with _reachable():
            return bool(
                await self._move(keys=keys, args=[draft.id, DISCARDED_TTL_S, now.timestamp()])
            )

    async def restore(self, owner: str, draft_id: str, now: datetime) -> Draft | None:
        """Bring a discarded draft back to its owner's list; None when there is none."""
        found = await self.discarded(draft_id)
        if found is None or found.owner != owner:
            return None
        keys = [
            self._discarded_key(draft_id),
            self._key(draft_id),
            self._discarded_list(owner),
            self._list(owner),
        ]
        with _reachable():
            await self._move(keys=keys, args=[draft_id, 0, now.timestamp()])
        return found

    async def discarded(self, draft_id: str) -> Draft | None:
        with _reachable():
            found = await _answer(self._redis.hgetall(self._discarded_key(draft_id)))
        return _draft(draft_id, found) if found else None

    async def page(self, owner: str, *, offset: int = 0, count: int = 10) -> Page:
        """The owner's drafts that hold something typed, last changed first."""
        return await self._page(self._list(owner), self._key, offset, count)

    async def discarded_page(self, owner: str, count: int = 3) -> Page:
        return await self._page(self._discarded_list(owner), self._discarded_key, 0, count)

    async def claim(self, act: str, draft_id: str, for_s: int = CLAIM_TTL_S) -> bool:
        """True for the first caller only: an ``act`` that is done once in a draft's life, or once
        within ``for_s`` seconds."""
        with _reachable():
            key = f"{self._prefix}:{act}:{draft_id}"
            return bool(await _answer(self._redis.set(key, "1", nx=True, ex=for_s)))

    async def ping(self) -> None:
        with _reachable():
            await _answer(self._redis.ping())

    async def all_ids(self) -> list[str]:
        """Every draft's id; for the look round after a start, not for a listener."""
        prefix = self._key("")
        with _reachable():
            return [
                _text(key).removeprefix(prefix)
                async for key in self._redis.scan_iter(match=f"{prefix}*", count=500)
            ]

    async def follow_people(self) -> None:
        """Lists that an earlier version kept for a user in a workspace become the user's."""
        with _reachable():
            for kept in (self._list(""), self._discarded_list("")):
                async for key in self._redis.scan_iter(match=f"{kept}*:*", count=500):
                    old = _text(key)
                    new = kept + _user_of(old.removeprefix(kept))
                    async with self._redis.pipeline(transaction=True) as pipe:
                        pipe.zunionstore(new, [new, old], aggregate="MAX")
                        pipe.delete(old)
                        await pipe.execute()

    async def _page(self, listed: str, key: Any, offset: int, count: int) -> Page:
        with _reachable():
            async with self._redis.pipeline(transaction=False) as pipe:
                pipe.zcard(listed)
                pipe.zrevrange(listed, offset, offset + count - 1)
                total, ids = await pipe.execute()
            names = [_text(found) for found in ids]
            async with self._redis.pipeline(transaction=False) as pipe:
                for name in names:
                    pipe.hgetall(key(name))
                bodies = await pipe.execute()
            gone = [name for name, body in zip(names, bodies, strict=True) if not body]
            if gone:  # expired, or deleted by hand
                await _answer(self._redis.zrem(listed, *gone))
        drafts = [_draft(name, body) for name, body in zip(names, bodies, strict=True) if body]
        return Page(tuple(drafts), total - len(gone), offset)

    def _key(self, draft_id: str) -> str:
        return f"{self._prefix}:draft:{draft_id}"

    def _list(self, owner: str) -> str:
        return f"{self._prefix}:drafts:{owner}"

    def _closed_key(self, draft_id: str) -> str:
        return f"{self._prefix}:closed:{draft_id}"

    def _discarded_key(self, draft_id: str) -> str:
        return f"{self._prefix}:discarded:{draft_id}"

    def _discarded_list(self, owner: str) -> str:
        return f"{self._prefix}:discarded-of:{owner}"


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except (RedisError, OSError) as error:
        raise DraftStoreUnavailable from error


async def _answer(reply: Awaitable[Any] | Any) -> Any:
    # redis-py types its commands for both clients at once; the asyncio one always awaits.
    return await reply


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _user_of(owner: str) -> str:
    """The user's id; an earlier version put the workspace's before it."""
    return owner.rpartition(":")[2]


def _draft(draft_id: str, found: dict[Any, Any]) -> Draft:
    fields = {_text(key): _text(value) for key, value in found.items()}
    draft = draft_codec.from_json(
        fields["body"],
        draft_id=draft_id,
        owner=_user_of(fields["owner"]),
        revision=int(fields["revision"]),
        postponed=fields["postponed"] == "1",
    )
    if begun := fields.get("start"):
        draft = replace(draft, start=draft_codec.start_from_json(begun))
    noted = fields.get("notice")
    return replace(draft, notice=Notice(*noted.split(" "))) if noted else draft
