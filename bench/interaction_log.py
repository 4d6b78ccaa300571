"""How long the log and a contact's card take, against the barest query of the same rows.

    .venv/bin/python -m bench.interaction_log [INTERACTIONS] [CONTACTS]

A million interactions with a hundred thousand contacts, unless told otherwise: one contact has a
hundredth of them, one company 500 persons. Both are measured in turns in the same run: times in
milliseconds, ``ratio`` compares the medians. The floor asks the driver, on a connection that is
open, for the rows of the same interactions by their ids; of figures, for their sums.
"""

import asyncio
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL

from bench.population import fill
from bench.step import percentile
from bot.domain.enums import SalespersonRole
from bot.domain.interaction_log.filters import LogFilter, Whose
from bot.domain.people.person import Person
from bot.services.contact_cards.cards import ContactCards, figures_of
from bot.services.contacts.search import ContactSearch
from bot.services.interaction_log.entries import LogEntries
from bot.storage import schema
from bot.storage.database import Database
from tests.engines import running_postgres

INTERACTIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
CONTACTS = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
SALESPEOPLE, TEMPLATES = 50, 40
DAYS = 2_000
ROUNDS = 100
GOAL_MS = 50
BIG_COMPANY, BUSY_CONTACT = 1, 2
WORDS = ("quote", "armchairs", "delivery", "complaint", "visit", "catalogue", "budget", "rare")

Fetch = Callable[[str], list[Any]]
Ask = Callable[[], Awaitable[Any]]

_INTERACTIONS = """
INSERT INTO interactions (id, contact_id, contact_name, contact_company_id, date, logged_at,
  logged_by, description, group_code, template_code, salesperson_code, cost, duration_min)
SELECT n, c.id, c.name, c.company_id, {day}, '2026-01-01 00:00:00{zone}', 'U' || (n % {people}),
  CASE WHEN n % 20000 = 0 THEN 'rare words about the ' ELSE 'Talked about the ' END
    || {words} || CASE WHEN n % 3 = 0 THEN ' of order ' || n ELSE '' END, 'PHONE',
  'T' || (n % 9973 * 7 % {templates}), 'S' || (n % {people}), n % 40, n % 90
FROM ({numbers}) AS numbers
JOIN contacts c
  ON c.id = CASE WHEN n % 100 = 0 THEN {busy} ELSE n % 99991 * 7919 % {contacts} + 1 END
"""


def statements(dialect: str) -> list[str]:
    """What fills a database that has the contacts."""
    postgres = dialect == "postgresql"
    named = " ".join(f"WHEN {n} THEN '{word}'" for n, word in enumerate(WORDS[:-1]))
    numbers = f"SELECT generate_series(1, {INTERACTIONS}) AS n"
    if not postgres:
        numbers = (
            "WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted "
            f"WHERE n < {INTERACTIONS}) SELECT n FROM counted"
        )
    filled = _INTERACTIONS.format(
        numbers=numbers,
        day=(
            f"DATE '2020-01-01' + (n % 99991 * 31 % {DAYS})"
            if postgres
            else f"date('2020-01-01', '+' || (n % 99991 * 31 % {DAYS}) || ' days')"
        ),
        zone="+00" if postgres else ".000000",
        words=f"CASE n % 7 {named} END",
        people=SALESPEOPLE,
        templates=TEMPLATES,
        busy=BUSY_CONTACT,
        contacts=CONTACTS,
    )
    false = "false" if postgres else "0"
    return [
        "INSERT INTO interaction_groups (code, description) VALUES ('PHONE', 'Calls')",
        *(
            f"INSERT INTO salespeople (code, name) VALUES ('S{n}', 'Salesperson {n}')"
            for n in range(SALESPEOPLE)
        ),
        *(
            "INSERT INTO interaction_templates (code, group_code, description) "
            f"VALUES ('T{n}', 'PHONE', 'Template {n}')"
            for n in range(TEMPLATES)
        ),
        f"UPDATE contacts SET company_id = {BIG_COMPANY} WHERE type = 'person' AND id <= 602",
        filled,
        f"UPDATE interactions SET canceled = NOT {false} WHERE id % 500 = 0",
        "ANALYZE",
    ]


