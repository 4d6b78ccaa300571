"""Two who do something with one segment at once: each line is logged once, nothing gets lost."""

import asyncio
from typing import Any

from bot.domain.segment_log import Logged, LogOptions, TakenBack
from bot.domain.segment_log_errors import AlreadyCanceled, SegmentAlreadyLogged
from bot.errors import LoggedSegmentUnknown, SegmentUnknown, TouchpointError
from bot.models import Contact
from tests.segment_log.world import GOOD, OTIS, World
from tests.services.company import MEAGAN, MEGAN


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
