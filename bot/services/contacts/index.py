"""Keeps what contacts are found by in step with the contacts: words, folded names, phone numbers.

Whoever creates a contact, renames it or its company, blocks or unblocks it, merges or deletes it
calls `index_contacts` in the same transaction, as does who changes its e-mail address. Contacts
that came from elsewhere (a plain SQL INSERT), or whose words are those of an older version, are
taken in by `index_missing`, a few at a time.
"""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, and_, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.contacts.search_words import address_words, inside, joined
from bot.domain.enums import ContactType
from bot.domain.folding import fold, spellings
from bot.models import Contact, ContactToIndex, ContactWord
from bot.services.contacts.phones import e164
from bot.services.contacts.vocabulary import learn
from bot.storage.database import Database

logger = logging.getLogger(__name__)

FIRST, OWN, COMPANY, EMAIL = KINDS = 0, 1, 2, 3
"""Kinds of words, in the order in which a search lists what they find."""

WORD_LENGTH, TEXT_LENGTH, NAME_LENGTH = 50, 500, 400
BATCH = 5_000
"""Contacts per round trip; also keeps within SQLite's 32,766 parameters."""

IN_BACKGROUND = 500
"""Contacts per transaction while users are served: a fraction of a second."""

PAUSE_S = 0.02
"""Between two such transactions, so that SQLite's other writers get their turn."""

TOLD_EVERY = 20_000

_WORDS = cast("Table", ContactWord.__table__)
"""Not the class: what the ORM does for each of so many rows costs more than writing it."""

company = aliased(Contact, name="company")


def offered() -> ColumnElement[bool]:
    """Condition: the contact may be offered (not blocked, merged or deleted)."""
    return and_(
        Contact.privacy_blocked.is_(False),
        or_(Contact.minor.is_(False), Contact.parental_consent_received.is_(True)),
        Contact.deleted_at.is_(None),
        Contact.merged_into_id.is_(None),
    )


def keys_of(
    name: str,
    email: str | None,
    phone: str | None,
    mobile_phone: str | None,
    region: str | None,
) -> dict[str, str | None]:
    """The derived columns of a contact. `region`: ISO code of where its phone numbers are from."""
    return {
        "search_name": fold(name)[:NAME_LENGTH] or name.strip().casefold()[:NAME_LENGTH],
        "email_folded": email.strip().lower() if email and email.strip() else None,
        "phone_e164": e164(phone, region),
        "mobile_phone_e164": e164(mobile_phone, region),
    }


def word_rows(
    contact_id: int, name: str, company_name: str | None, email: str | None, *, person: bool
) -> list[tuple[int, str, str, int]]:
    """Rows of `contact_words` for one contact: (kind, word, search text, contact)."""
    spelled, written = _written(name)
    runs = joined(name, person=person)
    further = [*_inside(written), *(word for run in runs for word in run)]
    theirs = _words_of_company(company_name) if company_name else []
    parts, domains = address_words(email)
    named = dict.fromkeys([*written, *theirs, *further])
    parts = [word for word in parts if word not in named]
    text = "".join(f" {word}" for word in [*named, *parts])[:TEXT_LENGTH]
    begins = {spelling[0] for spelling in spelled if spelling}
    begins |= {run[0] for run in runs if run[0].startswith(tuple(begins))}
    own = {*written, *further}
    rows = {(FIRST if word in begins else OWN, word[:WORD_LENGTH]) for word in own}
    rows |= {(COMPANY, word[:WORD_LENGTH]) for word in theirs}
    rows |= {(EMAIL, word[:WORD_LENGTH]) for word in (*parts, *domains)}
    return [(kind, word, text, contact_id) for kind, word in sorted(rows)]


@lru_cache(maxsize=BATCH)
def _written(name: str) -> tuple[list[list[str]], list[str]]:
    # Asked again when the words are learned, and for every contact of that name.
    spelled = spellings(name)
    return spelled, list(dict.fromkeys(word for spelling in spelled for word in spelling))


@lru_cache(maxsize=1_000)
def _words_of_company(name: str) -> list[str]:
    # Asked again for every person of the company.
    _, written = _written(name)
    together = [word for run in joined(name, person=False) for word in run]
    return list(dict.fromkeys([*written, *_inside(written), *together]))


def _inside(written: Iterable[str]) -> list[str]:
    return [part for word in written for part in inside(word)]


