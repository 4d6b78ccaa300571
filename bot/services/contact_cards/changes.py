"""Contacts are created, changed and deleted; who may already be there under another name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz
from sqlalchemy import and_, func, or_, select, update

from bot.domain.acts import doer
from bot.domain.contacts.form import NO_PHONE
from bot.domain.enums import ContactType
from bot.domain.errors.contacts import (
    CompanyHasLines,
    CompanyHasPersons,
    CompanyUnavailable,
    ContactChangedMeanwhile,
    ContactHasLines,
    ContactHasOpportunities,
    ContactHasTasks,
    ContactUnknown,
    PhoneUnreadable,
)
from bot.domain.folding import fold
from bot.domain.people.rights import Right, check
from bot.models import Contact, Opportunity, SegmentLine, Task
from bot.services.company.settings import company_settings
from bot.services.contacts.index import index_contacts, offered
from bot.services.contacts.phones import e164
from bot.services.contacts.search_sql import hit_of, hits
from bot.services.done_once import earlier, once
from bot.services.numbers import next_contact_numbers
from bot.services.setup.audit import Done, record_act
from bot.storage.drawn_ids import tried_again

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.acts import Act
    from bot.domain.contacts.contact import ContactHit
    from bot.services.company.settings import Company
    from bot.services.contacts.search import ContactSearch
    from bot.storage.database import Database

ALIKE = 88
"""Percent of letters that two names share, in any order of their words, from which on they may be
one contact's."""
MOST_LIKELY = 5


class ContactChanges:
    """Raises a :class:`bot.domain.errors.contacts.ContactError` with the field that is wrong, and
    :class:`bot.domain.errors.people.NotAllowed`."""

    def __init__(
        self, db: Database, contacts: ContactSearch, company: Company, clock: Callable[[], datetime]
    ) -> None:
        self._db = db
        self._contacts = contacts
        self._company = company
        self._clock = clock

    async def likely(
        self, values: Mapping[str, Any], besides: int | None = None, *, act: Act | None = None
    ) -> list[ContactHit]:
        """Contacts that may be the one of these values: the same e-mail address or phone number,
        or a name that is much alike. Nobody, where ``act`` is what created one of them."""
        if act is not None and await earlier(self._db, act, int) is not None:
            return []
        region = values.get("country_code") or await self._company.region()
        numbers = {e164(values[key], region) for key in ("phone", "mobile_phone")} - {None}
        # Colleagues share their company's number; that makes no twins of them.
        house = [key for key in (besides, values.get("company_id")) if key is not None]
        colleague = or_(Contact.id.in_(house), func.coalesce(Contact.company_id, 0).in_(house))
        called = or_(Contact.phone_e164.in_(numbers), Contact.mobile_phone_e164.in_(numbers))
        same = and_(called, ~colleague)
        if values["email"]:
            same = or_(same, Contact.email_folded == values["email"].lower())
        statement = hits().where(same, offered(), Contact.id != (besides or 0))
        async with self._db.read() as session:
            rows = await session.execute(statement.order_by(Contact.id).limit(MOST_LIKELY))
        found = {hit.id: hit for hit in map(hit_of, rows)}
        name = fold(values["name"])
        for hit in (await self._contacts.find(values["name"], 20)).hits:
            if fuzz.token_sort_ratio(name, fold(hit.name)) >= ALIKE:
                found.setdefault(hit.id, hit)
        found.pop(besides or 0, None)
        return list(found.values())[:MOST_LIKELY]

    @tried_again
    async def create(self, kind: str, values: Mapping[str, Any], *, act: Act) -> int:
        """A new contact with the next number; its id. A person takes over from their company what
        isn't said, and every new contact the company's defaults (business-central 5.1)."""

        async def creating(session: AsyncSession) -> int:
            by = doer(act)
            check(by, Right.RECORD)
            if values.get("privacy_blocked"):
                check(by, Right.DELETE_CONTACTS)
            company = await _company(session, values.get("company_id"))
            settings = await company_settings(session, self._company.fixed)
            theirs = company and {key: getattr(company, key) for key in settings.inherited_columns}
            given = settings.fill(values, theirs or None)
            _check_phones(given, settings.phone_region)
            (no,) = await next_contact_numbers(session, 1, lambda _: False)
            now = self._clock()
            contact = Contact(
                no=no, type=ContactType(kind), created_at=now, modified_at=now, **given
            )
            session.add(contact)
            await session.flush()
            await index_contacts(session, [contact.id], settings.phone_region)
            return contact.id

        return await once(self._db, act, int, creating)

    async def change(
        self, contact_id: int, values: Mapping[str, Any], seen: datetime, *, act: Act
    ) -> int:
        """Change a contact that was read as it was at ``seen``; its id.

        What its persons had from a company follows where they still had it (business-central 1.2).
        Raises ``ContactChangedMeanwhile``.
        """

        async def changing(session: AsyncSession) -> int:
            by = doer(act)
            check(by, Right.RECORD)
            contact = await _take(session, contact_id)
            if contact.modified_at != seen:
                raise ContactChangedMeanwhile
            given = dict(values)
            if given.get("privacy_blocked", contact.privacy_blocked) != contact.privacy_blocked:
                check(by, Right.DELETE_CONTACTS)
            settings = await company_settings(session, self._company.fixed)
            if "company_id" in given and given["company_id"] != contact.company_id:
                company = await _company(session, given["company_id"])
                if await _any(session, SegmentLine, SegmentLine.contact_id == contact_id):
                    raise CompanyHasLines
                if company is not None:
                    inherited = settings.inherited_columns
                    given |= await _taken_over(session, contact, company, given, inherited)
            _check_phones(given, settings.phone_region)
            renewed = {contact_id}
            if contact.type is ContactType.COMPANY:
                renewed |= await _pass_on(
                    session, contact, given, settings.inherited_columns, self._clock()
                )
            for column, value in given.items():
                setattr(contact, column, value)
            contact.modified_at = self._clock()
            await index_contacts(session, renewed, settings.phone_region)
            return contact_id

        return await once(self._db, act, int, changing)

    async def delete(self, contact_id: int, *, act: Act) -> str:
        """Offer a contact nowhere any more; its name. Its interactions stay, under that name.

        Raises ``ContactHasTasks``, ``ContactHasLines``, ``ContactHasOpportunities`` or
        ``CompanyHasPersons`` (business-central 1.2).
        """

        async def deleting(session: AsyncSession) -> str:
            by = doer(act)
            check(by, Right.DELETE_CONTACTS)
            contact = await _take(session, contact_id)
            persons = (
                Contact.company_id == contact_id,
                Contact.deleted_at.is_(None),
                Contact.merged_into_id.is_(None),
            )
            for table, conditions, problem in (
                (Task, (Task.contact_id == contact_id, Task.closed.is_(False)), ContactHasTasks),
                (SegmentLine, (SegmentLine.contact_id == contact_id,), ContactHasLines),
                (
                    Opportunity,
                    (Opportunity.contact_id == contact_id, Opportunity.closed.is_(False)),
                    ContactHasOpportunities,
                ),
                (Contact, persons, CompanyHasPersons),
            ):
                if await _any(session, table, *conditions):
                    raise problem
            now = self._clock()
            contact.deleted_at = contact.modified_at = now
            settings = await company_settings(session, self._company.fixed)
            await index_contacts(session, [contact_id], settings.phone_region)
            before = {"name": contact.name, "no": contact.no}
            record_act(session, by, now, Done("delete", "contacts", contact.no), before=before)
            return contact.name

        return await once(self._db, act, str, deleting)


