"""What a *Merge* template's text will read for the chosen contact and salesperson.

Of a segment, its first contact who will read this very text stands for all.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_date
from sqlalchemy import func, select

from bot.domain.languages import LOCALE_OF
from bot.domain.merge_fields import ContentPreview, merge
from bot.domain.segments.lines import Own
from bot.models import Salesperson, SegmentLine
from bot.services.segments.values import HINDRANCE, LINES
from bot.services.segments.values import contact as contact_of_line

if TYPE_CHECKING:
    from bot.domain.contacts.contact import ContactHit
    from bot.domain.wizard.draft import Draft
    from bot.services.contacts.search import ContactSearch
    from bot.storage.database import Database


LOOKED_THROUGH = 1_000
"""Lines of a segment that are looked through for a contact: its user is waiting."""


class Previews:
    def __init__(self, db: Database, contacts: ContactSearch) -> None:
        self._db = db
        self._contacts = contacts

    async def of(self, draft: Draft) -> ContentPreview | None:
        """The merged content at the content step of a *Merge* template; None anywhere else."""
        if draft.step != "content" or draft.facts.get("wizard_action") != "merge":
            return None
        if draft.segment_no is None:
            return ContentPreview(await self.merged(draft))
        chosen = await self._reader(draft, draft.segment_no)
        contact = await self._contacts.get(chosen) if chosen else None
        if contact is None:
            return ContentPreview(None)
        return ContentPreview(await self._merged(draft, contact), contact.name)

    async def merged(self, draft: Draft, contact_id: int | None = None) -> str:
        """The draft's content with its merge fields filled, for its contact or for another one;
        what isn't known yet stays blank."""
        chosen = contact_id or draft.number("contact")
        return await self._merged(draft, await self._contacts.get(chosen) if chosen else None)

    async def _reader(self, draft: Draft, no: str) -> int | None:
        """The first contact of a segment whose text this is: neither its line nor its language has
        another one. Looked for among :data:`LOOKED_THROUGH` lines."""
        own = int(Own.TEMPLATE_CODE | Own.LANGUAGE_CODE | Own.CONTENT)
        others = set(draft.facts.get("languages", ())) - {draft.text("language")}
        lines = (
            select(SegmentLine.line_no)
            .where(SegmentLine.segment_no == no)
            .order_by(SegmentLine.line_no)
            .limit(LOOKED_THROUGH)
        )
        reader = (
            select(SegmentLine.contact_id)
            .select_from(LINES)
            .where(
                SegmentLine.segment_no == no,
                SegmentLine.line_no.in_(lines),
                SegmentLine.customised.bitwise_and(own) == 0,
                HINDRANCE.is_(None),
                func.coalesce(contact_of_line.language_code, "").not_in(sorted(others)),
            )
            .order_by(SegmentLine.line_no)
            .limit(1)
        )
        async with self._db.read() as session:
            return await session.scalar(reader)

    async def _merged(self, draft: Draft, contact: ContactHit | None) -> str:
        code = draft.text("salesperson")
        if draft.segment_no and not code and contact:
            code = contact.salesperson_code or ""
        day = draft.text("date")
        return await self.filled(
            draft.text("content"),
            contact,
            salesperson_code=code,
            language=draft.text("language"),
            day=date.fromisoformat(day) if day else None,
        )

    async def filled(
        self,
        content: str,
        contact: ContactHit | None,
        *,
        salesperson_code: str,
        language: str,
        day: date | None,
    ) -> str:
        """A text in ``language`` as a contact gets it; what isn't known stays blank."""
        statement = select(Salesperson.name, Salesperson.email).where(
            Salesperson.code == salesperson_code
        )
        async with self._db.read() as session:
            salesperson = (await session.execute(statement)).one_or_none()
        values = {
            "contact.name": contact.name if contact else "",
            "contact.company": (contact.company_name or contact.name) if contact else "",
            "contact.city": (contact.city if contact else "") or "",
            "salesperson.name": salesperson.name if salesperson else "",
            "salesperson.email": (salesperson.email if salesperson else "") or "",
            "date": _written(day, language),
        }
        return merge(content, values)


def _written(day: date | None, language: str) -> str:
    """A date as the language of its text writes it."""
    locale = LOCALE_OF.get(language, "en_US")
    return str(format_date(day, "long", locale=locale)) if day else ""
