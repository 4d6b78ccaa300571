"""Files of contacts as other products write them, and what an import of them says."""

from __future__ import annotations

import csv
import io
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from sqlalchemy import select

from bot.domain.imports.outcomes import Report
from bot.models import Contact, Import
from bot.services.imports.files.source import open_source
from bot.services.imports.imports import Imports
from bot.services.imports.layouts import CONTACTS
from bot.services.imports.prepared import Request
from bot.storage.database import Database
from tests.making import NOW

Table = Sequence[Sequence[str]]


def importer(database: Database, region: str = "US") -> Imports:
    return Imports(database, lambda: NOW, in_region(region))


def in_region(code: str) -> Callable[[], Awaitable[str]]:
    async def region() -> str:
        return code

    return region


def csv_text(table: Table, delimiter: str = ",", line_end: str = "\r\n") -> str:
    page = io.StringIO()
    csv.writer(page, delimiter=delimiter, lineterminator=line_end).writerows(table)
    return page.getvalue()


def write_csv(
    path: Path,
    table: Table,
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
    line_end: str = "\r\n",
) -> Path:
    path.write_bytes(csv_text(table, delimiter, line_end).encode(encoding))
    return path


def write_workbook(path: Path, table: Sequence[Sequence[Any]]) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in table:
        cells = [WriteOnlyCell(sheet, value) for value in row]
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # also what begins like a formula
        sheet.append(cells)
    book.save(path)
    return path


def rows_of(path: Path, **options: Any) -> list[tuple[int, dict[str, str]]]:
    """What is read of a file: row numbers, and cells by column."""
    return [
        (row.number, dict(row.by_column)) for row in open_source(path, CONTACTS, **options).rows
    ]


async def bring(database: Database, path: Path, **options: Any) -> Report:
    return await importer(database).bring_in(Request(path, **options))


def counts(report: Report) -> dict[str, int]:
    """The outcomes that there are, and companies made from names."""
    found = {outcome.value: count for outcome, count in report.counts.items() if count}
    return found | ({"companies": report.companies} if report.companies else {})


def reasons(report: Report) -> list[tuple[int, str]]:
    from bot.i18n import translator  # noqa: PLC0415

    return [(row, " ".join(map(translator("en"), texts))) for row, texts in report.refused]


async def contacts(database: Database, *columns: str) -> list[tuple[Any, ...]]:
    """Columns of all contacts, in the order of their ids."""
    async with database.read() as session:
        found = await session.execute(
            select(*(getattr(Contact, name) for name in columns)).order_by(Contact.id)
        )
        return [tuple(row) for row in found]


async def everything(database: Database) -> list[tuple[Any, ...]]:
    """All contacts with all that is in them, and the imports."""
    async with database.read() as session:
        found = [tuple(row) for row in await session.execute(select(Contact.__table__))]
        found += [tuple(row) for row in await session.execute(select(Import.__table__))]
        return sorted(found, key=str)
