"""Without its server the store says so, whatever is asked of it."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from bot.domain.errors.base import DraftStoreUnavailable
from bot.domain.wizard.draft import Notice
from bot.storage.drafts import DraftStore
from bot.storage.embedded_redis import EmbeddedRedis
from tests.making import NOW, draft

TYPED = draft().typing({"description": "Call"}, {})
CALLS: dict[str, Callable[[DraftStore], Awaitable[object]]] = {
    "load": lambda store: store.load("d1"),
    "save": lambda store: store.save(TYPED, NOW),
    "note": lambda store: store.note("d1", Notice("D1", "1.2")),
    "remove": lambda store: store.remove(TYPED),
    "discard": lambda store: store.discard(TYPED, NOW),
    "restore": lambda store: store.restore("U1", "d1", NOW),
    "discarded": lambda store: store.discarded("d1"),
    "page": lambda store: store.page("U1"),
    "discarded_page": lambda store: store.discarded_page("U1"),
    "claim": lambda store: store.claim("noticed", "d1"),
    "ping": lambda store: store.ping(),
    "follow_people": lambda store: store.follow_people(),
    "came_up": lambda store: store.came_up(TYPED),
    "remove_unchanged": lambda store: store.remove_unchanged(TYPED),
    "reopen": lambda store: store.reopen(TYPED.id),
    "all_ids": lambda store: store.all_ids(),
}


@pytest.mark.parametrize("call", CALLS)
async def test_every_call_says_that_the_store_does_not_answer(call: str, tmp_path: Path) -> None:
    nobody = str(tmp_path / "nobody.sock")
    async with Redis(unix_socket_path=nobody, retry=Retry(NoBackoff(), 0)) as redis:
        with pytest.raises(DraftStoreUnavailable):
            await CALLS[call](DraftStore(redis))


def test_every_method_is_tried() -> None:
    assert CALLS.keys() == {name for name in vars(DraftStore) if not name.startswith("_")}


async def test_drafts_are_there_again_after_the_server_was_away(
    short_folder: Path,
) -> None:
    server = EmbeddedRedis(short_folder)
    server.start()
    try:
        async with Redis.from_url(server.url, retry=Retry(NoBackoff(), 1)) as redis:
            store = DraftStore(redis)
            saved = await store.save(TYPED, NOW)
            assert saved is not None
            server.stop()
            with pytest.raises(DraftStoreUnavailable):
                await store.load("d1")
            server.start()
            assert await store.load("d1") == saved
            again = await store.save(saved, NOW)
            assert again is not None
    finally:
        server.stop()
