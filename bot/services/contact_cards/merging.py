"""Two contacts become one, and for a week two again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select

from bot.domain.acts import doer
from bot.domain.contacts.merging import UNDONE_FOR, Merge, Side, merged
from bot.domain.errors.contacts import (
    BlockedNotMerged,
    ContactChangedMeanwhile,
    ContactUnknown,
    KindsDiffer,
    MergeNotUndone,
    OneContactOnly,
)
from bot.domain.people.rights import Right, check
from bot.models import Contact, ContactMerge, DistinctContacts, Interaction, Salesperson
from bot.services.company.settings import company_settings
from bot.services.contact_cards.merge_moves import move, move_back
from bot.services.contacts.index import index_contacts
from bot.services.contacts.search_sql import hit_of, hits
from bot.services.done_once import once
from bot.services.row_json import row_from_json, row_to_json
from bot.services.setup.audit import Done, record_act
from bot.storage.drawn_ids import tried_again

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.acts import Act
    from bot.domain.people.person import Person
    from bot.services.company.settings import Company
    from bot.storage.database import Database


class ContactMerging:
    """Raises a :class:`bot.domain.errors.contacts.ContactError`, and
    :class:`bot.domain.errors.people.NotAllowed` for who may not."""

    def __init__(self, db: Database, company: Company, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._company = company
        self._clock = clock

    async def sides(self, by: Person, kept: int, given_up: int) -> tuple[Side, Side]:
        """Both contacts, to be compared."""
        check(by, Right.DELETE_CONTACTS)
        async with self._db.read() as session:
            pair = await session.get(Contact, kept), await session.get(Contact, given_up)
            first, second = _checked(*pair)
            return await _side(session, first), await _side(session, second)

    @tried_again
    async def merge(
        self,
        kept: int,
        given_up: int,
        chosen: Mapping[str, str],
        seen: tuple[datetime, datetime],
        *,
        act: Act,
    ) -> int:
        """Let one contact stay with all that belonged to both; its id.

        ``chosen`` as of :func:`bot.domain.contacts.merging.merged`; ``seen`` is when each was
        changed last, as they were compared.
        """

        async def merging(session: AsyncSession) -> int:
            by, now = doer(act), self._clock()
            check(by, Right.DELETE_CONTACTS)
            held = {
                key: await session.get(Contact, key, with_for_update=True)
                for key in sorted({kept, given_up})
            }
            winner, loser = _checked(held.get(kept), held.get(given_up))
            if (winner.modified_at, loser.modified_at) != seen:
                raise ContactChangedMeanwhile
            after = merged(_values(winner), _values(loser), chosen)
            before = {column: getattr(winner, column) for column in after}
            moved, dropped = await move(session, loser.id, winner.id)
            for column, value in after.items():
                setattr(winner, column, value)
            loser.merged_into_id = winner.id
            winner.modified_at = loser.modified_at = now
            merge = ContactMerge(
                winner_id=winner.id,
                loser_id=loser.id,
                merged_at=now,
                merged_by=by.user_id if by else None,
                before=row_to_json(before),
                after=row_to_json(after),
                moved=moved,
                dropped=dropped,
            )
            session.add(merge)
            await self._index(session, winner, loser)
            about = {"name": loser.name, "no": loser.no}
            done = Done("merge", "contacts", winner.no)
            record_act(session, by, now, done, before={**about, **before}, after=after)
            return winner.id

        return await once(self._db, act, int, merging)

    async def undoable(self, contact_id: int) -> tuple[Merge, ...]:
        """The merges into a contact that can still be undone, the latest first."""
        statement = (
            select(ContactMerge, Contact.name, Contact.no)
            .join(Contact, Contact.id == ContactMerge.loser_id)
            .where(
                ContactMerge.winner_id == contact_id,
                ContactMerge.merged_at > self._clock() - UNDONE_FOR,
            )
            .order_by(ContactMerge.id.desc())
        )
        async with self._db.read() as session:
            return tuple(
                Merge(merge.id, name, no, merge.merged_at.date())
                for merge, name, no in await session.execute(statement)
            )

    @tried_again
    async def undo(self, merge_id: int, *, act: Act) -> int:
        """Make the contact that has gone one of its own again; its id. What was changed since
        stays with the other one. Raises ``MergeNotUndone`` when it is too late."""

        async def undoing(session: AsyncSession) -> int:
            by, now = doer(act), self._clock()
            check(by, Right.DELETE_CONTACTS)
            merge = await session.get(ContactMerge, merge_id, with_for_update=True)
            if merge is None or merge.merged_at <= now - UNDONE_FOR:
                raise MergeNotUndone
            winner = await session.get_one(Contact, merge.winner_id, with_for_update=True)
            loser = await session.get_one(Contact, merge.loser_id, with_for_update=True)
            if loser.merged_into_id != winner.id or loser.deleted_at or winner.deleted_at:
                raise MergeNotUndone
            await move_back(session, loser.id, winner.id, merge.moved, merge.dropped)
            before = row_from_json(Contact, merge.before)
            for column, value in row_from_json(Contact, merge.after).items():
                if getattr(winner, column) == value:
                    setattr(winner, column, before[column])
            loser.merged_into_id = None
            winner.modified_at = loser.modified_at = now
            await session.delete(merge)
            await self._index(session, winner, loser)
            after = {"name": loser.name, "no": loser.no}
            done = Done("undo merge", "contacts", winner.no)
            record_act(session, by, now, done, after=after)
            return loser.id

        return await once(self._db, act, int, undoing)

    @tried_again
    async def keep_apart(self, first: int, second: int, *, act: Act) -> bool:
        """Two contacts aren't the same: they are no longer shown as likely twins."""

        async def saying(session: AsyncSession) -> bool:
            by = doer(act)
            check(by, Right.DELETE_CONTACTS)
            low, high = sorted((first, second))
            await session.merge(
                DistinctContacts(
                    first_id=low,
                    second_id=high,
                    said_at=self._clock(),
                    said_by=by.user_id if by else None,
                )
            )
            return True

        return await once(self._db, act, bool, saying)

    async def purge(self) -> None:
        """Remove what only undoing needs, of merges that are too old for it."""
        async with self._db.begin() as session:
            await session.execute(
                delete(ContactMerge).where(ContactMerge.merged_at <= self._clock() - UNDONE_FOR)
            )

    async def _index(self, session: AsyncSession, *contacts: Contact) -> None:
        await session.flush()
        ids = [contact.id for contact in contacts]
        persons = await session.scalars(select(Contact.id).where(Contact.company_id.in_(ids)))
        settings = await company_settings(session, self._company.fixed)
        await index_contacts(session, {*ids, *persons}, settings.phone_region)


