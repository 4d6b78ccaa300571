"""How long the interaction log takes to be read, against the barest statements for the same rows.

    .venv/bin/python -m bench.interaction_log [--size 1000000] [--databases sqlite] [--rounds 50]

Ten interactions a contact, so 100,000 contacts where there are a million. One contact has one of a
hundred interactions (10,000), one company 500 persons, whose interactions are spread over all days.
One salesperson of fifty and one template of ten are on each; one entry of ten has a comment. A rare
word is on one of 10,000 entries, half of them in a comment. Few entries are canceled.

The floor of a page is one SELECT of its rows by their ids, with the names joined; that of figures
is one SELECT of the same sums, without anything but the contact's entries. Own and floor are
measured in turns. Times are in milliseconds; `ratio` compares the medians.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from bench.criteria import Bare, empty_databases
from bench.typeahead import timed
from bot.domain.interaction_log.filters import EVERYTHING, MINE, LogFilter
from bot.services.contact_cards.cards import ContactCards, figures_of
from bot.services.contacts.search import ContactSearch
from bot.services.interaction_log.entries import LogEntries
from bot.storage.database import Database
from tests.making import NOW, person

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy import URL

    from bench.criteria import Run
    from bot.domain.interaction_log.entries import LogPage

BUSY, COMPANY, PERSONS = 1, 2, 500
"""Ids of the contact and of the company with the most entries; how many persons that has."""
READER = person(user_id="U7", salesperson_code="S7")

SET_UP = """
INSERT INTO interaction_groups (code, description) VALUES ('PHONE', 'Telephone conversations');
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 49)
INSERT INTO salespeople (code, name) SELECT 'S' || i, 'Salesperson ' || i FROM n;
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9)
INSERT INTO interaction_templates (code, group_code, description, language_code)
    SELECT 'T' || i, 'PHONE', 'Template ' || i, 'ENU' FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {contacts})
INSERT INTO contacts (id, no, type, name, search_name, company_id)
    SELECT i, 'CT' || i, CASE WHEN i = {company} OR i > {persons} AND i % 6 = 1 THEN 'company'
        ELSE 'person' END, 'Name ' || i, 'name ' || i,
        CASE WHEN i BETWEEN 3 AND {persons} THEN {company}
             WHEN i > {persons} + 6 AND i % 6 <> 1 THEN i - (i + 5) % 6 END
    FROM n ORDER BY i;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {size})
INSERT INTO interactions (id, draft_id, contact_id, contact_name, contact_company_id, date,
        logged_at, modified_at, logged_by, description, group_code, template_code,
        salesperson_code, cost, duration_min, attempt_failed, canceled, evaluation)
    SELECT i, 'd' || i, c.id, c.name, c.company_id,
        {day}, '2026-03-16 09:00:00', '2026-03-16 09:00:00', 'U' || (i * 7 % 50),
        'Talked about offer ' || i || CASE i % 20000 WHEN 77 THEN ' zephyr' ELSE '' END, 'PHONE',
        'T' || (i / 50 % 10), 'S' || (i * 7 % 50), 1.5, 15, i % 9 = 0, i % 1000 = 5,
        CASE i % 4 WHEN 0 THEN 'positive' END
    FROM n JOIN contacts c
        ON c.id = CASE i % 100 WHEN 1 THEN {busy} ELSE 2 + i * 31 % ({contacts} - 2) END
    ORDER BY i;
INSERT INTO interaction_comments (interaction_id, comment)
    SELECT id, 'Will call again' || CASE id % 20000 WHEN 10070 THEN ' zephyr' ELSE '' END
    FROM interactions WHERE id % 10 = 0;
"""
DAYS = {
    "sqlite": "date('2026-03-16', '-' || (({size} - i) * 1500 / {size}) || ' days')",
    "postgresql": "DATE '2026-03-16' - (({size} - i)::bigint * 1500 / {size})::int",
}
PAGE = """
SELECT i.id, i.date, i.time, t.description, t.information_flow, i.description, i.contact_name,
    i.contact_company_name, s.name, i.duration_min, i.cost, i.evaluation, i.attempt_failed,
    i.canceled,
    (SELECT count(*) FROM interaction_comments c WHERE c.interaction_id = i.id)
