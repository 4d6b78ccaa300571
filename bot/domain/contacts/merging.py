"""Two contacts that are one: what may be chosen, and what becomes of the one that stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.domain.messages import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from bot.domain.contacts.contact import ContactHit

UNDONE_FOR = timedelta(days=7)
KEPT, GIVEN_UP = "kept", "given_up"
"""Whose value is taken: of the contact that stays, or of the other one."""


@dataclass(frozen=True, slots=True)
class Part:
    """Columns that are chosen together, since a mixture of both would be nobody's."""

    key: str
    label: str
    columns: tuple[str, ...]


PARTS = (
    Part("name", N_("Name"), ("name", "first_name", "middle_name", "surname")),
    Part("company", N_("Company"), ("company_id",)),
    Part("job_title", N_("Job title"), ("job_title",)),
    Part("email", N_("E-mail"), ("email",)),
    Part("phone", N_("Phone"), ("phone",)),
    Part("mobile_phone", N_("Mobile phone"), ("mobile_phone",)),
    Part(
        "address",
        N_("Address"),
        ("address", "address_2", "post_code", "city", "county", "country_code", "territory_code"),
    ),
    Part("home_page", N_("Home page"), ("home_page",)),
    Part("language_code", N_("Language"), ("language_code",)),
    Part("salesperson_code", N_("Salesperson"), ("salesperson_code",)),
    Part("correspondence_type", N_("Correspondence type"), ("correspondence_type",)),
    Part("email_2", N_("Second e-mail"), ("email_2",)),
    Part("salutation_code", N_("Salutation"), ("salutation_code",)),
    Part("organizational_level_code", N_("Level"), ("organizational_level_code",)),
)
STRICTER = ("exclude_from_segment", "minor")
"""What holds for the one that stays as soon as it holds for one of them."""

Values = "Mapping[str, Any]"


def to_choose(kept: Mapping[str, Any], given_up: Mapping[str, Any]) -> list[Part]:
    """The parts that both have, and not the same."""
    return [
        part
        for part in PARTS
        if _says(part, kept) and _says(part, given_up) and _of(part, kept) != _of(part, given_up)
    ]


def merged(
    kept: Mapping[str, Any], given_up: Mapping[str, Any], chosen: Mapping[str, str]
) -> dict[str, Any]:
    """The columns of the contact that stays which change. What only the other one has it takes
    over; of what both have, ``chosen`` says whose is taken, by the part's key."""
    changes: dict[str, Any] = {}
    for part in PARTS:
        takes = _says(part, given_up) and (
            not _says(part, kept) or chosen.get(part.key, KEPT) == GIVEN_UP
        )
        if takes:
            changes |= {column: given_up[column] for column in part.columns}
    changes |= {flag: True for flag in STRICTER if given_up[flag] or kept[flag]}
    return {column: value for column, value in changes.items() if kept[column] != value}


def _of(part: Part, values: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(values[column] or None for column in part.columns)


def _says(part: Part, values: Mapping[str, Any]) -> bool:
    return any(_of(part, values))


@dataclass(frozen=True, slots=True)
class Side:
    """One of two contacts that are compared; ``shown`` are its parts as they are read, by key."""

    hit: ContactHit
    values: Mapping[str, Any]
    shown: Mapping[str, str]
    modified_at: datetime
    interactions: int


@dataclass(frozen=True, slots=True)
class Twins:
    """Two contacts that may be one, and why."""

    first: ContactHit
    second: ContactHit
    because: str


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge that can still be undone: which contact has gone, and when."""

    id: int
    name: str
    no: str
    on: date
