"""An interaction log without Slack: entries are logged, and everything that is done to them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete

from bot.domain.acts import Act
from bot.domain.interaction_log.filters import EVERYTHING
from bot.models import (
    Contact,
    EntryDeletion,
    Interaction,
    InteractionChange,
    InteractionComment,
)
from bot.services.contact_cards.cards import figures_of
from bot.services.interaction_log.changes import LogChanges
from bot.services.interaction_log.correcting import Corrections
from bot.services.interaction_log.deleting import EntryDeletions
from bot.services.interaction_log.entries import LogEntries
from tests.making import NOW, person
from tests.services.company import MEAGAN

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.contacts.card import Figures
    from bot.domain.interaction_log.filters import LogFilter
    from bot.domain.people.person import Person
    from bot.storage.database import Database

DAY = date(2026, 3, 10)


class LogWorld:
    """The services of the log. Time passes by a second with everything that is done."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = NOW
        self.otis = person()
        self.changes = LogChanges(database, self._clock)
        self.corrections = Corrections(database, self._clock)
        self.deletions = EntryDeletions(database, self._clock)
        self.entries = LogEntries(database, self._clock)
        self._acts = count(1)

    def act(self, by: Person | None = None) -> Act:
        """Something that is done now, by Otis unless said otherwise."""
        self.now += timedelta(seconds=1)
        return Act(f"act {next(self._acts)}", by=by or self.otis)

    async def log(self, contact_id: int = MEAGAN, **values: Any) -> int:
        """The id of a new entry."""
        self.now += timedelta(seconds=1)
        async with self.database.begin() as session:
            contact = await session.get_one(Contact, contact_id)
            row = {
                "description": "Call",
                "date": DAY,
                "template_code": "OUTGOING",
                "salesperson_code": "OF",
                "logged_by": "U1",
            } | values
            entry = Interaction(
                contact_id=contact_id,
                contact_name=contact.name,
                contact_company_id=contact.company_id,
                draft_id=f"draft {next(self._acts)}",
                logged_at=self.now,
                modified_at=self.now,
                **row,
            )
            session.add(entry)
            await session.flush()
            return entry.id

    async def canceled(self, contact_id: int = MEAGAN, **values: Any) -> int:
        """The id of a new entry that was canceled."""
        entry_id = await self.log(contact_id, **values)
        await self.changes.cancel(entry_id, "Wrong", act=self.act())
        return entry_id

    async def delete(self, chosen: LogFilter = EVERYTHING, by: Person | None = None) -> int:
        """Count and delete the canceled entries of a filter; how many."""
        found = await self.deletions.deletable(by or self.otis, chosen)
        return await self.deletions.delete(by or self.otis, chosen, found.count, act=self.act(by))

    async def last_deletion(self) -> int:
        found = await self.deletions.deletable(self.otis, EVERYTHING)
        return found.earlier[0].id

    async def shown(self, chosen: LogFilter = EVERYTHING) -> list[int]:
        """The ids of a list."""
        page = await self.entries.page(self.otis, chosen, count=100)
        return [row.id for row in page.rows]

    async def figures(self, contact_id: int) -> Figures:
        async with self.database.read() as session:
            return await figures_of(session, contact_id)

    async def clear(self) -> None:
        """Empty the log."""
        async with self.database.begin() as session:
            for table in (InteractionComment, InteractionChange, Interaction, EntryDeletion):
                await session.execute(delete(table))

    def _clock(self) -> datetime:
        return self.now
