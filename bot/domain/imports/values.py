"""What a row of a file of contacts says, and whether it is about a person or a company."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.folding import fold
from bot.domain.imports.cells import Manner, read_cells
from bot.domain.imports.contact_columns import COLUMNS, IDENTIFYING, OF_A_PERSON, OF_COMPANY
from bot.domain.messages import N_, Text

if TYPE_CHECKING:
    from bot.domain.imports.cells import Cells


@dataclass(slots=True)
class Row:
    """A row as it was read. `type` is what it must be about, None where that is open: then a new
    contact becomes what is `likely`."""

    number: int
    values: dict[str, Any]
    likely: str
    problems: list[Text]
    type: str | None = None


def read_row(
    number: int, cells: Mapping[str, str], manner: Manner, *, of_persons: bool, named: bool
) -> Row:
    """What `cells`, by column, say. `of_persons`: the file has columns that only persons fill;
    `named`: it has columns for names, so that a row with nothing but a company is about that."""
    read: Cells = read_cells(COLUMNS, cells, manner)
    row = Row(number, read.values, "person" if of_persons else "company", read.problems)
    _who(row, named=named)
    return row


def full_name(values: Mapping[str, Any]) -> str:
    """The name, or what it is composed of; empty where there is neither."""
    if name := values.get("name"):
        return str(name)
    parts = (values.get(part) for part in ("first_name", "middle_name", "surname"))
    return " ".join(str(part) for part in parts if part)


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
        for column in OF_A_PERSON | OF_COMPANY:
            values.pop(column, None)
    if values.get("company") and not fold(str(values["company"])):
        row.problems.append(Text(N_("The name of the company has neither letters nor digits.")))
