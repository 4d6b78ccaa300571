"""A wizard step over the wire against a stock Bolt app that does nothing.

Ours: a signed submission of a view of thirty blocks comes in, the draft is saved, the next step's
view goes out; the real process, with PostgreSQL and with SQLite. The floor: a Bolt app with as many
listeners, of which the one meant acknowledges and does nothing; the same payloads, Bolt's own
adapters. Rounds alternate; the medians of the rounds are told, and the median of the ratios that
each round gave, for a machine may be faster in one minute than in the next.
"""

import asyncio
import statistics
import time
from dataclasses import dataclass

import aiohttp

from bench.person import Person, Request, Wire
from bench.slack_stub import SlackStub, View, slack_stub
from bench.stage import DIALECTS, Stage, Tested, stage, users

ADAPTERS = ("aiohttp", "asgi")
ROUNDS = 3
SUBMISSIONS = 400
ALONE = 100
AT_ONCE = 16
LISTENERS = 100
"""About as many as Touchpoint has."""
BLOCKS = 30


@dataclass(frozen=True, slots=True)
class Result:
    """Requests a second with ``AT_ONCE`` on the line; milliseconds of one alone on the line; and
    processor time of the process under test for each request, which a busy machine disturbs
    least."""

    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float


def middle(results: list[Result]) -> Result:
    """The median of each figure."""
    return Result(
        statistics.median(result.per_second for result in results),
        statistics.median(result.p50_ms for result in results),
        statistics.median(result.p99_ms for result in results),
        statistics.median(result.cpu_ms for result in results),
    )


def percentile(values: list[float], share: float) -> float:
    """The value below which ``share`` of the values are."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


async def measure(tested: Tested, requests: list[Request]) -> Result:
    """Sends ``ALONE`` requests one after another, the others ``AT_ONCE``."""
    cpu_before = tested.cpu_seconds()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE)) as http:
        wire = Wire(http, tested.url)
        for request in requests[:ALONE]:
            await wire.post(request)
        alone = wire.seconds.copy()
        queue = iter(requests[ALONE:])

        async def work() -> None:
            for request in queue:
                await wire.post(request)

        started = time.perf_counter()
        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
        seconds = time.perf_counter() - started
    return Result(
        (len(requests) - ALONE) / seconds,
        statistics.median(alone) * 1000,
        percentile(alone, 0.99) * 1000,
        (tested.cpu_seconds() - cpu_before) / len(requests) * 1000,
    )


def padded(view: View) -> View:
    """The view with more blocks, so that there are thirty."""
    spare = [
        {
            "type": "context",
            "block_id": f"padding-{number}",
            "elements": [{"type": "plain_text", "text": "Nothing to see here", "emoji": True}],
        }
        for number in range(BLOCKS - len(view["blocks"]))
    ]
    return {**view, "blocks": view["blocks"] + spare}


async def prepare(url: str, stub: SlackStub, people: list[str]) -> list[Request]:
    """Lets each of ``people`` open a wizard, show all fields, and choose contact and template, all
    of which the draft has before *Next* is pressed; the requests that *Next* makes."""
    async with aiohttp.ClientSession() as http:
        wire = Wire(http, url)
        taking_turns = asyncio.Semaphore(AT_ONCE)

        async def fill_in(user: str) -> Request:
            async with taking_turns:
                person = Person(user, wire, stub)
                view = await person.more(await person.open())
                for field, words in (("contact", "a"), ("template", "phone")):
                    options = await person.options(view, field, words)
                    view = await person.choose(view, field, options[0])
                return person.submission(padded(view), {"description": "Talked about the offer"})

        return await asyncio.gather(*(fill_in(user) for user in people))


async def run(stage: Stage) -> None:
    """Measures and prints."""
    rounds: dict[str, list[dict[str, Result]]] = {dialect: [] for dialect in DIALECTS}
    async with slack_stub() as stub:
        people = users(SUBMISSIONS * ROUNDS)
        for dialect in DIALECTS:
            database = stage.database(dialect, len(people))
            for number in range(ROUNDS):
                turn = people[number * SUBMISSIONS : (number + 1) * SUBMISSIONS]
                results = {}
                async with stage.touchpoint(database, stub.api_url) as tested:
                    requests = await prepare(tested.url, stub, turn)
                    results["touchpoint"] = await measure(tested, requests)
                for adapter in ADAPTERS:
                    async with stage.stock_bolt(adapter, LISTENERS, stub.api_url) as tested:
                        results[adapter] = await measure(tested, requests)
                rounds[dialect].append(results)
        size = statistics.median(len(raw) for raw, _ in requests)
    tell(rounds, LISTENERS, size)


def tell(rounds: dict[str, list[dict[str, Result]]], listeners: int, size: float) -> None:
    print(f"A wizard step ({size / 1000:.0f} kB in, {listeners} listeners)")
    print(f"{'':24}{'requests/s':>12}{'p50 alone':>12}{'p99 alone':>12}{'CPU each':>12}")
    for dialect, results in rounds.items():
        for name in ("touchpoint", *ADAPTERS):
            result = middle([each[name] for each in results])
            print(
                f"{_ROWS[name].format(dialect):24}{result.per_second:>12.0f}"
                f"{result.p50_ms:>9.2f} ms{result.p99_ms:>9.2f} ms{result.cpu_ms:>9.2f} ms"
            )
    print("our whole step / nothing, goal at most 1.0:")
    for dialect, results in rounds.items():
        for adapter in ADAPTERS:
            ratio = middle([_ratio(each["touchpoint"], each[adapter]) for each in results])
            print(
                f"  {dialect + ' / ' + adapter:24}{ratio.per_second:>6.2f} under load"
                f"{ratio.p50_ms:>8.2f} alone{ratio.cpu_ms:>8.2f} CPU"
            )


_ROWS = {
    "touchpoint": "touchpoint, {}",
    "aiohttp": "  stock Bolt, aiohttp",
    "asgi": "  stock Bolt, asgi",
}


def _ratio(ours: Result, floor: Result) -> Result:
    """How many times the floor's time each of our figures is."""
    return Result(
        floor.per_second / ours.per_second,
        ours.p50_ms / floor.p50_ms,
        ours.p99_ms / floor.p99_ms,
        ours.cpu_ms / floor.cpu_ms,
    )


def main() -> None:
    with stage() as ready:
        asyncio.run(run(ready))


if __name__ == "__main__":
    main()
