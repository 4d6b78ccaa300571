"""The interactions of a segment: one INSERT … SELECT over lines with their effective values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    and_,
    case,
    exists,
    func,
    insert,
    literal,
    not_,
    select,
)
from sqlalchemy.orm import aliased

from bot.domain.enums import ContactType, CorrespondenceType
from bot.models import CampaignEntry, Interaction, LoggedSegmentLine, SegmentLine
from bot.models.base import UtcDateTime
from bot.services.loggable import REASON
from bot.services.segment_values import VALUES, company, contact

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.facts import Person
    from bot.services.merged_content import Merging

_is_company = contact.type == ContactType.COMPANY


class InteractionRows:
    """How the lines of one segment become interactions.

    ``with_campaigns``: it has campaign entries to point to. ``without_repeated``: lines that were
    set aside as duplicates give no interaction.
    """

    def __init__(
        self,
        merging: Merging,
        *,
        logged_segment_id: int,
        person: Person,
        now: datetime,
        with_campaigns: bool,
        without_repeated: bool,
    ) -> None:
        self.logged_segment_id = logged_segment_id
        entry = aliased(CampaignEntry, name="entry")
        rows = merging.rows
        columns: dict[str, Any] = {
            **VALUES,
            "subject": func.coalesce(VALUES["subject"], VALUES["description"]),
            "content": merging.content,
            "contact_id": contact.id,
            "contact_name": contact.name,
            # A company stands for itself (business-central 1.2), a person for the employer.
            "contact_company_id": case((_is_company, contact.id), else_=company.id),
            "contact_company_name": case((_is_company, contact.name), else_=company.name),
            "contact_via": case(
                (VALUES["correspondence_type"] == CorrespondenceType.EMAIL, contact.email),
                else_=contact.phone,
            ),
            "logged_at": literal(now, UtcDateTime),
            "modified_at": literal(now, UtcDateTime),
            "logged_by": literal(person.user_id),
            "segment_no": SegmentLine.segment_no,
            "logged_segment_id": literal(logged_segment_id),
            "segment_line_no": SegmentLine.line_no,
        }
        if with_campaigns:
            rows = rows.outerjoin(
                entry,
                and_(
                    entry.logged_segment_id == logged_segment_id,
                    entry.campaign_no == VALUES["campaign_no"],
                ),
            )
            columns["campaign_entry_id"] = entry.id
        self._names = list(columns)
        self._rows = select(*columns.values()).select_from(rows).where(REASON.is_(None))
        if without_repeated:
            aside = exists().where(
                LoggedSegmentLine.logged_segment_id == logged_segment_id,
                LoggedSegmentLine.line_no == SegmentLine.line_no,
            )
            self._rows = self._rows.where(not_(aside))

    async def write(self, session: AsyncSession, where: ColumnElement[bool]) -> int:
        """Write the interactions of these lines; how many."""
        rows = self._rows.where(where).order_by(SegmentLine.line_no)
        statement = insert(Interaction).from_select(self._names, rows, include_defaults=False)
        result = await session.execute(statement.execution_options(preserve_rowcount=True))
        return cast("CursorResult[Any]", result).rowcount
