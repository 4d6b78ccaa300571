"""What an entry points to, looked at once more in the transaction that logs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, literal, select
from sqlalchemy.orm import aliased

from bot.domain.checks import Problem
from bot.domain.enums import ContactType
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

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.checks import Entry


class NotLoggable(Exception):
    """Something that the entry points to has changed since it was chosen."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)


company = aliased(Contact, name="company")

_FOUND = (
    select(Contact, company, InteractionTemplate)
    .add_columns(
        Salesperson.blocked.label("salesperson_blocked"),
        InteractionTemplateLanguage.language_code.label("language"),
        Campaign.no.label("campaign"),
        Opportunity.closed.label("opportunity_closed"),
        Opportunity.contact_company_id.label("opportunity_company"),
        Opportunity.contact_id.label("opportunity_contact"),
    )
    .select_from(select(literal(1).label("one")).subquery())
    .outerjoin(Contact, Contact.id == bindparam("contact"))
    .outerjoin(company, company.id == Contact.company_id)
    .outerjoin(InteractionTemplate, InteractionTemplate.code == bindparam("template"))
    .outerjoin(
        InteractionTemplateLanguage,
        and_(
            InteractionTemplateLanguage.template_code == bindparam("template"),
            InteractionTemplateLanguage.language_code == bindparam("language"),
        ),
    )
    .outerjoin(Salesperson, Salesperson.code == bindparam("salesperson"))
    .outerjoin(Campaign, Campaign.no == bindparam("campaign"))
    .outerjoin(Opportunity, Opportunity.id == bindparam("opportunity"))
)
"""Everything in one row: the transaction that logs keeps SQLite's other writers waiting."""


async def checked(
    session: AsyncSession, entry: Entry
) -> tuple[Contact, Contact | None, InteractionTemplate]:
    """What the entry points to, as it is now. Raises :class:`NotLoggable`."""
    found = await _found(session, entry)
    contact, template = found.Contact, found.InteractionTemplate
    problems: list[Problem] = []
    if contact is None or contact.deleted_at is not None:
        problems.append(Problem("contact", Text(N_("This contact no longer exists."))))
    elif contact.privacy_blocked:
        problems.append(_refused(N_("{contact} is blocked for privacy reasons."), contact))
    elif contact.minor and not contact.parental_consent_received:
        problems.append(_refused(N_("{contact} is a minor without parental consent."), contact))
    if template is None or template.archived_at is not None:
        sentence = N_("This template is no longer in use. Please choose another one.")
        problems.append(Problem("template", Text(sentence)))
    elif entry.language_code and found.language is None:
        sentence = N_("The template no longer has this language. Please choose another one.")
        problems.append(Problem("language", Text(sentence)))
    if found.salesperson_blocked is not False:
        sentence = N_("This salesperson is blocked. Please choose another one.")
        problems.append(Problem("salesperson", Text(sentence)))
    # A company stands for itself (business-central 1.2), a person for the employer.
    employer = contact if contact and contact.type == ContactType.COMPANY else found.company
    problems += _relations(found, entry, contact, employer)
    if problems:
        raise NotLoggable(problems)
    return contact, employer, template


async def _found(session: AsyncSession, entry: Entry) -> Row[*tuple[Any, ...]]:
    asked = {
        "contact": entry.contact_id,
        "template": entry.template_code,
        "language": entry.language_code,
        "salesperson": entry.salesperson_code,
        "campaign": entry.campaign_no,
        "opportunity": entry.opportunity_id,
    }
    found = (await session.execute(_FOUND, asked)).one()
    for _ in range(10):  # a chain of merges ends at its survivor
        if found.Contact is None or found.Contact.merged_into_id is None:
            break
        survivor = asked | {"contact": found.Contact.merged_into_id}
        found = (await session.execute(_FOUND, survivor)).one()
    return found


def _refused(sentence: str, contact: Contact) -> Problem:
    return Problem("contact", Text(sentence, {"contact": f"{contact.name} ({contact.no})"}))


def _relations(
    found: Row[*tuple[Any, ...]], entry: Entry, contact: Contact | None, employer: Contact | None
) -> list[Problem]:
    problems = []
    if entry.campaign_no and found.campaign is None:
        sentence = N_("This campaign no longer exists. Please choose another one.")
        problems.append(Problem("campaign", Text(sentence)))
    if entry.opportunity_id is not None:
        ours = {contact and contact.id, employer and employer.id} - {None}
        if found.opportunity_closed is not False:
            sentence = N_("This opportunity is closed. Please choose another one.")
            problems.append(Problem("opportunity", Text(sentence)))
        elif not ours & {found.opportunity_company, found.opportunity_contact}:
            sentence = N_("This opportunity belongs to another company.")
            problems.append(Problem("opportunity", Text(sentence)))
    return problems
