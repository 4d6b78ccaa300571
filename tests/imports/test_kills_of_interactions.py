"""A process that is killed in the middle of an import of interactions leaves nothing, or all."""

import asyncio
import multiprocessing
import os
import random
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import URL, func, insert, select

from bot.models import (
    Contact,
    Import,
    ImportRow,
    Interaction,
    InteractionComment,
    InteractionTemplate,
    Salesperson,
)
from bot.services.imports.interactions import plan as interaction_plan
from bot.services.imports.interactions import write as interaction_write
from bot.services.imports.prepared import Request
from bot.storage.database import Database
from tests.imports.making import bring, counts, importer, write_csv

ROWS = 300


def _import(url: str, path: str, pipe: Connection) -> None:
    for module in (interaction_plan, interaction_write):
        vars(module)["ROWS_AT_ONCE"] = 20

    async def run() -> None:
        database = Database.from_url(url)
        await importer(database).bring_in(Request(Path(path), kind="interactions"), pipe.send)
        await database.dispose()

    asyncio.run(run())


async def test_all_or_nothing(database_url: URL, tmp_path: Path, soaking: bool) -> None:
    database = Database.from_url(database_url)
    async with database.begin() as session:
        await session.execute(insert(InteractionTemplate).values(code="CALL", description="Call"))
        await session.execute(insert(Salesperson).values(code="PS", name="Peter Saddow"))
        await session.execute(insert(Contact).values(no="CT1", type="person", name="Anna Berg"))
    table = [["Contact No.", "Date", "Time", "Template", "Salesperson", "Notes"]]
    table += [
        ["CT1", "2020-01-01", f"{n // 60:02}:{n % 60:02}", "CALL", "PS", f"Note {n}"]
        for n in range(ROWS)
    ]
    path = write_csv(tmp_path / "log.csv", table)
    address = database_url.render_as_string(hide_password=False)
    steps = ROWS + 2 * ROWS // 20  # read, compared, written
    places = range(ROWS + 1, steps) if soaking else random.Random(2).sample(range(301, steps), 3)
    for place in places:
        _kill_at(address, str(path), place)
        for _ in range(100):
            found = await _found(database)
            if found in {(0, 0, 0, 0), (ROWS, ROWS, 1, ROWS)}:
                break
            await asyncio.sleep(0.05)
        assert found == (0, 0, 0, 0), place
    assert counts(await bring(database, path, kind="interactions")) == {"new": ROWS}
    assert await _found(database) == (ROWS, ROWS, 1, ROWS)
    await database.dispose()


def _kill_at(address: str, path: str, place: int) -> None:
    context = multiprocessing.get_context("spawn")
    pipe, end = context.Pipe(duplex=False)
    process = context.Process(target=_import, args=(address, path, end))
    process.start()
    end.close()
    for _ in range(place):
        pipe.recv()
    time.sleep(0.002)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()


async def _found(database: Database) -> tuple[int, ...]:
    """Interactions, comments, imports and their rows."""
    async with database.read() as session:
        tables = [
            await session.scalar(select(func.count()).select_from(table))
            for table in (Interaction, InteractionComment, Import, ImportRow)
        ]
        return tuple(count or 0 for count in tables)
