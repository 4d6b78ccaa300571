"""What the codes in criteria are called, so that sentences can name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import String, literal, select, union_all

from bot.domain.criteria.sentences import SEGMENT, codes_of
from bot.i18n import translator
from bot.models import (
    BusinessRelation,
    Campaign,
    Contact,
    IndustryGroup,
    InteractionGroup,
    InteractionTemplate,
    JobResponsibility,
    LoggedSegment,
    MailingGroup,
    Salesperson,
)
from bot.services.templates.names import NAME, read_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import InstrumentedAttribute

    from bot.domain.criteria.criteria import Step
    from bot.domain.criteria.sentences import Names

NAMED: Mapping[
    str, tuple[InstrumentedAttribute[str], InstrumentedAttribute[Any] | ColumnElement[str]]
] = {
    "business_relations": (BusinessRelation.code, BusinessRelation.description),
    "campaigns": (Campaign.no, Campaign.description),
    "contacts": (Contact.no, Contact.name),
    "industry_groups": (IndustryGroup.code, IndustryGroup.description),
    "interaction_groups": (InteractionGroup.code, InteractionGroup.description),
    "job_responsibilities": (JobResponsibility.code, JobResponsibility.description),
    "mailing_groups": (MailingGroup.code, MailingGroup.description),
    "salespeople": (Salesperson.code, Salesperson.name),
    "segments": (LoggedSegment.segment_no, LoggedSegment.description),
    "templates": (InteractionTemplate.code, NAME),
}
"""Of each table that criteria name rows of: the column of the codes, and what they are called."""


async def names_of(session: AsyncSession, steps: Iterable[Step], locale: str) -> Names:
    """The names that the sentences of ``steps`` may say to a reader of ``locale``.

    They are asked for by one statement, whatever the number of steps.
    """
    t, wanted = translator(locale), codes_of(steps)
    found: dict[str, dict[str, str]] = {}
    for table, name_in in (("countries", t.countries.get), ("languages", t.language_name)):
        for code in wanted.pop(table, ()):
            if name := name_in(code):
                found.setdefault(table, {})[code] = name
    queries = []
    for table, codes in wanted.items():
        key, called = NAMED[table]
        query = select(literal(table, String), key, called).where(key.in_(sorted(codes)))
        if table == "segments":  # the rest of a segment, logged later, has the same number
            query = query.where(LoggedSegment.part == 1)
        queries.append(query)
    if queries:
        for table, code, name in await session.execute(union_all(*queries), read_in(locale)):
            if name:
                said = t(SEGMENT, no=code, description=name) if table == "segments" else name
                found.setdefault(table, {})[code] = said
    return found
