"""A file as rows, whatever kind it is.

What a file is says its content; a name that says otherwise is refused. Files are read as a stream.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.errors.imports import (
    FileEmpty,
    FileEncrypted,
    FileOfAnotherKind,
    FileTooLarge,
    FileUnreadable,
    HeadingsMissing,
    TooManyRows,
)
from bot.domain.imports.contact_columns import NAMES, OF_A_PERSON
from bot.domain.imports.headings import map_headings
from bot.services.imports.files import csv_files, vcards, workbooks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.domain.imports.columns import Layout

MOST_MB = 200
MOST_ROWS = 1_000_000
_START = 65_536
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EXTENSIONS = {
    ".csv": "CSV",
    ".txt": "CSV",
    ".tsv": "CSV",
    ".xlsx": "XLSX",
    ".xlsm": "XLSX",
    ".vcf": "vCard",
    ".vcard": "vCard",
}
_OTHERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "gzip",
    b"SQLite format 3": "SQLite",
    b"{\\rtf": "RTF",
}


class Cells(NamedTuple):
    """A row: its number, its cells by column, and as they stand in the file."""

    number: int
    by_column: Mapping[str, str]
    as_read: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV or a workbook. ``encoding`` is None for a workbook; ``rows`` come once, each with its
    number."""

    read_as: str
    encoding: str | None
    headings: Sequence[str]
    rows: Iterator[tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file. `read_as` says how: the kind, and of a CSV its encoding and delimiter.

    `rows` gives, once, each row that isn't blank. The headings are row 1; a vCard counts cards.
    `headings` belong to the cells as they were read; `present` are the columns that they mean.
    """

    read_as: str
    headings: Sequence[str]
    present: frozenset[str]
    of_persons: bool
    named: bool
    rows: Iterator[Cells]


def open_source(
    path: Path,
    layout: Layout,
    mapping: Mapping[str, str | None] | None = None,
    encoding: str | None = None,
) -> Source:
    """Open a file of what `layout` says. Raises the errors of `bot.domain.errors.imports`.

    `mapping` goes before the known headings, `encoding` before what a CSV looks like.
    """
    if (table := open_table(path, layout, encoding)) is None:
        if mapping:
            map_headings(layout, [], mapping)
        names = list(layout.columns)
        cards = (
            Cells(number, cells, [cells.get(name, "") for name in names])
            for number, cells in vcards.rows(path, encoding)
        )
        present = frozenset(names)
        return Source("vCard", names, present, of_persons=True, named=True, rows=_counted(cards))
    columns = map_headings(layout, table.headings, mapping or {})
    rows = (Cells(number, columns.values(cells), cells) for number, cells in table.rows)
    present = frozenset(columns.places)
    of_persons = bool(present & (OF_A_PERSON | {"company"}))
    named = bool(present & NAMES)
    return Source(table.read_as, table.headings, present, of_persons, named, _counted(rows))


def open_table(path: Path, layout: Layout, encoding: str | None = None) -> Table | None:
    """The rows of a CSV or of a workbook before their headings mean anything; None for cards.
    Raises the errors of `bot.domain.errors.imports`."""
    kind = _kind(path)
    if kind == "vCard":
        if not layout.of_contacts:
            raise FileOfAnotherKind(name=path.name, kind=kind)
        return None
    if kind == "XLSX":
        read_as, found, rows = kind, None, workbooks.rows(path)
    else:
        dialect = csv_files.recognise(path, layout, encoding)
        read_as, found, rows = str(dialect), dialect.encoding, csv_files.rows(path, dialect)
    _, headings = next(rows, (0, ()))
    if not any(headings):
        raise HeadingsMissing
    return Table(read_as, found, headings, rows)


def _counted(rows: Iterable[Cells]) -> Iterator[Cells]:
    count = 0
    for row in rows:
        if row.by_column:
            count += 1
            if count > MOST_ROWS:
                raise TooManyRows(most=MOST_ROWS)
            yield row


def _kind(path: Path) -> str:
    size = path.stat().st_size
    if size == 0:
        raise FileEmpty
    if size > MOST_MB * 1_000_000:
        raise FileTooLarge(size=size // 1_000_000, most=MOST_MB)
    with path.open("rb") as file:
        start = file.read(_START)
    if start.startswith(_OLE):
        raise FileEncrypted
    kind = _kind_of_content(path, start)
    said = _EXTENSIONS.get(path.suffix.lower())
    if kind not in _EXTENSIONS.values() or (said and said != kind):
        raise FileOfAnotherKind(name=path.name, kind=kind)
    return kind


def _kind_of_content(path: Path, start: bytes) -> str:
    if start.startswith(b"PK\x03\x04"):
        return _kind_of_archive(path)
    for mark, name in _OTHERS.items():
        if start.startswith(mark):
            return name
    text = start.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe\xfe\xff \r\n")
    if text[:20].upper().startswith(b"BEGIN:VCARD"):
        return "vCard"
    if not text.strip():
        raise FileEmpty
    if text[:200].lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        return "HTML / XML"
    return "CSV"


def _kind_of_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if any(info.flag_bits & 1 for info in archive.infolist()):
                raise FileEncrypted
    except zipfile.BadZipFile as error:
        raise FileUnreadable(kind="XLSX") from error
    return "XLSX" if "xl/workbook.xml" in names else "ZIP"
