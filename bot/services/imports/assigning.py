"""What the headings of a file mean: looked at before an import, put right, and remembered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects.postgresql import insert  # SQLite says it in the same words

from bot.domain.errors.imports import AssignedOtherwise
from bot.domain.imports.assigning import (
    SeenFile,
    digest_of_columns,
    digest_of_headings,
    with_headings,
)
from bot.domain.people.rights import check_import
from bot.models import ImportMapping
from bot.services.imports.files.source import open_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bot.domain.people.person import Person
    from bot.services.imports.kinds import Kind
    from bot.storage.database import Database

ROWS_LOOKED_AT = 50


class HeadingMeanings:
    """Remembered for all who import a file with the same headings."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    async def look(
        self, path: Path, kind: type[Kind[Any]], encoding: str | None, by: Person | None
    ) -> SeenFile:
        """What a file is taken for. Raises what `bot.domain.errors.imports` has."""
        check_import(by, kind.name)
        layout = kind.layout
        table = await asyncio.to_thread(open_table, path, layout, encoding)
        if table is None:
            return SeenFile(layout, path.name, "vCard", None)
        columns = await _columns(self._db, digest_of_headings(kind.name, table.headings))
        rows = await asyncio.to_thread(_first, table.rows)
        file = SeenFile(layout, path.name, table.read_as, table.encoding)
        return with_headings(file, table.headings, columns, rows)

    async def keep(
        self,
        path: Path,
        kind: type[Kind[Any]],
        encoding: str | None,
        changed: Mapping[str, str | None],
        by: Person,
    ) -> tuple[str, str]:
        """Remember what was assigned otherwise than it was taken for; digests of the headings and
        of what they mean now, both empty for cards."""
        check_import(by, kind.name)
        table = await asyncio.to_thread(open_table, path, kind.layout, encoding)
        if table is None:
            return "", ""
        headings = digest_of_headings(kind.name, table.headings)
        columns = dict(await _columns(self._db, headings)) | dict(changed)
        if changed:
            told = {"columns": columns, "changed_at": self._clock(), "changed_by": by.user_id}
            statement = insert(ImportMapping).values(headings=headings, **told)
            async with self._db.begin() as session:
                await session.execute(
                    statement.on_conflict_do_update(index_elements=["headings"], set_=told)
                )
        return headings, digest_of_columns(columns)

    async def kept(self, headings: str, columns: str) -> dict[str, str | None]:
        """What ``keep`` remembered. Raises `AssignedOtherwise` if somebody changed it since."""
        found = await _columns(self._db, headings) if headings else {}
        if headings and digest_of_columns(found) != columns:
            raise AssignedOtherwise
        return dict(found)


async def remembered(
    db: Database, path: Path, kind: Kind[Any], encoding: str | None = None
) -> Mapping[str, str | None]:
    """What the headings of a file mean, as far as somebody has said so."""
    table = await asyncio.to_thread(open_table, path, kind.layout, encoding)
    return await _columns(db, digest_of_headings(kind.name, table.headings)) if table else {}


async def _columns(db: Database, headings: str) -> Mapping[str, str | None]:
    async with db.read() as session:
        row = await session.get(ImportMapping, headings)
    return row.columns if row else {}


def _first(rows: Iterator[tuple[int, Sequence[str]]]) -> list[Sequence[str]]:
    return [cells for _, cells in islice(rows, ROWS_LOOKED_AT)]
