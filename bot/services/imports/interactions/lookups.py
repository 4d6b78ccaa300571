"""What an import of interactions asks the database: who rows are about, and entries of the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, Integer, and_, column, select, values

from bot.domain.folding import fold
from bot.domain.imports.identity import Keys, Known, State, gone
from bot.domain.imports.interaction_columns import STORED
from bot.domain.messages import N_, Text
from bot.models import Contact, Interaction, InteractionComment, Opportunity, Task
from bot.services.imports.lookups import Candidates, contacts_by_id, contacts_like
from bot.services.row_json import row_to_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import CTE, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.services.imports.lookups import Existing
    from bot.services.imports.staging import StagedRecord

_NO_NUMBER = N_("No contact has the number {no}.")
_NO_CONTACT = N_("No contact has the external id or e-mail address {what}.")
_SEVERAL = N_("The row may be about several contacts: {who}.")
_TWO_CONTACTS = N_("The number and the external id are those of different contacts: {who}.")
_OTHER_KEY = N_("The row is like {who}, which has another number or external id.")
_OTHER_NAME = N_("{no} is called {name}, and the row says {other}.")


def keys_of_row(row: StagedRecord) -> Keys:
    """What the contact of a row is known by."""
    values = row.values
    return Keys(
        no=values.get("contact_no"),
        external_id=values.get("contact_external_id"),
        email=(values.get("contact_email") or "").lower() or None,
        phones=frozenset(),
        name=fold(values.get("contact_name") or ""),
        company="",
        type=None,
        likely="person",
    )


class Contacts:
    """The contacts of a batch of rows."""

    def __init__(self, candidates: Candidates, survivors: Mapping[int, Existing]) -> None:
        self._candidates = candidates
        self._survivors = survivors

    @classmethod
    async def of(cls, session: AsyncSession, rows: Sequence[StagedRecord]) -> Contacts:
        """Look for the contacts of rows; of merged ones, for those that they have become."""
        keys = [keys_of_row(row) for row in rows]
        candidates = await contacts_like(session, keys)
        merged = {
            known.id for key in keys for known in candidates.of(key) if known.state is State.MERGED
        }
        return cls(candidates, await _survivors(session, merged))

    def find(self, row: StagedRecord) -> Existing | Text:
        """The contact of a row, whatever has become of it, or why it can't be told."""
        keys = keys_of_row(row)
        known = self._known(keys)
        if isinstance(known, Text):
            return known
        return self._survivors.get(known.id) or self._candidates[known.id]

    def _known(self, keys: Keys) -> Known | Text:
        everybody = self._candidates.of(keys)
        by_no = [known for known in everybody if keys.no and known.keys.no == keys.no]
        by_external_id = [
            known
            for known in everybody
            if keys.external_id and known.keys.external_id == keys.external_id
        ]
        if keys.no and not by_no:
            return Text(_NO_NUMBER, {"no": keys.no})
        if by_no and by_external_id and by_no[0].id != by_external_id[0].id:
            return _text(_TWO_CONTACTS, [by_no[0], by_external_id[0]])
        if by_no or by_external_id:
            return (by_no or by_external_id)[0]
        by_email = [known for known in everybody if keys.email and known.keys.email == keys.email]
        return _one_of(keys, by_email)


def _one_of(keys: Keys, by_email: list[Known]) -> Known | Text:
    if not by_email:
        return Text(_NO_CONTACT, {"what": keys.external_id or keys.email or ""})
    offered = [known for known in by_email if known.state is State.OFFERED] or by_email
    if len(offered) > 1:
        offered = [known for known in offered if keys.name and known.keys.name == keys.name]
    if len(offered) != 1:
        return _text(_SEVERAL, by_email)
    (known,) = offered
    if keys.external_id and known.keys.external_id not in {None, keys.external_id}:
        return _text(_OTHER_KEY, [known])
    return known


def offered(contact: Existing, row: StagedRecord) -> Text | None:
    """Why nothing new is recorded for a contact, if nothing is: it is gone or blocked, or it is
    another one than the row means."""
    if contact.known.state is not State.OFFERED:
        return gone(contact.known)
    other = row.values.get("contact_name")
    name = str(contact.values["name"])
    if other and fold(other) and not {*fold(other).split()} & {*fold(name).split()}:
        shown = {"no": contact.known.shown, "name": name, "other": other}
        return Text(_OTHER_NAME, shown)
    return None


def _text(problem: str, who: Iterable[Known]) -> Text:
    return Text(problem, {"who": ", ".join(str(known.shown) for known in list(who)[:5])})


