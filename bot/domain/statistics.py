"""Figures about interactions (business-central 4.3), in all and by period."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Period(StrEnum):
    """What figures are told apart by."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Figures:
    """How many interactions, their cost in the company's currency, their duration in minutes."""

    number: int = 0
    cost: Decimal = Decimal(0)
    duration_min: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.number + other.number,
            self.cost + other.cost,
            self.duration_min + other.duration_min,
        )


def total(months: Mapping[tuple[int, int], Figures]) -> Figures:
    """All months together."""
    return sum(months.values(), Figures())


def by_period(
    months: Mapping[tuple[int, int], Figures], period: Period
) -> list[tuple[tuple[int, int], Figures]]:
    """The figures of each period that has any, newest first; a period is its year and its number
    in it, from 1."""
    length = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}[period]
    sums: defaultdict[tuple[int, int], Figures] = defaultdict(Figures)
    for (year, month), figures in months.items():
        sums[year, (month - 1) // length + 1] += figures
    return sorted(sums.items(), reverse=True)
