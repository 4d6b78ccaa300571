"""An act is done once: its key and what came of it are written in its own transaction."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter
from sqlalchemy import select

from bot.domain.acts import Act
from bot.domain.criteria.criteria import (
    Applied,
    ContactFilter,
    Filters,
    InteractionFilter,
    LoggedMembers,
    LoggedSegmentFilter,
    Step,
    WentBack,
)
from bot.domain.enums import CriteriaAction
from bot.domain.errors.base import DoneBefore
from bot.domain.segment_log.rules import FollowedUp, Logged, Switched, TakenBack
from bot.domain.segments.header import DeletedSegment
from bot.domain.segments.lines import Added, Changed, Removed
from bot.models import DoneAct, NumberSeries
from bot.services.done_once import (
    REMEMBERED_FOR,
    earlier,
    forget_old,
    once,
    once_and_whether,
    script_once,
)
from bot.services.numbers import next_number
from bot.storage.database import Database
from tests.making import NOW

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.storage.transaction_scripts import Script

ACT = Act("key", "entered")


@pytest.fixture
async def another(database: Database) -> AsyncIterator[Database]:
    """The same database as a second process has it."""
    found = Database.from_url(database.engine.url)
    yield found
    await found.dispose()


async def draw(session: AsyncSession) -> str:
    return await next_number(session, "N", description="Numbers", prefix="N", digits=1)


async def drawn(database: Database) -> int:
    async with database.read() as session:
        return await session.scalar(select(NumberSeries.last_used)) or 0


async def test_the_second_time_gives_what_the_first_gave(
    database: Database, another: Database
) -> None:
    assert await once_and_whether(database, ACT, str, draw) == ("N1", True)
    assert await once_and_whether(another, ACT, str, draw) == ("N1", False)
    assert await earlier(another, ACT, str) == "N1"
    assert await once(another, Act("another"), str, draw) == "N2"
    assert await earlier(another, Act("a third"), str) is None


async def test_many_at_once_do_it_once(database: Database, another: Database) -> None:
    found = await asyncio.gather(*(once(db, ACT, str, draw) for db in (database, another) * 3))
    assert found == ["N1"] * 6
    assert await drawn(database) == 1


async def test_without_an_act_it_is_always_done(database: Database) -> None:
    assert [await once(database, None, str, draw) for _ in range(2)] == ["N1", "N2"]


async def test_what_is_undone_leaves_the_key_to_the_next(
    database: Database, another: Database
) -> None:
    """Who waits meanwhile goes on when the first has come to nothing."""
    at_work = asyncio.Event()

    async def die(session: AsyncSession) -> str:
        await draw(session)
        at_work.set()
        await asyncio.sleep(0.1)
        raise ZeroDivisionError

    first = asyncio.create_task(once(database, ACT, str, die))
    await at_work.wait()
    assert await once(another, ACT, str, draw) == "N1"
    with pytest.raises(ZeroDivisionError):
        await first
    assert await drawn(database) == 1


async def test_another_content_under_the_same_key_is_refused(database: Database) -> None:
    await once(database, ACT, str, draw)
    with pytest.raises(DoneBefore):
        await once(database, Act(ACT.key, "something else"), str, draw)
    assert await drawn(database) == 1


async def test_a_script_is_gone_through_once(database: Database, another: Database) -> None:
    times = 0

    def script() -> Script[int]:
        nonlocal times
        times += 1
        yield from ()
        return times

    for db, wrote in ((database, True), (another, False)):
        assert await db.transact(script_once(ACT, int, script())) == (1, wrote)
    assert await another.transact(script_once(None, int, script())) == (2, True)


async def test_keys_are_forgotten_after_a_week(database: Database) -> None:
    now = datetime.now(UTC)
    for key in ("old", "new"):
        await once(database, Act(key), str, draw)
    async with database.begin() as session:
        row = await session.get_one(DoneAct, "old")
        row.done_at = now - REMEMBERED_FOR - timedelta(minutes=1)
    await forget_old(database, now)
    async with database.read() as session:
        assert list(await session.scalars(select(DoneAct.key))) == ["new"]


RESULTS = (
    (type(None), None),
    (bool, True),
    (list[Applied], [Applied(CriteriaAction.ADD, 1, 2, 3)]),
    (
        WentBack,
        WentBack(
            Step(
                CriteriaAction.REFINE,
                Filters(
                    contact=ContactFilter(nos=("C1", "é“")),
                    interaction=InteractionFilter(date_from=NOW.date()),
                    logged_segment=LoggedSegmentFilter(7, LoggedMembers.ALL, "SM1", "Spring"),
                ),
            ),
            removed=1,
            restored=2,
            lines=3,
            actions_left=4,
        ),
    ),
    (Added, Added(1, 2, 3, 4, 5)),
    (Removed, Removed(1, 2)),
    (Changed, Changed(1, 2)),
    (DeletedSegment, DeletedSegment("SM1", None, 3, NOW)),
    (Logged, Logged(1, "SM1", "Spring", 2, {"minor": 1}, 0, 1)),
    (TakenBack, TakenBack("SM1", 1, 2, segment_was_open=True)),
    (Switched, Switched(1, canceled=True, interactions=2, unchanged=3)),
    (FollowedUp, FollowedUp("SM2", 3, 4)),
)


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize(("kind", "result"), RESULTS, ids=lambda value: type(value).__name__)
async def test_every_kind_of_result_is_found_again_as_it_was(
    database: Database, kind: type[Any], result: Any
) -> None:
    async def give(_session: AsyncSession) -> Any:
        return result

    for _ in range(2):
        found = await once(database, ACT, kind, give)
        assert found == result
        written = TypeAdapter(kind).dump_json
        assert written(found) == written(result)  # names, too, which are not compared