def questions(db: Database) -> dict[str, tuple[Ask, str]]:
    """What is measured, and its floor's statement about the ids that were found."""
    log = LogEntries(db, lambda: datetime(2026, 1, 1, tzinfo=UTC))
    cards = ContactCards(db, ContactSearch(db), log)
    reader = Person(
        user_id="U7",
        name="Reader",
        email=None,
        salesperson_code="S7",
        salesperson_name="Salesperson 7",
        role=SalespersonRole.MANAGER,
        zone="Europe/Paris",
        locale="en",
    )
    chance = random.Random(3)

    def anywhere() -> str:
        day = date.fromordinal(date(2020, 1, 1).toordinal() + chance.randrange(DAYS))
        return f"older/{day.isoformat()}/{INTERACTIONS}"

    filtered = LogFilter(salesperson="S7", template="T9", since="2021-01-01", until="2024-01-01")
    busy = LogFilter(contact=BUSY_CONTACT)
    mine = LogFilter(whose=Whose.MINE)

    async def company() -> Any:
        async with db.read() as session:
            return await figures_of(session, BIG_COMPANY)

    return {
        "card, 10,000 interactions": (lambda: cards.card(reader, BUSY_CONTACT), BUSY),
        "timeline, any page": (lambda: log.page(reader, busy, anywhere()), PAGE),
        "log, any page": (lambda: log.page(reader, LogFilter(), anywhere()), PAGE),
        "log, mine, first page": (lambda: log.page(reader, mine), PAGE),
        "log, three filters": (lambda: log.page(reader, filtered), PAGE),
        "log, a frequent word": (lambda: log.page(reader, LogFilter(words="budget")), PAGE),
        "log, a frequent word, any page": (
            lambda: log.page(reader, LogFilter(words="budget"), anywhere()),
            PAGE,
        ),
        "log, a rare word": (lambda: log.page(reader, LogFilter(words="rare")), PAGE),
        "log, part of one number": (lambda: log.page(reader, LogFilter(words="der 99900")), PAGE),
        "log, part of 1,300 numbers": (lambda: log.page(reader, LogFilter(words="991")), PAGE),
        "log, a word never said": (lambda: log.page(reader, LogFilter(words="bonjour")), PAGE),
        "log, two letters never said": (lambda: log.page(reader, LogFilter(words="zx")), PAGE),
        "company, 500 persons": (company, COMPANY),
    }


PAGE = "SELECT * FROM interactions WHERE id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)"
_SUMS = "SELECT count(*), sum(cost), sum(duration_min), max(date) FROM interactions WHERE "
BUSY = f"{_SUMS} contact_id = {BUSY_CONTACT}"
COMPANY = f"{_SUMS} contact_company_id = {BIG_COMPANY}"


async def measure(dialect: str, db: Database, fetch: Fetch) -> None:
    """Prints a line for each question."""
    for name, (ask, floor) in questions(db).items():
        took: list[float] = []
        barest: list[float] = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            await ask()
            took.append((time.perf_counter() - started) * 1000)
            started = time.perf_counter()
            fetch(floor)
            barest.append((time.perf_counter() - started) * 1000)
            if sum(took) > 60_000:  # too slow to be asked so often
                break
        p50, p99 = statistics.median(took), percentile(took, 0.99)
        ratio = p50 / statistics.median(barest)
        late = " !" if p99 > GOAL_MS else ""
        print(f"  {name:32}{dialect:12}p50 {p50:8.2f}   p99 {p99:8.2f}   ratio {ratio:6.1f}{late}")


def main() -> None:
    print(f"{INTERACTIONS:,} interactions, {CONTACTS:,} contacts (goal: p99 under {GOAL_MS} ms)")
    with tempfile.TemporaryDirectory(prefix="tp-bench-") as folder:
        path = Path(folder) / "log.db"
        url = URL.create("sqlite+aiosqlite", database=str(path))
        schema.upgrade(url)
        fill(url, CONTACTS)
        with sqlite3.connect(path) as driver:
            for statement in statements("sqlite"):
                driver.execute(statement)
            driver.commit()
            asyncio.run(_with(url, lambda sql: driver.execute(sql).fetchall()))
    with running_postgres() as postgres:
        url = postgres.create("log")
        schema.upgrade(url)
        fill(url, CONTACTS)
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            for statement in statements("postgresql"):
                connection.execute(statement.encode())
            asyncio.run(_with(url, lambda sql: connection.execute(sql.encode()).fetchall()))


async def _with(url: URL, fetch: Fetch) -> None:
    db = Database.from_url(url)
    try:
        await measure(db.dialect, db, fetch)
    finally:
        await db.dispose()


if __name__ == "__main__":
    main()
