"""One bot and two behind one address, on PostgreSQL: answers in a second, and how late they come.

The same crowd each time, all at the same instant: the ratio says what a second process brings.
Users, Slack, the balancer, PostgreSQL and Redis share the machine's processors with the bots, so
on two cores the second one can bring little.

    python -m bench.processes [WIZARDS]
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
from bench.person import NotAnsweredError, Person, Wire
from bench.slack_stub import slack_stub
from bench.stage import Stage, stage, users
from bench.step import percentile
from bench.walk import Walk

WIZARDS = int(sys.argv[1]) if len(sys.argv) > 1 else 300
WEB_API_S = 0.1
AT_ONCE = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """``share`` of one processor that all bots together used; ``finished`` wizards."""

    per_second: float
    p99_s: float
    share: float
    finished: int


async def measure(stage: Stage, processes: int) -> Outcome:
    """All wizards against so many bots on a new database."""
    url = stage.database("postgresql", WIZARDS)
    async with AsyncExitStack() as stack:
        stub = await stack.enter_async_context(slack_stub(WEB_API_S))
        bots = [
            await stack.enter_async_context(stage.touchpoint(url, stub.api_url))
            for _ in range(processes)
        ]
        address = await stack.enter_async_context(balancer([bot.url for bot in bots]))
        connector = aiohttp.TCPConnector(limit=WIZARDS)
        http = await stack.enter_async_context(aiohttp.ClientSession(connector=connector))
        wire = Wire(http, address)
        walks = [
            Walk(Person(user, wire, stub), AT_ONCE, n) for n, user in enumerate(users(WIZARDS))
        ]
        used, started = sum(bot.cpu_seconds() for bot in bots), time.perf_counter()
        ends = await asyncio.gather(*(walk() for walk in walks), return_exceptions=True)
        seconds = time.perf_counter() - started
        used = sum(bot.cpu_seconds() for bot in bots) - used
    unexpected = [end for end in ends if end and not isinstance(end, NotAnsweredError)]
    if unexpected:
        raise unexpected[0]
    return Outcome(
        len(wire.seconds) / seconds,
        percentile(wire.seconds, 0.99),
        used / seconds,
        ends.count(None),
    )


async def run(stage: Stage) -> None:
    """Measures and prints."""
    print(f"{WIZARDS} wizards at the same instant, {os.cpu_count()} processors in all")
    one, two = await measure(stage, 1), await measure(stage, 2)
    for bots, outcome in (("one bot", one), ("two bots", two)):
        print(
            f"  {bots:10}{outcome.per_second:>7.0f} answers a second"
            f"   p99 {outcome.p99_s * 1000:>5.0f} ms   processors used {outcome.share:.2f}"
            f"   {outcome.finished} finished"
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
