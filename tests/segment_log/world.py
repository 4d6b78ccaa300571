"""A segment of the small company, with every kind of line, and the services that log it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.segments.lines import Lines
from bot.models import Base, Contact, Interaction, Segment, SegmentLine
from bot.services.contacts.index import index_contacts
from bot.services.criteria.criteria import Criteria
from bot.services.segment_log.log import SegmentLog
from bot.services.segment_log.logged import LoggedSegments
from bot.services.segment_log.preview import SegmentPreview
from bot.services.segments.lines import SegmentLines
from bot.services.segments.segments import Segments
from bot.storage.database import Database
from tests.making import NOW, person
from tests.services.company import FINE_ART, MEAGAN, MEGAN, ROBERT, TREY

OTIS = person()
NO = "SM00001"
GOOD = (FINE_ART, MEAGAN, MEGAN, TREY, ROBERT)
"""Contacts that can be logged for."""

KEPT_BY_UNDO = ("segments", "segment_lines", "segment_criteria", "segment_history")


class World:
    """The services over one database, and a clock that stands until it is moved."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = NOW
        self.segments = Segments(database, self.clock)
        self.lines = SegmentLines(database)
        self.criteria = Criteria(database, self.clock)
        self.preview = SegmentPreview(database)
        self.log = SegmentLog(database, self.clock)
        self.logged = LoggedSegments(database, self.clock)

    def clock(self) -> datetime:
        return self.now

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    async def segment(self, contacts: tuple[int | None, ...] = GOOD, **header: Any) -> str:
        """A segment SM00001 … with these contacts and a header that can be logged."""
        card = await self.segments.create(OTIS, header.pop("description", "Spring letter"))
        no = card.header.no
        await self.segments.change_header(no, {"template_code": "OUTGOING", **header})  # type: ignore[typeddict-item]
        known = [contact for contact in contacts if contact is not None]
        await self.lines.add_by_hand(no, known)
        if len(known) < len(contacts):
            await self.add_rows(
                SegmentLine,
                *(
                    {"segment_no": no, "line_no": (len(known) + at + 1) * 10_000}
                    for at in range(len(contacts) - len(known))
                ),
            )
        return no

    async def customise(self, no: str, line: int, **changes: Any) -> None:
        """Change fields of the line with this place (from 1)."""
        await self.lines.customise(no, Lines.of([line * 10_000]), changes)  # type: ignore[arg-type]

    async def customise_directly(self, no: str, line: int, **values: Any) -> None:
        """The same past every check: what was allowed once, and isn't any more."""
        await self.change(SegmentLine, (no, line * 10_000), **values)

    async def add_rows(self, table: type[Base], *rows: dict[str, Any]) -> None:
        async with self.database.begin() as session:
            await session.execute(insert(table), list(rows))

    async def change(self, table: type[Base], key: Any, **values: Any) -> None:
        async with self.database.begin() as session:
            row = await session.get_one(table, key)
            for name, value in values.items():
                setattr(row, name, value)

    async def rows(self, table: str | type[Base]) -> list[dict[str, Any]]:
        """Every row of a table, in a fixed order, without numbers that are given as it goes."""
        name = table if isinstance(table, str) else table.__tablename__
        async with self.database.read() as session:
            return await _rows(session, name)

    async def state(self) -> dict[str, Any]:
        """Everything that taking back must restore, and what it must leave no trace in."""
        tables = (
            *KEPT_BY_UNDO,
            *("interactions", "campaign_entries", "logged_segments", "logged_segment_lines"),
        )
        async with self.database.read_in_transaction() as session:
            if self.database.dialect == "postgresql":
                # All of one moment: the server may still be committing for a client that is dead.
                await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            return {table: await _rows(session, table) for table in tables}

    async def interactions(self) -> list[Interaction]:
        """In the order of their lines."""
        async with self.database.read() as session:
            statement = select(Interaction).order_by(
                Interaction.logged_segment_id, Interaction.segment_line_no, Interaction.id
            )
            return list((await session.scalars(statement)).all())

    async def times_logged(self) -> Counter[int]:
        return Counter(row.contact_id for row in await self.interactions())

    async def lines_left(self, no: str) -> list[int]:
        async with self.database.read() as session:
            statement = select(SegmentLine.line_no).where(SegmentLine.segment_no == no)
            return sorted(await session.scalars(statement))

    async def is_open(self, no: str) -> bool:
        async with self.database.read() as session:
            return await session.get(Segment, no) is not None

    async def rename(self, contact_id: int, name: str) -> None:
        async with self.database.begin() as session:
            (await session.get_one(Contact, contact_id)).name = name
            await index_contacts(session, [contact_id])

    async def block(self, contact_id: int) -> None:
        await self.change(Contact, contact_id, privacy_blocked=True)


TODAY = date(2026, 3, 16)


async def _rows(session: AsyncSession, table: str) -> list[dict[str, Any]]:
    chosen: Table = Base.metadata.tables[table]
    # A segment's revision counts on and on, whatever is taken back.
    left_out = {"id", "revision"}
    columns = [c for c in chosen.columns if c.name not in left_out]
    found = (await session.execute(select(*columns))).mappings().all()
    return sorted((dict(row) for row in found), key=lambda row: str(list(row.items())))
