"""Somebody says that they are an existing salesperson, and an administrator decides."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select
from sqlalchemy.exc import IntegrityError

from bot.domain.enums import LinkDecision
from bot.domain.errors.people import (
    LinkRequestChanged,
    LinkRequestUnknown,
    NobodyAdministrates,
    OnlyAdministrators,
    SalespersonTaken,
)
from bot.domain.errors.segments import SalespersonUnavailable
from bot.domain.people.link_request import Question, Request
from bot.models import LinkRequest, Salesperson, SlackUser
from bot.services.people.people import link_salesperson

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.people.person import Person
    from bot.services.people.people import People
    from bot.storage.database import Database


class LinkRequests:
    def __init__(self, db: Database, people: People, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._people = people
        self._clock = clock

    async def ask(self, person: Person, code: str) -> Request:
        """Ask the administrators; whoever asks again asks for what they chose last. Nothing
        changes for who asks for the same again.

        Raises :class:`NobodyAdministrates`, :class:`SalespersonTaken`,
        :class:`SalespersonUnavailable`.
        """
        administrators = await self._people.administrators()
        try:
            async with self._db.begin() as session:
                salesperson = await session.get(Salesperson, code)
                if salesperson is None or salesperson.blocked:
                    raise SalespersonUnavailable(code=code)
                if salesperson.slack_user_id is not None:
                    raise SalespersonTaken
                if not administrators:
                    raise NobodyAdministrates(user_id=person.user_id)
                request = (
                    await session.execute(
                        select(LinkRequest).where(
                            LinkRequest.user_id == person.user_id,
                            LinkRequest.decided_at.is_(None),
                        )
                    )
                ).scalar_one_or_none()
                if request is None:
                    request = LinkRequest(user_id=person.user_id, messages=[])
                    session.add(request)
                if request.salesperson_code != code:
                    request.salesperson_code = code
                    request.asked_at = self._clock()
                await session.flush()
                return await _read(session, request.id)
        except IntegrityError:  # the form was sent twice, and the other one asks
            return await self._open_request_of(person)

    async def unannounced(self) -> list[Request]:
        """Those that nobody was asked about: the bot died before it could."""
        async with self._db.read() as session:
            rows = await session.execute(_requests().where(LinkRequest.decided_at.is_(None)))
            return [request for row in rows if not (request := _request(row)).questions]

    async def announced(self, request_id: int, question: Question) -> Request:
        """Remember that an administrator is asked; the request as it is now."""
        async with self._db.begin() as session:
            request = await session.get(LinkRequest, request_id, with_for_update=True)
            if request is None:
                raise LinkRequestUnknown
            request.messages = [*request.messages, list(astuple(question))]
            await session.flush()
            return await _read(session, request_id)

    async def decide(
        self, administrator: Person, request_id: int, code: str, *, accepted: bool
    ) -> Request:
        """Link or refuse. A request that was decided before stays as it was decided.

        ``code`` is the salesperson that the administrator read. Raises
        :class:`OnlyAdministrators`, :class:`LinkRequestUnknown`, :class:`LinkRequestChanged` when
        the user has chosen another salesperson since, and :class:`SalespersonTaken` when the two
        can't be linked any more.
        """
        if not administrator.administrator:
            raise OnlyAdministrators
        try:
            async with self._db.begin() as session:
                request = await session.get(LinkRequest, request_id, with_for_update=True)
                if request is None:
                    raise LinkRequestUnknown
                if request.decided_at is None:
                    if request.salesperson_code != code:
                        raise LinkRequestChanged(user=(await _read(session, request_id)).user_name)
                    if accepted and not await link_salesperson(
                        session, request.salesperson_code, request.user_id, administrator.user_id
                    ):
                        raise SalespersonTaken
                    request.decision = LinkDecision.LINKED if accepted else LinkDecision.REFUSED
                    request.decided_by = administrator.user_id
                    request.decided_at = self._clock()
                    await session.flush()
                return await _read(session, request_id)
        except IntegrityError as error:
            raise SalespersonTaken from error

    async def _open_request_of(self, person: Person) -> Request:
        async with self._db.read() as session:
            statement = _requests().where(
                LinkRequest.user_id == person.user_id, LinkRequest.decided_at.is_(None)
            )
            return _request((await session.execute(statement)).one())


def _requests() -> Select[*tuple[Any, ...]]:
    return (
        select(
            LinkRequest,
            Salesperson.name,
            Salesperson.email,
            SlackUser.name.label("user_name"),
            SlackUser.email.label("user_email"),
        )
        .join(Salesperson, Salesperson.code == LinkRequest.salesperson_code)
        .join(SlackUser, SlackUser.user_id == LinkRequest.user_id, isouter=True)
        .order_by(LinkRequest.id)
    )


async def _read(session: AsyncSession, request_id: int) -> Request:
    found = await session.execute(_requests().where(LinkRequest.id == request_id))
    return _request(found.one())


def _request(row: Row[*tuple[Any, ...]]) -> Request:
    request: LinkRequest = row.LinkRequest
    return Request(
        id=request.id,
        user_id=request.user_id,
        user_name=row.user_name or request.user_id,
        user_email=row.user_email,
        salesperson_code=request.salesperson_code,
        salesperson_name=row.name,
        salesperson_email=row.email,
        decision=request.decision,
        decided_by=request.decided_by,
        questions=[Question(*message) for message in request.messages],
    )
