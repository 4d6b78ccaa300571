"""The columns that a file can fill, with their labels, longest values and how they are read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(Enum):
    """How the text of a cell is read."""

    TEXT = auto()
    LINES = auto()
    """A text that keeps its line breaks."""
    CODE = auto()
    PHONE = auto()
    EMAIL = auto()
    LISTED = auto()
    """One of a list, by code or name."""
    YES_NO = auto()
    DATE = auto()
    TIME = auto()
    INSTANT = auto()
    COST = auto()
    MINUTES = auto()
    OUTCOME = auto()
    CODES = auto()
    """Several of a list, with commas between."""


@dataclass(frozen=True, slots=True)
class Column:
    """`label` is what the column is called on screen; `longest` counts characters; `listed` is the
    list that a value of the kinds LISTED and CODES is on."""

    name: str
    label: str
    longest: int = 0
    kind: Kind = Kind.TEXT
    listed: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a kind of file consists of: its columns by name, the folded headings that mean each, and
    the columns of which one must be there."""

    columns: Mapping[str, Column]
    headings: Mapping[str, tuple[str, ...]]
    needed: frozenset[str]
    of_contacts: bool = False


def table(*columns: Column) -> dict[str, Column]:
    """Columns by their names."""
    return {column.name: column for column in columns}


UNREADABLE = "unreadable"
"""The only cell of a row that can't be taken apart."""
