"""A filter of the interaction log as conditions, and what the log's filters are called."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from bot.domain.interaction_log.filters import Canceled, Outcome, Whose
from bot.models import (
    Campaign,
    Contact,
    Interaction,
    InteractionComment,
    InteractionGroup,
    InteractionTemplate,
    LoggedSegment,
    Salesperson,
)
from bot.services.templates.names import NAME, read_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.interaction_log.filters import LogFilter
    from bot.domain.people.person import Person

WORDS = 6
"""Further words are passed over."""


def of_contact(contact_id: int) -> ColumnElement[bool]:
    """The entries of a contact; of a company, those of its persons too (business-central 4.3)."""
    return or_(Interaction.contact_id == contact_id, Interaction.contact_company_id == contact_id)


def apart(chosen: LogFilter) -> list[list[ColumnElement[bool]]]:
    """The entries of a filter in parts that each have an index in the order of the log: those of
    its contact, and those of the persons of its company."""
    if chosen.contact is None:
        return [[]]
    themselves = Interaction.contact_id == chosen.contact
    return [[themselves], [Interaction.contact_company_id == chosen.contact, ~themselves]]


def conditions(
    chosen: LogFilter, person: Person, *, apart: bool = False
) -> Iterator[ColumnElement[bool]]:
    """What the entries of a filter have in common, to be read by ``person``; besides what
    :func:`apart` says, if so wanted."""
    yield Interaction.deletion_id.is_(None)
    if chosen.whose == Whose.MINE:
        code = person.salesperson_code
        linked = code is not None
        yield (
            Interaction.salesperson_code == code
            if linked
            else Interaction.logged_by == person.user_id
        )
    if chosen.contact is not None and not apart:
        yield of_contact(chosen.contact)
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
    for word in chosen.words.split()[:WORDS]:
        yield _says(word)


def _says(word: str) -> ColumnElement[bool]:
    commented = select(InteractionComment.interaction_id).where(
        InteractionComment.interaction_id == Interaction.id,
        InteractionComment.comment.icontains(word, autoescape=True),
    )
    return or_(
        Interaction.description.icontains(word, autoescape=True),
        commented.correlate(Interaction).exists(),
    )


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