async def _take(session: AsyncSession, contact_id: int) -> Contact:
    contact = await session.get(Contact, contact_id, with_for_update=True)
    if contact is None or contact.deleted_at is not None or contact.merged_into_id is not None:
        raise ContactUnknown
    return contact


async def _company(session: AsyncSession, company_id: int | None) -> Contact | None:
    """The company of a person, held until the transaction ends."""
    if company_id is None:
        return None
    company = await session.get(Contact, company_id, with_for_update=True)
    if (
        company is None
        or company.type is not ContactType.COMPANY
        or company.deleted_at is not None
        or company.merged_into_id is not None
    ):
        raise CompanyUnavailable
    return company


async def _any(session: AsyncSession, table: Any, *conditions: Any) -> bool:
    found = select(table).where(*conditions).limit(1)
    return (await session.execute(found)).first() is not None


async def _taken_over(
    session: AsyncSession,
    person: Contact,
    company: Contact,
    given: Mapping[str, Any],
    inherited: Iterable[str],
) -> dict[str, Any]:
    """What a person gets from a new company: where they have nothing of their own, or what they had
    from the former one."""
    former = await session.get(Contact, person.company_id) if person.company_id else None
    taken: dict[str, Any] = {}
    for column in inherited:
        own = given.get(column, getattr(person, column))
        if own in {None, "", getattr(former, column) if former else None}:
            taken[column] = getattr(company, column)
    return taken


async def _pass_on(
    session: AsyncSession,
    company: Contact,
    given: Mapping[str, Any],
    inherited: Iterable[str],
    now: datetime,
) -> set[int]:
    """Change what the company's persons have from it; the ids of those who have. A form of one of
    them that is open meanwhile doesn't put the former value back."""
    changed: set[int] = set()
    for column in inherited:
        before, after = getattr(company, column), given.get(column, getattr(company, column))
        if before != after:
            held = getattr(Contact, column).is_not_distinct_from(before)
            ids = await session.scalars(
                update(Contact)
                .where(
                    Contact.company_id == company.id,
                    Contact.deleted_at.is_(None),
                    Contact.merged_into_id.is_(None),
                    held,
                )
                .values({column: after, "modified_at": now})
                .returning(Contact.id)
                .execution_options(synchronize_session=False)
            )
            changed.update(ids)
    return changed


def _check_phones(values: Mapping[str, Any], region: str) -> None:
    for key in ("phone", "mobile_phone"):
        number = values.get(key)
        if number and e164(number, values.get("country_code") or region) is None:
            raise PhoneUnreadable(key, NO_PHONE)
