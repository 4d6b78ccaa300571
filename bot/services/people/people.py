"""Who a Slack user is: the link between Slack users and salespeople.

By Slack's user id, else by e-mail when exactly one salesperson has it; the link is then kept. To be
another existing salesperson takes an administrator (:mod:`bot.services.people.link_requests`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select, true, update
from sqlalchemy.dialects.postgresql import insert  # SQLite says it in the same words
from sqlalchemy.exc import IntegrityError

from bot.domain.enums import SalespersonRole, Standing
from bot.domain.errors.people import (
    NotLinked,
    ProfileUnknown,
    SalespersonCodeTaken,
    SalespersonTaken,
)
from bot.domain.folding import fold
from bot.domain.forms import Choice
from bot.domain.people.person import Person
from bot.models import Salesperson, SlackUser
from bot.models.base import DESCRIPTION
from bot.models.people import BY_EMAIL, BY_NOBODY_KNOWN, BY_THEMSELVES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.storage.database import Database


_COLUMNS = (
    Salesperson.code,
    Salesperson.name,
    Salesperson.slack_user_id,
    Salesperson.blocked,
    Salesperson.role,
    Salesperson.linked_by,
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
_WITH_ADDRESS = select(Salesperson.code).where(
    Salesperson.code == bindparam("code"), Salesperson.email_folded == bindparam("email")
)
_WITH_CODE = select(Salesperson.code).where(Salesperson.code == bindparam("code"))
_KNOWN = select(
    SlackUser.user_id,
    SlackUser.name,
    SlackUser.email,
    SlackUser.zone,
    SlackUser.locale,
    SlackUser.standing,
)
_LAST_KNOWN = _KNOWN.where(SlackUser.user_id == bindparam("user"))
_PROFILE = insert(SlackUser)
_KEEP = _PROFILE.on_conflict_do_update(
    index_elements=[SlackUser.user_id],
    set_={
        name: _PROFILE.excluded[name] for name in ("name", "email", "zone", "locale", "standing")
    },
)
_ADMINISTRATORS = select(Salesperson.slack_user_id).where(
    Salesperson.role == SalespersonRole.ADMINISTRATOR,
    Salesperson.blocked.is_(False),
    Salesperson.slack_user_id.is_not(None),
)


async def link_salesperson(
    session: AsyncSession, code: str, user_id: str, by: str, address: str | None = None
) -> Row[*tuple[Any, ...]] | None:
    """Link the two; None where the salesperson is blocked, gone or somebody else's already, or
    doesn't have the ``address`` (folded) that the user is known by.

    Raises IntegrityError where the user is linked to another one.
    """
    statement = (
        update(Salesperson)
        .where(
            Salesperson.code == code,
            Salesperson.slack_user_id.is_(None),
            Salesperson.blocked.is_(False),
            Salesperson.email_folded == address if address else true(),
        )
        .values(slack_user_id=user_id, linked_by=by)
        .returning(*_COLUMNS)
    )
    return (await session.execute(statement)).one_or_none()


@dataclass(frozen=True, slots=True)
class SlackProfile:
    """What Slack says of a user. ``zone`` is an IANA name, ``locale`` one of our catalogues."""

    user_id: str
    name: str
    email: str | None
    zone: str
    locale: str
    standing: Standing = Standing.MEMBER


class People:
    """``self_service`` says whether an unlinked user may link or create their own salesperson;
    administrators may in any case, as nobody else could do it for the first of them."""

    def __init__(
        self,
        db: Database,
        *,
        administrators: Collection[str] = (),
        self_service: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        self._db = db
        self._administrators = frozenset(administrators)
        self._self_service = self_service

    async def resolve(self, profile: SlackProfile) -> Person:
        """The person behind a Slack profile, linked on the spot if the e-mail allows it.

        A guest is only ever linked by an administrator.
        """
        # One statement: between two, another request of theirs may link them.
        address = profile.email if profile.standing is Standing.MEMBER else None
        asked = {"user": profile.user_id, "email": address and address.casefold()}
        rows = await self._db.fetch(_WHO, asked)
        found = next((row for row in rows if row.slack_user_id is not None), None)
        if found is None and len(rows) == 1:
            try:
                found = await self._link(rows[0].code, profile.user_id, BY_EMAIL, asked["email"])
            except SalespersonTaken:  # a second window was quicker
                found = None
        return self._person(profile, found)

    async def last_known(self, user_id: str) -> SlackProfile | None:
        """What Slack said of a user when it last did."""
        rows = await self._db.fetch(_LAST_KNOWN, {"user": user_id})
        return SlackProfile(*rows[0]) if rows else None

    async def keep(self, profiles: Collection[SlackProfile]) -> None:
        """Remember profiles for when Slack doesn't tell of their users."""
        told = {
            profile.user_id: replace(profile, name=profile.name[:DESCRIPTION])
            for profile in profiles
        }
        async with self._db.read() as session:
            rows = await session.execute(_KNOWN.where(SlackUser.user_id.in_(told)))
            known = {row.user_id: SlackProfile(*row) for row in rows}
        changed = [asdict(each) for each in told.values() if each != known.get(each.user_id)]
        if changed:
            async with self._db.begin() as session:
                await session.execute(_KEEP, changed)

    async def administrators(self) -> list[str]:
        """The Slack user ids of all administrators."""
        rows = await self._db.fetch(_ADMINISTRATORS, {})
        return sorted(self._administrators | {row.slack_user_id for row in rows})

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

    async def link(self, person: Person, code: str) -> Person | None:
        """Link a user to the existing salesperson that they say they are.

        None where that isn't for them to say: an administrator may, or whoever has the
        salesperson's e-mail address. Raises :class:`SalespersonTaken`.
        """
        await self.require_self_service(person)
        if person.administrator:
            return self._person(person, await self._link(code, person.user_id, person.user_id))
        address = person.email and person.email.casefold()
        if person.standing is not Standing.MEMBER or not address:
            return None
        if not await self._db.fetch(_WITH_ADDRESS, {"code": code, "email": address}):
            return None
        return self._person(person, await self._link(code, person.user_id, BY_EMAIL, address))

    async def create(self, person: Person, code: str, name: str) -> Person:
        """Create a salesperson for the user. Raises :class:`SalespersonCodeTaken`, and
        :class:`ProfileUnknown` while Slack doesn't say whether they are a guest."""
        await self.require_self_service(person)
        if person.standing is not Standing.MEMBER:
            raise ProfileUnknown
        salesperson = Salesperson(
            code=code,
            name=name,
            email=person.email,
            email_folded=person.email and person.email.casefold(),
            slack_user_id=person.user_id,
            linked_by=BY_THEMSELVES,
        )
        try:
            async with self._db.begin() as session:
                session.add(salesperson)
        except IntegrityError as error:
            if already := await self._of_user(person.user_id):  # the form was sent twice
                return self._person(person, already)
            if await self._db.fetch(_WITH_CODE, {"code": code}):
                raise SalespersonCodeTaken(code=code) from error
            raise
        return self._person(person, salesperson)

    async def require_self_service(self, person: Person) -> None:
        """Raises :class:`NotLinked` for who may not link themselves."""
        if person.administrator or self._self_service is None:
            return
        if not await self._self_service():
            raise NotLinked

    async def _link(
        self, code: str, user_id: str, by: str, address: str | None = None
    ) -> Row[*tuple[Any, ...]]:
        try:
            async with self._db.begin() as session:
                linked = await link_salesperson(session, code, user_id, by, address)
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
        self,
        profile: SlackProfile | Person,
        salesperson: Salesperson | Row[*tuple[Any, ...]] | None,
    ) -> Person:
        usable = salesperson is not None and not salesperson.blocked
        by = salesperson.linked_by if salesperson is not None else BY_NOBODY_KNOWN
        return Person(
            user_id=profile.user_id,
            name=profile.name,
            email=profile.email,
            zone=_known_zone(profile.zone),
            locale=profile.locale,
            standing=profile.standing,
            salesperson_code=salesperson.code if usable and salesperson else None,
            salesperson_name=salesperson.name if usable and salesperson else None,
            linked=salesperson is not None,
            vouched_for=by not in {BY_EMAIL, BY_THEMSELVES, BY_NOBODY_KNOWN},
            role=self._role(profile.user_id, salesperson),
        )

    def _role(
        self, user_id: str, salesperson: Salesperson | Row[*tuple[Any, ...]] | None
    ) -> SalespersonRole | None:
        """Whoever is blocked as a salesperson still records for others, and no more than that."""
        if user_id in self._administrators:
            return SalespersonRole.ADMINISTRATOR
        if salesperson is None:
            return None
        blocked = salesperson.blocked and salesperson.role is not SalespersonRole.READER
        return SalespersonRole.SALESPERSON if blocked else salesperson.role


def _known_zone(name: str) -> str:
    """``name``, or UTC where this host doesn't know the zone: Slack's list may be newer."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return "UTC"
    return name
