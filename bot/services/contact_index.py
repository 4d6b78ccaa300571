"""Keeps what contacts are found by in step with the contacts: words, folded names, phone numbers.

Whoever creates a contact, renames it or its company, blocks or unblocks it, merges or deletes it
calls `index_contacts` in the same transaction. Contacts that came from elsewhere (a plain SQL
INSERT) are taken in by `index_missing`; `rebuild` does everything again.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.database import Database
from bot.domain.folding import fold, searchable_words, spellings
from bot.models import Contact, ContactWord
from bot.services.phones import e164

FIRST, OWN, COMPANY = 0, 1, 2
WORD_LENGTH, TEXT_LENGTH, NAME_LENGTH = 50, 500, 400
BATCH = 5_000
"""Contacts per round trip; also keeps within SQLite's 32,766 parameters."""

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
    contact_id: int, name: str, company_name: str | None
) -> list[tuple[int, str, str, int]]:
    """Rows of `contact_words` for one contact: (kind, word, search text, contact)."""
    spelled = spellings(name)
    own = list(dict.fromkeys(word for spelling in spelled for word in spelling))
    theirs = _words_of_company(company_name) if company_name else []
    text = "".join(f" {word}" for word in own + theirs)[:TEXT_LENGTH]
    begins = {spelling[0] for spelling in spelled if spelling}
    rows = {(FIRST if word in begins else OWN, word[:WORD_LENGTH]) for word in own}
    rows |= {(COMPANY, word[:WORD_LENGTH]) for word in theirs}
    return [(kind, word, text, contact_id) for kind, word in sorted(rows)]


@lru_cache(maxsize=1_000)
def _words_of_company(name: str) -> list[str]:
    # Asked again for every person of the company.
    return searchable_words(name)


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
    """Index the contacts that never were; the answer is how many."""
    async with db.begin() as session:
        ids = (await session.scalars(select(Contact.id).where(Contact.search_name == ""))).all()
        await index_contacts(session, ids, default_region)
    return len(ids)


async def rebuild(db: Database, default_region: str = "US") -> int:
    """Index every contact again, in one transaction; the answer is how many."""
    count, last = 0, 0
    async with db.begin() as session:
        await session.execute(delete(ContactWord))
        while ids := (
            await session.scalars(
                select(Contact.id).where(Contact.id > last).order_by(Contact.id).limit(BATCH)
            )
        ).all():
            await _renew_keys(session, ids, default_region)
            await _insert_words(session, ids)
            count, last = count + len(ids), ids[-1]
    return count


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
        select(Contact.id, Contact.name, company.name)
        .outerjoin(company, company.id == Contact.company_id)
        .where(Contact.id.in_(ids), offered())
    )
    rows = [
        {"kind": kind, "word": word, "search_text": text, "contact_id": contact_id}
        for contact in contacts
        for kind, word, text, contact_id in word_rows(*contact)
    ]
    if rows:
        await session.execute(insert(ContactWord), rows)
