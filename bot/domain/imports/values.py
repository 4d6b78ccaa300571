"""What the cells of a row say about a contact, and why a row is refused."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.domain.contacts.form import ADDRESS
from bot.domain.folding import fold
from bot.domain.imports.columns import COLUMNS, IDENTIFYING, OF_A_PERSON, UNREADABLE, Kind
from bot.domain.messages import N_, Text

LONGEST_ROW = 100_000
"""Characters of all cells of a row together."""

SHOWN = 60
"""Characters of a cell that a sentence repeats."""

_TYPES = {
    "company": "company", "companies": "company", "organization": "company",
    "organisation": "company", "societe": "company", "entreprise": "company", "org": "company",
    "person": "person", "personne": "person", "individual": "person", "particulier": "person",
    "contact": "person",
}  # fmt: skip
_CHANNELS = {
    "email": "email", "e mail": "email", "courriel": "email",
    "hard copy": "hard_copy", "letter": "hard_copy", "papier": "hard_copy",
    "courrier": "hard_copy", "copie papier": "hard_copy",
}  # fmt: skip
_YES = {"yes", "y", "true", "1", "x", "oui", "o", "vrai"}
_NO = {"no", "n", "false", "0", "non", "faux"}
_SEVERAL = re.compile(r" ::: |\s*[;,]\s*|\s*\n\s*")
_ROUNDED = re.compile(r"[+-]?\d+([.,]\d+)?E\+?\d+", re.IGNORECASE)
_BREAKS = re.compile(r"\s*[\r\n]\s*")
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, 0x200B, 0xFEFF])


@dataclass(frozen=True, slots=True)
class Codes:
    """What names stand for, by their folded words. None: several things are called so."""

    countries: Mapping[str, str | None] = field(default_factory=dict)
    languages: Mapping[str, str | None] = field(default_factory=dict)
    salespeople: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(slots=True)
class Row:
    """A row as it was read. `type` is what it must be about, None where that is open: then a new
    contact becomes what is `likely`."""

    number: int
    values: dict[str, str | bool]
    likely: str
    problems: list[Text]
    type: str | None = None


def clean(cell: str) -> str:
    """A cell without blanks around it, control characters, and the mark against formulas."""
    text = cell.strip()
    if not text.isprintable():
        text = text.translate(_CONTROLS).strip()
    if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"}:
        text = text[1:]
    return text


def read_row(
    number: int, cells: Mapping[str, str], codes: Codes, *, of_persons: bool, named: bool
) -> Row:
    """What `cells`, by column, say. `of_persons`: the file has columns that only persons fill;
    `named`: it has columns for names, so that a row with nothing but a company is about that."""
    row = Row(number, {}, "person" if of_persons else "company", [])
    if UNREADABLE in cells:
        row.problems.append(Text(N_("The card can't be read.")))
        return row
    if sum(map(len, cells.values())) > LONGEST_ROW:
        row.problems.append(
            Text(N_("The row has more than {most} characters."), {"most": LONGEST_ROW})
        )
        return row
    for name, cell in cells.items():
        _read(row, name, clean(cell), codes)
    _who(row, named=named)
    return row


def full_name(values: Mapping[str, str | bool]) -> str:
    """The name, or what it is composed of; empty where there is neither."""
    if name := values.get("name"):
        return str(name)
    parts = (values.get(part) for part in ("first_name", "middle_name", "surname"))
    return " ".join(str(part) for part in parts if part)


def _read(row: Row, name: str, text: str, codes: Codes) -> None:
    if not text:
        return
    column = COLUMNS[name]
    value = _READERS[column.kind](row, name, text, codes)
    if isinstance(value, str) and len(value) > column.longest:
        problem = N_("{column}: the text has {count} characters, the most is {most}.")
        shown = {"column": Text(column.label), "count": len(value), "most": column.longest}
        row.problems.append(Text(problem, shown))
    elif value is not None:
        row.values[name] = value


def _text(_row: Row, _name: str, text: str, _codes: Codes) -> str:
    return _BREAKS.sub(", ", text) if "\n" in text or "\r" in text else text


def _refuse(row: Row, name: str, problem: str, text: str) -> None:
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    row.problems.append(Text(problem, {"column": Text(COLUMNS[name].label), "text": shown}))


def _of(known: Mapping[str, str | None], row: Row, name: str, text: str) -> str | None:
    key = fold(text)
    value = known.get(key)
    if value is None:
        several = key in known
        _refuse(
            row,
            name,
            N_("{column}: several are called “{text}”.")
            if several
            else N_("{column}: “{text}” is not known."),
            text,
        )
    return value


def _yes_or_no(row: Row, name: str, text: str, _codes: Codes) -> bool | None:
    word = fold(text)
    if word in _YES or word in _NO:
        return word in _YES
    _refuse(row, name, N_("{column}: “{text}” is neither yes nor no."), text)
    return None


def _phone(row: Row, name: str, text: str, _codes: Codes) -> str | None:
    first, *_ = re.split(r" ::: |\s*[\r\n;]\s*", text)
    first = first.removeprefix("tel:")
    if _ROUNDED.fullmatch(first):
        _refuse(row, name, N_("{column}: a spreadsheet has rounded the number to “{text}”."), text)
        return None
    if not any(map(str.isdigit, first)):
        _refuse(row, name, N_("{column}: “{text}” is no phone number."), text)
        return None
    return first


def _email(row: Row, name: str, text: str, _codes: Codes) -> str | None:
    addresses = [text] if ADDRESS.fullmatch(text) else list(filter(None, _SEVERAL.split(text)))
    bare = []
    for address in addresses:
        inner = address.rpartition("<")[2].rstrip(">") if address.endswith(">") else address
        bare.append(inner.strip().removeprefix("mailto:"))
    if not bare or not all(map(ADDRESS.fullmatch, bare)):
        _refuse(row, name, N_("{column}: “{text}” is no e-mail address."), text)
        return None
    if len(bare) > 1 and name == "email":
        row.values.setdefault("email_2", bare[1])
    return bare[0]


def _who(row: Row, *, named: bool) -> None:
    """Whether the row is about a person or a company, and its name where the company's is all."""
    values = row.values
    said = values.get("type")
    company = values.get("company")
    if said:
        row.type = str(said)
    elif values.keys() & OF_A_PERSON:
        row.type = "person"
    elif company and (named or not values.keys() & IDENTIFYING):
        name = full_name(values)
        row.type = "company" if not name or fold(name) == fold(str(company)) else "person"
    if row.type == "company":
        if name := full_name(values) or str(company or ""):
            values["name"] = name
        for column in OF_A_PERSON | {"company"}:
            values.pop(column, None)
    if values.get("company") and not fold(str(values["company"])):
        row.problems.append(Text(N_("The name of the company has neither letters nor digits.")))


_READERS: Mapping[Kind, Callable[[Row, str, str, Codes], str | bool | None]] = {
    Kind.TEXT: _text,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    Kind.YES_NO: _yes_or_no,
    Kind.CONTACT_TYPE: lambda row, name, text, _: _of(_TYPES, row, name, text),
    Kind.CHANNEL: lambda row, name, text, _: _of(_CHANNELS, row, name, text),
    Kind.COUNTRY: lambda row, name, text, codes: _of(codes.countries, row, name, text),
    Kind.LANGUAGE: lambda row, name, text, codes: _of(codes.languages, row, name, text),
    Kind.SALESPERSON: lambda row, name, text, codes: _of(codes.salespeople, row, name, text),
}
