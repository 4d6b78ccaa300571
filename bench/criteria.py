"""How long criteria and the list of lines take, against the barest statements for the same rows.

    .venv/bin/python -m bench.criteria [--size 1000000] [--databases sqlite] [--rounds 3]

Two things are measured in turns in the same run. Adding the contacts of one territory, one of ten:
the floor is one INSERT … SELECT of the same rows with the same numbers into the same table, by the
driver alone, which checks nothing. Opening a page of twenty lines of a segment that holds every
contact: the floor is one SELECT of these lines by LIMIT and OFFSET in the order of the index, with
the names of contact and company joined, and one count of all lines. Times are in milliseconds;
`ratio` compares the medians.
"""

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiosqlite
import psycopg
from sqlalchemy import URL, text

from bench.typeahead import timed
from bot.domain.criteria.criteria import ContactFilter, Filters, Step
from bot.domain.enums import CriteriaAction
from bot.services.criteria.criteria import Criteria
from bot.services.segments.lines import SegmentLines
from bot.services.segments.segments import Segments
from bot.storage import schema
from bot.storage.database import Database
from tests.engines import running_postgres
from tests.making import NOW, person

PAGE = 20
TENTH = "TENTH"
"""The territory of one contact of ten."""

FILL = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {size})
INSERT INTO contacts (id, no, type, name, search_name, company_id, territory_code)
SELECT i, 'CT' || i, CASE i % 6 WHEN 1 THEN 'company' ELSE 'person' END,
       'Name ' || (i * 1297 % {size}), 'name ' || (i * 1297 % {size}),
       CASE i % 6 WHEN 1 THEN NULL ELSE i - (i + 5) % 6 END,
       CASE i % 10 WHEN 3 THEN 'TENTH' END
FROM n
"""
"""One company of six; names in no order."""

INSERT = """
INSERT INTO segment_lines (segment_no, line_no, contact_id, contact_company_id)
SELECT '{no}',
       10000 * row_number() OVER (
           ORDER BY coalesce(e.search_name, ''), coalesce(e.no, ''), c.type, c.search_name, c.id),
       c.id, e.id
FROM contacts c
LEFT JOIN contacts e ON e.id = CASE c.type WHEN 'company' THEN c.id ELSE c.company_id END
WHERE c.territory_code = 'TENTH'
"""
READ = """
SELECT l.line_no, c.no, c.type, c.name, e.name, c.city, c.email, c.phone, s.description, s.date,
       s.unit_cost, s.unit_duration_min, s.salesperson_code, s.template_code
FROM segment_lines l JOIN segments s ON s.no = l.segment_no
JOIN contacts c ON c.id = l.contact_id LEFT JOIN contacts e ON e.id = c.company_id
WHERE l.segment_no = '{no}' ORDER BY l.line_no LIMIT {count} OFFSET {offset}
"""
COUNT = "SELECT count(*) FROM segment_lines WHERE segment_no = '{no}'"
Run = Callable[[str], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; medians in milliseconds."""

    database: str
    what: str
    own: float
    floor: float


class Bare:
    """A connection of the driver's own, each statement in its own transaction."""

    def __init__(self, database: Database, url: URL) -> None:
        self._sqlite = database.dialect == "sqlite"
        self._url = url
        self._connection: Any = None

    async def __aenter__(self) -> Run:
        if self._sqlite:
            self._connection = await aiosqlite.connect(
                str(self._url.database), isolation_level=None
            )
            for pragma in ("foreign_keys = ON", "synchronous = FULL", "cache_size = -32768"):
                await self._connection.execute(f"PRAGMA {pragma}")
        else:
            address = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
            self._connection = await psycopg.AsyncConnection.connect(address, autocommit=True)
        return self._run

    async def __aexit__(self, *_: object) -> None:
        await self._connection.close()

    async def _run(self, statement: str) -> Any:
        cursor = await self._connection.execute(statement)
        return await cursor.fetchall() if statement.lstrip().startswith("SELECT") else None


async def measure(url: URL, size: int, rounds: int) -> list[Line]:
    """All measurements on one empty database."""
    database = Database.from_url(url)
    async with database.begin() as session:
        await session.execute(text(FILL.format(size=size)))
    segments = Segments(database, lambda: NOW)
    nobody = person(salesperson_code=None)
    async with Bare(database, url) as bare:
        await bare("VACUUM ANALYZE contacts" if database.dialect == "postgresql" else "ANALYZE")
        lines = [await adding(database, segments, nobody, bare, rounds)]
        no = (await segments.create(nobody, "Everybody")).header.no
        await Criteria(database, lambda: datetime.now(UTC)).apply(no, Step(CriteriaAction.ADD))
        await bare(
            "VACUUM ANALYZE segment_lines" if database.dialect == "postgresql" else "ANALYZE"
        )
        lines += await reading(database, no, bare, rounds)
    await database.dispose()
    return lines


async def adding(
    database: Database, segments: Segments, nobody: Any, bare: Run, rounds: int
) -> Line:
    """Apply criteria that add a tenth of the contacts, counted against the bare statement."""
    step = Step(CriteriaAction.ADD, Filters(contact=ContactFilter(territories=(TENTH,))))
    criteria = Criteria(database, lambda: datetime.now(UTC))
    own, floor = [], []
    for _ in range(rounds):
        no = (await segments.create(nobody)).header.no
        floor.append(await timed(bare(INSERT.format(no=no))))
        await bare(f"DELETE FROM segment_lines WHERE segment_no = '{no}'")
        if database.dialect == "postgresql":
            await bare("VACUUM segment_lines")
        own.append(await timed(criteria.apply(no, step)))
        await criteria.go_back(no)
        if database.dialect == "postgresql":
            await bare("VACUUM segment_lines")
    return Line(
        database.dialect, "add one of ten", statistics.median(own), statistics.median(floor)
    )


async def reading(database: Database, no: str, bare: Run, rounds: int) -> list[Line]:
    """Open the first, a middle and the last page."""
    pages = SegmentLines(database)
    total = (await pages.page(no, 0, 1)).total
    measured = []
    for what, offset in (
        ("first page", 0),
        ("middle page", total // 2),
        ("last page", total - PAGE),
    ):
        own, floor = [], []
        for _ in range(rounds * 5):
            statement = READ.format(no=no, count=PAGE, offset=offset)
            floor.append(await timed(bare(statement)) + await timed(bare(COUNT.format(no=no))))
            own.append(await timed(pages.page(no, offset, PAGE)))
        measured.append(
            Line(database.dialect, what, statistics.median(own), statistics.median(floor))
        )
    return measured


def empty_databases(names: list[str]) -> Iterator[URL]:
    """Migrated databases of the given kinds, each removed when the next one is asked for."""
    if "sqlite" in names:
        with tempfile.TemporaryDirectory(prefix="tp-bench-") as folder:
            url = URL.create("sqlite+aiosqlite", database=str(Path(folder) / "criteria.db"))
            schema.upgrade(url)
            yield url
    if "postgresql" in names:
        with running_postgres() as postgres:
            url = postgres.create()
            schema.upgrade(url)
            yield url


def main() -> None:
    """Run the measurements and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(f"{'database':<11}{'contacts':>10}  {'what':<16}{'own':>10}{'floor':>10}{'ratio':>8}")
    for url in empty_databases(options.databases.split(",")):
        for line in asyncio.run(measure(url, options.size, options.rounds)):
            print(
                f"{line.database:<11}{options.size:>10,}  {line.what:<16}{line.own:>10.1f}"
                f"{line.floor:>10.1f}{line.own / line.floor:>8.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