def _checked(kept: Contact | None, given_up: Contact | None) -> tuple[Contact, Contact]:
    """Both, where they can become one."""
    if kept is None or given_up is None:
        raise ContactUnknown
    for contact in (kept, given_up):
        if contact.deleted_at is not None or contact.merged_into_id is not None:
            raise ContactUnknown
    if kept.id == given_up.id:
        raise OneContactOnly
    if kept.type is not given_up.type:
        raise KindsDiffer
    for contact in (kept, given_up):
        if contact.privacy_blocked:
            raise BlockedNotMerged(name=contact.name)
    return kept, given_up


def _values(contact: Contact) -> dict[str, Any]:
    return {column.key: getattr(contact, column.key) for column in Contact.__table__.columns}


async def _side(session: AsyncSession, contact: Contact) -> Side:
    row = (await session.execute(hits().where(Contact.id == contact.id))).one()
    salesperson = select(Salesperson.name).where(Salesperson.code == contact.salesperson_code)
    number = select(func.count()).where(Interaction.contact_id == contact.id)
    hit = hit_of(row)
    shown = {
        "company": hit.company_name or "",
        "salesperson_code": await session.scalar(salesperson) or contact.salesperson_code or "",
    }
    return Side(
        hit, _values(contact), shown, contact.modified_at, await session.scalar(number) or 0
    )
