"""Filter sets as conditions on contacts, in SQL that both databases run as joins.

A related table is tested by a positive IN, which both turn into a set looked up once. What must
*not* be there is tested by NOT EXISTS or an outer join: PostgreSQL runs NOT IN row against row as
soon as the set outgrows its memory for one operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, exists, false, func, literal, not_, or_, select, true, union_all
from sqlalchemy.orm import aliased

from bot.domain.criteria.criteria import CampaignPart, LoggedMembers
from bot.domain.folding import after_prefix, spellings
from bot.models import (
    Contact,
    ContactBusinessRelation,
    ContactIndustryGroup,
    ContactJobResponsibility,
    ContactMailingGroup,
    ContactWord,
    Interaction,
)
from bot.services.contacts.index import COMPANY, WORD_LENGTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import InstrumentedAttribute

    from bot.domain.criteria.criteria import (
        CampaignFilter,
        ContactFilter,
        Filters,
        InteractionFilter,
        LoggedSegmentFilter,
    )


def conditions(contact: type[Contact], filters: Filters) -> list[ColumnElement[bool]]:
    """What a contact must fulfil; sets combine with AND, none filters nothing."""
    found: list[ColumnElement[bool]] = []
    for name, filter_set in filters.sets():
        found += _BUILDERS[name](contact, filter_set)
    return found


def alive(contact: type[Contact]) -> ColumnElement[bool]:
    """Neither deleted nor merged into another one."""
    return and_(contact.deleted_at.is_(None), contact.merged_into_id.is_(None))


def is_minor(contact: type[Contact]) -> ColumnElement[bool]:
    return and_(contact.minor.is_(True), contact.parental_consent_received.is_(False))


def company_key(contact: type[Contact]) -> ColumnElement[int]:
    """The company of a contact; a company, or a person without one, stands for itself."""
    return func.coalesce(contact.company_id, contact.id)


def company_of(contact: type[Contact]) -> ColumnElement[int | None]:
    """The company that a line of this contact carries (business-central 1.2)."""
    return case((contact.type == "company", contact.id), else_=contact.company_id)


def of_logged_segment(wanted: LoggedSegmentFilter) -> list[ColumnElement[bool]]:
    """Conditions on `Interaction`: an entry of the logged segment that counts."""
    found = [Interaction.logged_segment_id == wanted.id, Interaction.canceled.is_(False)]
    if wanted.members is LoggedMembers.NOT_REACHED:
        found.append(Interaction.attempt_failed.is_(True))
    elif wanted.members is LoggedMembers.NO_RESPONSE:
        answer = aliased(Interaction, name="answer")
        answered = exists().where(
            answer.contact_id == Interaction.contact_id,
            answer.canceled.is_(False),
            answer.campaign_response.is_(True),
            or_(
                answer.campaign_no == Interaction.campaign_no,
                answer.logged_segment_id == Interaction.logged_segment_id,
            ),
        )
        found.append(not_(answered))
    return found


def words_of_lines(contact_id: Any, text: str, dialect: str) -> ColumnElement[bool]:
    """Condition: the contact, or its company, has words that begin as typed, or its number is.

    Contacts that may not be offered have no rows among the words, so they are read by themselves:
    they may have come onto a segment before they were blocked.
    """
    spelled = [typed for typed in spellings(text) if typed]
    if not spelled:
        return true()
    found = [_with_words(typed, dialect) for typed in spelled]
    found += map(_blocked_with_words, spelled)
    if any(map(str.isdigit, text)):
        typed_whole = {text.strip(), text.strip().upper()}
        found.append(select(Contact.id).where(Contact.no.in_(typed_whole)))
    matches: ColumnElement[bool] = contact_id.in_(union_all(*found))
    return matches


def _with_words(typed: list[str], dialect: str) -> Select[Any]:
    longest, *others = sorted((word[:WORD_LENGTH] for word in typed), key=len, reverse=True)
    contains = func.strpos if dialect == "postgresql" else func.instr
    return select(ContactWord.contact_id).where(
        ContactWord.kind.in_(range(COMPANY + 1)),
        ContactWord.word >= longest,
        ContactWord.word < after_prefix(longest),
        *(contains(ContactWord.search_text, f" {word}") > 0 for word in others),
    )


def _blocked_with_words(typed: list[str]) -> Select[Any]:
    person, employer = aliased(Contact), aliased(Contact)
    names = literal(" ") + person.search_name + " " + func.coalesce(employer.search_name, "")
    return (
        select(person.id)
        .outerjoin(employer, employer.id == person.company_id)
        .where(
            or_(  # worded like the condition of their index
                person.privacy_blocked.is_(True),
                person.minor.is_(True),
                person.deleted_at.is_not(None),
                person.merged_into_id.is_not(None),
            ),
            *(names.like(f"% {word}%") for word in typed),
        )
    )


def _contact(contact: type[Contact], wanted: ContactFilter) -> list[ColumnElement[bool]]:
    found = [
        _patterns(contact.no, wanted.nos),
        _name(contact, wanted.name) if wanted.name.strip() else None,
        contact.type == wanted.type if wanted.type else None,
        _one_of(contact.salesperson_code, wanted.salespeople),
        _patterns(contact.post_code, wanted.post_codes),
        _whatever_case(contact.city, wanted.cities),
        _one_of(contact.country_code, wanted.countries),
        _one_of(contact.territory_code, wanted.territories),
        _one_of(contact.language_code, wanted.languages),
    ]
    return [condition for condition in found if condition is not None]


def _name(contact: type[Contact], text: str) -> ColumnElement[bool]:
    """Every word typed begins a word of the name, in any of the spellings of the search.

    The folded name is read too, because blocked contacts, who are counted as left out, have no
    rows among the words.
    """
    choices: list[ColumnElement[bool]] = [false()]
    for typed in filter(None, spellings(text)):
        named = literal(" ") + contact.search_name
        choices.append(and_(*(named.like(f"% {word}%") for word in typed)))
        choices.append(and_(*(contact.id.in_(_own_word(word)) for word in typed)))
    return or_(*choices)


def _own_word(word: str) -> Select[Any]:
    begin = word[:WORD_LENGTH]
    return select(ContactWord.contact_id).where(
        ContactWord.kind.in_(range(COMPANY)),
        ContactWord.word >= begin,
        ContactWord.word < after_prefix(begin),
    )


def _interaction(contact: type[Contact], wanted: InteractionFilter) -> list[ColumnElement[bool]]:
    fields = [
        Interaction.date >= wanted.date_from if wanted.date_from else None,
        Interaction.date <= wanted.date_to if wanted.date_to else None,
        _one_of(Interaction.template_code, wanted.templates),
        _one_of(Interaction.campaign_no, wanted.campaigns),
        _one_of(Interaction.evaluation, wanted.evaluations),
        _one_of(Interaction.salesperson_code, wanted.salespeople),
        _one_of(Interaction.segment_no, wanted.segments),
    ]
    given = [condition for condition in fields if condition is not None]
    return [contact.id.in_(_interactions(*given))]


def _campaign(contact: type[Contact], wanted: CampaignFilter) -> list[ColumnElement[bool]]:
    of_campaign = (
        [Interaction.campaign_no.in_(wanted.campaigns)]
        if wanted.campaigns
        else [Interaction.campaign_no.is_not(None)]
    )
    if wanted.part is CampaignPart.TARGET:
        of_campaign.append(Interaction.campaign_target.is_(True))
    elif wanted.part is CampaignPart.RESPONSE:
        of_campaign.append(Interaction.campaign_response.is_(True))
    found: list[ColumnElement[bool]] = [contact.id.in_(_interactions(*of_campaign))]
    if wanted.part is CampaignPart.NO_RESPONSE:
        response = _interactions(
            *of_campaign,
            Interaction.campaign_response.is_(True),
            Interaction.contact_id == contact.id,
        )
        found.append(not_(response.correlate(contact).exists()))
    return found


def _logged_segment(
    contact: type[Contact], wanted: LoggedSegmentFilter
) -> list[ColumnElement[bool]]:
    return [contact.id.in_(select(Interaction.contact_id).where(*of_logged_segment(wanted)))]


def _interactions(*given: ColumnElement[bool]) -> Select[Any]:
    return select(Interaction.contact_id).where(Interaction.canceled.is_(False), *given)


def _grouped(
    table: type[
        ContactMailingGroup
        | ContactJobResponsibility
        | ContactIndustryGroup
        | ContactBusinessRelation
    ],
    key: Callable[[type[Contact]], Any],
) -> Callable[[type[Contact], Any], list[ColumnElement[bool]]]:
    def build(contact: type[Contact], wanted: Any) -> list[ColumnElement[bool]]:
        members = select(table.contact_id).where(table.code.in_(wanted.codes))
        return [key(contact).in_(members)]

    return build


def _itself(contact: type[Contact]) -> InstrumentedAttribute[int]:
    return contact.id


_BUILDERS: dict[str, Callable[[type[Contact], Any], list[ColumnElement[bool]]]] = {
    "contact": _contact,
    "mailing_group": _grouped(ContactMailingGroup, _itself),
    "interaction": _interaction,
    "job_responsibility": _grouped(ContactJobResponsibility, _itself),
    "industry_group": _grouped(ContactIndustryGroup, company_key),
    "business_relation": _grouped(ContactBusinessRelation, company_key),
    "campaign": _campaign,
    "logged_segment": _logged_segment,
}


def _one_of(column: Any, values: Iterable[Any]) -> ColumnElement[bool] | None:
    wanted = list(values)
    return column.in_(wanted) if wanted else None


def _whatever_case(column: Any, values: Iterable[str]) -> ColumnElement[bool] | None:
    # Both sides by the database: SQLite's lower() knows the letters of English only.
    wanted = [func.lower(value) for value in values]
    return func.lower(column).in_(wanted) if wanted else None


def _patterns(column: Any, values: Iterable[str]) -> ColumnElement[bool] | None:
    """Values as typed: whole ones, beginnings with ``*``, ranges with ``..`` open at an end."""
    whole, others = [], []
    for value in values:
        if ".." in value:
            first, _, last = (part.strip() for part in value.partition(".."))
            ends = [column >= first if first else None, column <= last if last else None]
            others.append(and_(true(), *(end for end in ends if end is not None)))
        elif value.endswith("*"):
            others.append(column.startswith(value[:-1], autoescape=True))
        else:
            whole.append(value)
    if whole:
        others.append(column.in_(whole))
    return or_(*others) if others else None
