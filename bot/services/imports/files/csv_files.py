"""CSV as people have it: its encoding and delimiter are recognised, then it is read as a stream.

A byte order mark or bytes that are UTF-8 tell the encoding for sure. Else charset-normalizer
chooses among the code pages of Windows and the Mac. The delimiter is the one with which the
headings mean most; `csv.Sniffer` knows no headings, and guesses wrongly where cells are short.
"""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from bot.domain.errors.imports import CellUnending, EncodingUnknown, FileOfAnotherKind
from bot.domain.imports.headings import known

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.domain.imports.columns import Layout

SAMPLE = 262_144
ROWS_LOOKED_AT = 20
LONGEST_CELL = 2_000_000
_DELIMITERS = ";,\t|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_USUAL = "cp1252"
_CODE_PAGES = [_USUAL, "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "mac_roman", "cp850"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written. `announced`: its first line only says the delimiter, as Excel's."""

    encoding: str
    delimiter: str
    announced: bool = False

    def __str__(self) -> str:
        shown = {"\t": "tab"}.get(self.delimiter, f"“{self.delimiter}”")
        return f"CSV, {self.encoding}, {shown}"


def recognise(path: Path, layout: Layout, encoding: str | None = None) -> Dialect:
    """Look at the file, whose headings should be those of `layout`.

    Raises `EncodingUnknown` for a given `encoding` that isn't the file's, and
    `FileOfAnotherKind` for what is no text."""
    encoding = encoding_of(path, encoding)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        start = file.read(SAMPLE)
    if "\0" in start:
        raise FileOfAnotherKind(name=path.name, kind="binary")
    first = start.splitlines()[0] if start.strip() else ""
    if first.lower().startswith("sep=") and len(first) == 5:
        return Dialect(encoding, first[4], announced=True)
    return Dialect(
        encoding, max(_DELIMITERS, key=lambda delimiter: _sense(layout, start, delimiter))
    )


def rows(path: Path, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """The rows that aren't blank, with their numbers: as a spreadsheet counts them, a line break
    in quotes doesn't begin a new one. Raises `CellUnending`."""
    csv.field_size_limit(LONGEST_CELL)
    number = 0
    with path.open(encoding=dialect.encoding, errors="replace", newline="") as file:
        try:
            for number, cells in enumerate(csv.reader(file, delimiter=dialect.delimiter), 1):
                if any(cells) and not (dialect.announced and number == 1):
                    yield number, cells
        except csv.Error as error:
            raise CellUnending(row=number + 1, most=LONGEST_CELL) from error


def _sense(layout: Layout, start: str, delimiter: str) -> tuple[int, int, int]:
    """How much sense a delimiter makes: headings that are known, rows of one width, that width."""
    lines = start.splitlines(keepends=True)
    if len(start) == SAMPLE:
        lines.pop()
    try:
        table = list(islice(filter(None, csv.reader(lines, delimiter=delimiter)), ROWS_LOOKED_AT))
    except csv.Error:
        return (0, 0, 0)
    if not table:
        return (0, 0, 0)
    width = len(table[0])
    alike = sum(len(row) == width for row in table) if width > 1 else 0
    return (known(layout, [cell.strip() for cell in table[0]]), alike, width)


def encoding_of(path: Path, given: str | None = None) -> str:
    """What a text is written in. Raises `EncodingUnknown` for a given one that it isn't."""
    return _given(path, given) if given else _recognised(path)


def _given(path: Path, encoding: str) -> str:
    try:
        with path.open(encoding=encoding) as file:
            while file.read(SAMPLE):
                pass
    except (LookupError, UnicodeError) as error:
        raise EncodingUnknown(encoding=encoding) from error
    return encoding


def _recognised(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    zeros = start[0::2].count(0), start[1::2].count(0)
    if max(zeros) > len(start) // 5 and min(zeros) < max(zeros) // 4:
        return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    return "utf-8" if _is_utf8(path) else _code_page(path)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while chunk := file.read(SAMPLE):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _code_page(path: Path) -> str:
    """From lines that have more than ASCII, which may stand far down."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - takes its time

    telling = bytearray()
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                telling += line[:1_000]
            if len(telling) > 20_000:
                break
    plausible = from_bytes(bytes(telling), cp_isolation=_CODE_PAGES)
    if any(match.encoding == _USUAL for match in plausible):
        return _USUAL  # whose letters others have as other letters: which reads better is a guess
    best = plausible.best()
    return best.encoding if best else _USUAL
