"""Who a Slack user is: the link between Slack users and salespeople.

By Slack's user id, else by e-mail when exactly one salesperson has it; the link is then kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from bot.domain.draft import Choice
from bot.domain.facts import Person
from bot.domain.folding import fold
from bot.errors import NotLinked, SalespersonCodeTaken, SalespersonTaken
from bot.models import Salesperson

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.database import Database


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
        async with self._db.read() as session:
            found = await _linked(session, profile.user_id)
            match = None if found else await _by_email(session, profile.email)
        if found is None and match is not None:
            try:
                found = await self._link(match.code, profile.user_id)
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

    async def _link(self, code: str, user_id: str) -> Salesperson:
        statement = (
            update(Salesperson)
            .where(
                Salesperson.code == code,
                Salesperson.slack_user_id.is_(None),
                Salesperson.blocked.is_(False),
            )
            .values(slack_user_id=user_id)
            .returning(Salesperson)
        )
        try:
            async with self._db.begin() as session:
                linked = (await session.execute(statement)).scalar_one_or_none()
        except IntegrityError as error:
            raise SalespersonTaken from error
        if linked is None:
            linked = await self._of_user(user_id)  # another request of theirs may have done it
            if linked is None or linked.code != code:
                raise SalespersonTaken
        return linked

    async def _of_user(self, user_id: str) -> Salesperson | None:
        async with self._db.read() as session:
            return await _linked(session, user_id)

    def _person(self, profile: SlackProfile, salesperson: Salesperson | None) -> Person:
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


async def _linked(session: AsyncSession, user_id: str) -> Salesperson | None:
    statement = select(Salesperson).where(Salesperson.slack_user_id == user_id)
    return (await session.execute(statement)).scalar_one_or_none()


async def _by_email(session: AsyncSession, email: str | None) -> Salesperson | None:
    if not email:
        return None
    statement = select(Salesperson).where(
        Salesperson.email_folded == email.casefold(),
        Salesperson.slack_user_id.is_(None),
        Salesperson.blocked.is_(False),
    )
    found = (await session.execute(statement.limit(2))).scalars().all()
    return found[0] if len(found) == 1 else None
