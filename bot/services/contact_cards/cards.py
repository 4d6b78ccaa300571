"""A contact's card, and the lists that lead to it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import Select, and_, case, func, select, union_all

from bot.domain.contacts.card import ContactCard, Figures
from bot.domain.enums import InitiatedBy
from bot.domain.errors.contacts import ContactUnknown
from bot.domain.interaction_log.filters import Canceled, LogFilter
from bot.domain.pages import Page
from bot.models import (
    Contact,
    ContactMailingGroup,
    Interaction,
    MailingGroup,
    Opportunity,
    Salesperson,
)
from bot.services.contacts.search_sql import hit_of, hits

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.contacts.contact import ContactHit
    from bot.domain.people.person import Person
    from bot.services.contacts.search import ContactSearch
    from bot.services.interaction_log.entries import LogEntries
    from bot.storage.database import Database

LATEST = 5
OPPORTUNITIES = 5


class ContactCards:
    """Reading only. Raises :class:`bot.domain.errors.contacts.ContactUnknown` for a contact that
    is gone; one that was merged leads to the one it was merged into."""

    def __init__(self, db: Database, contacts: ContactSearch, log: LogEntries) -> None:
        self._db = db
        self._contacts = contacts
        self._log = log

    async def found(
        self, person: Person, words: str, offset: int = 0, count: int = 10
    ) -> Page[ContactHit]:
        """The contacts that words find, as in the wizard; without words, those that the person
        recorded something with last, else the first by name."""
        if words.strip():
            hits_found = list((await self._contacts.find(words)).hits)
            if not hits_found and (hit := await self._once_numbered(words)):
                hits_found = [hit]
        else:
            code = person.salesperson_code
            hits_found = await self._contacts.recent(code) if code else []
            if not hits_found:
                hits_found = await self._contacts.first(100)
        return Page(tuple(hits_found[offset : offset + count]), offset, len(hits_found))

    async def _once_numbered(self, number: str) -> ContactHit | None:
        """Whom a contact with this number became part of."""
        gone = select(Contact.id).where(
            Contact.no == number.strip().upper(), Contact.merged_into_id.is_not(None)
        )
        async with self._db.read() as session:
            key = await session.scalar(gone)
        return None if key is None else await self._contacts.get(key)

    async def persons(self, company_id: int, offset: int = 0, count: int = 10) -> Page[ContactHit]:
        """Those of a company, by name."""
        of_company = _persons(company_id)
        async with self._db.read() as session:
            total = await _count(session, select(func.count()).where(*of_company))
            rows = await session.execute(
                hits()
                .where(*of_company)
                .order_by(Contact.search_name, Contact.id)
                .offset(offset)
                .limit(count)
            )
            return Page(tuple(map(hit_of, rows)), offset, total)

    async def card(self, person: Person, contact_id: int) -> ContactCard:
        hit = await self._contacts.get(contact_id)
        if hit is None:
            raise ContactUnknown
        every = LogFilter(contact=hit.id, canceled=Canceled.NO)
        latest = await self._log.page(person, every, count=LATEST)
        async with self._db.read() as session:
            contact = await session.get_one(Contact, hit.id)
            called = select(Salesperson.name).where(Salesperson.code == contact.salesperson_code)
            return ContactCard(
                hit=hit,
                values={
                    column.key: getattr(contact, column.key) for column in Contact.__table__.columns
                },
                salesperson=await session.scalar(called),
                persons=await _count(session, select(func.count()).where(*_persons(hit.id))),
                figures=await figures_of(session, hit.id),
                latest=latest.rows,
                opportunities=tuple(await session.scalars(_opportunities(hit.id))),
                mailing_groups=tuple(await session.scalars(_mailing_groups(hit.id))),
                modified_at=contact.modified_at,
                merged=tuple(
                    await session.scalars(
                        select(Contact.id).where(Contact.merged_into_id == hit.id)
                    )
                ),
            )


async def figures_of(session: AsyncSession, contact_id: int) -> Figures:
    """In its caller's transaction. Each part is read from an index that has all its columns."""
    own = Interaction.contact_id == contact_id
    of_persons = and_(
        Interaction.contact_company_id == contact_id, Interaction.contact_id != contact_id
    )
    parts = union_all(_sums(own), _sums(of_persons)).subquery().c
    statement = select(
        func.sum(parts.number),
        func.sum(parts.cost),
        func.sum(parts.minutes),
        func.max(parts.latest),
        func.max(parts.attempted),
    )
    number, cost, minutes, latest, attempted = (await session.execute(statement)).one()
    return Figures(int(number), Decimal(cost), int(minutes), latest, attempted)


def _sums(entries: ColumnElement[bool]) -> Select[int, Decimal, int, Any, Any]:
    reached = case((Interaction.attempt_failed.is_(False), Interaction.date))
    begun = case((Interaction.initiated_by == InitiatedBy.US, Interaction.date))
    return select(
        func.count().label("number"),
        func.coalesce(func.sum(Interaction.cost), Decimal(0)).label("cost"),
        func.coalesce(func.sum(Interaction.duration_min), 0).label("minutes"),
        func.max(reached).label("latest"),
        func.max(begun).label("attempted"),
    ).where(entries, Interaction.canceled.is_(False))


def _persons(company_id: int) -> list[Any]:
    return [
        Contact.company_id == company_id,
        Contact.deleted_at.is_(None),
        Contact.merged_into_id.is_(None),
    ]


async def _count(session: AsyncSession, statement: Select[int]) -> int:
    return await session.scalar(statement) or 0


def _opportunities(contact_id: int) -> Select[str]:
    return (
        select(Opportunity.description)
        .where(
            (Opportunity.contact_id == contact_id) | (Opportunity.contact_company_id == contact_id),
            Opportunity.closed.is_(False),
        )
        .order_by(Opportunity.id.desc())
        .limit(OPPORTUNITIES)
    )


def _mailing_groups(contact_id: int) -> Select[str]:
    return (
        select(MailingGroup.description)
        .join(ContactMailingGroup, ContactMailingGroup.code == MailingGroup.code)
        .where(ContactMailingGroup.contact_id == contact_id)
        .order_by(MailingGroup.description)
    )
