"""Entries of the interaction log as lists and cards show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.enums import InformationFlow
from bot.domain.interaction_log.filters import Whose
from bot.domain.messages import N_, Text
from bot.domain.people.rights import Right, check, may

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, time
    from decimal import Decimal
    from typing import Any

    from bot.domain.people.person import Person


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry in a list. ``template`` is its name in the reader's language, ``flow`` the
    template's of now; ``comments`` counts them."""

    id: int
    date: date
    time: time | None
    template: str
    flow: str | None
    description: str
    contact_name: str
    company_name: str | None
    salesperson: str
    duration_min: int
    cost: Decimal
    evaluation: str | None
    attempt_failed: bool
    canceled: bool
    comments: int


@dataclass(frozen=True, slots=True)
class Comment:
    id: int
    text: str
    date: date | None
    by: str | None
    changed: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to an entry after it was logged: ``cancel``, ``restore``, ``evaluate`` or
    ``correct``; ``before`` and ``after`` hold what differs, as their reader is told of it."""

    act: str
    at: datetime
    by: str | None
    reason: str | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EntryCard:
    """Everything about one entry (business-central 1.8), with names in the reader's language.
    ``together`` has id and contact of those that were recorded with it."""

    row: EntryRow
    contact_id: int
    company_id: int | None
    contact_open: bool
    template_code: str
    modified_at: datetime
    group: str | None
    language_code: str | None
    information_flow: str | None
    initiated_by: str | None
    correspondence_type: str | None
    contact_via: str | None
    salesperson_code: str
    logged_at: datetime
    logged_by: str | None
    campaign: str | None
    campaign_no: str | None
    campaign_target: bool
    campaign_response: bool
    opportunity: str | None
    opportunity_id: int | None
    segment_no: str | None
    logged_segment_id: int | None
    canceled_with_segment: bool
    content: str | None
    files: tuple[tuple[int, str], ...]
    comments: tuple[Comment, ...]
    changes: tuple[Change, ...]
    together: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some entries, newest first. ``newer`` and ``older`` are where to go on in either direction,
    None where there is nothing."""

    rows: tuple[EntryRow, ...]
    newer: str | None
    older: str | None


def title(row: EntryRow) -> Text:
    """Source: business-central 4.1: who spoke to whom, by the template's flow of now."""
    if row.flow == InformationFlow.OUTBOUND:
        who = {"template": row.template, "salesperson": row.salesperson}
        return Text(N_("{template} - by {salesperson}"), who)
    if row.flow == InformationFlow.INBOUND:
        return Text(
            N_("{template} - from {contact}"),
            {"template": row.template, "contact": row.contact_name},
        )
    return Text(N_("{template}"), {"template": row.template})


def is_own(person: Person, logged_by: str | None, salesperson_code: str) -> bool:
    """Whether somebody logged an entry, or it is of their salesperson."""
    return logged_by == person.user_id or salesperson_code == person.salesperson_code


def may_change(person: Person, logged_by: str | None, salesperson_code: str) -> bool:
    """Whether an entry is for somebody to evaluate, correct, cancel and restore."""
    own = is_own(person, logged_by, salesperson_code)
    return may(person, Right.RECORD if own else Right.ALL_ENTRIES)


def may_download(person: Person, whose: str) -> bool:
    """Whether a list is for somebody to take away: salespeople may take their own entries."""
    return may(person, Right.RECORD if whose == Whose.MINE else Right.ALL_ENTRIES)


def check_change(person: Person | None, logged_by: str | None, salesperson_code: str) -> None:
    """Raises :class:`bot.domain.errors.people.NotAllowed` where :func:`may_change` says no."""
    check(person, Right.RECORD)
    if person is not None and not may_change(person, logged_by, salesperson_code):
        check(person, Right.ALL_ENTRIES)
