"""Who belongs to a mailing group, an industry group, a job responsibility, a business relation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select

from bot.domain.acts import doer
from bot.domain.errors.setup import MembersUnfit, RecordUnknown
from bot.domain.pages import Page
from bot.domain.people.rights import Right, check
from bot.domain.setup.members import OF_KIND
from bot.domain.setup.records import RECORDS
from bot.models import (
    Base,
    Contact,
    ContactBusinessRelation,
    ContactIndustryGroup,
    ContactJobResponsibility,
    ContactMailingGroup,
)
from bot.services.contacts.index import offered
from bot.services.contacts.search_sql import hit_of, hits
from bot.services.done_once import once
from bot.services.setup.audit import Done, record_act
from bot.services.setup.rows import MODELS
from bot.storage.drawn_ids import tried_again

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.acts import Act
    from bot.domain.contacts.contact import ContactHit
    from bot.domain.people.person import Person
    from bot.storage.database import Database

BELONGING: Mapping[str, Any] = {
    "mailing_groups": ContactMailingGroup,
    "industry_groups": ContactIndustryGroup,
    "job_responsibilities": ContactJobResponsibility,
    "business_relations": ContactBusinessRelation,
}
assert BELONGING.keys() == OF_KIND.keys()


class RecordMembers:
    """Every method raises :class:`bot.domain.errors.people.NotAllowed`, and KeyError for a kind
    without members. To change them is to change contacts, which is not for administrators only."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def count(self, by: Person, kind: str, code: str) -> int:
        check(by, RECORDS[kind].see)
        async with self._db.read() as session:
            return await _count(session, BELONGING[kind], code)

    async def page(
        self, by: Person, kind: str, code: str, offset: int, count: int
    ) -> Page[ContactHit]:
        """By name, without those that are deleted or merged."""
        check(by, RECORDS[kind].see)
        belonging = BELONGING[kind]
        statement = (
            hits()
            .join(belonging, belonging.contact_id == Contact.id)
            .where(belonging.code == code, *_there())
            .order_by(Contact.search_name, Contact.id)
            .offset(offset)
            .limit(count)
        )
        async with self._db.read() as session:
            total = await _count(session, belonging, code)
            return Page(tuple(map(hit_of, await session.execute(statement))), offset, total)

    @tried_again
    async def add(self, kind: str, code: str, contacts: Sequence[int], *, act: Act) -> int:
        """Let contacts belong to a record; how many didn't before. Raises ``RecordUnknown``, and
        ``MembersUnfit`` with the names of those that can't."""

        async def adding(session: AsyncSession) -> int:
            check(doer(act), Right.RECORD)
            belonging = BELONGING[kind]
            await _hold(session, kind, code)
            await _check_fit(session, kind, contacts)
            known = set(
                await session.scalars(
                    select(belonging.contact_id).where(
                        belonging.code == code, belonging.contact_id.in_(contacts)
                    )
                )
            )
            new = [key for key in dict.fromkeys(contacts) if key not in known]
            before = await _count(session, belonging, code)
            session.add_all(belonging(contact_id=key, code=code) for key in new)
            done = Done("change", kind, code)
            self._audit(session, act, done, before, before + len(new))
            return len(new)

        return await once(self._db, act, int, adding)

    @tried_again
    async def remove(self, kind: str, code: str, contact_id: int, *, act: Act) -> bool:
        """Let a contact no longer belong to a record; whether it did."""

        async def removing(session: AsyncSession) -> bool:
            check(doer(act), Right.RECORD)
            belonging = BELONGING[kind]
            before = await _count(session, belonging, code)
            gone = await session.execute(
                delete(belonging)
                .where(belonging.code == code, belonging.contact_id == contact_id)
                .returning(belonging.contact_id)
            )
            there = gone.first() is not None
            if there:
                done = Done("change", kind, code)
                self._audit(session, act, done, before, before - 1)
            return there

        return await once(self._db, act, bool, removing)

    def _audit(self, session: AsyncSession, act: Act, done: Done, before: int, after: int) -> None:
        if before != after:
            numbers = {"before": {"members": before}, "after": {"members": after}}
            record_act(session, doer(act), self._clock(), done, **numbers)


def _there() -> tuple[Any, ...]:
    return Contact.deleted_at.is_(None), Contact.merged_into_id.is_(None)


async def _count(session: AsyncSession, belonging: Any, code: str) -> int:
    counted = (
        select(func.count())
        .select_from(belonging)
        .join(Contact, Contact.id == belonging.contact_id)
        .where(belonging.code == code, *_there())
    )
    return await session.scalar(counted) or 0


async def _hold(session: AsyncSession, kind: str, code: str) -> None:
    """The record, until the transaction ends. Raises ``RecordUnknown``."""
    model: type[Base] = MODELS[kind]
    if await session.get(model, code, with_for_update={"read": True, "key_share": True}) is None:
        raise RecordUnknown(code=code)


async def _check_fit(session: AsyncSession, kind: str, contacts: Sequence[int]) -> None:
    only = OF_KIND[kind]
    fit = select(Contact.id).where(Contact.id.in_(contacts), offered())
    if only is not None:
        fit = fit.where(Contact.type == only)
    missing = set(contacts) - set(await session.scalars(fit))
    if missing:
        names = await session.scalars(
            select(Contact.name).where(Contact.id.in_(missing)).order_by(Contact.name)
        )
        raise MembersUnfit(kind, list(names))
