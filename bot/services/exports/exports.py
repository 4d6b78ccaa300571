"""Exports: which rows, how many, and their cells as a stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.domain.errors.exports import NothingCalledSo
from bot.domain.messages import N_, Text
from bot.models import Campaign, Contact, InteractionTemplate, Salesperson
from bot.services.exports.contacts import CONTACTS
from bot.services.exports.interactions import INTERACTIONS
from bot.services.exports.segments import SEGMENTS
from bot.services.exports.templates import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from bot.services.exports.table import Table
    from bot.services.exports.wording import Wording
    from bot.storage.database import Database

ROWS_AT_ONCE = 1_000

TABLES: Mapping[str, Table] = {
    "contacts": CONTACTS,
    "interactions": INTERACTIONS,
    "segments": SEGMENTS,
    "templates": TEMPLATES,
}
"""The kinds of exports, by the names that the command line knows them by."""

_NAMED = {
    "salesperson": (N_("Salesperson"), Salesperson.code),
    "contact": (N_("Contact"), Contact.no),
    "template": (N_("Interaction template"), InteractionTemplate.code),
    "campaign": (N_("Campaign"), Campaign.no),
}


class Exports:
    """`filters` are those that the kind's table has, by name, with a code, a number or a date."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def check(self, filters: Mapping[str, Any]) -> None:
        """Raises `NothingCalledSo` for a code or number that nothing has: a file without rows
        would look like an answer."""
        async with self._db.read() as session:
            for name, (label, column) in _NAMED.items():
                if name not in filters:
                    continue
                if await session.scalar(select(column).where(column == filters[name])) is None:
                    raise NothingCalledSo(what=Text(label), code=filters[name])

    async def count(self, kind: str, filters: Mapping[str, Any]) -> int:
        """How many rows there are at this moment."""
        async with self._db.read() as session:
            return await session.scalar(TABLES[kind].count(filters)) or 0

    def headings(self, kind: str, wording: Wording) -> list[str]:
        return [wording.heading(column) for column in TABLES[kind].columns]

    async def rows(
        self,
        kind: str,
        filters: Mapping[str, Any],
        wording: Wording,
        report: Callable[[int], object] | None = None,
    ) -> AsyncIterator[list[object]]:
        """The cells of each row, all of the same moment, read a thousand rows at a time.

        ``report`` gets the number of rows of each batch once they were taken.
        """
        table = TABLES[kind]
        cells = [wording.cell(column) for column in table.columns]
        async with self._db.read_in_transaction() as session:
            result = await session.stream(
                table.select(filters), execution_options={"yield_per": ROWS_AT_ONCE}
            )
            async for batch in result.partitions():
                for row in batch:
                    yield [
                        cell(value) if cell and value is not None else value
                        for cell, value in zip(cells, row, strict=True)
                    ]
                if report:
                    report(len(batch))
