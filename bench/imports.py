"""What an import of contacts costs, against the barest bulk insert of the same rows.

The file is CSV; new contacts bring name, company, e-mail and phone. The floor writes the same rows
of contacts, and nothing else, by COPY on PostgreSQL and executemany on SQLite.
"""

import argparse
import asyncio
import csv
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, make_url

from bench.population import contacts
from bench.segment_log import databases
from bot.domain.imports.outcomes import Outcome
from bot.services.imports.imports import Imports
from bot.services.imports.prepared import Request
from bot.storage.database import Database

COLUMNS = (
    "id, no, type, name, company_id, email, phone, city, search_name, email_folded, phone_e164, "
    "exclude_from_segment, privacy_blocked, minor, parental_consent_received"
)


def write_file(path: Path, size: int) -> None:
    """As many contacts as a CSV of people has: companies are only named."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Name", "Type", "Company", "E-Mail", "Phone", "City"])
        for row in contacts(size):
            phone = f"(425) {200 + row[0] % 700}-{row[0] % 10_000:04}"
            writer.writerow([row[3], row[2], row[-1], row[7], phone, row[6]])


def bare_rows(size: int) -> Iterator[tuple[Any, ...]]:
    for row in contacts(size):
        phone = f"(425) {200 + row[0] % 700}-{row[0] % 10_000:04}"
        flags = (False, False, False, False)
        yield (row[0], row[1], row[2], row[3], row[5], row[7], phone, row[6], row[4], row[8],
               row[9], *flags)  # fmt: skip


def floor(url: URL, size: int) -> float:
    """Seconds for the bare rows, which are removed again."""
    rows = list(bare_rows(size))
    if url.drivername.startswith("postgresql"):
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address) as server:
            start = time.perf_counter()
            with server.cursor().copy(f"COPY contacts ({COLUMNS}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            server.commit()
            took = time.perf_counter() - start
            server.execute("TRUNCATE contacts CASCADE")
        return took
    file = sqlite3.connect(str(url.database), isolation_level=None)
    marks = ", ".join("?" * len(COLUMNS.split(",")))
    start = time.perf_counter()
    file.execute("BEGIN IMMEDIATE")
    file.executemany(f"INSERT INTO contacts ({COLUMNS}) VALUES ({marks})", rows)
    file.execute("COMMIT")
    took = time.perf_counter() - start
    file.execute("DELETE FROM contacts")
    file.close()
    return took


async def _region() -> str:
    return "US"


async def _brought_in(url: URL, path: Path, outcome: Outcome, size: int) -> float:
    database = Database.from_url(url)
    service = Imports(database, lambda: datetime.now(UTC), _region)
    start = time.perf_counter()
    report = await service.bring_in(Request(path))
    took = time.perf_counter() - start
    await database.dispose()
    done = report.counts[outcome] + report.counts[Outcome.REPEATED]
    assert done == size, (report.counts, report.refused[:3])
    return took


def measure(address: str, path: str, outcome: Outcome, size: int) -> tuple[float, float]:
    """Seconds, and the most memory in MB, of a process of its own."""
    took = asyncio.run(_brought_in(make_url(address), Path(path), outcome, size))
    return took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024


def main() -> None:
    """Run the measurements and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--databases", default="sqlite,postgresql")
    options = parser.parse_args()
    print(
        f"{'database':<11}{'rows':>8}{'floor s':>9}{'new s':>8}{'ratio':>7}{'rows/s':>8}"
        f"{'same s':>8}{'ratio':>7}{'rows/s':>8}{'memory':>8}"
    )
    for size in map(int, options.sizes.split(",")):
        with (
            tempfile.TemporaryDirectory(prefix="tp-bench-") as folder,
            databases(options.databases.split(","), size) as urls,
        ):
            path = Path(folder) / "contacts.csv"
            write_file(path, size)
            for url in urls:
                bare = floor(url, size)
                address = url.render_as_string(hide_password=False)
                took = []
                for outcome in (Outcome.NEW, Outcome.UNCHANGED):
                    with ProcessPoolExecutor(1, get_context("spawn")) as process:
                        took.append(
                            process.submit(measure, address, str(path), outcome, size).result()
                        )
                (new, memory), (same, _) = took
                print(
                    f"{url.get_backend_name():<11}{size:>8}{bare:>9.2f}"
                    f"{new:>8.1f}{new / bare:>7.1f}{size / new:>8.0f}"
                    f"{same:>8.1f}{same / bare:>7.1f}{size / same:>8.0f}{memory:>8.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
