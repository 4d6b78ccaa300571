"""A process that is killed in the middle of an import leaves nothing of it, or everything."""

import asyncio
import multiprocessing
import os
import random
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import URL, func, select

from bot.models import Contact, ContactWord, Import, ImportRow, NumberSeries
from bot.services.imports.contacts import plan as contact_plan
from bot.services.imports.contacts import write as contact_write
from bot.services.imports.prepared import Request
from bot.storage.database import Database
from tests.imports.making import bring, counts, importer, write_csv

ROWS = 300


def _import(url: str, path: str, told: Connection) -> None:
    contact_plan.ROWS_AT_ONCE = contact_write.ROWS_AT_ONCE = 20

    async def run() -> None:
        database = Database.from_url(url)
        await importer(database).bring_in(Request(Path(path)), told.send)
        await database.dispose()

    asyncio.run(run())


async def test_all_or_nothing(database_url: URL, tmp_path: Path, soaking: bool) -> None:
    table = [["Name", "Company", "E-Mail"]]
    table += [[f"Person {n}", f"Company {n % 50}", f"p{n}@example.com"] for n in range(ROWS)]
    path = write_csv(tmp_path / "a.csv", table)
    address = database_url.render_as_string(hide_password=False)
    steps = 3 * ROWS // 20  # read, compared, written
    places = [*range(1, steps)] if soaking else random.Random(1).sample(range(1, steps), 3)
    database = Database.from_url(database_url)
    for place in places:
        _kill_at(address, str(path), place)
        for _ in range(100):
            found = await _found(database)
            if found in {(0, 0, 0, 0, 0), (ROWS + 50, ROWS + 50, 1, ROWS + 50, ROWS + 50)}:
                break
            await asyncio.sleep(0.05)
        assert found == (0, 0, 0, 0, 0), place
    report = await bring(database, path)
    assert counts(report) == {"new": ROWS, "companies": 50}
    assert await _found(database) == (ROWS + 50, ROWS + 50, 1, ROWS + 50, ROWS + 50)
    await database.dispose()


def _kill_at(address: str, path: str, place: int) -> None:
    context = multiprocessing.get_context("spawn")
    told, tell = context.Pipe(duplex=False)
    process = context.Process(target=_import, args=(address, path, tell))
    process.start()
    tell.close()
    for _ in range(place):
        told.recv()
    time.sleep(0.002)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()


async def _found(database: Database) -> tuple[int, ...]:
    """Contacts, those with words, imports, their rows, and numbers drawn."""
    async with database.read() as session:
        words = select(func.count(ContactWord.contact_id.distinct()))
        numbers = await session.scalar(select(func.max(NumberSeries.last_used)))
        tables = [
            await session.scalar(select(func.count()).select_from(table))
            for table in (Contact, Import, ImportRow)
        ]
        found = (tables[0], await session.scalar(words), tables[1], tables[2], numbers)
        return tuple(count or 0 for count in found)
