"""What came of a campaign.

Source: business-central 1.15 and 4.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Results:
    """Of the campaign's interactions that aren't canceled: how many reached a target, how many are
    a response, their cost and their minutes."""

    targets: int
    responses: int
    cost: Decimal
    duration_min: int

    @property
    def response_rate(self) -> Decimal | None:
        """Responses of a hundred targets, to one decimal place; None without a target."""
        return _rounded(Decimal(100 * self.responses), self.targets, "0.1")

    @property
    def cost_per_response(self) -> Decimal | None:
        return _rounded(self.cost, self.responses, "0.01")

    @property
    def minutes_per_response(self) -> Decimal | None:
        return _rounded(Decimal(self.duration_min), self.responses, "1")


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A campaign entry in a list, with its interactions that aren't canceled."""

    id: int
    date: date
    description: str | None
    salesperson: str | None
    segment_no: str | None
    canceled: bool
    number: int
    cost: Decimal
    duration_min: int


def _rounded(amount: Decimal, number: int, place: str) -> Decimal | None:
    if not number:
        return None
    return (amount / number).quantize(Decimal(place), ROUND_HALF_UP)
