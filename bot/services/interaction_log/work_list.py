"""Reads what App Home tells of recent work, by at most two statements: Home is drawn often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, case, func, select

from bot.domain.interaction_log.work_list import Figures, Member, WorkList, week_of
from bot.domain.people.rights import Right, may
from bot.models import Contact, Interaction, Salesperson
from bot.services.contacts.index import offered
from bot.services.contacts.search_sql import hit_of, hits

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

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
        monday, sunday = week_of(today)
        asked = {"today": today, "monday": monday, "sunday": sunday, "salesperson": code}
        if tells_of_all:
            del asked["salesperson"]
        rows = await self._db.fetch(_WEEKS if tells_of_all else _OWN_WEEK, asked)
        weeks = [_member(row) for row in rows]
        contacts = () if code is None else await self._spoken_to(code)
        own = None
        if code is not None:
            nothing = Member(code, person.salesperson_name or code, Figures(), Figures())
            own = next((each for each in weeks if each.code == code), nothing)
        return WorkList(today, own, contacts, tuple(weeks) if tells_of_all else None)

    async def _spoken_to(self, code: str) -> tuple[ContactHit, ...]:
        """The contacts reached last, one by one: a segment's are too many to be remembered by
        it."""
        contacts: dict[int, ContactHit] = {}
        for row in await self._db.fetch(_SPOKEN_TO, {"salesperson": code}):
            contacts.setdefault(row.id, hit_of(row))
        return tuple(contacts.values())[:CONTACTS]


_IS_TODAY = Interaction.date == bindparam("today")
_NUMBER = func.count()
_WEEKS = (
    select(
        Salesperson.code,
        Salesperson.name,
        _NUMBER.label("week_number"),
        func.sum(Interaction.duration_min).label("week_minutes"),
        func.sum(case((_IS_TODAY, 1), else_=0)).label("number"),
        func.sum(case((_IS_TODAY, Interaction.duration_min), else_=0)).label("minutes"),
    )
    .select_from(Interaction)
    .join(Salesperson, Salesperson.code == Interaction.salesperson_code)
    .where(
        Interaction.date.between(bindparam("monday"), bindparam("sunday")),
        Interaction.canceled.is_(False),
    )
    .group_by(Salesperson.code, Salesperson.name)
    .order_by(_NUMBER.desc(), Salesperson.name, Salesperson.code)
)
"""The week of each salesperson who has anything in it, the busiest first."""
_OWN_WEEK = _WEEKS.where(Interaction.salesperson_code == bindparam("salesperson"))

_LATEST = (
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
    .where(Interaction.salesperson_code == bindparam("salesperson"))
    .order_by(Interaction.logged_at.desc(), Interaction.id.desc())
    .limit(LATEST)
    .subquery()
)
_SPOKEN_TO = (
    hits()
    .join(_LATEST, _LATEST.c.contact_id == Contact.id)
    .where(_LATEST.c.spoke, offered())
    .order_by(_LATEST.c.logged_at.desc(), _LATEST.c.id.desc())
)


def _member(row: Any) -> Member:
    week = Figures(row.week_number, int(row.week_minutes))
    return Member(row.code, row.name, week, Figures(int(row.number), int(row.minutes)))
