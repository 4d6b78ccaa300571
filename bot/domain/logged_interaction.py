"""An interaction as it stands in the log, for the screens that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, time
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class LoggedInteraction:
    """One row of the log. ``cost`` in the company's currency; ``date``/``time`` local; ``also``
    names the contacts of those that were recorded together with it."""

    id: int
    draft_id: str | None
    contact_id: int
    contact_name: str
    company_name: str | None
    template: str
    description: str
    date: date
    time: time | None
    duration_min: int
    cost: Decimal
    evaluation: str | None
    attempt_failed: bool
    canceled: bool
    salesperson: str
    logged_by: str | None
    comment: str | None = None
    also: tuple[str, ...] = ()
