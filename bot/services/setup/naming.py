"""What the records of a company's set-up, and those that they point to, are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.models import Campaign, InteractionGroup, InteractionTemplate
from bot.services.templates.names import NAME, read_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncSession


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
    if code := values.get("group_code"):
        group = await session.get(InteractionGroup, code)
        names["group_code"] = group.description if group else code
    if no := values.get("campaign_no"):
        campaign = await session.get(Campaign, no)
        names["campaign_no"] = campaign.description if campaign else no
    return names
