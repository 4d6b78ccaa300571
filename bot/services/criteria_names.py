"""What the codes in criteria are called, so that sentences can name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import String, literal, select, union_all

from bot.domain.criteria_words import codes_of
from bot.models import (
    BusinessRelation,
    Campaign,
    Contact,
    IndustryGroup,
    InteractionTemplate,
    JobResponsibility,
    MailingGroup,
    Salesperson,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import InstrumentedAttribute

    from bot.domain.criteria import Step
    from bot.domain.criteria_words import Names

_NAMED: Mapping[str, tuple[InstrumentedAttribute[str], InstrumentedAttribute[Any]]] = {
    "business_relations": (BusinessRelation.code, BusinessRelation.description),
    "campaigns": (Campaign.no, Campaign.description),
    "contacts": (Contact.no, Contact.name),
    "industry_groups": (IndustryGroup.code, IndustryGroup.description),
    "job_responsibilities": (JobResponsibility.code, JobResponsibility.description),
    "mailing_groups": (MailingGroup.code, MailingGroup.description),
    "salespeople": (Salesperson.code, Salesperson.name),
    "templates": (InteractionTemplate.code, InteractionTemplate.description),
}


async def names_of(session: AsyncSession, steps: Iterable[Step]) -> Names:
    """The names that the sentences of ``steps`` may say, by one statement whatever their number."""
    queries = []
    for table, codes in codes_of(steps).items():
        key, called = _NAMED[table]
        queries.append(select(literal(table, String), key, called).where(key.in_(sorted(codes))))
    found: dict[str, dict[str, str]] = {}
    if queries:
        for table, code, name in await session.execute(union_all(*queries)):
            if name:
                found.setdefault(table, {})[code] = name
    return found
