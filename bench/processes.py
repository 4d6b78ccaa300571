"""One bot and two behind one address, on PostgreSQL: answers in a second, and how late they come.

A crowd opens the wizard, searches contacts and chooses one, over and over, each user as soon as
the answer before is there. The ratio says what a second process brings. Users, Slack, the
balancer, PostgreSQL and Redis share the machine's processors with the bots: on two cores a second
bot has hardly a processor to itself, so only a larger machine shows what it can bring.

    python -m bench.processes [USERS]
"""

import asyncio
import os
import sys
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass

import aiohttp
import uvloop

from bench.balancer import balancer
from bench.person import Person, Wire
from bench.slack_stub import slack_stub
from bench.stage import Stage, stage, users
from bench.step import percentile

USERS = int(sys.argv[1]) if len(sys.argv) > 1 else 100
ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """``processors``: how many of them all bots together used, on average."""

    per_second: float
    p99_s: float
    processors: float


async def measure(stage: Stage, processes: int) -> Outcome:
    """All users against so many bots on a new database."""
    url = stage.database("postgresql", USERS)
    async with AsyncExitStack() as stack:
        stub = await stack.enter_async_context(slack_stub())
        bots = [
            await stack.enter_async_context(stage.touchpoint(url, stub.api_url))
            for _ in range(processes)
        ]
        address = await stack.enter_async_context(balancer([bot.url for bot in bots]))
        connector = aiohttp.TCPConnector(limit=USERS)
        http = await stack.enter_async_context(aiohttp.ClientSession(connector=connector))
        wire = Wire(http, address)
        used, started = sum(bot.cpu_seconds() for bot in bots), time.perf_counter()
        await asyncio.gather(
            *(_choose_again_and_again(Person(u, wire, stub)) for u in users(USERS))
        )
        seconds = time.perf_counter() - started
        used = sum(bot.cpu_seconds() for bot in bots) - used
    return Outcome(len(wire.seconds) / seconds, percentile(wire.seconds, 0.99), used / seconds)


async def _choose_again_and_again(person: Person) -> None:
    view = await person.open()
    for number in range(ROUNDS):
        options = await person.options(view, "contact", "a")
        await person.choose(view, "contact", options[number % len(options)])


async def run(stage: Stage) -> None:
    """Measures and prints."""
    print(f"{USERS} users at once, {os.cpu_count()} processors for everything")
    one, two = await measure(stage, 1), await measure(stage, 2)
    for bots, outcome in (("one bot", one), ("two bots", two)):
        print(
            f"  {bots:10}{outcome.per_second:>7.0f} answers a second"
            f"   p99 {outcome.p99_s * 1000:>5.0f} ms"
            f"   processors used {outcome.processors:.2f}"
        )
    print(
        f"  two to one: answers a second {two.per_second / one.per_second:.2f}"
        f"   p99 {two.p99_s / one.p99_s:.2f}"
    )


def main() -> None:
    with stage() as ready:
        uvloop.run(run(ready))


if __name__ == "__main__":
    main()
