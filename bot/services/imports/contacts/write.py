"""Writes what an import has planned, in its caller's transaction, and what it did to each contact.

Contacts and their words go in as they come, many at once; ids are drawn beforehand, so that nothing
has to be asked in between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

import orjson
from sqlalchemy import Table, bindparam, update

from bot.domain.contacts.contact import is_blocked
from bot.domain.imports.contact_columns import FLAGS, GROUPS, OF_COMPANY, STORED
from bot.domain.imports.outcomes import Outcome
from bot.domain.imports.values import full_name
from bot.models import Contact, ContactWord, ImportRow
from bot.services.company.settings import company_settings
from bot.services.contacts.index import index_contacts, keys_of, learn_names, word_rows
from bot.services.imports.contacts.groups import add_groups
from bot.services.imports.contacts.staging import ContactStaging, Staged
from bot.services.numbers import next_contact_numbers
from bot.storage.bulk import draw_ids, insert_rows

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.services.imports.kinds import Progress

ROWS_AT_ONCE = 2_000
_CONTACTS = cast("Table", Contact.__table__)
_WORDS = cast("Table", ContactWord.__table__)
_IMPORT_ROWS = cast("Table", ImportRow.__table__)
_DERIVED = ("search_name", "email_folded", "phone_e164", "mobile_phone_e164")
_COLUMNS = ("id", "company_id", *_DERIVED, *STORED)
_WORD_COLUMNS = ("kind", "word", "search_text", "contact_id")
_INDEXED = {"name", "email", "phone", "mobile_phone", "country_code", "company_id"} | {
    "privacy_blocked",
    "minor",
    "parental_consent_received",
}


class Writer:
    """Writes the staged rows that have an outcome."""

    def __init__(
        self,
        session: AsyncSession,
        staging: ContactStaging,
        import_id: int,
        region: str,
        now: datetime,
    ) -> None:
        self._session = session
        self._staging = staging
        self._import_id = import_id
        self._region = region
        self._now = now
        self._defaults: Mapping[str, Any] = {}
        self._sqlite = session.get_bind().dialect.name == "sqlite"

    async def write(self, progress: Progress) -> int:
        """Write companies, then who works there. The answer is how many companies were made from
        the names that persons give."""
        self._defaults = (await company_settings(self._session)).contact_defaults
        await self._write_rows("company", progress)
        made = await self._companies()
        await self._write_rows("person", progress)
        return made

    async def _write_rows(self, likely: str, progress: Progress) -> None:
        for batch in self._staging.batches(Outcome.NEW, likely, ROWS_AT_ONCE):
            await self._insert(batch)
            progress(len(batch))
        for batch in self._staging.batches(Outcome.CHANGED, likely, ROWS_AT_ONCE):
            await self._update(batch)
            progress(len(batch))

    async def _companies(self) -> int:
        made = 0
        for batch in self._staging.companies_to_create(ROWS_AT_ONCE):
            rows = [{"type": "company", "name": name} for _, name, _ in batch]
            ids = await self._create(rows, [number for _, _, number in batch], {})
            for (folded, _, _), contact_id in zip(batch, ids, strict=True):
                self._staging.company_is(folded, contact_id)
            made += len(batch)
        return made

    async def _insert(self, batch: Sequence[Staged]) -> None:
        rows: list[dict[str, Any]] = []
        names: dict[int, str] = {}
        for row in batch:
            values: dict[str, Any] = dict(row.values)
            values["type"] = row.keys.type or row.keys.likely
            values["name"] = full_name(row.values)
            for column in (*OF_COMPANY, *GROUPS):
                values.pop(column, None)
            if row.keys.company:
                values["company_id"], _ = self._staging.company(row.keys.company)
                names[values["company_id"]] = self._staging.company_name(row.keys.company)
            values |= {f"{column}_e164": number for column, number in row.e164.items()}
            values["email_folded"] = row.keys.email
            values["search_name"] = row.keys.name
            rows.append(values)
        ids = await self._create(rows, [row.number for row in batch], names)
        more = [
            (contact_id, row.number, {name: row.values[name] for name in _groups_in(row)})
            for row, contact_id in zip(batch, ids, strict=True)
        ]
        await add_groups(self._session, self._import_id, more)
        for row, contact_id in zip(batch, ids, strict=True):
            self._staging.created(row.number, contact_id, row.keys)

    async def _create(
        self, rows: list[dict[str, Any]], numbers: Sequence[int], companies: dict[int, str]
    ) -> list[int]:
        ids = await draw_ids(self._session, _CONTACTS, len(rows))
        unnumbered = [row for row in rows if not row.get("no")]
        series = await next_contact_numbers(
            self._session, len(unnumbered), self._staging.has_number
        )
        for row, no in zip(unnumbered, series, strict=True):
            row["no"] = no
        for row, contact_id in zip(rows, ids, strict=True):
            row["id"] = contact_id
            for column, value in self._defaults.items():
                row[column] = row.get(column) or value
            if "search_name" not in row:
                row["search_name"] = keys_of(row["name"], None, None, None, None)["search_name"]
            for flag in FLAGS:
                row.setdefault(flag, False)
        await insert_rows(
            self._session,
            _CONTACTS,
            _COLUMNS,
            [[row.get(name) for name in _COLUMNS] for row in rows],
        )
        await self._index(rows, companies)
        await self._note(
            (self._import_id, row["id"], number, None)
            for row, number in zip(rows, numbers, strict=True)
        )
        return ids

    async def _index(self, rows: Sequence[dict[str, Any]], companies: dict[int, str]) -> None:
        words: list[tuple[int, str, str, int]] = []
        named: set[str] = set()
        for row in rows:
            if is_blocked(row["privacy_blocked"], row["minor"], row["parental_consent_received"]):
                continue
            company = companies.get(row.get("company_id") or 0)
            person = row["type"] == "person"
            words += word_rows(row["id"], row["name"], company, row.get("email"), person=person)
            named.update(filter(None, (row["name"], company)))
        if self._sqlite:
            words.sort()  # the table is its own index
        await insert_rows(self._session, _WORDS, _WORD_COLUMNS, words)
        await learn_names(self._session, named)

    async def _update(self, batch: Sequence[Staged]) -> None:
        by_columns: dict[frozenset[str], list[dict[str, Any]]] = {}
        noted, more = [], []
        for row in batch:
            changes: dict[str, list[Any]] = row.result
            groups = {name: changes.pop(name) for name in GROUPS if name in changes}
            new = {
                name: [c for c in after if c not in before]
                for name, (before, after) in groups.items()
            }
            more.append((row.contact_id or 0, row.number, new))
            if "company_id" in changes:
                changes["company_id"][1], _ = self._staging.company(row.keys.company)
            values = {column: after for column, (_, after) in changes.items()}
            by_columns.setdefault(frozenset(values), []).append(
                {"_id": row.contact_id, "modified_at": self._now, **values}
            )
            noted.append(
                (self._import_id, row.contact_id, row.number, orjson.dumps(changes).decode())
            )
        await change_contacts(self._session, by_columns)
        await add_groups(self._session, self._import_id, more)
        indexed = [row.contact_id for row in batch if row.result.keys() & _INDEXED]
        await index_contacts(self._session, [i for i in indexed if i is not None], self._region)
        await self._note(noted)

    async def _note(self, rows: Any) -> None:
        columns = ("import_id", "record_id", "row_number", "changes")
        await insert_rows(self._session, _IMPORT_ROWS, columns, rows)


def _groups_in(row: Staged) -> list[str]:
    return [name for name in GROUPS if row.values.get(name)]


async def change_contacts(
    session: AsyncSession, by_columns: dict[frozenset[str], list[dict[str, Any]]]
) -> None:
    """Set columns of contacts; each row has its id under `_id`, and its `modified_at`."""
    for columns, rows in by_columns.items():
        statement = (
            update(_CONTACTS)
            .where(_CONTACTS.c.id == bindparam("_id"))
            .values({name: bindparam(name) for name in (*columns, "modified_at")})
        )
        await session.execute(statement, rows)
