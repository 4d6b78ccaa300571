"""What the wizard's lists offer: templates, salespeople, campaigns, opportunities.

These tables are small (tens to a few thousand rows), so a list is read whole and searched here,
by the same folding as contacts: case and accents don't matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from bot.domain.folding import fold
from bot.domain.forms import Choice
from bot.models import (
    Campaign,
    InteractionGroup,
    InteractionTemplate,
    Opportunity,
    Salesperson,
)
from bot.services.templates.facts import facts, template_rows
from bot.services.templates.names import NAME, read_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.template_facts import TemplateFacts
    from bot.storage.database import Database

MAX_OPTIONS = 100
"""Slack takes at most this many options, and as many groups."""


_TEMPLATES = (
    select(
        InteractionTemplate.code,
        InteractionTemplate.description,
        NAME.label("name"),
        InteractionGroup.description.label("group_description"),
    )
    .outerjoin(InteractionGroup, InteractionGroup.code == InteractionTemplate.group_code)
    .where(InteractionTemplate.archived_at.is_(None))
    .order_by(InteractionGroup.description, NAME)
)
_TEMPLATE = template_rows(NAME).where(InteractionTemplate.archived_at.is_(None))
_SALESPEOPLE = (
    select(Salesperson.code, Salesperson.name)
    .where(Salesperson.blocked.is_(False))
    .order_by(Salesperson.name, Salesperson.code)
)
_SALESPERSON = select(Salesperson.name).where(
    Salesperson.code == bindparam("wanted"), Salesperson.blocked.is_(False)
)
_CAMPAIGNS = (
    select(Campaign.no, Campaign.description)
    .where(Campaign.archived_at.is_(None))
    .order_by(Campaign.description, Campaign.no)
)


class Reference:
    """Reading only; a value that is blocked, archived or closed is not offered."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def templates(self, query: str, locale: str = "en") -> list[tuple[str, list[Choice]]]:
        """Templates under their groups' descriptions, :data:`MAX_OPTIONS` in all.

        They are called as they are in ``locale``, and found by their own name as well.
        """
        rows = await self._db.fetch(_TEMPLATES, read_in(locale))
        groups: dict[str, list[Choice]] = {}
        found = 0
        for code, description, name, group in rows:
            if found < MAX_OPTIONS and _matches(query, name, description, code, group or ""):
                groups.setdefault(group or "—", []).append(Choice(code, name or code))
                found += 1
        return list(groups.items())

    async def template(self, code: str, locale: str = "en") -> TemplateFacts | None:
        """A template that may be chosen; None for an unknown or an archived one."""
        rows = await self._db.fetch(_TEMPLATE, {"wanted": code, **read_in(locale)})
        return facts(rows) if rows else None

    async def salespeople(self, query: str) -> list[Choice]:
        rows = await self._db.fetch(_SALESPEOPLE, {})
        return _found(query, ((code, name, code) for code, name in rows))

    async def salesperson_name(self, code: str | None) -> str | None:
        """The name of a salesperson who may be chosen; None for a blocked or unknown one."""
        if not code:
            return None
        rows = await self._db.fetch(_SALESPERSON, {"wanted": code})
        return str(rows[0].name) if rows else None

    async def campaigns(self, query: str) -> list[Choice]:
        rows = await self._db.fetch(_CAMPAIGNS, {})
        return _found(query, ((no, f"{description} ({no})", "") for no, description in rows))

    async def opportunities(
        self, query: str, *, company_id: int | None, salesperson_code: str | None
    ) -> list[Choice]:
        """Open ones of the contact's company, and of the salesperson when one is filled in.

        Source: the lookup of Business Central's guide. Without a contact there are none.
        """
        if company_id is None:
            return []
        statement = (
            select(Opportunity.id, Opportunity.no, Opportunity.description)
            .where(
                Opportunity.closed.is_(False),
                (Opportunity.contact_company_id == company_id)
                | (Opportunity.contact_id == company_id),
            )
            .order_by(Opportunity.description, Opportunity.id)
        )
        if salesperson_code:
            statement = statement.where(Opportunity.salesperson_code == salesperson_code)
        async with self._db.read() as session:
            rows = (await session.execute(statement)).all()
        return _found(query, ((str(key), f"{text} ({no})", "") for key, no, text in rows))


def _found(query: str, rows: Iterable[tuple[str, str, str]]) -> list[Choice]:
    choices = [Choice(value, label) for value, label, more in rows if _matches(query, label, more)]
    return choices[:MAX_OPTIONS]


def _matches(query: str, *texts: str) -> bool:
    text = fold(" ".join(texts))
    return all(word in text for word in fold(query).split())
