"""A company's first day: what it lacks, and bringing in what every company starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from bot.domain.errors.people import OnlyAdministrators
from bot.domain.first_day import COMPLETE, SetUp
from bot.models import Campaign, Contact, InteractionTemplate, Salesperson
from bot.sample.starter import add_starter

if TYPE_CHECKING:
    from bot.domain.acts import Act
    from bot.domain.people.person import Person
    from bot.storage.database import Database

_CONTACTS = exists(select(Contact.id))
_TEMPLATES = exists(
    select(InteractionTemplate.code).where(InteractionTemplate.archived_at.is_(None))
)
_STATE = select(
    _CONTACTS.label("contacts"),
    _TEMPLATES.label("templates"),
    exists(select(Salesperson.code).where(Salesperson.slack_user_id.is_not(None))).label("linked"),
)
_THERE = {
    "contact": select(_CONTACTS),
    "template": select(_TEMPLATES),
    "campaign": select(exists(select(Campaign.no))),
}


class FirstDay:
    """What was there once isn't asked for again, so a company that is set up costs no query."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._complete = False
        self._there: set[str] = set()

    async def state(self) -> SetUp:
        if self._complete:
            return COMPLETE
        (row,) = await self._db.fetch(_STATE, {})
        state = SetUp(bool(row.contacts), bool(row.templates), bool(row.linked))
        self._complete = state.complete
        return state

    async def lacks(self, what: str) -> bool:
        """Whether there is not one ``contact``, ``template`` or ``campaign``; never for others."""
        if what in self._there or what not in _THERE:
            return False
        ((there,),) = await self._db.fetch(_THERE[what], {})
        if there:
            self._there.add(what)
        return not there

    async def bring_in_starter(self, person: Person, act: Act) -> None:
        """Add the starter set in the person's language (see :mod:`bot.sample.starter`).

        Raises :class:`OnlyAdministrators`, :class:`bot.domain.errors.base.StarterRefused`.
        """
        if not person.administrator:
            raise OnlyAdministrators
        await add_starter(self._db, person.locale, act)
