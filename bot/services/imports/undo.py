"""For how long an import can be taken back, and what is kept for that."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.models import Import, ImportedRecord, ImportRow

if TYPE_CHECKING:
    from bot.storage.database import Database

UNDONE_FOR = timedelta(days=7)
ROWS_AT_ONCE = 2_000


async def forget_old(db: Database, now: datetime) -> None:
    """Remove what is only needed to undo imports, where it is too late for that."""
    async with db.begin() as session:
        old = select(Import.id).where(Import.done_at <= now - UNDONE_FOR)
        for table in (ImportRow, ImportedRecord):
            await session.execute(delete(table).where(table.import_id.in_(old)))
