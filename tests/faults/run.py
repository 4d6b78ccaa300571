"""A run: people at work, trouble beside them, a last start, a quiet moment, the verdict."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from typing import TYPE_CHECKING

from tests.faults.ledger import Ledger
from tests.faults.verdict import Verdict, judge
from tests.faults.walker import Walker

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from simulator.traffic import Entry
    from tests.faults.company import Company

PEOPLE = ("Benjamin Chiu", "Helena Ray", "Otis Falls", "Jim Olive", "Ester Henderson")
KILLED_BY = frozenset({"view_submission", "block_actions", "slash_command", "view_closed"})
LONGEST_WAIT_S = 10.0
LONGEST_LIFE = 60
"""In deliveries: the bot may have been asked that much before it is killed."""
MOMENTS_S = (0, 0.004, 0.01, 0.02, 0.05, 0.15)
"""After a delivery: from before the bot has read it to after it has answered and cleaned up."""


async def run(
    company: Company, trouble: Callable[[Company, random.Random], Awaitable[None]], seed: int
) -> Verdict:
    """Everybody works while `trouble` lasts. Prints the seed and the counts."""
    ledger = Ledger(company.slack.slack)
    stop = asyncio.Event()
    walkers = [
        Walker(company, company.slack.person(name), random.Random(f"{seed} {name}"))
        for name in PEOPLE
    ]
    working = [asyncio.create_task(walker.work(stop)) for walker in walkers]
    troubling = asyncio.create_task(_until_quiet(trouble, company, seed, stop))
    try:
        await asyncio.gather(troubling, *working)
    finally:
        for task in (troubling, *working):
            task.cancel()
        await asyncio.gather(troubling, *working, return_exceptions=True)
    company.slack.clear_faults()
    await company.restart_bot()
    did: Counter[str] = Counter()
    for walker in walkers:
        did += walker.did
    verdict = await judge(company, ledger, dict(did))
    print(f"\nseed {seed}: {verdict}")
    return verdict


async def _until_quiet(
    trouble: Callable[[Company, random.Random], Awaitable[None]],
    company: Company,
    seed: int,
    stop: asyncio.Event,
) -> None:
    try:
        await trouble(company, random.Random(f"{seed} trouble"))
    finally:
        stop.set()


def kills(count: int) -> Callable[[Company, random.Random], Awaitable[None]]:
    """SIGKILL the bot that many times while it has something to do."""

    async def trouble(company: Company, chance: random.Random) -> None:
        for _ in range(count):
            await deliveries(company, chance.randrange(1, LONGEST_LIFE))
            await asyncio.sleep(chance.choice(MOMENTS_S) * chance.random())
            await company.restart_bot()

    return trouble


async def deliveries(company: Company, count: int) -> None:
    """Wait until people have done that many things, a few seconds at most."""
    left = count
    enough = asyncio.Event()

    def on_traffic(entry: Entry) -> None:
        nonlocal left
        if entry.kind in KILLED_BY and entry.status == "pending":
            left -= 1
            if left <= 0:
                enough.set()

    stop_listening = company.slack.slack.traffic.listen(on_traffic)
    try:
        async with asyncio.timeout(LONGEST_WAIT_S):
            await enough.wait()
    except TimeoutError:
        pass
    finally:
        stop_listening()
