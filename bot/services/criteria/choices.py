"""What the filters of segment criteria can be chosen from.

Unlike the lists of the wizard, these offer what is no longer in use as well: the contacts of a
salesperson who left, or those of an archived template, are just what criteria may have to find.
The tables are small (a few thousand rows), so a list is read whole and searched here, by the same
folding as contacts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.domain.folding import fold
from bot.domain.forms import Choice
from bot.domain.segment_log.rules import logged_name
from bot.models import InteractionTemplate, LoggedSegment
from bot.services.criteria.names import NAMED
from bot.services.templates.names import read_in

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from bot.storage.database import Database

MAX_OPTIONS = 100
"""Slack takes at most this many options."""


class CriteriaChoices:
    """Reading only; at most :data:`MAX_OPTIONS` at a time."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def of(self, table: str, query: str, locale: str = "en") -> list[Choice]:
        """Codes of one of the small tables, by what they are called. KeyError for an unknown table.

        Templates are called as they are in ``locale``, and found by their own description as well.
        """
        code, name = NAMED[table]
        description = InteractionTemplate.description if table == "templates" else name
        statement = select(code, name, description).order_by(name, code)
        async with self._db.read() as session:
            rows = (await session.execute(statement, read_in(locale))).all()
        words = fold(query).split()
        found = [
            Choice(key, f"{called} ({key})")
            for key, called, text in rows
            if all(word in fold(f"{called} {text} {key}") for word in words)
        ]
        return found[:MAX_OPTIONS]

    async def logged_segments(self, query: str) -> list[Choice]:
        """Logged segments by number and description, newest first; the value is the id."""
        return [Choice(str(row.id), label) for row, label in await self._logged(query)]

    async def segments(self, query: str) -> list[Choice]:
        """The same by number, however many parts a segment was logged in."""
        found = await self._logged(query, LoggedSegment.part == 1)
        return [Choice(row.segment_no, label) for row, label in found]

    async def _logged(self, query: str, *where: ColumnElement[bool]) -> list[tuple[Any, str]]:
        statement = select(
            LoggedSegment.id,
            LoggedSegment.segment_no,
            LoggedSegment.part,
            LoggedSegment.description,
        )
        words = fold(query).split()
        found: list[tuple[Any, str]] = []
        async with self._db.read() as session:
            rows = await session.execute(statement.where(*where).order_by(LoggedSegment.id.desc()))
            for row in rows:
                label = f"{logged_name(row.segment_no, row.part)} · {row.description or '—'}"
                if all(word in fold(label) for word in words):
                    found.append((row, label))
                if len(found) == MAX_OPTIONS:
                    break
        return found
