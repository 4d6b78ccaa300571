"""The interaction log: finishing a draft, and reading back what was logged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Integer, bindparam, func, insert, literal, select
from sqlalchemy.exc import IntegrityError

from bot.domain.enums import CorrespondenceType
from bot.domain.logged import LoggedInteraction
from bot.models import (
    Attachment,
    Campaign,
    CampaignEntry,
    Interaction,
    InteractionComment,
    InteractionTemplate,
    Salesperson,
)
from bot.scripts import run
from bot.services.entry_targets import checked, found_for
from bot.services.template_names import NAME, read_in

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Select, Table
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.database import Database
    from bot.domain.checks import Entry
    from bot.domain.facts import Person
    from bot.services.entry_targets import Targets


class InteractionLog:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def log(
        self, draft_id: str, entry: Entry, person: Person, now: datetime
    ) -> tuple[LoggedInteraction, bool]:
        """Write the entry in one transaction. Returns it and whether this call wrote it.

        A draft is logged at most once: a second call, at the same time or after a crash, returns
        the first one's interaction. Raises :class:`NotLoggable`.
        """
        try:
            async with self._db.begin() as session:
                if self._db.dialect == "postgresql":
                    # Two Finishes of one draft wait for each other (SQLite has one writer anyway).
                    await run(session, _WAIT, {"draft": draft_id})
                # Read beside the transaction, which on SQLite begins with the first statement:
                # the shorter it is, the sooner the next writer has its turn.
                found = await found_for(self._db, draft_id, entry, person.locale)
                written = None
                if found.interaction_id is None:
                    targets = checked(found, entry)
                    written = await _write(session, draft_id, entry, targets, person, now=now)
        except IntegrityError:
            # A row that the entry points to went away between the check and the write.
            written = None
            if await self.of_draft(draft_id) is None:
                raise
        if written is not None:
            return written, True
        logged = await self.of_draft(draft_id, person.locale)
        assert logged is not None
        return logged, False

    async def of_draft(self, draft_id: str, locale: str = "en") -> LoggedInteraction | None:
        """The interaction that a draft has become, with its template's name in ``locale``."""
        rows = await self._db.fetch(_OF_DRAFT, {"draft": draft_id, **read_in(locale)})
        return _read(rows[0]) if rows else None

    async def logged_drafts(self, draft_ids: Collection[str]) -> set[str]:
        """Which of these drafts are in the log already."""
        ids, found = list(draft_ids), set[str]()
        for start in range(0, len(ids), _DRAFTS_AT_ONCE):
            some = ids[start : start + _DRAFTS_AT_ONCE]
            asked = dict.fromkeys(_DRAFT_NAMES) | dict(zip(_DRAFT_NAMES, some, strict=False))
            found.update(row.draft_id for row in await self._db.fetch(_LOGGED_DRAFTS, asked))
        return found

    async def latest_of(
        self, salesperson_code: str, limit: int = 10, *, locale: str = "en"
    ) -> list[LoggedInteraction]:
        """The last interactions that a salesperson did, newest first."""
        asked = {"salesperson": salesperson_code, "most": limit, **read_in(locale)}
        rows = await self._db.fetch(_LATEST, asked)
        return [_read(row) for row in rows]


def _logged() -> Select[*tuple[Any, ...]]:
    comment = (
        select(InteractionComment.comment)
        .where(InteractionComment.interaction_id == Interaction.id)
        .order_by(InteractionComment.id)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            Interaction.id,
            Interaction.draft_id,
            Interaction.contact_id,
            Interaction.contact_name,
            Interaction.contact_company_name,
            Interaction.description,
            Interaction.date,
            Interaction.time,
            Interaction.duration_min,
            Interaction.cost,
            Interaction.evaluation,
            Interaction.attempt_failed,
            Interaction.canceled,
            Interaction.logged_by,
            NAME.label("template"),
            Salesperson.name.label("salesperson"),
            comment.label("comment"),
        )
        .join(InteractionTemplate, InteractionTemplate.code == Interaction.template_code)
        .join(Salesperson, Salesperson.code == Interaction.salesperson_code)
    )


_WAIT = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("draft"), literal(0))))
_OF_DRAFT = (
    _logged().where(Interaction.draft_id == bindparam("draft")).order_by(Interaction.id).limit(1)
)
_LATEST = (
    _logged()
    .where(Interaction.salesperson_code == bindparam("salesperson"))
    .order_by(Interaction.logged_at.desc(), Interaction.id.desc())
    .limit(bindparam("most", type_=Integer))
)


_DRAFTS_AT_ONCE = 10
"""As many as a page of a list has."""
_DRAFT_NAMES = [f"draft_{n}" for n in range(_DRAFTS_AT_ONCE)]
_LOGGED_DRAFTS = select(Interaction.draft_id).where(
    Interaction.draft_id.in_([bindparam(name) for name in _DRAFT_NAMES])
)


