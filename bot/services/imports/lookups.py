"""The contacts that rows may be about, as an import asks the database for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from bot.domain.contacts.contact import is_blocked
from bot.domain.imports.contact_columns import STORED
from bot.domain.imports.identity import Keys, Known, State
from bot.models import Contact

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

MOST_AT_ONCE = 10_000
"""Keeps within SQLite's 32,766 parameters, as do the keys of a batch of rows."""
_company = aliased(Contact, name="company")


@dataclass(frozen=True, slots=True)
class Existing:
    """A contact as it is, with its company."""

    known: Known
    values: Mapping[str, Any]
    company_id: int | None
    company_no: str | None
    company_name: str | None
    e164: Mapping[str, str | None]


async def contacts_like(session: AsyncSession, keys: Sequence[Keys]) -> Candidates:
    """The contacts that share a number, an external id, an address, a phone or a name with rows."""
    conditions: list[ColumnElement[bool]] = []

    def among(column: Any, values: Iterable[str | None]) -> None:
        if wanted := sorted({value for value in values if value}):
            conditions.append(column.in_(wanted))

    among(Contact.no, (key.no for key in keys))
    among(Contact.external_id, (key.external_id for key in keys))
    among(Contact.email_folded, (key.email for key in keys))
    among(Contact.search_name, (key.name for key in keys if key.by_name))
    phones = sorted({phone for key in keys if key.name for phone in key.phones})
    nameless = sorted({phone for key in keys if not key.name for phone in key.phones})
    if phones:
        names = sorted({key.name for key in keys if key.phones and key.name})
        conditions += (
            and_(column.in_(phones), Contact.search_name.in_(names))
            for column in (Contact.phone_e164, Contact.mobile_phone_e164)
        )
    if nameless:
        among(Contact.phone_e164, nameless)
        among(Contact.mobile_phone_e164, nameless)
    ids: set[int] = set()
    for condition in conditions:  # one after another: each is answered by an index of its own
        ids.update(await session.scalars(select(Contact.id).where(condition)))
    found: list[Existing] = []
    for start in range(0, len(ids), MOST_AT_ONCE):
        chunk = sorted(ids)[start : start + MOST_AT_ONCE]
        found += await _existing(session, Contact.id.in_(chunk))
    return Candidates(found)


async def companies_called(
    session: AsyncSession, folded: Sequence[str]
) -> dict[str, list[Existing]]:
    """The companies of each name."""
    found: dict[str, list[Existing]] = {}
    condition = and_(Contact.search_name.in_(folded), Contact.type == "company")
    for contact in await _existing(session, condition):
        found.setdefault(contact.known.keys.name, []).append(contact)
    return found


async def companies_numbered(session: AsyncSession, numbers: Sequence[str]) -> dict[str, Existing]:
    """Companies by their numbers."""
    condition = and_(Contact.no.in_(numbers), Contact.type == "company")
    return {str(contact.known.shown): contact for contact in await _existing(session, condition)}


async def contacts_by_id(session: AsyncSession, ids: Sequence[int]) -> dict[int, Existing]:
    """Contacts as they are, by their ids."""
    if not ids:
        return {}
    found = await _existing(session, Contact.id.in_(ids))
    return {contact.known.id: contact for contact in found}


async def _existing(session: AsyncSession, condition: ColumnElement[bool]) -> list[Existing]:
    rows = await session.execute(
        select(
            Contact.id,
            Contact.company_id,
            Contact.search_name,
            Contact.email_folded,
            Contact.phone_e164,
            Contact.mobile_phone_e164,
            Contact.merged_into_id,
            Contact.deleted_at,
            _company.search_name.label("company_folded"),
            _company.name.label("company_called"),
            _company.no.label("company_no"),
            *(getattr(Contact, name) for name in STORED),
        )
        .outerjoin(_company, _company.id == Contact.company_id)
        .where(condition)
    )
    return [_read(row) for row in rows]


def _read(row: Any) -> Existing:
    values = dict(zip(STORED, row[-len(STORED) :], strict=True))
    state = State.OFFERED
    if row.deleted_at is not None:
        state = State.DELETED
    elif row.merged_into_id is not None:
        state = State.MERGED
    elif is_blocked(row.privacy_blocked, row.minor, row.parental_consent_received):
        state = State.BLOCKED
    keys = Keys(
        no=row.no,
        external_id=row.external_id,
        email=row.email_folded,
        phones=frozenset(filter(None, (row.phone_e164, row.mobile_phone_e164))),
        name=row.search_name,
        company=row.company_folded or "",
        type=str(row.type),
        likely=str(row.type),
    )
    e164 = {"phone": row.phone_e164, "mobile_phone": row.mobile_phone_e164}
    known = Known(row.id, keys, row.no, state)
    company = (row.company_id, row.company_no, row.company_called)
    return Existing(known, values, *company, e164)


class Candidates:
    """Contacts by what they are known by."""

    def __init__(self, contacts: Iterable[Existing]) -> None:
        self._by_id = {contact.known.id: contact for contact in contacts}
        self._by_key: dict[tuple[str, str], list[int]] = {}
        for contact in self._by_id.values():
            for key in _pairs(contact.known.keys):
                self._by_key.setdefault(key, []).append(contact.known.id)

    def __getitem__(self, contact_id: int) -> Existing:
        return self._by_id[contact_id]

    def of(self, keys: Keys) -> list[Known]:
        ids = {number for key in _pairs(keys) for number in self._by_key.get(key, ())}
        return [self._by_id[number].known for number in sorted(ids)]


def _pairs(keys: Keys) -> list[tuple[str, str]]:
    pairs = [
        (kind, value)
        for kind in ("no", "external_id", "email", "name")
        if (value := getattr(keys, kind))
    ]
    return pairs + [("phone", phone) for phone in keys.phones]
