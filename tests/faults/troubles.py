"""What goes wrong while people work: servers die, deliveries come late, twice or not at all."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from sqlalchemy import text

from bot.storage.database import Database

if TYPE_CHECKING:
    from simulator.traffic import Entry
    from tests.faults.company import Company
    from tests.faults.servers import PostgresServer, RedisServer

Trouble = Callable[["Company", random.Random], Awaitable[None]]

DONE_BY_PEOPLE = frozenset({"view_submission", "block_actions", "slash_command", "view_closed"})
LONGEST_WAIT_S = 10.0
LONGEST_LIFE = 40
"""In deliveries: the bot may have been asked that much before it is killed."""
MOMENTS_S = (0, 0.004, 0.01, 0.02, 0.05, 0.15)
"""After a delivery: from before the bot has read it to after it has answered and cleaned up."""
OUTAGES_S = (0.0, 0.1, 0.5, 2.5)
LATE_S = (0.05, 0.2, 0.6, 1.5, 3.3)
"""The last is later than Slack waits."""


def kills(count: int) -> Trouble:
    """SIGKILL the bot while it has something to do."""

    async def trouble(company: Company, chance: random.Random) -> None:
        for _ in range(count):
            await deliveries(company, chance.randrange(1, LONGEST_LIFE))
            await asyncio.sleep(chance.choice(MOMENTS_S) * chance.random())
            await company.restart_bot()

    return trouble


def kills_and_stops(count: int) -> Trouble:
    """End any of several bots: by SIGKILL, by SIGTERM, or two of them in the same moment."""

    async def trouble(company: Company, chance: random.Random) -> None:
        for number in range(count):
            await deliveries(company, chance.randrange(1, LONGEST_LIFE))
            await asyncio.sleep(chance.choice(MOMENTS_S) * chance.random())
            if number % 3 == 2:
                await company.kill_bot()
            await company.restart_bot(signal.SIGTERM if number % 3 == 1 else signal.SIGKILL)
            if number % 3 == 2:
                await company.start_bot()

    return trouble


def kills_after_a_commit(count: int) -> Trouble:
    """SIGKILL the bot as soon as an interaction is in the database."""

    async def trouble(company: Company, chance: random.Random) -> None:
        database = Database.from_url(company.environment["DATABASE_URL"])
        try:
            for _ in range(count):
                before = await _interactions(database)
                async with asyncio.timeout(10 * LONGEST_WAIT_S):
                    while await _interactions(database) == before:
                        await asyncio.sleep(0.002)
                await company.restart_bot()
        finally:
            await database.dispose()

    return trouble


def redis_restarts(redis: RedisServer, count: int) -> Trouble:
    """Redis goes, politely or not, and comes back after a while."""

    async def trouble(company: Company, chance: random.Random) -> None:
        for number in range(count):
            await deliveries(company, chance.randrange(1, LONGEST_LIFE))
            await redis.end(signal.SIGKILL if number % 2 else signal.SIGTERM)
            await asyncio.sleep(chance.choice(OUTAGES_S))
            await redis.start()

    return trouble


def postgres_restarts(postgres: PostgresServer, count: int) -> Trouble:
    """PostgreSQL breaks every connection off, or crashes, and is back after its recovery."""

    async def trouble(company: Company, chance: random.Random) -> None:
        for number in range(count):
            await deliveries(company, chance.randrange(1, LONGEST_LIFE))
            await asyncio.to_thread(postgres.restart, "immediate" if number % 2 else "fast")

    return trouble


def everything_twice(count: int, kills: int) -> Trouble:
    """Every delivery comes twice; in between the bot is killed."""

    async def trouble(company: Company, chance: random.Random) -> None:
        company.slack.fault("duplicate", "*", 10**9)
        for _ in range(kills):
            await deliveries(company, count // kills)
            await company.restart_bot()

    return trouble


def out_of_order(count: int) -> Trouble:
    """Deliveries are late, overtake each other, come twice, or get lost on their way."""

    async def trouble(company: Company, chance: random.Random) -> None:
        for _ in range(count):
            await deliveries(company, chance.randrange(1, 4))
            kind = chance.choice(("delay", "delay", "delay", "duplicate", "drop"))
            target = chance.choice(("view_submission", "block_actions", "view_closed", "*"))
            seconds = chance.choice(LATE_S) if kind == "delay" else 0
            company.slack.fault(kind, target, 1, seconds)

    return trouble


async def deliveries(company: Company, count: int) -> None:
    """Wait until people have done that many things, a few seconds at most."""
    left = count
    enough = asyncio.Event()

    def on_traffic(entry: Entry) -> None:
        nonlocal left
        if entry.kind in DONE_BY_PEOPLE and entry.status == "pending":
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


async def _interactions(database: Database) -> int:
    async with database.read() as session:
        return int((await session.execute(text("select count(*) from interactions"))).scalar_one())
