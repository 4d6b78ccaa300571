"""What an entry points to, looked at once more in the transaction that logs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.checks import Problem
from bot.domain.words import N_, Text
from bot.models import (
    Campaign,
    Contact,
    InteractionTemplate,
    InteractionTemplateLanguage,
    Opportunity,
    Salesperson,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.checks import Entry


class NotLoggable(Exception):
    """Something that the entry points to has changed since it was chosen."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)


async def checked(
    session: AsyncSession, entry: Entry
) -> tuple[Contact, Contact | None, InteractionTemplate]:
    """What the entry points to, as it is now. Raises :class:`NotLoggable`."""
    problems: list[Problem] = []
    contact = await session.get(Contact, entry.contact_id)
    for _ in range(10):  # a chain of merges ends at its survivor
        if contact is None or contact.merged_into_id is None:
            break
        contact = await session.get(Contact, contact.merged_into_id)
    if contact is None or contact.deleted_at is not None:
        problems.append(Problem("contact", Text(N_("This contact no longer exists."))))
    elif contact.privacy_blocked:
        problems.append(_refused(N_("{contact} is blocked for privacy reasons."), contact))
    elif contact.minor and not contact.parental_consent_received:
        problems.append(_refused(N_("{contact} is a minor without parental consent."), contact))
    template = await session.get(InteractionTemplate, entry.template_code)
    if template is None or template.archived_at is not None:
        sentence = N_("This template is no longer in use. Please choose another one.")
        problems.append(Problem("template", Text(sentence)))
    elif entry.language_code and not await _has_language(session, entry):
        sentence = N_("The template no longer has this language. Please choose another one.")
        problems.append(Problem("language", Text(sentence)))
    salesperson = await session.get(Salesperson, entry.salesperson_code)
    if salesperson is None or salesperson.blocked:
        sentence = N_("This salesperson is blocked. Please choose another one.")
        problems.append(Problem("salesperson", Text(sentence)))
    company = contact and await _company(session, contact)
    problems += await _checked_relations(session, entry, contact, company)
    if problems or contact is None or template is None:
        raise NotLoggable(problems)
    return contact, company, template


def _refused(sentence: str, contact: Contact) -> Problem:
    return Problem("contact", Text(sentence, {"contact": f"{contact.name} ({contact.no})"}))


async def _company(session: AsyncSession, contact: Contact) -> Contact | None:
    """A company stands for itself (business-central 1.2), a person for the employer."""
    if contact.type == "company":
        return contact
    if contact.company_id is None:
        return None
    return await session.get(Contact, contact.company_id)


async def _has_language(session: AsyncSession, entry: Entry) -> bool:
    key = (entry.template_code, entry.language_code)
    return await session.get(InteractionTemplateLanguage, key) is not None


async def _checked_relations(
    session: AsyncSession, entry: Entry, contact: Contact | None, company: Contact | None
) -> list[Problem]:
    problems = []
    if entry.campaign_no and await session.get(Campaign, entry.campaign_no) is None:
        sentence = N_("This campaign no longer exists. Please choose another one.")
        problems.append(Problem("campaign", Text(sentence)))
    if entry.opportunity_id is not None:
        opportunity = await session.get(Opportunity, entry.opportunity_id)
        ours = {contact and contact.id, company and company.id} - {None}
        if opportunity is None or opportunity.closed:
            sentence = N_("This opportunity is closed. Please choose another one.")
            problems.append(Problem("opportunity", Text(sentence)))
        elif not ours & {opportunity.contact_company_id, opportunity.contact_id}:
            sentence = N_("This opportunity belongs to another company.")
            problems.append(Problem("opportunity", Text(sentence)))
    return problems
