"""Takes an import of contacts back: what it created goes, what it changed gets its former values.

A created contact that something refers to by now stays, and so does a value that somebody has
changed since.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Column, Table, delete, select

from bot.domain.enums import ContactType
from bot.domain.imports.outcomes import Undone
from bot.domain.messages import N_, Text
from bot.models import Base, Contact, ContactWord, ImportRow
from bot.services.contacts.index import index_contacts
from bot.services.imports.contacts.groups import remove_groups
from bot.services.imports.contacts.write import change_contacts
from bot.services.imports.lookups import contacts_by_id
from bot.services.imports.undo import ROWS_AT_ONCE

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

_REFERRING = {
    "interactions": N_("interactions"),
    "segment_lines": N_("segment lines"),
    "opportunities": N_("opportunities"),
    "tasks": N_("tasks"),
    "contacts": N_("other contacts"),
}
_OTHERS = N_("groups")


def _references() -> list[tuple[str, Column[Any]]]:
    contacts = cast("Table", Contact.__table__)
    return [
        (_REFERRING.get(table.name, _OTHERS), column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column is contacts.c.id for key in column.foreign_keys)
    ]


REFERENCES = _references()
"""Every column that refers to a contact, with what it is called."""


async def undo_contacts(
    session: AsyncSession, import_id: int, region: str, now: datetime
) -> Undone:
    """Take an import of contacts back, in its caller's transaction."""
    undone = Undone()
    await remove_groups(session, import_id)
    last = -1
    while True:
        rows = (
            await session.execute(
                select(ImportRow.record_id, ImportRow.changes)
                .where(
                    ImportRow.import_id == import_id,
                    ImportRow.changes.is_not(None),
                    ImportRow.record_id > last,
                )
                .order_by(ImportRow.record_id)
                .limit(ROWS_AT_ONCE)
            )
        ).all()
        if not rows:
            break
        last = rows[-1].record_id
        await _restore(session, [(row.record_id, row.changes) for row in rows], region, now, undone)
    for kind in (ContactType.PERSON, ContactType.COMPANY):  # a company goes after its persons
        await _remove(session, import_id, kind, undone)
    return undone


async def _restore(
    session: AsyncSession,
    rows: Sequence[tuple[int, dict[str, list[Any]]]],
    region: str,
    now: datetime,
    undone: Undone,
) -> None:
    existing = await contacts_by_id(session, [contact_id for contact_id, _ in rows])
    by_columns: dict[frozenset[str], list[dict[str, Any]]] = {}
    changed = []
    for contact_id, changes in rows:
        if contact_id not in existing:
            continue
        contact = existing[contact_id]
        current = {**contact.values, "company_id": contact.company_id}
        former = {
            column: before
            for column, (before, after) in changes.items()
            if current[column] == after
        }
        if len(former) < len(changes):
            undone.left += 1
        if former:
            undone.restored += 1
            changed.append(contact_id)
            by_columns.setdefault(frozenset(former), []).append(
                {"_id": contact_id, "modified_at": now, **former}
            )
    await change_contacts(session, by_columns)
    await index_contacts(session, changed, region)


async def _remove(session: AsyncSession, import_id: int, kind: ContactType, undone: Undone) -> None:
    last = -1
    while True:
        found = (
            await session.execute(
                select(Contact.id, Contact.no, Contact.name)
                .join(ImportRow, ImportRow.record_id == Contact.id)
                .where(
                    ImportRow.import_id == import_id,
                    ImportRow.changes.is_(None),
                    Contact.type == kind,
                    Contact.id > last,
                )
                .order_by(Contact.id)
                .limit(ROWS_AT_ONCE)
            )
        ).all()
        if not found:
            return
        last = found[-1].id
        referring = await _referring(session, [row.id for row in found])
        gone = [row.id for row in found if row.id not in referring]
        await session.execute(delete(ContactWord).where(ContactWord.contact_id.in_(gone)))
        await session.execute(delete(Contact).where(Contact.id.in_(gone)))
        undone.removed += len(gone)
        for row in found:
            if row.id in referring:
                undone.keep(row.no, row.name, list(map(Text, referring[row.id])))


async def _referring(session: AsyncSession, ids: Sequence[int]) -> dict[int, list[str]]:
    """What refers to each of the contacts that something refers to."""
    found: dict[int, list[str]] = {}
    for called, column in REFERENCES:
        for contact_id in await session.scalars(select(column).where(column.in_(ids)).distinct()):
            if called not in found.setdefault(contact_id, []):
                found[contact_id].append(called)
    return found
