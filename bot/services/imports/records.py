"""What imports of set-up records share: comparing, noting, and taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select

from bot.domain.imports.cells import same_text
from bot.domain.messages import N_, Text
from bot.models import ImportedRecord
from bot.services.row_json import row_from_json, row_to_json
from bot.services.setup.audit import Done, record_act
from bot.services.setup.rows import pointing_at

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Base

Changes = dict[str, list[Any]]
"""For each column, the value before and the one that is written, as JSON holds them."""

SECONDS = len("2026-01-31T09:00:00")
_REFERRING = {
    "interactions": N_("interactions"),
    "segments": N_("segments"),
    "segment_lines": N_("segment lines"),
    "contacts": N_("contacts"),
    "opportunities": N_("opportunities"),
    "tasks": N_("tasks"),
    "campaigns": N_("campaigns"),
    "interaction_templates": N_("interaction templates"),
}
_OTHERS = N_("other records")


def json_of(row: Any, columns: Collection[str]) -> dict[str, Any]:
    """Columns of a record as JSON holds them."""
    return row_to_json({column: getattr(row, column) for column in columns})


def differences(
    before: Mapping[str, Any], values: Mapping[str, Any], lines: Collection[str] = ()
) -> Changes:
    """What is said otherwise than it is. Texts that a file can't hold as they are, and instants
    within a second, are no difference; `lines` are columns that keep their line breaks."""
    return {
        column: [before[column], value]
        for column, value in values.items()
        if not _same(column, before[column], value, lines)
    }


def _same(column: str, before: Any, value: Any, lines: Collection[str]) -> bool:
    if before == value:
        return True
    if not isinstance(before, str) or not isinstance(value, str):
        return False
    if column.endswith("_at"):
        return before[:SECONDS] == value[:SECONDS]
    if column == "email":
        return before.strip().lower() == value.lower()
    return same_text(before, value, lines=column in lines)


class Notes:
    """Writes what an import does to records, so that it can be taken back, and the audit trail."""

    def __init__(self, session: AsyncSession, import_id: int, now: datetime) -> None:
        self._session = session
        self._import_id = import_id
        self._now = now

    def created(self, kind: str, code: str, number: int, values: Mapping[str, Any]) -> None:
        """A record was made from the row `number`."""
        self._note(kind, code, number, None)
        done = Done("create", kind, code)
        record_act(self._session, None, self._now, done, after=values)

    def changed(self, kind: str, code: str, number: int, changes: Changes) -> None:
        """Columns of a record were changed."""
        self._note(kind, code, number, changes)
        before, after = (
            {column: pair[side] for column, pair in changes.items()} for side in (0, 1)
        )
        done = Done("change", kind, code)
        record_act(self._session, None, self._now, done, before=before, after=after)

    def _note(self, kind: str, code: str, number: int, changes: Changes | None) -> None:
        self._session.add(
            ImportedRecord(
                import_id=self._import_id,
                kind=kind,
                code=code,
                row_number=number,
                changes=changes,
            )
        )


def write_changes(row: Any, table: type[Base], changes: Mapping[str, Any]) -> None:
    """Set columns of a record from values as JSON holds them."""
    for column, value in row_from_json(table, changes).items():
        setattr(row, column, value)


def put_back(row: Any, table: type[Base], changes: Changes) -> tuple[Changes, bool]:
    """Give a record its former values where nobody has changed them since: which, and whether
    any stays."""
    current = json_of(row, changes)
    former = {
        column: [after, before]
        for column, (before, after) in changes.items()
        if current[column] == after
    }
    write_changes(row, table, {column: pair[1] for column, pair in former.items()})
    return former, len(former) < len(changes)


async def imported(session: AsyncSession, import_id: int, kind: str) -> list[ImportedRecord]:
    """What an import did to the records of a kind, in the order of the file."""
    rows = await session.scalars(
        select(ImportedRecord)
        .where(ImportedRecord.import_id == import_id, ImportedRecord.kind == kind)
        .order_by(ImportedRecord.row_number, ImportedRecord.code)
    )
    return list(rows)


async def referring(session: AsyncSession, kind: str, code: str) -> list[Text]:
    """What points to a record, each table once."""
    called: dict[str, None] = {}
    for column in pointing_at(kind, belonging=False):
        if await session.scalar(select(exists().where(column == code))):
            called[_REFERRING.get(column.table.name, _OTHERS)] = None
    return [Text(name) for name in called]
