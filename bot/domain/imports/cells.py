"""What the cells of a row say, column by column, and why a row is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from bot.domain import amounts
from bot.domain.contacts.form import ADDRESS
from bot.domain.folding import fold
from bot.domain.imports import moments
from bot.domain.imports.columns import UNREADABLE, Column, Kind
from bot.domain.messages import N_, Text

LONGEST_ROW = 100_000
"""Characters of all cells of a row together."""

SHOWN = 60
"""Characters of a cell that a sentence repeats."""

CUT_AT = 32_767
"""Characters that the cell of a workbook holds; what our own exports cut is marked."""
CUT = " […]"

NO_ANSWER = "no_answer"
"""An outcome that is no evaluation: the contact was not reached."""
REACHED = "reached"

_YES = {"yes", "y", "true", "1", "x", "oui", "o", "vrai"}
_NO = {"no", "n", "false", "0", "non", "faux"}
_SEVERAL = re.compile(r" ::: |\s*[;,]\s*|\s*\n\s*")
_ROUNDED = re.compile(r"[+-]?\d+([.,]\d+)?E\+?\d+", re.IGNORECASE)
_BREAKS = re.compile(r"\s*[\r\n]\s*")
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, 0x200B, 0xFEFF])
_NO_SECONDS = re.compile(r"(\d+:\d{2}):00")
_CODE = re.compile(r"[\w.\-]+")

Lists = Mapping[str, Mapping[str, str | None]]
"""For each list, what names stand for: codes in lower case, words folded. None: several things are
called so."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a file is to be understood: what names stand for, the order of days and months (``dmy``,
    ``mdy``; None where days are only taken when they can't be misread), and the zone in which an
    instant becomes a day and a time."""

    lists: Lists = field(default_factory=dict)
    day_order: str | None = None
    zone: tzinfo | None = None


@dataclass(slots=True)
class Cells:
    """What was read of a row: `values` by column, and what is wrong with the others."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Text] = field(default_factory=list)

    def refuse(self, column: Column, problem: str, text: str) -> None:
        """Note a problem with `text`, which is repeated as far as it is short."""
        shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
        self.problems.append(Text(problem, {"column": Text(column.label), "text": shown}))


def clean(cell: str) -> str:
    """A cell without blanks around it, control characters, and the mark against formulas."""
    text = _plain(cell)
    if text[:1] == "'" and text.lstrip("'")[:1] in {"=", "+", "-", "@"}:
        text = text[1:]
    return text


def _plain(cell: str) -> str:
    text = cell.strip()
    return text if text.isprintable() else text.translate(_CONTROLS).strip()


def same_text(before: str, read: str, *, lines: bool = False) -> bool:
    """Whether a text, written to a file and read again, is `read`: exports mark what begins like a
    formula in CSV, and cut what no cell of a workbook holds."""
    if read.endswith(CUT) and len(before) > CUT_AT and len(read) > CUT_AT - 10:
        return before.lstrip().startswith(read[: -len(CUT)])
    for text in (_plain(before), clean(before)):
        if read == (_unix(text) if lines else _BREAKS.sub(", ", text)):
            return True
    return False


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_cells(columns: Mapping[str, Column], cells: Mapping[str, str], manner: Manner) -> Cells:
    """What `cells`, by column, say; empty ones say nothing."""
    read = Cells()
    if UNREADABLE in cells:
        read.problems.append(Text(N_("The card can't be read.")))
        return read
    if sum(map(len, cells.values())) > LONGEST_ROW:
        problem = N_("The row has more than {most} characters.")
        read.problems.append(Text(problem, {"most": LONGEST_ROW}))
        return read
    for name, cell in cells.items():
        if text := clean(cell):
            _read(read, columns[name], text, manner)
    return read


def _read(read: Cells, column: Column, text: str, manner: Manner) -> None:
    value = _READERS[column.kind](read, column, text, manner)
    if isinstance(value, str) and column.longest and len(value) > column.longest:
        problem = N_("{column}: the text has {count} characters, the most is {most}.")
        shown = {"column": Text(column.label), "count": len(value), "most": column.longest}
        read.problems.append(Text(problem, shown))
    elif value is not None:
        read.values[column.name] = value


def _text(_read: Cells, _column: Column, text: str, _manner: Manner) -> str:
    return _BREAKS.sub(", ", text) if "\n" in text or "\r" in text else text


def _lines(_read: Cells, _column: Column, text: str, _manner: Manner) -> str:
    return _unix(text)


