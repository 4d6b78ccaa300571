"""How long logging a segment takes, against one bare INSERT … SELECT of the same rows.

    .venv/bin/python -m bench.segment_log [--sizes 1000,100000,1000000] [--databases sqlite]

The floor copies the interactions that logging wrote from a table without keys into the emptied
`interactions`, in one statement on an open connection, in the same run. Contacts are as many as
lines; one line of a hundred has values of its own. From 5,000 lines on a log is a job. Both are
done in turn until a minute was measured, and `ratio` is the median of theirs. `memory` is by how
many MiB a fresh process was larger at its largest while it logged (with SQLite, up to 32 of that
are the database's cache); `take back` is as many times the floor.
"""

import argparse
import asyncio
import gc
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
import psycopg
import uvloop
from sqlalchemy import URL, make_url, text

from bench.population import COLUMNS, contacts
from bot.domain.enums import SalespersonRole
from bot.domain.people.person import Person
from bot.domain.segment_log.rules import LONG, LogOptions
from bot.domain.segments.lines import Own
from bot.services.jobs import JobKind, Jobs
from bot.services.segment_log.jobs import segment_works
from bot.services.segment_log.log import SegmentLog
from bot.storage import schema
from bot.storage.database import Database
from tests.engines import running_postgres

PERSON = Person(
    user_id="U1",
    name="Otis Falls",
    email=None,
    zone="Europe/Paris",
    locale="en",
    salesperson_code="OF",
    role=SalespersonRole.MANAGER,
)
MOST_ROUNDS = 100
ENOUGH_S = 60
MIB = 2**20

SET_UP = f"""
INSERT INTO salespeople (code, name) VALUES ('OF', 'Otis Falls');
INSERT INTO campaigns (no, description) VALUES ('CP1', 'Spring');
INSERT INTO interaction_groups (code, description) VALUES ('LETTER', 'Letters');
INSERT INTO interaction_templates (code, group_code, description, language_code)
    VALUES ('BUS', 'LETTER', 'Business letter', 'ENU');
INSERT INTO interaction_template_languages (template_code, language_code, description)
    VALUES ('BUS', 'ENU', 'Business letter');
INSERT INTO segments (no, description, date, salesperson_code, campaign_no, template_code,
        group_code, language_code, correspondence_type, unit_cost, unit_duration_min)
    VALUES ('SM1', 'Spring letter', '2026-03-16', 'OF', 'CP1', 'BUS', 'LETTER', 'ENU',
        'hard_copy', 8, 30);
INSERT INTO segment_lines
        (segment_no, line_no, contact_id, contact_company_id, customised, description)
    SELECT 'SM1', CAST(id AS bigint) * 10000, id, coalesce(company_id, id),
        CASE WHEN id % 100 = 0 THEN {int(Own.DESCRIPTION)} ELSE 0 END,
        CASE WHEN id % 100 = 0 THEN 'Its own' END
    FROM contacts
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; times in seconds, of each round, and memory in MiB."""

    database: str
    size: int
    logs: list[float]
    floors: list[float]
    take_backs: list[float]
    memory: float

    def __str__(self) -> str:
        log, floor = statistics.median(self.logs), statistics.median(self.floors)
        return (
            f"{self.database:<11}{self.size:>10,}{log:>9.2f}{floor:>9.2f}"
            f"{self._to_floor(self.logs):>7.2f}{self._to_floor(self.take_backs):>11.2f}"
            f"{self.memory:>8.1f}"
        )

    def _to_floor(self, times: list[float]) -> float:
        ratios = [taken / floor for taken, floor in zip(times, self.floors, strict=True)]
        return statistics.median(ratios)


