"""What taking an import back does to its records, whatever their kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.models import Import, ImportedRecord, ImportRow

if TYPE_CHECKING:
    from bot.domain.messages import Text
    from bot.storage.database import Database

UNDONE_FOR = timedelta(days=7)
ROWS_AT_ONCE = 2_000
MOST_NAMED = 20


@dataclass(slots=True)
class Undone:
    """What became of the records of an import. `kept` names the first of those that were created
    and stay: number, name and what refers to them; `restored` counts records, `left` those with a
    value that has been changed since."""

    removed: int = 0
    restored: int = 0
    left: int = 0
    kept_count: int = 0
    kept: list[tuple[str, str, list[Text]]] = field(default_factory=list)

    def keep(self, no: str, name: str, references: list[Text]) -> None:
        """Note a record that was created and stays, and what refers to it."""
        self.kept_count += 1
        if len(self.kept) < MOST_NAMED:
            self.kept.append((no, name, references))


async def forget_old(db: Database, now: datetime) -> None:
    """Remove what is only needed to undo imports, where it is too late for that."""
    async with db.begin() as session:
        old = select(Import.id).where(Import.done_at <= now - UNDONE_FOR)
        for table in (ImportRow, ImportedRecord):
            await session.execute(delete(table).where(table.import_id.in_(old)))
