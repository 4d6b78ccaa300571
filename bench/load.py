"""Five hundred wizards at once, with a Web API that takes 100 ms: how late do answers come?

Three times: everybody acts at the same instant; as quick people do, who take two to four seconds
between two acts; and as people do who read and type. Each opens the wizard, chooses contact and
template, walks the steps and presses *Finish*; every answer is measured, and whether each wizard
became one interaction.

    python -m bench.load [WIZARDS]
"""

import asyncio
import random
import statistics
import sys
from dataclasses import dataclass

import aiohttp
import uvloop
from sqlalchemy import func, select

from bench.person import NotAnsweredError, Person, Wire
from bench.slack_stub import SlackStub, View, slack_stub
from bench.stage import DIALECTS, Stage, stage, users
from bench.step import percentile
from bot.models.interactions import Interaction
from bot.storage.database import Database

WIZARDS = int(sys.argv[1]) if len(sys.argv) > 1 else 500
WEB_API_S = 0.1
LATEST_S = 3.0
MOST_STEPS = 6
PAUSES_S = {
    "all at the same instant": (0.0, 0.0),
    "two to four seconds apart": (2.0, 4.0),
    "four to eight seconds apart": (4.0, 8.0),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """All answers and openings of a modal, in seconds, how many wizards became an interaction, and
    what the others saw last."""

    seconds: list[float]
    opened: list[float]
    logged: int
    unfinished: list[str]


class Walk:
    """One wizard from ``/interaction`` to *Finish*."""

    def __init__(self, person: Person, pauses: tuple[float, float], seed: int) -> None:
        self._person = person
        self._pauses = pauses
        self._random = random.Random(seed)

    async def _think(self) -> None:
        await asyncio.sleep(self._random.uniform(*self._pauses))

    async def __call__(self) -> None:
        await asyncio.sleep(self._random.uniform(0, self._pauses[1]))
        view = await self._person.open()
        for field, words in (("contact", "a"), ("template", "phone")):
            await self._think()
            options = await self._person.options(view, field, words)
            view = await self._person.choose(view, field, options[0])
        answers: dict[str, object] = {"description": "Talked about the offer"}
        for _ in range(MOST_STEPS):
            await self._think()
            view = await self._person.submit(view, answers)
            if not _is_form(view):
                return
        raise NotAnsweredError(f"the wizard has no end: {_sentences(view)}")


def _is_form(view: View) -> bool:
    return "submit" in view


def _sentences(view: View) -> list[str]:
    """What a view says above its fields."""
    texts = (block["text"]["text"] for block in view["blocks"] if block["type"] == "alert")
    return [view.get("callback_id", ""), *texts]


async def walk_all(
    stage: Stage, stub: SlackStub, dialect: str, pauses: tuple[float, float]
) -> Outcome:
    """Runs all wizards against a bot of their own."""
    people = users(WIZARDS)
    url = stage.database(dialect, WIZARDS)
    before = await _interactions(url)
    async with (
        stage.touchpoint(url, stub.api_url) as tested,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=WIZARDS)) as http,
    ):
        wire = Wire(http, tested.url)
        walks = [Walk(Person(user, wire, stub), pauses, n) for n, user in enumerate(people)]
        ends = await asyncio.gather(*(walk() for walk in walks), return_exceptions=True)
    unexpected = [end for end in ends if end and not isinstance(end, NotAnsweredError)]
    if unexpected:
        raise unexpected[0]
    logged = await _interactions(url) - before
    return Outcome(wire.seconds, wire.opened, logged, [str(end) for end in ends if end])


async def _interactions(url: str) -> int:
    database = Database.from_url(url)
    async with database.read() as session:
        count = (await session.execute(select(func.count()).select_from(Interaction))).scalar_one()
    await database.dispose()
    return count


async def run(stage: Stage) -> None:
    """Measures and prints."""
    print(f"{WIZARDS} wizards at once, Web API {WEB_API_S * 1000:.0f} ms (goal: p99 under 300 ms)")
    for pace, pauses in PAUSES_S.items():
        for dialect in DIALECTS:
            async with slack_stub(WEB_API_S) as stub:
                outcome = await walk_all(stage, stub, dialect, pauses)
            seconds = outcome.seconds
            late = sum(second > LATEST_S for second in seconds)
            print(
                f"  {pace:28}{dialect:12}{len(seconds):>6} answers"
                f"   p50 {statistics.median(seconds) * 1000:>5.0f} ms"
                f"   p99 {percentile(seconds, 0.99) * 1000:>5.0f} ms"
                f"   latest {max(seconds):>5.2f} s   {late} later than 3 s"
                f"   modals opened within {max(outcome.opened):.2f} s"
                f"   {outcome.logged} logged"
            )
            for reason in outcome.unfinished:
                print(f"    not finished: {reason}")


def main() -> None:
    with stage() as ready:
        uvloop.run(run(ready))


if __name__ == "__main__":
    main()
