"""How long contact search takes, against the barest query that returns the same rows.

    .venv/bin/python -m bench.typeahead [--sizes 1000,100000] [--databases sqlite] [--rounds 300]

The floor is one statement by the driver alone, on a connection that is already open: the same
columns of the same contacts by primary key. Both are measured in turns in the same run; a time is
in milliseconds, `ratio` compares the medians. A p99 above its goal, which an idle machine is to
meet with a million contacts, has an exclamation mark.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiosqlite
import psycopg
from sqlalchemy import URL

from bench.population import contacts, fill
from bench.stage import Stage, stage
from bench.wire import measure_answers
from bot.domain.folding import words
from bot.services.contacts.search import ContactSearch
from bot.storage import schema
from bot.storage.database import Database
from tests.engines import running_postgres

COLUMNS = (
    "c.id, c.no, c.type, c.name, c.company_id, p.name, c.city, c.email, c.language_code, "
    "c.salesperson_code, c.correspondence_type"
)
BY_KEY = f"SELECT {COLUMNS} FROM contacts c LEFT JOIN contacts p ON p.id = c.company_id WHERE c.id"
VARIANTS = 25
"""Different queries of each kind, cut from the names of contacts chosen at random."""

ONE_WORD_MS, TWO_WORDS_MS, OVER_THE_WIRE_MS = 10, 50, 60
"""Goals for p99, whether something is found, something near, or nothing."""

Fetch = Callable[[list[int]], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; times in milliseconds."""

    database: str
    size: int
    kind: str
    rows: float
    p50: float
    p99: float
    floor_p50: float
    floor_p99: float
    goal: int


def queries(size: int) -> dict[str, list[str]]:
    """What is typed: beginnings of words of contacts that exist."""
    chance = random.Random(7)
    wanted = set(chance.sample(range(size), min(size, 4_000)))
    rows = [row for row in contacts(size) if row[0] - 1 in wanted]
    persons = [row for row in rows if row[-1]]
    chance.shuffle(persons)
    accented = [row for row in persons if not row[3].split()[-1][:4].isascii()]

    def cut(row: tuple[Any, ...], word: int, length: int) -> str:
        return str(row[3]).split()[word][:length]

    def plain(row: tuple[Any, ...], word: int, length: int) -> str:
        return words(row[3])[word][:length]

    def wrong(row: tuple[Any, ...], word: int, changes: int) -> str:
        typed = plain(row, word, 50)
        for _ in range(changes):
            typed = mistyped(typed, chance)
        return typed

    some = persons[:VARIANTS]
    return {
        "one letter": [plain(row, 0, 1) for row in some],
        "two letters": [plain(row, -1, 2) for row in some],
        "four letters": [plain(row, -1, 4) for row in some],
        "four letters, accents": [cut(row, -1, 4) for row in accented[:VARIANTS]],
        "two words": [f"{plain(row, 0, 4)} {plain(row, -1, 3)}" for row in some],
        "two words, accents": [f"{cut(r, 0, 4)} {cut(r, -1, 4)}" for r in accented[:VARIANTS]],
        "two words, 1 + 1 letters": [f"{plain(r, 0, 1)} {plain(r, -1, 1)}" for r in some],
        "name and company": [f"{plain(r, 0, 3)} {words(r[-1])[0][:4]}" for r in some],
        "two words, no such contact": [f"{plain(r, 0, 4)} {plain(r, 0, 4)}q" for r in some],
        "two frequent words, rare pair": ["anna gmbh", "gmbh sarl", "so gmbh de", "er in ski"],
        "part of an address": [str(row[7]).split("@")[0][: 4 - len(row[3])] for row in some],
        "near, one letter wrong": [wrong(row, -1, 1) for row in some],
        "near, two letters wrong": [wrong(row, -1, 2) for row in some],
        "near, first name wrong": [wrong(row, 0, 1) for row in some],
        "near, two words": [f"{wrong(row, 0, 1)} {wrong(row, -1, 1)}" for row in some],
        "near, two frequent words": ["ana gmhb", "gnbh sralx", "jurgne gmbhx", "annq consultinf"],
        "near, in one": ["".join(words(row[3])) for row in some],
        "near to nothing": ["".join(chance.sample("aeiouxqz", 8)) for _ in some],
    }


def mistyped(word: str, chance: random.Random) -> str:
    """`word` with a letter left out, added, changed, or swapped with the next one."""
    at, letter = chance.randrange(len(word) - 1), chance.choice("abcdefghijklmnopqrstuvwxyz")
    others = ("", letter + word[at], letter, word[at + 1] + word[at])
    way = chance.randrange(4)
    return word[:at] + others[way] + word[at + 1 + (way == 3) :]


