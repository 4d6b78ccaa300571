"""Two who do something with one segment at once: each line is logged once, nothing gets lost."""

import asyncio
from typing import Any

import pytest

from bot.domain.errors.base import TouchpointError
from bot.domain.errors.segment_log import (
    AlreadyCanceled,
    LoggedSegmentUnknown,
    SegmentAlreadyLogged,
    SegmentChanged,
)
from bot.domain.errors.segments import SegmentUnknown
from bot.domain.segment_log.rules import Logged, LogOptions, TakenBack
from bot.models import Contact
from bot.services.segment_log import taking_back
from tests.segment_log.world import GOOD, OTIS, World
from tests.services.company import FINE_ART, MEAGAN, MEGAN


async def _at_once(*calls: Any) -> list[Any]:
    return await asyncio.gather(*calls, return_exceptions=True)


async def test_logged_many_times_at_once_it_is_logged_once(world: World) -> None:
    no = await world.segment()
    results = await _at_once(*(world.log.log(no, OTIS, LogOptions()) for _ in range(6)))
    assert len([found for found in results if isinstance(found, Logged)]) == 1
    assert len([found for found in results if isinstance(found, SegmentAlreadyLogged)]) == 5
    assert set((await world.times_logged()).values()) == {1}
    assert len(await world.rows("logged_segments")) == 1


async def test_with_lines_that_stay_too(world: World) -> None:
    no = await world.segment()
    await world.block(MEGAN)
    keep = LogOptions(keep_left_out=True)
    results = await _at_once(*(world.log.log(no, OTIS, keep) for _ in range(4)))
    assert len([found for found in results if isinstance(found, Logged)]) == 1
    assert set((await world.times_logged()).values()) == {1}
    assert await world.lines_left(no) == [30_000]


async def test_taken_back_many_times_at_once(world: World) -> None:
    no = await world.segment()
    before = await world.state()
    key = (await world.log.log(no, OTIS, LogOptions())).logged_segment_id
    results = await _at_once(*(world.log.take_back(key) for _ in range(4)))
    assert len([found for found in results if isinstance(found, TakenBack)]) == 1
    assert len([found for found in results if isinstance(found, LoggedSegmentUnknown)]) == 3
    assert await world.state() == before


async def test_taken_back_and_canceled_at_once(world: World) -> None:
    no = await world.segment()
    before = await world.state()
    key = (await world.log.log(no, OTIS, LogOptions())).logged_segment_id
    back, canceled = await _at_once(world.log.take_back(key), world.logged.cancel(key))
    if isinstance(back, TakenBack):
        assert isinstance(canceled, LoggedSegmentUnknown)
        assert await world.state() == before
    else:
        assert all(row.canceled for row in await world.interactions())


async def test_canceled_many_times_at_once(world: World) -> None:
    key = (await world.log.log(await world.segment(), OTIS, LogOptions())).logged_segment_id
    results = await _at_once(*(world.logged.cancel(key) for _ in range(3)))
    assert len([found for found in results if isinstance(found, AlreadyCanceled)]) == 2


async def test_lines_added_or_changed_at_the_same_time_are_logged_or_refused(
    world: World,
) -> None:
    await world.add_rows(
        Contact,
        *({"id": at, "no": f"N{at}", "type": "person", "name": "x"} for at in range(50, 60)),
    )
    no = await world.segment()
    results = await _at_once(
        world.log.log(no, OTIS, LogOptions()),
        world.lines.add_by_hand(no, list(range(50, 60))),
        world.customise(no, 2, description="Changed"),
    )
    logged, added, changed = results
    assert isinstance(logged, Logged)
    expected = {*GOOD}
    if isinstance(added, SegmentUnknown):
        assert logged.logged == len(GOOD)
    else:
        assert not isinstance(added, BaseException)
        expected |= set(range(50, 60))
    rows = await world.interactions()
    assert {row.contact_id for row in rows} == expected
    meagan = next(row for row in rows if row.contact_id == MEAGAN)
    was_refused = isinstance(changed, TouchpointError)
    assert meagan.description == ("Spring letter" if was_refused else "Changed")


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_taken_back_while_the_rest_is_logged(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite one writer waits for the other anyway."""
    no = await world.segment()
    await world.block(MEGAN)
    before = await world.state()
    first = await world.log.log(no, OTIS, LogOptions(keep_left_out=True))
    await world.change(Contact, MEGAN, privacy_blocked=False)
    looked, go_on = asyncio.Event(), asyncio.Event()
    look = taking_back.hindrance

    async def look_slowly(*arguments: Any) -> Any:
        found = await look(*arguments)
        looked.set()
        await go_on.wait()
        return found

    monkeypatch.setattr(taking_back, "hindrance", look_slowly)
    back = asyncio.create_task(world.log.take_back(first.logged_segment_id))
    await looked.wait()
    rest = asyncio.create_task(world.log.log(no, OTIS, LogOptions()))
    await asyncio.wait({rest}, timeout=0.3)  # it would be done by now if nothing held it
    go_on.set()
    await back
    assert (await rest).logged == len(GOOD)  # all of it, as everything had come back
    assert await world.state() != before
    assert set((await world.times_logged()).values()) == {1}


async def test_a_change_that_the_preview_did_not_show_stops_the_log(world: World) -> None:
    no = await world.segment((MEAGAN, MEGAN))
    seen = await world.preview.of(no)
    agreed = LogOptions(expected=seen.to_log, revision=seen.revision)
    await world.lines.change_line(no, 10_000, {}, contact_id=FINE_ART)
    with pytest.raises(SegmentChanged):
        await world.log.log(no, OTIS, agreed)
    assert await world.interactions() == []
    again = await world.preview.of(no)
    await world.log.log(no, OTIS, LogOptions(expected=again.to_log, revision=again.revision))
    assert set(await world.times_logged()) == {FINE_ART, MEGAN}


async def test_so_does_another_header(world: World) -> None:
    no = await world.segment()
    seen = await world.preview.of(no)
    await world.segments.change_header(no, {"template_code": "GOLF"})
    with pytest.raises(SegmentChanged):
        await world.log.log(no, OTIS, LogOptions(revision=seen.revision))


async def test_a_rest_is_not_logged_by_who_saw_the_whole(world: World) -> None:
    no = await world.segment()
    await world.block(MEGAN)
    seen = await world.preview.of(no)
    keep = LogOptions(keep_left_out=True, revision=seen.revision)
    await world.log.log(no, OTIS, keep)
    await world.change(Contact, MEGAN, privacy_blocked=False)
    with pytest.raises(SegmentChanged):
        await world.log.log(no, OTIS, keep)
