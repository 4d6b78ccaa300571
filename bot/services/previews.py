"""What a *Merge* template's text will read for the chosen contact and salesperson."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_date
from sqlalchemy import select

from bot.domain.languages import LOCALE_OF
from bot.domain.merge_fields import merge
from bot.models import Salesperson

if TYPE_CHECKING:
    from bot.database import Database
    from bot.domain.draft import Draft
    from bot.services.contact_search import ContactSearch


class Previews:
    def __init__(self, db: Database, contacts: ContactSearch) -> None:
        self._db = db
        self._contacts = contacts

    async def of(self, draft: Draft) -> str | None:
        """The merged content at the content step of a *Merge* template; None anywhere else."""
        if draft.step != "content" or draft.facts.get("wizard_action") != "merge":
            return None
        return await self.merged(draft)

    async def merged(self, draft: Draft) -> str:
        """The draft's content with its merge fields filled; what isn't known yet stays blank."""
        chosen = draft.number("contact")
        contact = await self._contacts.get(chosen) if chosen else None
        statement = select(Salesperson.name, Salesperson.email).where(
            Salesperson.code == draft.text("salesperson")
        )
        async with self._db.read() as session:
            salesperson = (await session.execute(statement)).one_or_none()
        values = {
            "contact.name": contact.name if contact else "",
            "contact.company": (contact.company_name or contact.name) if contact else "",
            "contact.city": (contact.city if contact else "") or "",
            "salesperson.name": salesperson.name if salesperson else "",
            "salesperson.email": (salesperson.email if salesperson else "") or "",
            "date": _day(draft),
        }
        return merge(draft.text("content"), values)


def _day(draft: Draft) -> str:
    """The draft's date as the language of its text writes it."""
    locale = LOCALE_OF.get(draft.text("language"), "en_US")
    day = draft.text("date")
    return str(format_date(date.fromisoformat(day), "long", locale=locale)) if day else ""
