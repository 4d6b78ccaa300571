"""Takes an import of interactions back: what it recorded goes, unless people did something with it
since, and what it corrected gets its former values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, or_, select

from bot.domain.imports.outcomes import Undone
from bot.domain.messages import N_, Text
from bot.models import (
    Attachment,
    CampaignEntry,
    Import,
    ImportRow,
    Interaction,
    InteractionChange,
    InteractionComment,
)
from bot.services.imports.interactions.write import CAMPAIGN_ENTRIES, change_entry
from bot.services.imports.records import Changes, imported, json_of
from bot.services.imports.undo import ROWS_AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

_COMMENTS = N_("comments")
_FILES = N_("files")
_CHANGES = N_("changes")


async def undo_interactions(session: AsyncSession, import_id: int, now: datetime) -> Undone:
    """In its caller's transaction."""
    undone = Undone()
    done = await session.get_one(Import, import_id)
    last = -1
    while rows := (
        await session.execute(
            select(ImportRow.record_id, ImportRow.changes)
            .where(ImportRow.import_id == import_id, ImportRow.record_id > last)
            .order_by(ImportRow.record_id)
            .limit(ROWS_AT_ONCE)
        )
    ).all():
        last = rows[-1].record_id
        await _remove(session, [key for key, changes in rows if changes is None], done, undone)
        for key, changes in rows:
            if changes is not None:
                await _restore(session, key, changes, now, undone)
        await session.flush()
        session.expunge_all()
        done = await session.get_one(Import, import_id)
    await _remove_campaign_entries(session, import_id)
    return undone


async def _remove(session: AsyncSession, ids: Sequence[int], done: Import, undone: Undone) -> None:
    entries = (
        await session.execute(
            select(Interaction.id, Interaction.contact_name, Interaction.modified_at)
            .where(Interaction.id.in_(ids))
            .order_by(Interaction.id)
            .with_for_update()
        )
    ).all()
    used = await _used(session, [entry.id for entry in entries])
    for entry in entries:
        if entry.modified_at != done.done_at and _CHANGES not in used.get(entry.id, []):
            used.setdefault(entry.id, []).append(_CHANGES)
    gone = [entry.id for entry in entries if entry.id not in used]
    comments = InteractionComment.interaction_id.in_(gone)
    await session.execute(delete(InteractionComment).where(comments))
    await session.execute(delete(Interaction).where(Interaction.id.in_(gone)))
    undone.removed += len(gone)
    for entry in entries:
        if entry.id in used:
            references = [Text(name) for name in used[entry.id]]
            undone.keep(str(entry.id), entry.contact_name, references)


async def _used(session: AsyncSession, ids: Sequence[int]) -> dict[int, list[str]]:
    """What people did with entries, by their ids."""
    by_people = or_(
        InteractionComment.created_by.is_not(None), InteractionComment.modified_at.is_not(None)
    )
    found: dict[int, list[str]] = {}
    for called, table, condition in (
        (_COMMENTS, InteractionComment, by_people),
        (_FILES, Attachment, Attachment.id.is_not(None)),
        (_CHANGES, InteractionChange, InteractionChange.id.is_not(None)),
    ):
        column: Any = table.interaction_id
        rows = await session.scalars(select(column).where(column.in_(ids), condition).distinct())
        for interaction_id in rows:
            found.setdefault(interaction_id, []).append(called)
    return found


async def _restore(
    session: AsyncSession, entry_id: int, changes: Changes, now: datetime, undone: Undone
) -> None:
    entry = await session.get(Interaction, entry_id, with_for_update=True)
    if entry is None:
        return
    columns = {name: pair for name, pair in changes.items() if name != "comments"}
    current = json_of(entry, columns)
    former = {
        name: [after, before] for name, (before, after) in columns.items() if current[name] == after
    }
    await change_entry(session, entry, former, now)
    removed = await _remove_comment(session, entry_id, changes.get("comments", [None, None])[1])
    if former or removed:
        entry.modified_at = now
        undone.restored += 1
    undone.left += len(former) + removed < len(changes)


async def _remove_comment(session: AsyncSession, entry_id: int, comment: str | None) -> bool:
    if comment is None:
        return False
    own = InteractionComment
    found = await session.scalar(
        select(own)
        .where(
            own.interaction_id == entry_id,
            own.comment == comment,
            own.created_by.is_(None),
            own.modified_at.is_(None),
        )
        .order_by(own.id.desc())
        .limit(1)
    )
    if found is not None:
        await session.delete(found)
    return found is not None


async def _remove_campaign_entries(session: AsyncSession, import_id: int) -> None:
    for noted in await imported(session, import_id, CAMPAIGN_ENTRIES):
        entry_id = int(noted.code)
        if not await session.scalar(
            select(exists().where(Interaction.campaign_entry_id == entry_id))
        ):
            await session.execute(delete(CampaignEntry).where(CampaignEntry.id == entry_id))