def _code(read: Cells, column: Column, text: str, manner: Manner) -> str | None:
    """A code as the set-up takes it, or any that is there already."""
    known = manner.lists.get(column.listed, {}).get(text.lower())
    if known is not None and known.lower() == text.lower():
        return known
    if _CODE.fullmatch(text):
        return text.upper()
    problem = N_("{column}: “{text}” is no code. One has letters, digits, dots, dashes and "
                 "underscores.")  # fmt: skip
    read.refuse(column, problem, text)
    return None


def _listed(read: Cells, column: Column, text: str, manner: Manner) -> str | None:
    names = manner.lists.get(column.listed, {})
    for key in (text.lower(), fold(text)):
        if value := names.get(key):
            return value
    several = fold(text) in names
    problem = N_("{column}: several are called “{text}”.")
    read.refuse(column, problem if several else N_("{column}: “{text}” is not known."), text)
    return None


def _codes(read: Cells, column: Column, text: str, manner: Manner) -> list[str]:
    parts = [part for part in re.split(r"\s*[,;]\s*", text) if part]
    codes = [_listed(read, column, part, manner) for part in parts]
    return sorted({code for code in codes if code})


def _yes_or_no(read: Cells, column: Column, text: str, _manner: Manner) -> bool | None:
    word = fold(text)
    if word in _YES or word in _NO:
        return word in _YES
    read.refuse(column, N_("{column}: “{text}” is neither yes nor no."), text)
    return None


def _outcome(read: Cells, column: Column, text: str, manner: Manner) -> str | None:
    """How it went, or whether the contact was reached; yes is for a column *Successful*."""
    word = fold(text)
    if word in _YES | _NO:
        return REACHED if word in _YES else NO_ANSWER
    return _listed(read, column, text, manner)


def _phone(read: Cells, column: Column, text: str, _manner: Manner) -> str | None:
    first, *_ = re.split(r" ::: |\s*[\r\n;]\s*", text)
    first = first.removeprefix("tel:")
    if _ROUNDED.fullmatch(first):
        problem = N_("{column}: a spreadsheet has rounded the number to “{text}”.")
        read.refuse(column, problem, text)
        return None
    if not any(map(str.isdigit, first)):
        read.refuse(column, N_("{column}: “{text}” is no phone number."), text)
        return None
    return first


def _email(read: Cells, column: Column, text: str, _manner: Manner) -> str | None:
    addresses = [text] if ADDRESS.fullmatch(text) else list(filter(None, _SEVERAL.split(text)))
    bare = []
    for address in addresses:
        inner = address.rpartition("<")[2].rstrip(">") if address.endswith(">") else address
        bare.append(inner.strip().removeprefix("mailto:"))
    if not bare or not all(map(ADDRESS.fullmatch, bare)):
        read.refuse(column, N_("{column}: “{text}” is no e-mail address."), text)
        return None
    if len(bare) > 1 and column.name == "email":
        read.values.setdefault("email_2", bare[1])
    return bare[0]


def _moment(read_one: Callable[[str, Manner], Any]) -> _Reader:
    def reader(read: Cells, column: Column, text: str, manner: Manner) -> Any:
        try:
            return read_one(text, manner)
        except amounts.Refused as refused:
            read.refuse(column, refused.text.message, text)
            return None

    return reader


def _amount(read_one: Callable[[str], Any]) -> _Reader:
    def reader(read: Cells, column: Column, text: str, _manner: Manner) -> Any:
        try:
            return read_one(text)
        except amounts.Refused as refused:
            problem = N_("{column}: {problem}")
            shown = {"column": Text(column.label), "problem": refused.text}
            read.problems.append(Text(problem, shown))
            return None

    return reader


def _minutes(text: str) -> int:
    """Spreadsheets write hours and minutes with seconds, which nobody has typed."""
    return amounts.read_duration(_NO_SECONDS.sub(r"\1", text))


_Reader = Callable[[Cells, Column, str, Manner], Any]
_READERS: Mapping[Kind, _Reader] = {
    Kind.TEXT: _text,
    Kind.LINES: _lines,
    Kind.CODE: _code,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    Kind.LISTED: _listed,
    Kind.CODES: _codes,
    Kind.YES_NO: _yes_or_no,
    Kind.OUTCOME: _outcome,
    Kind.DATE: _moment(lambda text, manner: moments.day_of(text, manner.day_order, manner.zone)),
    Kind.TIME: _moment(lambda text, manner: moments.time_of(text, manner.zone)),
    Kind.INSTANT: _moment(lambda text, _manner: moments.instant_of(text)),
    Kind.COST: _amount(amounts.read_cost),
    Kind.MINUTES: _amount(_minutes),
}
