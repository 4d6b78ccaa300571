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
    from tests.faults.company import Company
    from tests.faults.troubles import Trouble

PEOPLE = ("Benjamin Chiu", "Helena Ray", "Otis Falls", "Jim Olive", "Ester Henderson")


async def run(company: Company, trouble: Trouble, seed: int | None = None) -> Verdict:
    """Everybody works while `trouble` lasts. Prints the seed and the counts."""
    seed = random.randrange(10**6) if seed is None else seed
    ledger = Ledger(company.slack.slack)
    did = await work(company, trouble, seed)
    return await close(company, ledger, seed, did)


async def work(company: Company, trouble: Trouble, seed: int) -> Counter[str]:
    """Everybody records interactions until the trouble is over; what they did, counted."""
    stop = asyncio.Event()
    walkers = [
        Walker(company, company.slack.person(name), random.Random(f"{seed} {name}"))
        for name in PEOPLE
    ]

    async def until_over() -> None:
        try:
            await trouble(company, random.Random(f"{seed} trouble"))
        finally:
            stop.set()

    async with asyncio.TaskGroup() as group:
        group.create_task(until_over())
        for walker in walkers:
            group.create_task(walker.work(stop))
    company.slack.clear_faults()
    return sum((walker.did for walker in walkers), Counter())


async def close(company: Company, ledger: Ledger, seed: int, did: Counter[str]) -> Verdict:
    """A last kill and start, then the verdict."""
    await company.restart_bot()
    verdict = await judge(company, ledger, dict(did))
    print(f"\nseed {seed}: {verdict}")
    return verdict
