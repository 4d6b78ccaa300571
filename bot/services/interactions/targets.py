"""What an entry points to, looked at once more in the transaction that logs it.

On PostgreSQL the rows are held until its end, so that what was found is so when it is written:
whoever blocks the contact meanwhile waits. Those who log for the same contact don't.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, literal, select
from sqlalchemy.orm import aliased

from bot.domain.enums import ContactType
from bot.domain.forms import Problem
from bot.domain.messages import N_, Text
from bot.models import (
    Campaign,
    Contact,
    Interaction,
    InteractionTemplate,
    InteractionTemplateLanguage,
    Opportunity,
    Salesperson,
)
from bot.services.templates.names import NAME, read_in
from bot.storage.transaction_scripts import Ask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, ScalarSelect

    from bot.domain.wizard.checks import Entry
    from bot.storage.transaction_scripts import Script


class NotLoggable(Exception):
    """Something that the entry points to has changed since it was chosen."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Targets:
    """What an interaction keeps of what it points to."""

    contact_id: int
    contact_name: str
    email: str | None
    phone: str | None
    company_id: int | None
    company_name: str | None
    template_code: str
    template: str
    group_code: str | None
    salesperson: str


_company = aliased(Contact, name="company")
_language = and_(
    InteractionTemplateLanguage.template_code == bindparam("template"),
    InteractionTemplateLanguage.language_code == bindparam("language"),
)
_FOUND = (
    select(
        select(Interaction.id)
        .where(Interaction.draft_id == bindparam("draft"))
        .limit(1)
        .scalar_subquery()
        .label("interaction_id"),
        Contact.id,
        Contact.no,
        Contact.type,
        Contact.name,
        Contact.email,
        Contact.phone,
        Contact.merged_into_id,
        Contact.deleted_at,
        Contact.privacy_blocked,
        Contact.minor,
        Contact.parental_consent_received,
        _company.id.label("company_id"),
        _company.name.label("company_name"),
        InteractionTemplate.code.label("template_code"),
        NAME.label("template"),
        InteractionTemplate.group_code,
        InteractionTemplate.archived_at,
        InteractionTemplateLanguage.language_code.label("language"),
        Salesperson.name.label("salesperson"),
        Salesperson.blocked.label("salesperson_blocked"),
        Campaign.no.label("campaign"),
        Opportunity.closed.label("opportunity_closed"),
        Opportunity.contact_company_id.label("opportunity_company"),
        Opportunity.contact_id.label("opportunity_contact"),
    )
    .select_from(select(literal(1).label("one")).subquery())
    .outerjoin(Contact, Contact.id == bindparam("contact"))
    .outerjoin(_company, _company.id == Contact.company_id)
    .outerjoin(InteractionTemplate, InteractionTemplate.code == bindparam("template"))
    .outerjoin(
        InteractionTemplateLanguage,
        _language,
    )
    .outerjoin(Salesperson, Salesperson.code == bindparam("salesperson"))
    .outerjoin(Campaign, Campaign.no == bindparam("campaign"))
    .outerjoin(Opportunity, Opportunity.id == bindparam("opportunity"))
)
"""Everything in one row: whoever logs keeps SQLite's other writers waiting."""


WAIT = "2s"
"""How long one waits for somebody who is changing such a row: Slack is answered within three."""


def _held(
    is_it: ColumnElement[bool], *, read: bool = False, key_share: bool = False
) -> ScalarSelect[Any]:
    row = select(literal(1)).where(is_it)
    return row.with_for_update(read=read, key_share=key_share).scalar_subquery()


_CONTACT = _held(Contact.id == bindparam("contact"), read=True)
_HOLD = select(
    func.set_config("lock_timeout", WAIT, True),  # until the transaction ends
    # Two Finishes of one draft wait for each other.
    func.pg_advisory_xact_lock(func.hashtextextended(bindparam("draft"), literal(0))),
    _CONTACT.label("contact"),
    _held(InteractionTemplate.code == bindparam("template"), read=True).label("template"),
    _held(_language, read=True, key_share=True).label("language"),
    _held(Salesperson.code == bindparam("salesperson"), read=True).label("salesperson"),
    # Finishes for one campaign wait for each other, as one of them may create its entry.
    _held(Campaign.no == bindparam("campaign"), key_share=True).label("campaign"),
    _held(Opportunity.id == bindparam("opportunity"), read=True).label("opportunity"),
)
_HOLD_CONTACT = select(_CONTACT.label("contact"))


