"""Reads what App Home tells of recent work, by at most two statements: Home is drawn often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, case, func, select

from bot.domain.interaction_log.work_list import Figures, Member, WorkList, week_of
from bot.domain.people.rights import Right, may
from bot.models import Contact, Interaction, Salesperson
from bot.services.contacts.index import offered
from bot.services.contacts.search_sql import hit_of, hits

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.contacts.contact import ContactHit
    from bot.domain.people.person import Person
    from bot.storage.database import Database

CONTACTS = 5
LATEST = 100
"""Interactions looked through for the contacts that somebody spoke to."""


class WorkLists:
    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def of(self, person: Person) -> WorkList:
        """One's own figures, and the team's for who may change everybody's entries."""
        today = self._clock().astimezone(ZoneInfo(person.zone)).date()
        code, tells_of_all = person.salesperson_code, may(person, Right.ALL_ENTRIES)
        if code is None and not tells_of_all:
            return WorkList(today)
        statement = _weeks(today)
        if not tells_of_all:
            statement = statement.where(Interaction.salesperson_code == code)
        async with self._db.read() as session:
            weeks = [_member(row) for row in await session.execute(statement)]
            contacts = () if code is None else await _spoken_to(session, code)
        own = None
        if code is not None:
            nothing = Member(code, person.salesperson_name or code, Figures(), Figures())
            own = next((each for each in weeks if each.code == code), nothing)
        return WorkList(today, own, contacts, tuple(weeks) if tells_of_all else None)


def _weeks(today: date) -> Select[*tuple[Any, ...]]:
    """The week of each salesperson who has anything in it, the busiest first."""
    is_today = Interaction.date == today
    number = func.count()
    return (
        select(
            Salesperson.code,
            Salesperson.name,
            number.label("week_number"),
            func.sum(Interaction.duration_min).label("week_minutes"),
            func.sum(case((is_today, 1), else_=0)).label("number"),
            func.sum(case((is_today, Interaction.duration_min), else_=0)).label("minutes"),
        )
        .select_from(Interaction)
        .join(Salesperson, Salesperson.code == Interaction.salesperson_code)
        .where(Interaction.date.between(*week_of(today)), Interaction.canceled.is_(False))
        .group_by(Salesperson.code, Salesperson.name)
        .order_by(number.desc(), Salesperson.name, Salesperson.code)
    )


def _member(row: Any) -> Member:
    week = Figures(row.week_number, int(row.week_minutes))
    return Member(row.code, row.name, week, Figures(int(row.number), int(row.minutes)))


async def _spoken_to(session: AsyncSession, code: str) -> tuple[ContactHit, ...]:
    """The contacts reached last, one by one: a segment's are too many to be remembered by it."""
    latest = (
        select(
            Interaction.id,
            Interaction.contact_id,
            Interaction.logged_at,
            and_(
                Interaction.canceled.is_(False),
                Interaction.attempt_failed.is_(False),
                Interaction.logged_segment_id.is_(None),
            ).label("spoke"),
        )
        .where(Interaction.salesperson_code == code)
        .order_by(Interaction.logged_at.desc(), Interaction.id.desc())
        .limit(LATEST)
        .subquery()
    )
    statement = (
        hits()
        .join(latest, latest.c.contact_id == Contact.id)
        .where(latest.c.spoke, offered())
        .order_by(latest.c.logged_at.desc(), latest.c.id.desc())
    )
    contacts: dict[int, ContactHit] = {}
    for row in await session.execute(statement):
        contacts.setdefault(row.id, hit_of(row))
    return tuple(contacts.values())[:CONTACTS]
