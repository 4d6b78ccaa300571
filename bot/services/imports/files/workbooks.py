"""XLSX: the first worksheet that has anything in it, row by row."""

from __future__ import annotations

import warnings
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from bot.domain.errors.imports import FileEmpty, FileUnreadable, WorkbookTooLarge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_UNPACKED_MB = 1_000
MOST_TIMES = 200
"""A part that unpacks to more times its size is no table; small parts may."""
SMALL_MB = 20


def rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows that aren't blank, with their numbers. Raises `FileEmpty`, `FileUnreadable` and
    `WorkbookTooLarge`, before anything large is unpacked."""
    from openpyxl import load_workbook  # noqa: PLC0415 - takes its time
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    _refuse_bombs(path)
    broken = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError, OSError)
    empty = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that don't matter here
            book = load_workbook(path, read_only=True, data_only=True)
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
                    cells = list(map(_text, row))
                    if any(cells):
                        empty = False
                        while cells and not cells[-1]:
                            cells.pop()
                        yield number, cells
                if not empty:
                    break
            book.close()
    except broken as error:
        raise FileUnreadable(kind="XLSX") from error
    if empty:
        raise FileEmpty


def _refuse_bombs(path: Path) -> None:
    total = 0
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            total += part.file_size
            much = part.file_size > SMALL_MB * 1_000_000
            bomb = much and part.file_size > MOST_TIMES * max(part.compress_size, 1)
            if bomb or total > MOST_UNPACKED_MB * 1_000_000:
                size = max(total // 1_000_000, 1)
                most = SMALL_MB if bomb else MOST_UNPACKED_MB
                raise WorkbookTooLarge(size=size, most=most)


def _text(value: Any) -> str:
    """A cell as a person reads it; a spreadsheet keeps long numbers as fractions."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return str(value)