def hold(draft_id: str, entry: Entry) -> Script[None]:
    """Lock the draft, and against changes what the entry points to, on PostgreSQL.

    By itself: a statement sees what was committed when it began, not when it was let through.
    """
    yield Ask(_HOLD, {"draft": draft_id, **_named(entry)})


def hold_contacts(ids: Sequence[int]) -> Script[None]:
    """Lock further contacts, one after the other as everybody does who locks several."""
    for contact_id in sorted(ids):
        yield Ask(_HOLD_CONTACT, {"contact": contact_id})


def _named(entry: Entry) -> dict[str, Any]:
    return {
        "contact": entry.contact_id,
        "template": entry.template_code,
        "language": entry.language_code,
        "salesperson": entry.salesperson_code,
        "campaign": entry.campaign_no,
        "opportunity": entry.opportunity_id,
    }


def found_for(draft_id: str, entry: Entry, locale: str, dialect: str) -> Script[Any]:
    """What the entry points to, as it is now, and the draft's interaction if it is logged.

    The template's name is the one in ``locale``.
    """
    asked = {**read_in(locale), "draft": draft_id, **_named(entry)}
    [found] = (yield Ask(_FOUND, asked)).rows
    for _ in range(10):  # a chain of merges ends at its survivor
        if found.merged_into_id is None:
            break
        asked["contact"] = found.merged_into_id
        if dialect == "postgresql":
            yield Ask(_HOLD_CONTACT, {"contact": found.merged_into_id})
        [found] = (yield Ask(_FOUND, asked)).rows
    return found


def checked(found: Any, entry: Entry) -> Targets:
    """What of :func:`found_for` the entry is logged with. Raises :class:`NotLoggable`."""
    problems: list[Problem] = []
    if found.id is None or found.deleted_at is not None:
        problems.append(Problem("contact", Text(N_("This contact no longer exists."))))
    elif found.privacy_blocked:
        problems.append(_refused(N_("{contact} is blocked for privacy reasons."), found))
    elif found.minor and not found.parental_consent_received:
        problems.append(_refused(N_("{contact} is a minor without parental consent."), found))
    if found.template_code is None or found.archived_at is not None:
        sentence = N_("This template is no longer in use. Please choose another one.")
        problems.append(Problem("template", Text(sentence)))
    elif entry.language_code and found.language is None:
        sentence = N_("The template no longer has this language. Please choose another one.")
        problems.append(Problem("language", Text(sentence)))
    if found.salesperson_blocked is not False:
        sentence = N_("This salesperson is blocked. Please choose another one.")
        problems.append(Problem("salesperson", Text(sentence)))
    # A company stands for itself (business-central 1.2), a person for the employer.
    itself = found.type == ContactType.COMPANY
    company_id = found.id if itself else found.company_id
    problems += _relations(found, entry, company_id)
    if problems:
        raise NotLoggable(problems)
    return Targets(
        contact_id=found.id,
        contact_name=found.name,
        email=found.email,
        phone=found.phone,
        company_id=company_id,
        company_name=found.name if itself else found.company_name,
        template_code=found.template_code,
        template=found.template,
        group_code=found.group_code,
        salesperson=found.salesperson,
    )


def _refused(sentence: str, found: Any) -> Problem:
    return Problem("contact", Text(sentence, {"contact": f"{found.name} ({found.no})"}))


def _relations(found: Any, entry: Entry, company_id: int | None) -> list[Problem]:
    problems = []
    if entry.campaign_no and found.campaign is None:
        sentence = N_("This campaign no longer exists. Please choose another one.")
        problems.append(Problem("campaign", Text(sentence)))
    if entry.opportunity_id is not None:
        ours = {found.id, company_id} - {None}
        if found.opportunity_closed is not False:
            sentence = N_("This opportunity is closed. Please choose another one.")
            problems.append(Problem("opportunity", Text(sentence)))
        elif not ours & {found.opportunity_company, found.opportunity_contact}:
            sentence = N_("This opportunity belongs to another company.")
            problems.append(Problem("opportunity", Text(sentence)))
    return problems
