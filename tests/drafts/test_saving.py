"""Saving drafts: revisions, flags, expiry."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from bot.domain.wizard.draft import Draft, Notice
from bot.storage.drafts import DraftStore
from tests.making import NOW, complete, draft

LATER = NOW + timedelta(minutes=5)
TYPED = draft().typing({"description": "Call"}, {})


async def _saved(store: DraftStore, one: Draft) -> Draft:
    saved = await store.save(one, NOW)
    assert saved is not None
    return saved


async def test_a_draft_comes_back_as_it_was_saved(store: DraftStore) -> None:
    notice = Notice("D1", "1.2")
    written = replace(complete(comment="🙂 مرحبا <@U1> &lt;"), notice=notice, step="result")
    saved = await _saved(store, written)
    assert await store.load("d1") == saved
    assert saved == replace(written, revision=1, updated_at=NOW)


async def test_an_unknown_draft_is_none(store: DraftStore) -> None:
    assert await store.load("nobody") is None
    assert await store.load("") is None


async def test_a_write_from_an_old_revision_is_refused(store: DraftStore) -> None:
    first = await _saved(store, TYPED)
    second = await _saved(store, replace(first, step="relation"))
    assert await store.save(replace(first, step="result"), LATER) is None
    assert await store.load("d1") == second


async def test_of_many_writes_at_once_exactly_one_wins(store: DraftStore) -> None:
    first = await _saved(store, TYPED)
    texts = [f"writer {n}" for n in range(10)]
    written = await asyncio.gather(
        *(store.save(first.typing({"description": text}, {}), LATER) for text in texts)
    )
    (winner,) = [saved for saved in written if saved is not None]
    assert winner.revision == 2
    assert await store.load("d1") == winner


async def test_a_new_draft_does_not_overwrite_another_one(store: DraftStore) -> None:
    first = await _saved(store, TYPED)
    assert await store.save(draft(owner="U2"), LATER) is None
    assert await store.load("d1") == first


async def test_a_write_does_not_bring_a_removed_draft_back(store: DraftStore) -> None:
    first = await _saved(store, TYPED)
    await store.remove(first)
    assert await store.save(first, LATER) is None
    assert await store.load("d1") is None
    await store.remove(first)


@pytest.mark.parametrize("postponed", [True, False])
async def test_the_flag_and_the_owner_are_readable_beside_the_body(
    store: DraftStore, redis: Redis, postponed: bool
) -> None:
    await _saved(store, replace(TYPED, postponed=postponed))
    fields = await redis.hgetall("touchpoint:draft:d1")
    assert fields[b"postponed"] == (b"1" if postponed else b"0")
    assert fields[b"owner"] == b"U1"
    assert (fields[b"step"], fields[b"revision"]) == (b"who", b"1")


async def test_a_draft_with_content_never_expires(store: DraftStore, redis: Redis) -> None:
    await _saved(store, TYPED)
    assert await redis.ttl("touchpoint:draft:d1") == -1


async def test_an_untouched_draft_expires_after_a_day(store: DraftStore, redis: Redis) -> None:
    await _saved(store, draft().filling({"cost": "1"}))
    assert 23 * 3600 < await redis.ttl("touchpoint:draft:d1") <= 24 * 3600


async def test_the_first_typed_character_makes_a_draft_lasting(
    store: DraftStore, redis: Redis
) -> None:
    untouched = await _saved(store, draft())
    await _saved(store, untouched.typing({"description": "C"}, {}))
    assert await redis.ttl("touchpoint:draft:d1") == -1
    assert (await store.page("U1")).total == 1


async def test_a_draft_whose_only_entry_was_taken_out_again_is_listed_no_more(
    store: DraftStore, redis: Redis
) -> None:
    """Such as a contact that turned out to be blocked."""
    chosen = await _saved(store, draft().typing({"contact": "1"}, {"contact": "Meagan"}))
    refused = await _saved(store, chosen.filling({"contact": None}))
    assert refused.empty
    assert (await store.page("U1")).total == 0
    assert await redis.ttl("touchpoint:draft:d1") > 0


async def test_all_drafts_are_found_and_nothing_else(store: DraftStore, redis: Redis) -> None:
    for n in range(30):
        await _saved(store, replace(TYPED, id=f"d{n}", owner=f"U{n % 3}"))
    await store.discard(replace(TYPED, id="d7", owner="U1"), NOW)
    await store.claim("noticed", "d1")
    await redis.set("touchpoint:else", "1")
    assert sorted(await store.all_ids()) == sorted(f"d{n}" for n in range(30) if n != 7)


async def test_a_notice_is_kept_without_making_a_revision(store: DraftStore) -> None:
    saved = await _saved(store, TYPED)
    await store.note("d1", Notice("D1", "1.2"))
    assert await store.load("d1") == replace(saved, notice=Notice("D1", "1.2"))
    again = await _saved(store, saved)
    assert await store.load("d1") == replace(again, notice=Notice("D1", "1.2"))
    await store.discard(again, NOW)
    restored = await store.restore("U1", "d1", NOW)
    assert restored is not None
    assert restored.notice == Notice("D1", "1.2")


async def test_a_notice_brings_no_draft_to_life(store: DraftStore) -> None:
    await store.note("d1", Notice("D1", "1.2"))
    assert await store.load("d1") is None


async def test_an_act_is_claimed_once(store: DraftStore) -> None:
    claims = await asyncio.gather(*(store.claim("confirmed", "d1") for _ in range(10)))
    assert claims.count(True) == 1
    assert await store.claim("noticed", "d1")
    assert await store.claim("confirmed", "d2")
