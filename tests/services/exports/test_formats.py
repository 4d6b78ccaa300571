"""What a spreadsheet could run, what a cell can't hold, and memory."""

import io
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from sqlalchemy import URL, update

from bot.models import Contact, Interaction
from bot.services.csv_stream import csv_of
from bot.services.exports.exports import Exports
from bot.services.exports.json_lines import json_lines_of
from bot.services.exports.wording import Wording
from bot.services.exports.workbook import LONGEST_TEXT, WorkbookFile
from bot.storage.database import Database
from tests.services.exports.reading import Export, as_json, change, exported, multiply_interactions

HARMFUL = [
    '=HYPERLINK("https://evil.example")',
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "=",
    "'=1",
    "#N/A",
]


async def stream(*rows: Sequence[object]) -> AsyncIterator[Sequence[object]]:
    for row in rows:
        yield row


async def book_of(*values: object, headings: tuple[str, ...] = ("A",), **options: int) -> bytes:
    file = io.BytesIO()
    book = WorkbookFile("sheet", headings, **options)
    await book.write(file, stream(*([value] for value in values)))
    return file.getvalue()


async def test_a_text_of_a_workbook_is_never_a_formula() -> None:
    (sheet,) = load_workbook(io.BytesIO(await book_of(*HARMFUL))).worksheets
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == HARMFUL
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)


async def test_a_text_of_csv_is_never_a_formula() -> None:
    rows = stream(*([value] for value in HARMFUL))
    written = b"".join([piece async for piece in csv_of(["A"], rows)]).decode("utf-8-sig")
    fields = [line.strip('"') for line in written.split("\r\n")[1:-1]]
    assert [field[0] for field in fields[:7]] == ["'"] * 7
    assert fields[7] == "#N/A"


def test_harmful_names_go_through_every_format(export: Export, sample_url: URL) -> None:
    change(sample_url, update(Contact).values(name=HARMFUL[0]))
    assert b",\"'=HYPERLINK(" in exported(export("contacts"))
    assert as_json(exported(export("contacts", "--format", "json")))[0]["Name"] == HARMFUL[0]
    book = load_workbook(io.BytesIO(exported(export("contacts", "--format", "xlsx"))))
    cell = book.worksheets[0]["D2"]
    assert (cell.value, cell.data_type) == (HARMFUL[0], "s")


async def test_numbers_are_not_taken_for_texts() -> None:
    (sheet,) = load_workbook(io.BytesIO(await book_of(-1, -2.5, True))).worksheets
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(-1, "n"), (-2.5, "n"), (True, "b")]


async def test_characters_that_a_workbook_can_not_hold_are_replaced() -> None:
    (sheet,) = load_workbook(io.BytesIO(await book_of("a\x00b\x0bc\nd"))).worksheets
    assert sheet["A2"].value == "a\ufffdb\ufffdc\nd"


async def test_a_text_that_no_cell_can_hold_is_cut_and_counted() -> None:
    book, file = WorkbookFile("sheet", ["A"]), io.BytesIO()
    await book.write(file, stream(["x" * LONGEST_TEXT], ["y" * (LONGEST_TEXT + 1)]))
    (sheet,) = load_workbook(file).worksheets
    assert sheet["A2"].value == "x" * LONGEST_TEXT
    assert sheet["A3"].value == "y" * (LONGEST_TEXT - 4) + " […]"
    assert book.cut == 1


def test_texts_that_were_cut_are_told(export: Export, sample_url: URL) -> None:
    change(sample_url, update(Interaction).values(content="x" * (LONGEST_TEXT + 1)))
    contact = ("--salesperson", "JO", "--from", "2026-01-01")
    done = export("interactions", *contact, "--format", "xlsx")
    rows = len(as_json(exported(export("interactions", *contact, "--format", "json"))))
    assert done.exit_code == 0
    assert done.stderr == (
        f"{rows} texts were cut: a cell holds 32767 characters. The other formats have them "
        "whole.\n"
    )


async def test_rows_beyond_a_full_sheet_stand_on_the_next() -> None:
    book = load_workbook(io.BytesIO(await book_of(1, 2, 3, 4, 5, rows_of_sheet=3)))
    shown = [[row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]
    assert book.sheetnames == ["sheet", "sheet 2", "sheet 3"]
    assert shown == [["A", 1, 2], ["A", 3, 4], ["A", 5]]


async def peak_of(work: Callable[[], Awaitable[None]]) -> int:
    """The most memory that Python's objects took meanwhile, in bytes."""
    tracemalloc.start()
    try:
        await work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


async def test_reading_takes_no_more_memory_for_more_rows(sample_database: Database) -> None:
    exports, wording = Exports(sample_database), Wording(ZoneInfo("Europe/Paris"))

    async def read() -> None:
        async for _ in exports.rows("interactions", {}, wording):
            pass

    await multiply_interactions(sample_database, 2_500)
    await read()  # statements are compiled, and stay
    few = await peak_of(read)
    await multiply_interactions(sample_database, 47_500)
    assert await exports.count("interactions", {}) > 50_000
    assert await peak_of(read) < few + 1_000_000


async def many(count: int) -> AsyncIterator[list[object]]:
    for number in range(count):
        yield [number, f"=text {number}"]


async def write_csv(file: BinaryIO, count: int) -> None:
    async for piece in csv_of(["A", "B"], many(count)):
        file.write(piece)


async def write_json(file: BinaryIO, count: int) -> None:
    async for piece in json_lines_of(["A", "B"], many(count)):
        file.write(piece)


async def write_book(file: BinaryIO, count: int) -> None:
    await WorkbookFile("sheet", ["A", "B"]).write(file, many(count))


@pytest.mark.parametrize("write", [write_csv, write_json, write_book])
async def test_writing_takes_no_more_memory_for_more_rows(
    tmp_path: Path, write: Callable[[BinaryIO, int], Awaitable[None]]
) -> None:
    with (tmp_path / "out").open("wb") as file:
        few = await peak_of(lambda: write(file, 2_000))
        assert await peak_of(lambda: write(file, 20_000)) < few + 500_000