class Largest:
    """The memory of this process, in MiB more than at first, at its largest so far."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._before = self._process.memory_info().rss
        self.growth = 0.0

    def look(self, *_: int) -> None:
        self.growth = max(self.growth, (self._process.memory_info().rss - self._before) / MIB)


def now() -> datetime:
    return datetime.now(UTC)


class Bench:
    def __init__(self, database: Database, url: URL, size: int) -> None:
        self._database = database
        self._url = url
        self._size = size
        self._log = SegmentLog(database, now)
        works = segment_works(now)
        self._jobs = Jobs(database, works, clock=now, new_id=lambda: uuid4().hex)
        self._postgres = database.dialect == "postgresql"

    async def measure(self) -> Line:
        size = self._size
        logs: list[float] = []
        floors: list[float] = []
        backs: list[float] = []
        memory = 0.0
        gc.collect()
        while len(logs) < MOST_ROUNDS and sum(logs + floors + backs) < ENOUGH_S:
            await self._settle()
            largest = Largest()
            start = time.perf_counter()
            logged, key = await self._logged(largest)
            logs.append(time.perf_counter() - start)
            largest.look()
            memory = max(memory, largest.growth)
            assert logged == size
            floors.append(await self._floor())
            await self._settle()
            start = time.perf_counter()
            await self._log.take_back(key)
            backs.append(time.perf_counter() - start)
        return Line(self._database.dialect, size, logs, floors, backs, memory)

    async def _logged(self, largest: Largest) -> tuple[int, int]:
        """Log the segment, as its size has it; how many interactions, and of which log."""
        if self._size < LONG:  # nobody is shown how far it is
            done = await self._log.log("SM1", PERSON, LogOptions())
            return done.logged, done.logged_segment_id
        job = await self._jobs.submit(JobKind.LOG, "SM1", PERSON, LogOptions().to_json())
        ended = await self._jobs.run(job.id, largest.look)
        assert ended is not None
        assert ended.result is not None
        return ended.result["logged"], ended.result["logged_segment_id"]

    async def fill(self) -> None:
        names = COLUMNS.replace(" ", "").split(",")
        marks = ", ".join(f":{name}" for name in names)
        async with self._database.begin() as session:
            rows: list[dict[str, Any]] = []
            for row in contacts(self._size):
                rows.append(dict(zip(names, row[:-1], strict=True)))
                if len(rows) == 10_000 or row[0] == self._size:
                    await session.execute(
                        text(f"INSERT INTO contacts ({COLUMNS}) VALUES ({marks})"), rows
                    )
                    rows.clear()
            for statement in SET_UP.split(";"):
                await session.execute(text(statement))
            # Here, as a database parses every statement anew once its tables were changed.
            await session.execute(text("CREATE TABLE bare AS SELECT * FROM interactions"))

    async def _floor(self) -> float:
        """Seconds that one statement takes to write the rows that are there now."""
        await self._run("INSERT INTO bare SELECT * FROM interactions ORDER BY id")
        await self._empty("interactions")
        await self._settle()
        async with self._database.begin() as session:
            connection = await session.connection()
            start = time.perf_counter()
            await connection.execute(text("INSERT INTO interactions SELECT * FROM bare"))
            await session.commit()
            took = time.perf_counter() - start
        async with self._database.read() as session:
            written = await session.scalar(text("SELECT count(*) FROM interactions"))
        assert written == self._size
        await self._empty("bare")
        return took

    async def _empty(self, table: str) -> None:
        await self._run(f"TRUNCATE {table} CASCADE" if self._postgres else f"DELETE FROM {table}")

    async def _settle(self) -> None:
        """Nothing is left over that the next measurement would pay for."""
        if self._postgres:
            await self._run("VACUUM ANALYZE")
            await self._run("CHECKPOINT")
        else:
            await self._run("PRAGMA wal_checkpoint(TRUNCATE)")

    async def _run(self, statement: str) -> None:
        """Run one statement by itself, outside any transaction."""
        if self._postgres:
            address = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
            async with await psycopg.AsyncConnection.connect(address, autocommit=True) as server:
                await server.execute(statement.encode())
        else:
            file = sqlite3.connect(str(self._url.database), isolation_level=None)
            file.execute(statement).fetchall()
            file.close()


@contextmanager
def databases(names: list[str], size: int) -> Iterator[Iterator[URL]]:
    """Empty migrated databases of the given kinds, removed at the end."""

    def made(folder: str) -> Iterator[URL]:
        if "sqlite" in names:
            url = URL.create("sqlite+aiosqlite", database=str(Path(folder) / f"{size}.db"))
            schema.upgrade(url)
            yield url
        if "postgresql" in names:
            with running_postgres() as postgres:
                url = postgres.create()
                schema.upgrade(url)
                yield url

    with tempfile.TemporaryDirectory(prefix="tp-bench-") as folder:
        yield made(folder)


async def filled(url: URL, size: int) -> None:
    database = Database.from_url(url)
    await Bench(database, url, size).fill()
    await database.dispose()


async def measured(url: URL, size: int) -> Line:
    database = Database.from_url(url)
    try:
        return await Bench(database, url, size).measure()
    finally:
        await database.dispose()


def measure(url: str, size: int) -> Line:
    """What a process of its own does, whose memory holds nothing of how the data were made."""
    return uvloop.run(measured(make_url(url), size))  # which the bot runs on


def main() -> None:
    """Run the measurements and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1000,100000,1000000")
    parser.add_argument("--databases", default="sqlite,postgresql")
    options = parser.parse_args()
    print(
        f"{'database':<11}{'lines':>10}{'log s':>9}{'floor s':>9}{'ratio':>7}"
        f"{'take back':>11}{'memory':>8}"
    )
    for size in map(int, options.sizes.split(",")):
        with databases(options.databases.split(","), size) as urls:
            for url in urls:
                asyncio.run(filled(url, size))
                address = url.render_as_string(hide_password=False)
                with ProcessPoolExecutor(1, get_context("spawn")) as process:
                    line = process.submit(measure, address, size).result()
                print(line, flush=True)


if __name__ == "__main__":
    main()