FROM interactions i JOIN interaction_templates t ON t.code = i.template_code
JOIN salespeople s ON s.code = i.salesperson_code
WHERE i.id IN ({ids}) ORDER BY i.date DESC, i.id DESC
"""
FIGURES = """
SELECT count(*), sum(cost), sum(duration_min), max(CASE WHEN attempt_failed THEN NULL ELSE date END)
FROM interactions WHERE (contact_id = {contact} OR contact_company_id = {contact}) AND NOT canceled
"""
PAGES = {
    "everybody's, first page": EVERYTHING,
    "mine": MINE,
    "three filters": LogFilter(
        salesperson="S7", template="T1", since="2023-01-01", until="2025-01-01"
    ),
    "rare words": LogFilter(words="zephyr"),
    "frequent words": LogFilter(words="talked offer"),
    "no such words": LogFilter(words="borealis"),
    "only canceled": LogFilter(canceled="only"),
    "busy contact": LogFilter(contact=BUSY),
    "large company": LogFilter(contact=COMPANY),
}


@dataclass(slots=True)
class Line:
    """One line of the table; times in milliseconds, of each round."""

    database: str
    what: str
    own: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        own, floor = statistics.median(self.own), statistics.median(self.floor)
        p99 = sorted(self.own)[max(len(self.own) * 99 // 100 - 1, 0)]
        return (
            f"{self.database:<11}{self.what:<26}{own:>10.2f}{p99:>10.2f}{floor:>10.2f}"
            f"{own / floor:>8.2f}"
        )


async def fill(database: Database, bare: Run, size: int) -> None:
    """Contacts, entries and comments for a migrated, empty database."""
    contacts = max(size // 10, PERSONS * 2)
    day = DAYS[database.dialect].format(size=size)
    filled = SET_UP.format(
        size=size, contacts=contacts, company=COMPANY, persons=PERSONS + 2, busy=BUSY, day=day
    )
    async with database.begin() as session:
        for statement in filled.split(";"):
            if statement.strip():
                await session.execute(text(statement))
    await bare("VACUUM ANALYZE" if database.dialect == "postgresql" else "ANALYZE")


async def measure(url: URL, size: int, rounds: int) -> list[Line]:
    """All measurements on one empty database."""
    database = Database.from_url(url)
    entries = LogEntries(database, lambda: NOW)
    cards = ContactCards(database, ContactSearch(database), entries)
    async with Bare(database, url) as bare:
        await fill(database, bare, size)

        async def page(what: str, chosen: LogFilter, at: str = "") -> Line:
            async def own() -> LogPage:
                return await entries.page(READER, chosen, at)

            ids = [str(row.id) for row in (await own()).rows] or ["0"]
            floor = PAGE.format(ids=", ".join(ids))
            return await in_turns(Line(database.dialect, what), own, bare, floor, rounds)

        async def figures(contact: int) -> Any:
            async with database.read() as session:
                return await figures_of(session, contact)

        lines = [await page(what, chosen) for what, chosen in PAGES.items()]
        lines.append(await page("everybody's, deep down", EVERYTHING, f"older/2023-01-01/{size}"))
        lines.append(await page("mine, deep down", MINE, f"older/2023-01-01/{size}"))
        for what, work, contact in (
            ("card of the busy contact", lambda: cards.card(READER, BUSY), BUSY),
            ("figures of the company", lambda: figures(COMPANY), COMPANY),
        ):
            floor = FIGURES.format(contact=contact)
            line = Line(database.dialect, what)
            lines.append(await in_turns(line, work, bare, floor, rounds))
    await database.dispose()
    return lines


async def in_turns(
    line: Line, own: Callable[[], Awaitable[Any]], bare: Run, floor: str, rounds: int
) -> Line:
    await own()  # statements are prepared, pages are in memory
    for _ in range(rounds):
        line.floor.append(await timed(bare(floor)))
        line.own.append(await timed(own()))
    return line


def main() -> None:
    """Run the measurements and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--rounds", type=int, default=50)
    options = parser.parse_args()
    print(f"{'database':<11}{'what':<26}{'own':>10}{'p99':>10}{'floor':>10}{'ratio':>8}")
    for url in empty_databases(options.databases.split(",")):
        for line in asyncio.run(measure(url, options.size, options.rounds)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
