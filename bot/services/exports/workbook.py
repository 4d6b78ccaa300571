"""Rows as an XLSX workbook, written a row at a time.

Dates, times and numbers are what they are to a spreadsheet; a text is a text, whatever it begins
with, and also once its cell is edited.
"""

from __future__ import annotations

from datetime import datetime
from typing import IO, TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from bot.services.csv_stream import begins_formula

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Iterable, Sequence

    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

ROWS_OF_SHEET = 1_048_576
"""No spreadsheet has more; what follows stands on further sheets."""
LONGEST_TEXT = 32_767
"""No cell holds more characters; a longer text is cut."""
_CUT = " […]"


class WorkbookFile:
    """``cut`` counts the texts that no cell could hold whole."""

    def __init__(self, title: str, headings: Sequence[str], rows_of_sheet: int = ROWS_OF_SHEET):
        self.cut = 0
        self._title = title
        self._headings = headings
        self._rows_of_sheet = rows_of_sheet
        self._book = Workbook(write_only=True)

    async def write(self, target: IO[bytes], rows: AsyncIterable[Iterable[object]]) -> None:
        """The whole workbook; rows wait in a temporary file until then."""
        sheet, room = self._sheet(), self._rows_of_sheet - 1
        try:
            async for row in rows:
                if not room:
                    sheet.close()
                    sheet, room = self._sheet(), self._rows_of_sheet - 1
                sheet.append([self._cell(sheet, value) for value in row])
                room -= 1
        except BaseException:
            sheet.close()  # else its writer complains when it is thrown away
            raise
        self._book.save(target)

    def _sheet(self) -> WriteOnlyWorksheet:
        number = len(self._book.worksheets) + 1
        name = self._title if number == 1 else f"{self._title} {number}"
        sheet: WriteOnlyWorksheet = self._book.create_sheet(name)
        sheet.freeze_panes = "A2"
        heading: list[Cell] = []
        for text in self._headings:
            cell = WriteOnlyCell(sheet, text)
            cell.font = Font(bold=True)
            heading.append(cell)
        sheet.append(heading)
        return sheet

    def _cell(self, sheet: WriteOnlyWorksheet, value: object) -> object:
        if isinstance(value, datetime):
            return value.replace(tzinfo=None)
        if not isinstance(value, str) or not value:
            return value
        text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
        if len(text) > LONGEST_TEXT:
            self.cut += 1
            text = text[: LONGEST_TEXT - len(_CUT)] + _CUT
        if text[0] not in "=#" and not begins_formula(text):
            return text
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"  # the library takes “=…” for a formula and “#N/A” for an error
        cell.quotePrefix = True
        return cell
