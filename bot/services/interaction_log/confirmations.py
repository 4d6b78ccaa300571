"""Which message confirmed which interaction: it follows what happens to that, and a reply in its
thread is a comment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert  # SQLite says it in the same words

from bot.models import Confirmation, Interaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.storage.database import Database

KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The message of an interaction, and whose it is."""

    interaction_id: int
    channel_id: str
    message_ts: str
    user_id: str


class Confirmations:
    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def note(self, confirmed: Confirmed) -> bool:
        """Remember a message that was posted; whether its interaction is another one by now."""
        values = {
            "interaction_id": confirmed.interaction_id,
            "channel_id": confirmed.channel_id,
            "message_ts": confirmed.message_ts,
            "user_id": confirmed.user_id,
            "posted_at": self._clock(),
        }
        async with self._db.begin() as session:
            await session.execute(insert(Confirmation).values(values).on_conflict_do_nothing())
            unchanged = await session.scalar(
                select(Interaction.modified_at == Interaction.logged_at).where(
                    Interaction.id == confirmed.interaction_id
                )
            )
        return not unchanged

    async def of(self, interaction_id: int) -> Confirmed | None:
        """The message of an interaction, or of the first one that it was recorded with."""
        first = select(Interaction.together_id).where(Interaction.id == interaction_id)
        key = func.coalesce(first.scalar_subquery(), interaction_id)
        async with self._db.read() as session:
            row = await session.scalar(
                select(Confirmation).where(Confirmation.interaction_id == key)
            )
        if row is None:
            return None
        return Confirmed(row.interaction_id, row.channel_id, row.message_ts, row.user_id)

    async def confirmed_by(self, channel_id: str, message_ts: str) -> int | None:
        """The interaction that a message confirmed."""
        async with self._db.read() as session:
            return await session.scalar(
                select(Confirmation.interaction_id).where(
                    Confirmation.channel_id == channel_id, Confirmation.message_ts == message_ts
                )
            )

    async def purge(self) -> int:
        """Forget old messages; how many."""
        old = Confirmation.posted_at < self._clock() - KEPT_FOR
        async with self._db.begin() as session:
            gone = delete(Confirmation).where(old).returning(Confirmation.interaction_id)
            return len((await session.scalars(gone)).all())