def _read(row: Any) -> LoggedInteraction:
    return LoggedInteraction(
        id=row.id,
        draft_id=row.draft_id,
        contact_id=row.contact_id,
        contact_name=row.contact_name,
        company_name=row.contact_company_name,
        template=row.template,
        description=row.description,
        date=row.date,
        time=row.time,
        duration_min=row.duration_min,
        cost=row.cost,
        evaluation=row.evaluation and str(row.evaluation),
        attempt_failed=row.attempt_failed,
        canceled=row.canceled,
        salesperson=row.salesperson,
        logged_by=row.logged_by,
        comment=row.comment,
    )


_INTERACTIONS = cast("Table", Interaction.__table__)
_COLUMNS = [column for column in _INTERACTIONS.columns if not column.primary_key]
_INSERT = (
    insert(_INTERACTIONS)
    .values({c: bindparam(f"the_{c.name}", type_=c.type) for c in _COLUMNS})
    .returning(_INTERACTIONS.c.id)
)


async def _write(
    session: AsyncSession,
    draft_id: str,
    entry: Entry,
    targets: Targets,
    person: Person,
    *,
    now: datetime,
) -> LoggedInteraction:
    by_mail = entry.correspondence_type == CorrespondenceType.EMAIL
    values = {
        "draft_id": draft_id,
        "contact_id": targets.contact_id,
        "contact_name": targets.contact_name,
        "contact_company_id": targets.company_id,
        "contact_company_name": targets.company_name,
        "contact_via": targets.email if by_mail else targets.phone,
        "date": entry.date,
        "time": entry.time,
        "logged_at": now,
        "logged_by": person.user_id,
        "modified_at": now,
        "description": entry.description,
        "subject": entry.description,
        "content": entry.content,
        "group_code": targets.group_code,
        "template_code": targets.template_code,
        "language_code": entry.language_code,
        "information_flow": entry.information_flow,
        "initiated_by": entry.initiated_by,
        "correspondence_type": entry.correspondence_type,
        "salesperson_code": entry.salesperson_code,
        "cost": entry.cost,
        "duration_min": entry.duration_min,
        "evaluation": entry.evaluation,
        "attempt_failed": entry.attempt_failed,
        "canceled": False,
        "canceled_with_segment": False,
        "campaign_no": entry.campaign_no,
        "campaign_target": entry.campaign_target,
        "campaign_response": entry.campaign_response,
        "opportunity_id": entry.opportunity_id,
    }
    if entry.campaign_no:
        values["campaign_entry_id"] = await _campaign_entry(session, entry, person)
    asked = {f"the_{column.name}": values.get(column.name) for column in _COLUMNS}
    interaction_id = (await run(session, _INSERT, asked)).rows[0].id
    if entry.comment:
        session.add(
            InteractionComment(
                interaction_id=interaction_id,
                date=entry.date,
                comment=entry.comment,
                created_by=person.user_id,
            )
        )
    if entry.file:
        session.add(
            Attachment(
                interaction_id=interaction_id,
                draft_id=draft_id,
                slack_file_id=entry.file["id"],
                name=str(entry.file.get("name") or entry.file["id"])[:255],
                mime_type=entry.file.get("mimetype"),
                size=entry.file.get("size"),
                created_at=now,
            )
        )
    return LoggedInteraction(
        id=interaction_id,
        draft_id=draft_id,
        contact_id=targets.contact_id,
        contact_name=targets.contact_name,
        company_name=targets.company_name,
        template=targets.template,
        description=entry.description,
        date=entry.date,
        time=entry.time,
        duration_min=entry.duration_min,
        cost=entry.cost,
        evaluation=entry.evaluation,
        attempt_failed=entry.attempt_failed,
        canceled=False,
        salesperson=targets.salesperson,
        logged_by=person.user_id,
        comment=entry.comment,
    )


async def _campaign_entry(session: AsyncSession, entry: Entry, person: Person) -> int:
    """The campaign's entry for interactions made one by one: found, or created.

    Source: business-central 2.7, one entry per campaign and segment.
    """
    # Finishes for one campaign wait for each other, or each would create an entry.
    await session.get(Campaign, entry.campaign_no, with_for_update={"key_share": True})
    statement = (
        select(CampaignEntry.id)
        .where(
            CampaignEntry.campaign_no == entry.campaign_no,
            CampaignEntry.segment_no.is_(None),
            CampaignEntry.canceled.is_(False),
        )
        .order_by(CampaignEntry.id)
        .limit(1)
    )
    found = (await session.execute(statement)).scalar_one_or_none()
    if found is not None:
        return found
    created = CampaignEntry(
        campaign_no=entry.campaign_no,
        description="Interactions",
        date=entry.date,
        logged_by=person.user_id,
        salesperson_code=entry.salesperson_code,
    )
    session.add(created)
    await session.flush()
    return created.id
