"""Pages of lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a longer list; ``total`` counts all of it, ``offset`` what comes before."""

    rows: tuple[Row, ...]
    offset: int
    total: int
