"""An export as the bytes of a file, piece by piece, for who may take everything away."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.domain.people.rights import Right, check
from bot.services.csv_stream import csv_of
from bot.services.exports.exports import Exports
from bot.services.exports.json_lines import json_lines_of
from bot.services.exports.wording import Wording
from bot.services.exports.workbook import WorkbookFile
from bot.services.setup.audit import Done, record_act

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from bot.domain.people.person import Person
    from bot.i18n import Translator
    from bot.storage.database import Database

IN_MEMORY = 1024 * 1024
PIECE = 65_536


class ExportDelivery:
    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock
        self._exports = Exports(db)

    async def pieces(
        self,
        by: Person,
        kind: str,
        filters: Mapping[str, Any],
        file_format: str,
        t: Translator | None,
    ) -> AsyncIterator[bytes]:
        """The file, read as it is taken. ``t`` is the language of headings and words, None for
        those of the database. Raises ``NotAllowed`` and ``NothingCalledSo`` at once; it stands in
        the audit trail."""
        check(by, Right.EXPORT)
        await self._exports.check(filters)
        async with self._db.begin() as session:
            told = {name: str(value) for name, value in filters.items()}
            done = Done("export", kind, file_format)
            record_act(session, by, self._clock(), done, after=told)
        wording = Wording(ZoneInfo(by.zone), t)
        headings = self._exports.headings(kind, wording)
        rows = self._exports.rows(kind, filters, wording)
        match file_format:
            case "xlsx":
                return _workbook(kind, headings, rows)
            case "json":
                return json_lines_of(headings, rows)
        return csv_of(headings, rows)


async def _workbook(
    kind: str, headings: Sequence[str], rows: AsyncIterable[Iterable[object]]
) -> AsyncIterator[bytes]:
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
        await WorkbookFile(kind, headings).write(file, rows)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
