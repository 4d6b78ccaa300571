"""A user's drafts as a list, discarding and bringing back."""

from dataclasses import replace
from datetime import timedelta

from redis.asyncio import Redis

from bot.domain.wizard.draft import Draft
from bot.storage.drafts import DraftStore
from tests.making import NOW, draft

TYPED = draft().typing({"description": "Call"}, {})


async def _save(store: DraftStore, number: int, owner: str = "U1") -> Draft:
    made = replace(TYPED, id=f"d{number}", owner=owner)
    saved = await store.save(made, NOW + timedelta(minutes=number))
    assert saved is not None
    return saved


async def _ids(store: DraftStore, offset: int = 0, count: int = 10) -> list[str]:
    page = await store.page("U1", offset=offset, count=count)
    return [found.id for found in page.drafts]


async def test_drafts_are_listed_newest_first_and_in_pages(store: DraftStore) -> None:
    for number in range(25):
        await _save(store, number)
    await _save(store, 99, owner="U2")
    assert await _ids(store) == [f"d{n}" for n in range(24, 14, -1)]
    assert await _ids(store, offset=20) == [f"d{n}" for n in range(4, -1, -1)]
    assert await _ids(store, offset=30) == []
    page = await store.page("U1", offset=20, count=10)
    assert (page.total, page.offset) == (25, 20)


async def test_a_changed_draft_moves_to_the_top(store: DraftStore) -> None:
    first = await _save(store, 1)
    await _save(store, 2)
    await store.save(first, NOW + timedelta(minutes=3))
    assert await _ids(store) == ["d1", "d2"]


async def test_an_untouched_draft_is_in_no_list(store: DraftStore) -> None:
    await store.save(draft(), NOW)
    page = await store.page("U1")
    assert (page.drafts, page.total) == ((), 0)


async def test_a_draft_that_vanished_leaves_the_list(store: DraftStore, redis: Redis) -> None:
    for number in range(3):
        await _save(store, number)
    await redis.delete("touchpoint:draft:d1")
    page = await store.page("U1")
    assert ([found.id for found in page.drafts], page.total) == (["d2", "d0"], 2)
    assert (await store.page("U1")).total == 2


async def test_a_removed_draft_is_in_no_list(store: DraftStore) -> None:
    await store.remove(await _save(store, 1))
    assert await _ids(store) == []
    assert await store.load("d1") is None


async def test_a_discarded_draft_is_put_aside_for_a_day(store: DraftStore, redis: Redis) -> None:
    saved = await _save(store, 1)
    assert await store.discard(saved, NOW)
    assert await _ids(store) == []
    assert await store.load("d1") is None
    assert await store.discarded("d1") == saved
    assert [found.id for found in (await store.discarded_page("U1")).drafts] == ["d1"]
    assert 23 * 3600 < await redis.ttl("touchpoint:discarded:d1") <= 24 * 3600


async def test_discarding_twice_is_harmless(store: DraftStore) -> None:
    saved = await _save(store, 1)
    assert await store.discard(saved, NOW)
    assert not await store.discard(saved, NOW)
    assert await store.discarded("d1") == saved


async def test_a_discarded_draft_comes_back_with_everything_and_for_good(
    store: DraftStore, redis: Redis
) -> None:
    saved = await _save(store, 1)
    await _save(store, 2)
    await store.discard(saved, NOW)
    assert await store.restore("U1", "d1", NOW + timedelta(hours=1)) == saved
    assert await _ids(store) == ["d1", "d2"]
    assert await store.load("d1") == saved
    assert await redis.ttl("touchpoint:draft:d1") == -1
    assert (await store.discarded_page("U1")).total == 0


async def test_another_user_brings_nothing_back(store: DraftStore) -> None:
    saved = await _save(store, 1)
    await store.discard(saved, NOW)
    assert await store.restore("U2", "d1", NOW) is None
    assert await store.restore("T2:U1", "d1", NOW) is None
    assert await store.discarded("d1") == saved


async def test_only_a_discarded_draft_can_be_brought_back(store: DraftStore) -> None:
    saved = await _save(store, 1)
    assert await store.restore("U1", "d1", NOW) is None
    assert await store.restore("U1", "nobody", NOW) is None
    assert await store.load("d1") == saved


async def test_a_write_to_a_discarded_draft_is_refused(store: DraftStore) -> None:
    saved = await _save(store, 1)
    await store.discard(saved, NOW)
    assert await store.save(saved, NOW) is None
    assert await _ids(store) == []


async def test_a_draft_that_was_brought_back_goes_on_from_its_revision(store: DraftStore) -> None:
    saved = await _save(store, 1)
    await store.discard(saved, NOW)
    await store.restore("U1", "d1", NOW)
    again = await store.save(saved, NOW)
    assert again is not None
    assert again.revision == saved.revision + 1


async def test_the_last_discarded_ones_are_shown(store: DraftStore) -> None:
    for number in range(5):
        await store.discard(await _save(store, number), NOW + timedelta(minutes=number))
    page = await store.discarded_page("U1")
    assert [found.id for found in page.drafts] == ["d4", "d3", "d2"]


async def test_drafts_that_were_kept_for_a_workspace_follow_their_user(
    store: DraftStore, redis: Redis
) -> None:
    """An earlier version put the workspace's id before the user's."""
    for number, owner in ((1, "T1:U1"), (2, "T2:U1"), (3, "U1"), (4, "T1:U2")):
        await _save(store, number, owner=owner)
    await store.discard(replace(TYPED, id="d1", owner="T1:U1"), NOW)
    for _ in range(2):
        await store.follow_people()
        assert {found.id for found in (await store.page("U1")).drafts} == {"d2", "d3"}
        assert [found.owner for found in (await store.page("U2")).drafts] == ["U2"]
        assert [found.id for found in (await store.discarded_page("U1")).drafts] == ["d1"]
    assert not await redis.keys("*:T*:*")