async def index_contacts(
    session: AsyncSession, ids: Iterable[int], default_region: str = "US"
) -> None:
    """Renew what the given contacts, and the persons of the companies among them, are found by."""
    wanted = sorted(set(ids))
    await session.flush()
    for start in range(0, len(wanted), BATCH):
        chunk = wanted[start : start + BATCH]
        await _renew_keys(session, chunk, default_region)
        persons = await session.scalars(select(Contact.id).where(Contact.company_id.in_(chunk)))
        affected = sorted(set(chunk).union(persons))
        for first in range(0, len(affected), BATCH):
            await _renew_words(session, affected[first : first + BATCH])


async def index_missing(db: Database, default_region: str = "US") -> int:
    """Index the contacts that never were, or by an older version; the answer is how many.

    Takes up where it was left when it is stopped. Two processes share the work on PostgreSQL.
    """
    count = await index_new(db, default_region)
    while number := await _index_again(db):
        count = _told(count, number)
        await asyncio.sleep(PAUSE_S)
    return count


async def index_new(db: Database, default_region: str) -> int:
    """Index the contacts that never were, so that they are known by address, phone and name."""
    count = last = 0
    while ids := await _index_new(db, last, default_region):
        count, last = _told(count, len(ids)), ids[-1]
        await asyncio.sleep(PAUSE_S)
    return count


def _told(before: int, more: int) -> int:
    count = before + more
    if count // TOLD_EVERY > before // TOLD_EVERY:
        logger.info("contacts are being indexed: %d so far", count)
    return count


async def _index_new(db: Database, after: int, default_region: str) -> Sequence[int]:
    async with db.begin() as session:
        ids = (
            await session.scalars(
                select(Contact.id)
                .where(Contact.search_name == "", Contact.id > after)
                .order_by(Contact.id)
                .limit(IN_BACKGROUND)
                .with_for_update(skip_locked=True)
            )
        ).all()
        await index_contacts(session, ids, default_region)
    return ids


async def _index_again(db: Database) -> int:
    async with db.begin() as session:
        # Locked, so that nobody renames them between the look at their names and the writing.
        ids = (
            await session.scalars(
                select(Contact.id)
                .join(ContactToIndex, ContactToIndex.contact_id == Contact.id)
                .order_by(ContactToIndex.contact_id)
                .limit(IN_BACKGROUND)
                .with_for_update(skip_locked=True)
            )
        ).all()
        await _renew_words(session, ids)
        await session.execute(delete(ContactToIndex).where(ContactToIndex.contact_id.in_(ids)))
    return len(ids)


async def _renew_keys(session: AsyncSession, ids: Sequence[int], default_region: str) -> None:
    columns = (
        Contact.search_name,
        Contact.email_folded,
        Contact.phone_e164,
        Contact.mobile_phone_e164,
    )
    rows = await session.execute(
        select(
            Contact.id,
            Contact.name,
            Contact.email,
            Contact.phone,
            Contact.mobile_phone,
            Contact.country_code,
            *columns,
        ).where(Contact.id.in_(ids))
    )
    changes: list[dict[str, Any]] = []
    for row in rows:
        region = (row.country_code or default_region).upper()
        keys = keys_of(row.name, row.email, row.phone, row.mobile_phone, region)
        if any(getattr(row, key) != value for key, value in keys.items()):
            changes.append({"id": row.id, **keys})
    if changes:
        await session.execute(update(Contact), changes)


async def _renew_words(session: AsyncSession, ids: Sequence[int]) -> None:
    await session.execute(delete(ContactWord).where(ContactWord.contact_id.in_(ids)))
    await _insert_words(session, ids)


async def _insert_words(session: AsyncSession, ids: Sequence[int]) -> None:
    contacts = await session.execute(
        select(Contact.id, Contact.name, company.name, Contact.email, Contact.type)
        .outerjoin(company, company.id == Contact.company_id)
        .where(Contact.id.in_(ids), offered())
    )
    rows: list[dict[str, Any]] = []
    names: set[str] = set()
    for contact_id, name, company_name, email, kind in contacts:
        person = kind == ContactType.PERSON
        rows += (
            dict(zip(("kind", "word", "search_text", "contact_id"), row, strict=True))
            for row in word_rows(contact_id, name, company_name, email, person=person)
        )
        names.update((name, company_name or ""))
    if rows:
        await session.execute(insert(_WORDS), rows)
    await learn_names(session, names)


async def learn_names(session: AsyncSession, names: Iterable[str]) -> None:
    """Add the words of names to those that are looked up when nothing is called as was typed."""
    await learn(session, {word for name in names for word in _written(name)[1]})
