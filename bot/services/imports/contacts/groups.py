"""What contacts of a file belong to: mailing groups, industry groups, responsibilities, relations.

A file adds to these and removes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import delete, select

from bot.domain.imports.contact_columns import COLUMNS, GROUPS
from bot.domain.messages import N_, Text
from bot.domain.setup.members import OF_KIND
from bot.models import ImportedRecord
from bot.services.imports.undo import ROWS_AT_ONCE
from bot.services.setup.members import BELONGING
from bot.storage.bulk import insert_rows

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlalchemy.ext.asyncio import AsyncSession

Codes = Mapping[str, Sequence[str]]
"""Codes by the column of a file."""

_UNFIT = {
    "company": N_("{column} are of persons, and the row is about a company."),
    "person": N_("{column} are of companies, and the row is about a person."),
}


async def groups_of(session: AsyncSession, ids: Sequence[int]) -> dict[int, dict[str, list[str]]]:
    """What contacts belong to, by their ids."""
    found: dict[int, dict[str, list[str]]] = {}
    for name in GROUPS if ids else ():
        own = BELONGING[name]
        rows = await session.execute(
            select(own.contact_id, own.code).where(own.contact_id.in_(ids)).order_by(own.code)
        )
        for contact_id, code in rows:
            found.setdefault(contact_id, {}).setdefault(name, []).append(code)
    return found


def added(values: Mapping[str, Any], before: Codes) -> dict[str, list[list[str]]]:
    """What a row adds: for each kind, the codes before and after."""
    changes = {}
    for name in GROUPS:
        there = list(before.get(name, ()))
        new = [code for code in values.get(name, ()) if code not in there]
        if new:
            changes[name] = [there, sorted({*there, *new})]
    return changes


def unfit(kind: str, changes: Iterable[str]) -> Text | None:
    """Why a contact of this type can't belong to what is added."""
    for name in changes:
        only = OF_KIND.get(name)
        if only is not None and only != kind:
            return Text(_UNFIT[kind], {"column": Text(COLUMNS[name].label)})
    return None


async def add_groups(
    session: AsyncSession, import_id: int, rows: Iterable[tuple[int, int, Codes]]
) -> None:
    """Let contacts belong to more: their ids, the rows' numbers and what is new."""
    noted = []
    for contact_id, number, new in rows:
        for name, codes in new.items():
            table = BELONGING[name].__tablename__
            noted += [(import_id, table, f"{contact_id} {code}", number) for code in codes]
    for name in GROUPS:
        table = BELONGING[name].__table__
        pairs = [_pair(code) for _, kind, code, _ in noted if kind == table.name]
        if pairs:
            await insert_rows(session, table, ("contact_id", "code"), pairs)
    columns = ("import_id", "kind", "code", "row_number")
    if noted:
        await insert_rows(session, cast("Table", ImportedRecord.__table__), columns, noted)


async def remove_groups(session: AsyncSession, import_id: int) -> None:
    """Take back what an import has added, where it is there still."""
    for name in GROUPS:
        own = BELONGING[name]
        last = ""
        while rows := list(
            await session.scalars(
                select(ImportedRecord.code)
                .where(
                    ImportedRecord.import_id == import_id,
                    ImportedRecord.kind == own.__tablename__,
                    ImportedRecord.code > last,
                )
                .order_by(ImportedRecord.code)
                .limit(ROWS_AT_ONCE)
            )
        ):
            last = rows[-1]
            by_code: dict[str, list[int]] = {}
            for contact_id, code in map(_pair, rows):
                by_code.setdefault(code, []).append(contact_id)
            for code, ids in by_code.items():
                gone = delete(own).where(own.code == code, own.contact_id.in_(ids))
                await session.execute(gone)


def _pair(noted: str) -> tuple[int, str]:
    contact_id, _, code = noted.partition(" ")
    return int(contact_id), code
