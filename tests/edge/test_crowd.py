"""More users at the same time than are worked for at once."""

import asyncio
from typing import Any

import pytest

from bot.background import AT_ONCE, BEHIND_AT_ONCE, TaskSet
from tests.edge import payloads
from tests.edge.house import Handlers, House

CROWD = 2 * AT_ONCE


async def _full(handlers: Handlers) -> None:
    """As many are worked for as are at once; a request is in flight some time before that."""
    async with asyncio.timeout(20):
        while len(handlers.seen) < AT_ONCE:
            await asyncio.sleep(0.01)


async def test_who_came_first_is_worked_for_first(house: House, handlers: Handlers) -> None:
    handlers.gate.clear()
    answers = []
    for n in range(CROWD):
        answers.append(asyncio.create_task(house.send(payloads.submission(trigger=f"t.{n}"))))
        await house.until_in_flight(n + 1)
    await _full(handlers)
    assert {seen.trigger_id for seen in handlers.seen} == {f"t.{n}" for n in range(AT_ONCE)}
    handlers.gate.set()
    assert {status for status, _ in await asyncio.gather(*answers)} == {200}
    assert len(handlers.seen) == CROWD


@pytest.mark.parametrize("act", [payloads.command(trigger="c.1"), payloads.action(trigger="c.1")])
async def test_what_opens_a_window_is_acknowledged_however_many_wait(
    house: House, handlers: Handlers, act: dict[str, Any]
) -> None:
    """It must come within its trigger's three seconds."""
    handlers.gate.clear()
    crowd = [
        asyncio.create_task(house.send(payloads.submission(trigger=f"t.{n}"))) for n in range(CROWD)
    ]
    await house.until_in_flight(CROWD)
    await _full(handlers)
    assert await house.send(act) == (200, "")
    assert handlers.seen[-1].trigger_id == "c.1"
    handlers.gate.set()
    await asyncio.gather(*crowd)


async def test_a_duplicate_in_a_crowd_gets_the_same_answer(
    house: House, handlers: Handlers
) -> None:
    handlers.gate.clear()
    acts = [payloads.submission(trigger=f"t.{n % AT_ONCE}") for n in range(CROWD)]
    crowd = [asyncio.create_task(house.send(act)) for act in acts]
    await house.until_in_flight(CROWD)
    handlers.gate.set()
    async with asyncio.timeout(20):
        await asyncio.gather(*crowd)
    assert len(handlers.seen) == AT_ONCE


async def test_what_follows_an_answer_is_done_a_few_at_a_time_in_its_order() -> None:
    tasks, gate = TaskSet(), asyncio.Event()
    begun: list[int] = []

    async def follow(n: int) -> None:
        begun.append(n)
        await gate.wait()

    for n in range(10):
        tasks.spawn_behind(follow(n), f"follow {n}")
    await asyncio.sleep(0.01)
    assert begun == list(range(BEHIND_AT_ONCE))
    gate.set()
    assert await tasks.drain(5)
    assert begun == list(range(10))


async def test_what_still_waits_for_its_turn_is_given_up_at_the_end() -> None:
    tasks = TaskSet()
    for n in range(BEHIND_AT_ONCE + 1):
        tasks.spawn_behind(asyncio.Event().wait(), f"stuck {n}")
    assert not await tasks.drain(0.01)
    assert len(tasks) == 0
