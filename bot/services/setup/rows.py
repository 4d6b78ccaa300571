"""The rows of the set-up's records: their models, what they hold, and what points to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select

from bot.domain.errors.setup import RecordUnknown
from bot.domain.folding import fold
from bot.domain.setup.shown import RecordRow
from bot.models import (
    Base,
    BusinessRelation,
    Campaign,
    CampaignStatus,
    IndustryGroup,
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateLanguage,
    JobResponsibility,
    LinkRequest,
    MailingGroup,
    NumberSeries,
    Salesperson,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.setup.fields import Record

MODELS: Mapping[str, type[Base]] = {
    "interaction_templates": InteractionTemplate,
    "interaction_groups": InteractionGroup,
    "salespeople": Salesperson,
    "campaigns": Campaign,
    "campaign_statuses": CampaignStatus,
    "number_series": NumberSeries,
    "mailing_groups": MailingGroup,
    "industry_groups": IndustryGroup,
    "job_responsibilities": JobResponsibility,
    "business_relations": BusinessRelation,
}
_BELONGING = {InteractionTemplateLanguage.__tablename__, LinkRequest.__tablename__}
"""Tables whose rows go with the record that they point to."""


def _offered(code: Any, name: Any, is_offered: ColumnElement[bool]) -> Select[str, str]:
    return select(code, name).where(is_offered)


OFFERED: Mapping[str, Select[str, str]] = {
    "campaigns": _offered(Campaign.no, Campaign.description, Campaign.archived_at.is_(None)),
    "campaign_statuses": _offered(
        CampaignStatus.code, CampaignStatus.description, CampaignStatus.archived_at.is_(None)
    ),
    "interaction_groups": _offered(
        InteractionGroup.code, InteractionGroup.description, InteractionGroup.archived_at.is_(None)
    ),
    "salespeople": _offered(Salesperson.code, Salesperson.name, Salesperson.blocked.is_(False)),
}
"""Code and name of what a field that is searched offers, by the list's name."""


async def existing(session: AsyncSession, kind: str, code: str, *, hold: bool = False) -> Any:
    row = await session.get(MODELS[kind], code, with_for_update=hold or None)
    if row is None:
        raise RecordUnknown(code=code)
    return row


def row_of(record: Record, row: Any, called: Mapping[str, str]) -> RecordRow:
    values = values_of(record, row)
    listed = {key: values[key] for key, field in record.fields.items() if field.listed}
    own = values[record.name]
    name = called.get(row.code) or own
    return RecordRow(row.code, name, listed, is_retired(record, row), own)


def searched_in(row: RecordRow) -> str:
    return fold(f"{row.code} {row.name} {row.own_name}")


def values_of(record: Record, row: Any) -> dict[str, Any]:
    return {key: getattr(row, key) for key in record.fields}


def is_retired(record: Record, row: Any) -> bool:
    return bool(record.retired and getattr(row, record.retired))


def pointing_at(kind: str, *, belonging: bool) -> list[Any]:
    """The columns that point to a kind of record."""
    target = MODELS[kind].__tablename__
    return [
        key.parent
        for table in Base.metadata.sorted_tables
        if (table.name in _BELONGING) is belonging
        for key in table.foreign_keys
        if key.column.table.name == target
    ]


async def in_use(session: AsyncSession, kind: str, code: str) -> bool:
    for column in pointing_at(kind, belonging=False):
        if await session.scalar(select(exists().where(column == code))):
            return True
    return False
