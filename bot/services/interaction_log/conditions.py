"""A filter of the interaction log as conditions, and what the log's filters are called."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from bot.domain.interaction_log.filters import Canceled, Outcome, Whose
from bot.models import (
    Campaign,
    Contact,
    Interaction,
    InteractionGroup,
    InteractionTemplate,
    LoggedSegment,
    Salesperson,
)
from bot.services.interaction_log.words import says, words_of
from bot.services.templates.names import NAME, read_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.interaction_log.filters import LogFilter
    from bot.domain.people.person import Person


def conditions(chosen: LogFilter, person: Person) -> Iterator[ColumnElement[bool]]:
    """What the entries of a filter have in common, to be read by ``person``."""
    yield from without_words(chosen, person)
    if words := words_of(chosen):
        yield says(words)


def without_words(chosen: LogFilter, person: Person) -> Iterator[ColumnElement[bool]]:
    """The same, but for the words of the filter."""
    yield from (or_(*either) for either in _either(chosen, person))
    yield from _plain(chosen)


def branches(chosen: LogFilter, person: Person) -> Iterator[list[ColumnElement[bool]]]:
    """The same without any OR: an entry of the filter meets one of these lists, or several.

    Each has an index in the order of the log, in which a database finds the first entries; of an
    OR it reads and sorts all.
    """
    plain = list(_plain(chosen))
    return ([*parts, *plain] for parts in product(*_either(chosen, person)))


def _either(chosen: LogFilter, person: Person) -> Iterator[list[ColumnElement[bool]]]:
    if chosen.whose == Whose.MINE:
        mine = [Interaction.logged_by == person.user_id]
        if person.salesperson_code is not None:
            mine.append(Interaction.salesperson_code == person.salesperson_code)
        yield mine
    if chosen.contact is not None:
        yield [
            Interaction.contact_id == chosen.contact,
            Interaction.contact_company_id == chosen.contact,
        ]


def _plain(chosen: LogFilter) -> Iterator[ColumnElement[bool]]:
    yield Interaction.deletion_id.is_(None)
    for column, value in (
        (Interaction.salesperson_code, chosen.salesperson),
        (Interaction.template_code, chosen.template),
        (Interaction.group_code, chosen.group),
        (Interaction.campaign_no, chosen.campaign),
        (Interaction.evaluation, chosen.evaluation),
        (Interaction.logged_segment_id, chosen.logged_segment),
    ):
        if value is not None:
            yield column == value
    if chosen.outcome is not None:
        yield Interaction.attempt_failed.is_(chosen.outcome == Outcome.NOT_REACHED)
    if chosen.since is not None:
        yield Interaction.date >= date.fromisoformat(chosen.since)
    if chosen.until is not None:
        yield Interaction.date <= date.fromisoformat(chosen.until)
    if chosen.canceled != Canceled.ALL:
        yield Interaction.canceled.is_(chosen.canceled == Canceled.ONLY)


async def names_of(session: AsyncSession, chosen: LogFilter, locale: str) -> dict[str, str]:
    """What the records that a filter names are called, by the filter's member."""
    asked = (
        ("contact", Contact.name, Contact.id, chosen.contact),
        ("salesperson", Salesperson.name, Salesperson.code, chosen.salesperson),
        ("template", NAME, InteractionTemplate.code, chosen.template),
        ("group", InteractionGroup.description, InteractionGroup.code, chosen.group),
        ("campaign", Campaign.description, Campaign.no, chosen.campaign),
        ("logged_segment", LoggedSegment.segment_no, LoggedSegment.id, chosen.logged_segment),
    )
    names = {}
    for member, name, key, value in asked:
        if value is not None:
            called = await session.scalar(select(name).where(key == value), read_in(locale))
            names[member] = called or str(value)
    return names
