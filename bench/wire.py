"""The whole answer of typeahead: a signed keystroke in, the list of options out.

The bot is a process of its own; what is timed is what Slack's servers would wait.
"""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from sqlalchemy import URL, insert

from bench.person import Person, Wire
from bench.slack_stub import slack_stub
from bench.stage import Stage
from bench.step import percentile
from bot.models.people import Salesperson
from bot.storage.database import Database

USER = "U00000"


@dataclass(frozen=True, slots=True)
class Answer:
    """Milliseconds for a kind of query."""

    kind: str
    p50: float
    p99: float


async def measure_answers(
    stage: Stage, url: URL, queries: Mapping[str, list[str]], rounds: int
) -> list[Answer]:
    """Times ``rounds`` keystrokes of each kind, one after another."""
    await _introduce(url)
    address = url.render_as_string(hide_password=False)
    answers = []
    async with (
        slack_stub(0.0) as stub,
        stage.touchpoint(address, stub.api_url) as tested,
        aiohttp.ClientSession() as http,
    ):
        wire = Wire(http, tested.url)
        person = Person(USER, wire, stub)
        view = await person.open()
        for kind, texts in queries.items():
            wire.seconds.clear()
            for number in range(rounds):
                await person.options(view, "contact", texts[number % len(texts)])
            answers.append(
                Answer(
                    kind,
                    statistics.median(wire.seconds) * 1000,
                    percentile(wire.seconds, 0.99) * 1000,
                )
            )
    return answers


async def _introduce(url: URL) -> None:
    """The user who types is a salesperson."""
    database = Database.from_url(url)
    async with database.begin() as session:
        await session.execute(
            insert(Salesperson),
            [{"code": USER, "name": "Person", "slack_user_id": USER}],
        )
    await database.dispose()
