"""Entries are corrected: what was logged wrongly is put right, and what it was stays readable."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.domain.acts import doer
from bot.domain.contacts.contact import is_blocked
from bot.domain.errors.interaction_log import (
    ContactNotOffered,
    ContactOfAnotherCompany,
    EntryChangedMeanwhile,
    SalespersonNotOffered,
    TemplateNotOffered,
)
from bot.domain.people.rights import Right, may
from bot.models import (
    Campaign,
    Contact,
    Interaction,
    InteractionChange,
    InteractionTemplate,
    Opportunity,
    Salesperson,
)
from bot.services.done_once import once
from bot.services.interaction_log.changes import take_entry, taken_with
from bot.services.interaction_log.links import (
    check_opportunity,
    is_someone_else_s,
    link_campaign,
)
from bot.storage.drawn_ids import tried_again

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.acts import Act
    from bot.domain.people.person import Person
    from bot.storage.database import Database


class Corrections:
    """Raises a :class:`bot.domain.errors.interaction_log.InteractionLogError`, whose ``field`` is
    the one that is wrong."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    @tried_again
    async def correct(
        self,
        entry_id: int,
        values: Mapping[str, Any],
        seen: datetime,
        reason: str,
        *,
        act: Act,
        called: str = "correct",
        together: bool = False,
    ) -> bool:
        """Change the columns of an entry that was read as it was at ``seen``; whether any differs.

        A contact of another company is for managers. The group follows the template, the campaign
        entry the campaign; an opportunity that isn't the new contact's goes. ``called`` is what the
        entry's history calls it. ``together``: those that were recorded with it change likewise,
        where they were like it.
        """

        async def correcting(session: AsyncSession) -> bool:
            by = doer(act)
            entry = await take_entry(session, entry_id, by)
            if entry.modified_at != seen:
                raise EntryChangedMeanwhile
            others = await taken_with(session, entry, by) if together else []
            former = {key: getattr(entry, key) for key in values}
            noted = Noted(called, reason, self._clock())
            changed = await _correct(session, entry, values, by, noted)
            for other in others:
                # What was alike stays alike; their contact is their own.
                alike = {
                    key: value
                    for key, value in values.items()
                    if key != "contact_id" and getattr(other, key) == former[key]
                }
                changed = await _correct(session, other, alike, by, noted) or changed
            return changed

        return await once(self._db, act, bool, correcting)


@dataclass(frozen=True, slots=True)
class Noted:
    """What an entry's history says of a correction."""

    called: str
    reason: str
    at: datetime


async def _correct(
    session: AsyncSession,
    entry: Interaction,
    values: Mapping[str, Any],
    by: Person | None,
    noted: Noted,
) -> bool:
    differs = {key: value for key, value in values.items() if getattr(entry, key) != value}
    if not differs:
        return False
    if "contact_id" in differs and entry.contact_via is not None:
        differs["contact_via"] = None  # how the other contact was reached
    before = {key: await _said(session, entry, key) for key in differs}
    if "contact_id" in differs:
        await _change_contact(session, entry, differs["contact_id"], by)
        entry.contact_id = differs["contact_id"]
        if await is_someone_else_s(session, entry):
            before["opportunity_id"] = await _said(session, entry, "opportunity_id")
            differs["opportunity_id"] = None
    if "template_code" in differs:
        await _change_template(session, entry, differs["template_code"])
    if "salesperson_code" in differs:
        await _check_salesperson(session, differs["salesperson_code"])
    if "campaign_no" in differs:
        await link_campaign(session, entry, differs["campaign_no"], by)
    if "opportunity_id" in differs:
        await check_opportunity(session, entry, differs["opportunity_id"])
    for key, value in differs.items():
        setattr(entry, key, value)
    entry.modified_at = noted.at
    session.add(
        InteractionChange(
            interaction_id=entry.id,
            act=noted.called,
            changed_at=noted.at,
            changed_by=by.user_id if by else None,
            reason=noted.reason or None,
            before=before,
            after={key: await _said(session, entry, key) for key in differs},
        )
    )
    return True


async def _change_contact(
    session: AsyncSession, entry: Interaction, contact_id: int, by: Person | None
) -> None:
    contact = await session.get(Contact, contact_id, with_for_update=True)
    if (
        contact is None
        or contact.deleted_at is not None
        or contact.merged_into_id is not None
        or is_blocked(contact.privacy_blocked, contact.minor, contact.parental_consent_received)
    ):
        raise ContactNotOffered
    company = contact.company_id or contact.id
    same = company in {entry.contact_company_id, entry.contact_id}
    if by is not None and not same and not may(by, Right.ALL_ENTRIES):
        raise ContactOfAnotherCompany
    called = await session.get(Contact, contact.company_id) if contact.company_id else None
    entry.contact_name = contact.name
    entry.contact_company_id = contact.company_id
    entry.contact_company_name = called.name if called else None


async def _change_template(session: AsyncSession, entry: Interaction, code: str) -> None:
    template = await session.get(InteractionTemplate, code)
    if template is None or template.archived_at is not None:
        raise TemplateNotOffered
    entry.group_code = template.group_code


async def _check_salesperson(session: AsyncSession, code: str) -> None:
    salesperson = await session.get(Salesperson, code)
    if salesperson is None or salesperson.blocked:
        raise SalespersonNotOffered


async def _said(session: AsyncSession, entry: Interaction, key: str) -> Any:
    """A column as whoever reads the entry later is told of it."""
    value = getattr(entry, key)
    match key:
        case "contact_id":
            return await session.scalar(select(Contact.name).where(Contact.id == value))
        case "template_code":
            name = InteractionTemplate.description
            return await session.scalar(select(name).where(InteractionTemplate.code == value))
        case "campaign_no":
            return await session.scalar(select(Campaign.description).where(Campaign.no == value))
        case "opportunity_id":
            what = Opportunity.description
            return await session.scalar(select(what).where(Opportunity.id == value))
        case "salesperson_code":
            return await session.scalar(select(Salesperson.name).where(Salesperson.code == value))
    if value is None or isinstance(value, bool | int):
        return value
    return value.value if isinstance(value, Enum) else str(value)
