"""Who a Slack user is: the link between Slack users and salespeople.

By Slack's user id, else by e-mail when exactly one salesperson has it; the link is then kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import IntegrityError

from bot.domain.draft import Choice
from bot.domain.facts import Person
from bot.domain.folding import fold
from bot.errors import NotLinked, SalespersonCodeTaken, SalespersonTaken
from bot.models import Salesperson

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Row

    from bot.database import Database


_COLUMNS = (
    Salesperson.code,
    Salesperson.name,
    Salesperson.slack_user_id,
    Salesperson.blocked,
    Salesperson.role,
)
_WHO = (
    select(*_COLUMNS)
    .where(
        (Salesperson.slack_user_id == bindparam("user"))
        | (
            (Salesperson.email_folded == bindparam("email"))
            & Salesperson.slack_user_id.is_(None)
            & Salesperson.blocked.is_(False)
        )
    )
    .order_by(Salesperson.slack_user_id.is_(None))
    .limit(3)
)
"""Whoever a user is linked to, and those with the user's address whom nobody is linked to."""


@dataclass(frozen=True, slots=True)
class SlackProfile:
    """What Slack says of a user. ``zone`` is an IANA name, ``locale`` one of our catalogues."""

    team_id: str
    user_id: str
    name: str
    email: str | None
    zone: str
    locale: str


class People:
    """``self_service``: whether an unlinked user may link or create their own salesperson."""

    def __init__(
        self, db: Database, *, administrators: Collection[str] = (), self_service: bool = True
    ) -> None:
        self._db = db
        self._administrators = frozenset(administrators)
        self.self_service = self_service

    async def resolve(self, profile: SlackProfile) -> Person:
        """The person behind a Slack profile, linked on the spot if the e-mail allows it."""
        # One statement: between two, another request of theirs may link them.
        asked = {"user": profile.user_id, "email": profile.email and profile.email.casefold()}
        rows = await self._db.fetch(_WHO, asked)
        found = next((row for row in rows if row.slack_user_id is not None), None)
        if found is None and len(rows) == 1:
            try:
                found = await self._link(rows[0].code, profile.user_id)
            except SalespersonTaken:  # a second window was quicker
                found = None
        return self._person(profile, found)

    async def linkable(self, query: str) -> list[Choice]:
        """Salespeople that no Slack user is linked to, to choose oneself from."""
        statement = (
            select(Salesperson.code, Salesperson.name)
            .where(Salesperson.slack_user_id.is_(None), Salesperson.blocked.is_(False))
            .order_by(Salesperson.name)
        )
        async with self._db.read() as session:
            rows = (await session.execute(statement)).all()
        wanted = fold(query).split()
        return [
            Choice(code, f"{name} ({code})")
            for code, name in rows
            if all(word in fold(f"{name} {code}") for word in wanted)
        ][:100]

    async def link(self, profile: SlackProfile, code: str) -> Person:
        """Link the user to an existing salesperson. Raises :class:`SalespersonTaken`."""
        self._require_self_service()
        return self._person(profile, await self._link(code, profile.user_id))

    async def create(self, profile: SlackProfile, code: str, name: str) -> Person:
        """Create a salesperson for the user. Raises :class:`SalespersonCodeTaken`."""
        self._require_self_service()
        salesperson = Salesperson(
            code=code,
            name=name,
            email=profile.email,
            email_folded=profile.email and profile.email.casefold(),
            slack_user_id=profile.user_id,
        )
        try:
            async with self._db.begin() as session:
                session.add(salesperson)
        except IntegrityError as error:
            if already := await self._of_user(profile.user_id):  # the form was sent twice
                return self._person(profile, already)
            raise SalespersonCodeTaken(code=code) from error
        return self._person(profile, salesperson)

    def _require_self_service(self) -> None:
        if not self.self_service:
            raise NotLinked

    async def _link(self, code: str, user_id: str) -> Row[*tuple[Any, ...]]:
        statement = (
            update(Salesperson)
            .where(
                Salesperson.code == code,
                Salesperson.slack_user_id.is_(None),
                Salesperson.blocked.is_(False),
            )
            .values(slack_user_id=user_id)
            .returning(*_COLUMNS)
        )
        try:
            async with self._db.begin() as session:
                linked = (await session.execute(statement)).one_or_none()
        except IntegrityError as error:
            raise SalespersonTaken from error
        if linked is None:
            linked = await self._of_user(user_id)  # another request of theirs may have done it
            if linked is None or linked.code != code:
                raise SalespersonTaken
        return linked

    async def _of_user(self, user_id: str) -> Row[*tuple[Any, ...]] | None:
        return next(iter(await self._db.fetch(_WHO, {"user": user_id, "email": None})), None)

    def _person(
        self, profile: SlackProfile, salesperson: Salesperson | Row[*tuple[Any, ...]] | None
    ) -> Person:
        usable = salesperson is not None and not salesperson.blocked
        return Person(
            team_id=profile.team_id,
            user_id=profile.user_id,
            name=profile.name,
            email=profile.email,
            zone=_known_zone(profile.zone),
            locale=profile.locale,
            salesperson_code=salesperson.code if usable and salesperson else None,
            salesperson_name=salesperson.name if usable and salesperson else None,
            linked=salesperson is not None,
            administrator=profile.user_id in self._administrators
            or (salesperson is not None and salesperson.role == "administrator"),
        )


def _known_zone(name: str) -> str:
    """``name``, or UTC where this host doesn't know the zone: Slack's list may be newer."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return "UTC"
    return name
