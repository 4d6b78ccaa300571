"""Files of interactions: which are still to be fetched from Slack, and their content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.models import Attachment

if TYPE_CHECKING:
    from datetime import datetime

    from bot.storage.database import Database

MAX_SIZE = 10 * 1024 * 1024
"""Bytes; the most that Slack's file input takes."""


class Attachments:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def to_fetch(self, limit: int = 50) -> list[tuple[int, str]]:
        """(attachment's id, Slack's file id) of those whose content isn't here yet."""
        statement = (
            select(Attachment.id, Attachment.slack_file_id)
            .where(Attachment.fetched_at.is_(None), Attachment.slack_file_id.is_not(None))
            .order_by(Attachment.id)
            .limit(limit)
        )
        async with self._db.read() as session:
            rows = (await session.execute(statement)).all()
        return [(key, file_id) for key, file_id in rows if file_id]

    async def store(self, attachment_id: int, content: bytes, now: datetime) -> None:
        statement = (
            update(Attachment)
            .where(Attachment.id == attachment_id, Attachment.fetched_at.is_(None))
            .values(content=content, size=len(content), fetched_at=now)
        )
        async with self._db.begin() as session:
            await session.execute(statement)
