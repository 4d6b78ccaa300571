"""What the records of a company's set-up, and those that they point to, are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.models import (
    Base,
    Campaign,
    CampaignStatus,
    InteractionGroup,
    InteractionTemplate,
    Salesperson,
)
from bot.services.templates.names import NAME, read_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncSession


_NAMED: Mapping[str, tuple[type[Base], str]] = {
    "group_code": (InteractionGroup, "description"),
    "campaign_no": (Campaign, "description"),
    "status_code": (CampaignStatus, "description"),
    "salesperson_code": (Salesperson, "name"),
}
"""The fields that hold a code: of what, and where its name is."""


async def called_in(
    session: AsyncSession, kind: str, locale: str, code: str | None = None
) -> dict[str, str]:
    """What records, or the one with ``code``, are called in a language, where they have one."""
    if kind != "interaction_templates":
        return {}
    statement = select(InteractionTemplate.code, NAME)
    if code is not None:
        statement = statement.where(InteractionTemplate.code == code)
    rows = await session.execute(statement, read_in(locale))
    return {row[0]: row[1] for row in rows}


async def names_of(session: AsyncSession, values: Mapping[str, Any]) -> dict[str, str]:
    """What the codes in a record's fields are called."""
    names: dict[str, str] = {}
    for key, (model, called) in _NAMED.items():
        if code := values.get(key):
            row = await session.get(model, code)
            names[key] = getattr(row, called) if row is not None else code
    return names