def goal(texts: list[str]) -> int:
    """What p99 is to stay below, in milliseconds."""
    return ONE_WORD_MS if all(len(words(text)) == 1 for text in texts) else TWO_WORDS_MS


async def measure(url: URL, size: int, rounds: int) -> list[Line]:
    """Time every kind of query on one database."""
    database = Database.from_url(url)
    search = ContactSearch(database)
    lines = []
    async with bare(database, url) as floor:
        for kind, texts in queries(size).items():
            found = [[hit.id for hit in (await search.find(text)).hits] for text in texts]
            own: list[float] = []
            bottom: list[float] = []
            for number in range(rounds):
                at = number % len(texts)
                own.append(await timed(search.find(texts[at])))
                bottom.append(await timed(floor(found[at])))
            count = statistics.mean(map(len, found))
            times = (*percentiles(own), *percentiles(bottom))
            lines.append(Line(database.dialect, size, kind, count, *times, goal(texts)))
    await database.dispose()
    return lines


class bare:  # noqa: N801 - reads as what it is: `async with bare(…) as floor`
    """A connection of the driver's own and the floor query on it."""

    def __init__(self, database: Database, url: URL) -> None:
        self._sqlite = database.dialect == "sqlite"
        self._url = url
        self._connection: Any = None

    async def __aenter__(self) -> Fetch:
        if self._sqlite:
            self._connection = await aiosqlite.connect(str(self._url.database))
            await self._connection.execute("PRAGMA cache_size = -32768")
            return self._by_sqlite
        address = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection = await psycopg.AsyncConnection.connect(address, autocommit=True)
        return self._by_postgres

    async def __aexit__(self, *_: object) -> None:
        await self._connection.close()

    async def _by_sqlite(self, ids: list[int]) -> Any:
        marks = ",".join("?" * len(ids))
        return await self._connection.execute_fetchall(f"{BY_KEY} IN ({marks})", ids)

    async def _by_postgres(self, ids: list[int]) -> Any:
        cursor = await self._connection.execute(f"{BY_KEY} = ANY(%s)", (ids,))
        return await cursor.fetchall()


async def timed(work: Awaitable[Any]) -> float:
    """Milliseconds that `work` takes."""
    start = time.perf_counter()
    await work
    return (time.perf_counter() - start) * 1000


def percentiles(times: list[float]) -> tuple[float, float]:
    """Median and 99th percentile."""
    ordered = sorted(times)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


@contextmanager
def databases(names: list[str], size: int) -> Iterator[Iterator[URL]]:
    """Migrated and filled databases of the given kinds, removed at the end."""

    def made(folder: str) -> Iterator[URL]:
        if "sqlite" in names:
            url = URL.create("sqlite+aiosqlite", database=str(Path(folder) / f"{size}.db"))
            schema.upgrade(url)
            fill(url, size)
            yield url
        if "postgresql" in names:
            with running_postgres() as postgres:
                url = postgres.create()
                schema.upgrade(url)
                fill(url, size)
                yield url

    with tempfile.TemporaryDirectory(prefix="tp-bench-") as folder:
        yield made(folder)


def main() -> None:
    """Run the measurements and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1000,100000,1000000")
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--rounds", type=int, default=300)
    options = parser.parse_args()
    print(
        f"{'database':<11}{'contacts':>9}  {'query':<31}{'rows':>6}{'p50':>8}{'p99':>8}"
        f"{'floor p50':>11}{'floor p99':>11}{'ratio':>7}"
    )
    with stage() as ready:
        for size in map(int, options.sizes.split(",")):
            _measure_size(ready, size, options)


def _measure_size(ready: Stage, size: int, options: argparse.Namespace) -> None:
    with databases(options.databases.split(","), size) as urls:
        for url in urls:
            for line in asyncio.run(measure(url, size, options.rounds)):
                print(
                    f"{line.database:<11}{line.size:>9,}  {line.kind:<31}{line.rows:>6.0f}"
                    f"{line.p50:>8.2f}{line.p99:>8.2f}{line.floor_p50:>11.2f}"
                    f"{line.floor_p99:>11.2f}{line.p50 / line.floor_p50:>7.1f}"
                    f"{_above(line.p99, line.goal)}",
                    flush=True,
                )
            for answer in asyncio.run(measure_answers(ready, url, queries(size), options.rounds)):
                print(
                    f"  over the wire, {url.get_backend_name():<11}{size:>9,}  {answer.kind:<31}"
                    f"p50{answer.p50:>8.2f}  p99{answer.p99:>8.2f}"
                    f"{_above(answer.p99, OVER_THE_WIRE_MS)}",
                    flush=True,
                )


def _above(p99: float, goal: float) -> str:
    return f"  ! above {goal}" if p99 > goal else ""


if __name__ == "__main__":
    main()
