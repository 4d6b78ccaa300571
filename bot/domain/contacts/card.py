"""A contact as its card shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from decimal import Decimal
    from typing import Any

    from bot.domain.contacts.contact import ContactHit
    from bot.domain.interaction_log.entries import EntryRow


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of a contact's interactions, of a company those of its persons too; without the
    canceled ones (business-central 4.3 as amended).

    ``latest`` is the day of the last one that reached them, ``attempted`` of the last one that we
    began, whether or not.
    """

    interactions: int
    cost: Decimal
    duration_min: int
    latest: date | None
    attempted: date | None


@dataclass(frozen=True, slots=True)
class ContactCard:
    """``values`` are the columns of the contact; ``salesperson`` a name. ``persons`` counts those
    of a company; ``opportunities`` are open ones; ``merged`` are the ids of contacts that became
    part of it. ``modified_at`` tells whether it was changed
    since somebody looked."""

    hit: ContactHit
    values: Mapping[str, Any]
    salesperson: str | None
    persons: int
    figures: Figures
    latest: tuple[EntryRow, ...]
    opportunities: tuple[str, ...]
    mailing_groups: tuple[str, ...]
    modified_at: datetime
    merged: tuple[int, ...] = ()
