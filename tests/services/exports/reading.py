"""What was exported, and what the database holds."""

import csv
import io
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from click.testing import Result
from openpyxl import load_workbook
from sqlalchemy import URL, Select, insert, literal, select

from bot.models import Interaction
from bot.services.csv_stream import begins_formula
from bot.storage.database import Database
from tests.engines import run_apart

Export = Callable[..., Result]
Row = dict[str, Any]

DATABASE = ("--columns", "database")


def in_database(url: URL, work: Callable[[Database], Awaitable[None]]) -> None:
    """Does something with the database of a test that isn't a coroutine."""

    async def opened() -> None:
        database = Database.from_url(url)
        try:
            await work(database)
        finally:
            await database.dispose()

    run_apart(opened)


def rows_of(url: URL, statement: Select[*tuple[Any, ...]]) -> list[Row]:
    found: list[Row] = []

    async def read(database: Database) -> None:
        async with database.read() as session:
            found.extend(dict(row._mapping) for row in await session.execute(statement))

    in_database(url, read)
    return found


def change(url: URL, *statements: Any) -> None:
    async def write(database: Database) -> None:
        async with database.begin() as session:
            for statement in statements:
                await session.execute(statement)

    in_database(url, write)


def exported(result: Result) -> bytes:
    """What was written to the standard output; nothing may be said beside it."""
    assert result.exit_code == 0, result.stderr or result.exception
    assert result.stderr == ""
    return result.stdout_bytes


def as_csv(written: bytes) -> list[dict[str, str]]:
    """Fields as they were before an apostrophe kept a spreadsheet from running them."""
    rows = csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline=""))
    return [{name: _without_mark(field) for name, field in row.items()} for row in rows]


def _without_mark(field: str) -> str:
    return field[1:] if field.startswith("'") and begins_formula(field[1:]) else field


def as_json(written: bytes) -> list[Row]:
    return [json.loads(line) for line in written.splitlines()]


def as_workbook(written: bytes | Path) -> list[Row]:
    """All sheets one after the other, each with its headings."""
    book = load_workbook(io.BytesIO(written) if isinstance(written, bytes) else written)
    rows: list[Row] = []
    for sheet in book.worksheets:
        headings, *cells = sheet.iter_rows(values_only=True)
        rows += [dict(zip(map(str, headings), row, strict=True)) for row in cells]
    return rows


async def multiply_interactions(database: Database, count: int) -> None:
    """Fills the log with copies of the sample's interactions, one for each pair of them."""
    columns = [
        column
        for column in Interaction.__table__.columns
        if column.name not in {"id", "draft_id", "logged_segment_id", "segment_line_no"}
    ]
    other = Interaction.__table__.alias()
    copies = select(*columns).join(other, literal(True)).limit(count)
    async with database.begin() as session:
        await session.execute(insert(Interaction).from_select(columns, copies))