async def _survivors(session: AsyncSession, merged: Collection[int]) -> dict[int, Existing]:
    becomes = {contact_id: contact_id for contact_id in merged}
    for _ in range(10):  # a chain of merges ends at its survivor
        rows = await session.execute(
            select(Contact.id, Contact.merged_into_id).where(
                Contact.id.in_(set(becomes.values())), Contact.merged_into_id.is_not(None)
            )
        )
        further = {row.id: row.merged_into_id for row in rows}
        if not further:
            break
        becomes = {first: further.get(last, last) for first, last in becomes.items()}
    existing = await contacts_by_id(session, sorted(set(becomes.values())))
    return {first: existing[last] for first, last in becomes.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the log: its columns as JSON holds them, its comments as exports have them."""

    id: int
    contact_id: int
    import_key: str | None
    deleted: bool
    values: Mapping[str, Any]
    comments: str


_SELECTED = (*STORED, "opportunity_id", "task_id")


class Entries:
    """The entries that a batch of rows may be about."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.by_id: dict[int, Entry] = {}
        self.by_key: dict[str, list[Entry]] = {}
        self.by_day: dict[tuple[int, str], list[Entry]] = {}
        for entry in entries:
            self.by_id[entry.id] = entry
            if entry.import_key:
                self.by_key.setdefault(entry.import_key, []).append(entry)
            day = (entry.contact_id, str(entry.values["date"]))
            self.by_day.setdefault(day, []).append(entry)

    @classmethod
    async def like(
        cls, session: AsyncSession, rows: Sequence[tuple[StagedRecord, Existing | Text]]
    ) -> Entries:
        """Entries with the key or number of a row; of rows that have neither, those of the contact
        on that day."""
        found: dict[int, Any] = {}

        async def look(chosen: Select[Any]) -> None:
            for row in await session.execute(chosen):
                found[row.id] = row

        numbers = {number for row, _ in rows if (number := number_of(row)) is not None}
        await look(_entries().where(Interaction.import_key.in_([row.key for row, _ in rows])))
        await look(_entries().where(Interaction.id.in_(numbers)))
        there = {entry.import_key for entry in found.values()}
        days = {
            (contact.known.id, date.fromisoformat(row.values["date"]))
            for row, contact in rows
            if not isinstance(contact, Text)
            and row.key not in there
            and number_of(row) not in found
        }
        if days:
            wanted = _on(days)
            same = and_(
                wanted.c.contact_id == Interaction.contact_id, wanted.c.date == Interaction.date
            )
            await look(_entries().join(wanted, same))
        comments = await _comments(session, list(found))
        return cls(_entry(row, comments.get(row.id, [])) for row in found.values())


def number_of(row: StagedRecord) -> int | None:
    """The number of an entry that a row names."""
    text = str(row.values.get("id") or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _on(days: Iterable[tuple[int, date]]) -> CTE:
    """Contacts and days as a table: a list of pairs is answered by no index of SQLite."""
    columns = column("contact_id", Integer), column("date", Date)
    return values(*columns, name="wanted").data(sorted(days)).cte("wanted")


def _entries() -> Select[Any]:
    columns = (getattr(Interaction, name) for name in _SELECTED)
    return select(
        Interaction.id,
        Interaction.contact_id,
        Interaction.import_key,
        Interaction.deletion_id,
        *columns,
    )


def _entry(row: Any, comments: list[str]) -> Entry:
    values = row_to_json({name: getattr(row, name) for name in _SELECTED})
    deleted = row.deletion_id is not None
    return Entry(row.id, row.contact_id, row.import_key, deleted, values, "\n".join(comments))


async def _comments(session: AsyncSession, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    own = InteractionComment
    for start in range(0, len(ids), 10_000):
        rows = await session.execute(
            select(own.interaction_id, own.comment)
            .where(own.interaction_id.in_(ids[start : start + 10_000]))
            .order_by(own.id)
        )
        for interaction_id, comment in rows:
            found.setdefault(interaction_id, []).append(comment)
    return found


@dataclass(frozen=True, slots=True)
class Related:
    """Ids by number, of what rows name beside their contact."""

    companies: Mapping[str, int]
    opportunities: Mapping[str, tuple[int, frozenset[int]]]
    tasks: Mapping[str, int]

    @classmethod
    async def of(cls, session: AsyncSession, rows: Sequence[StagedRecord]) -> Related:
        """Look for what rows name."""

        def named(column: str) -> set[str]:
            return {row.values[column] for row in rows if row.values.get(column)}

        companies = await session.execute(
            select(Contact.no, Contact.id, Contact.merged_into_id).where(
                Contact.no.in_(named("contact_company_no")), Contact.type == "company"
            )
        )
        opportunities = await session.execute(
            select(
                Opportunity.no,
                Opportunity.id,
                Opportunity.contact_id,
                Opportunity.contact_company_id,
            ).where(Opportunity.no.in_(named("opportunity_no")))
        )
        tasks = await session.execute(select(Task.no, Task.id).where(Task.no.in_(named("task_no"))))
        return cls(
            {row.no: row.merged_into_id or row.id for row in companies},
            {
                row.no: (row.id, frozenset({row.contact_id, row.contact_company_id} - {None}))
                for row in opportunities
            },
            {row.no: row.id for row in tasks},
        )
