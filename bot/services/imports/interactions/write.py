"""Writes what an import of interactions has planned, in its caller's transaction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

import orjson
from sqlalchemy import Table, insert, select

from bot.domain.imports.outcomes import Outcome
from bot.domain.interaction_log.correction import LABELS
from bot.models import (
    CampaignEntry,
    ImportedRecord,
    ImportRow,
    Interaction,
    InteractionChange,
    InteractionComment,
    InteractionTemplate,
    Salesperson,
)
from bot.services.imports.kinds import ROWS_AT_ONCE
from bot.services.imports.records import Changes, json_of, write_changes
from bot.services.row_json import row_from_json
from bot.storage.bulk import draw_ids, insert_rows

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.services.imports.kinds import Progress
    from bot.services.imports.staging import RecordStaging, StagedRecord

CAMPAIGN_ENTRIES = CampaignEntry.__tablename__
_INTERACTIONS = cast("Table", Interaction.__table__)
_COMMENTS = cast("Table", InteractionComment.__table__)
_IMPORT_ROWS = cast("Table", ImportRow.__table__)
_SHOWN = LABELS.keys() | {"evaluation"}
"""Columns that the history of an entry shows."""


class InteractionWriter:
    """Writes the staged rows that have an outcome."""

    def __init__(
        self, session: AsyncSession, staging: RecordStaging, import_id: int, now: datetime
    ) -> None:
        self._session = session
        self._staging = staging
        self._import_id = import_id
        self._now = now
        self._campaign_entries: dict[str, int] = {}

    async def write(self, progress: Progress) -> None:
        """Write new entries, then what is said otherwise of known ones."""
        for batch in self._staging.batches(Outcome.NEW, ROWS_AT_ONCE):
            await self._insert(batch)
            progress(len(batch))
        for batch in self._staging.batches(Outcome.CHANGED, ROWS_AT_ONCE):
            for row in batch:
                await self._change(int(row.key), row.number, row.result)
            await self._session.flush()
            progress(len(batch))

    async def _insert(self, batch: list[StagedRecord]) -> None:
        ids = await draw_ids(self._session, _INTERACTIONS, len(batch))
        rows, comments = [], []
        for entry_id, staged in zip(ids, batch, strict=True):
            values = row_from_json(Interaction, staged.result)
            campaign_entry = None
            if values["campaign_no"]:
                campaign_entry = await self._campaign_entry(values, staged.number)
            rows.append(
                {
                    "opportunity_id": None,
                    "task_id": None,
                    **values,
                    "id": entry_id,
                    "import_key": staged.key,
                    "campaign_entry_id": campaign_entry,
                    "modified_at": self._now,
                }
            )
            if comment := staged.result["comments"]:
                comments.append(
                    {"interaction_id": entry_id, "date": values["date"], "comment": comment}
                )
        await self._session.execute(insert(_INTERACTIONS), rows)
        if comments:
            await self._session.execute(insert(_COMMENTS), comments)
        await self._note(
            [(entry_id, row.number, None) for entry_id, row in zip(ids, batch, strict=True)]
        )

    async def _campaign_entry(self, values: dict[str, Any], number: int) -> int:
        """The campaign's entry for interactions made one by one: found, or created."""
        no: str = values["campaign_no"]
        if no not in self._campaign_entries:
            own = CampaignEntry
            entry_id = await self._session.scalar(
                select(own.id)
                .where(own.campaign_no == no, own.segment_no.is_(None), own.canceled.is_(False))
                .order_by(own.id)
                .limit(1)
            )
            if entry_id is None:
                made = CampaignEntry(
                    campaign_no=no,
                    description="Interactions",
                    date=values["date"],
                    salesperson_code=values["salesperson_code"],
                )
                self._session.add(made)
                await self._session.flush()
                entry_id = made.id
                self._session.add(
                    ImportedRecord(
                        import_id=self._import_id,
                        kind=CAMPAIGN_ENTRIES,
                        code=str(entry_id),
                        row_number=number,
                        changes=None,
                    )
                )
            self._campaign_entries[no] = entry_id
        return self._campaign_entries[no]

    async def _change(self, entry_id: int, number: int, changes: Changes) -> None:
        entry = await self._session.get_one(Interaction, entry_id, with_for_update=True)
        columns = {name: pair for name, pair in changes.items() if name != "comments"}
        current = json_of(entry, columns)
        # What somebody has corrected just now stays.
        columns = {name: pair for name, pair in columns.items() if current[name] == pair[0]}
        done: Changes = dict(columns)
        await change_entry(self._session, entry, columns, self._now)
        if comment := changes.get("comments", [None, None])[1]:
            done["comments"] = [None, comment]
            self._session.add(
                InteractionComment(interaction_id=entry_id, date=entry.date, comment=comment)
            )
        entry.modified_at = self._now
        await self._note([(entry_id, number, orjson.dumps(done).decode())])

    async def _note(self, rows: list[tuple[int, int, str | None]]) -> None:
        columns = ("import_id", "record_id", "row_number", "changes")
        noted = [(self._import_id, *row) for row in rows]
        await insert_rows(self._session, _IMPORT_ROWS, columns, noted)


async def change_entry(
    session: AsyncSession, entry: Interaction, columns: Changes, now: datetime
) -> None:
    """Set columns of an entry; what they were stays readable in its history."""
    shown = [name for name in columns if name in _SHOWN]
    before = {name: await _said(session, name, columns[name][0]) for name in shown}
    after = {name: await _said(session, name, columns[name][1]) for name in shown}
    write_changes(entry, Interaction, {name: pair[1] for name, pair in columns.items()})
    if shown:
        session.add(
            InteractionChange(
                interaction_id=entry.id,
                act="correct",
                changed_at=now,
                before=before,
                after=after,
            )
        )


async def _said(session: AsyncSession, name: str, value: Any) -> Any:
    """A value as the history of an entry says it."""
    if name == "template_code":
        called = select(InteractionTemplate.description).where(InteractionTemplate.code == value)
        return await session.scalar(called)
    if name == "salesperson_code":
        return await session.scalar(select(Salesperson.name).where(Salesperson.code == value))
    return value
