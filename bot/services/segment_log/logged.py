"""Segments that were logged: list, card, members, cancel, restore, follow up, export."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import String, and_, cast, func, or_, select

from bot.domain.acts import doer
from bot.domain.criteria.criteria import LoggedMembers, LoggedSegmentFilter
from bot.domain.enum_words import ENUM_WORDS
from bot.domain.errors.segment_log import LoggedSegmentUnknown
from bot.domain.folding import fold
from bot.domain.messages import N_
from bot.domain.pages import Page
from bot.domain.segment_log.rules import FollowedUp, LoggedSegmentRow, Member, Switched
from bot.models import Contact, Interaction, LoggedSegment, Salesperson
from bot.services.criteria.filters_sql import of_logged_segment, words_of_lines
from bot.services.csv_stream import csv_of
from bot.services.done_once import once
from bot.services.segment_log.cancelling import switch
from bot.services.segment_log.card import card_of, row_of
from bot.services.segment_log.follow_ups import follow_up
from bot.services.segment_log.taking_back import take_logged
from bot.storage.drawn_ids import tried_again

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.acts import Act
    from bot.domain.people.person import Person
    from bot.domain.segment_log.rules import LoggedSegmentCard
    from bot.i18n import Translator
    from bot.storage.database import Database

TITLES = (
    N_("Contact No."),
    N_("Contact"),
    N_("Company"),
    N_("Date"),
    N_("Time"),
    N_("Description"),
    N_("Interaction template"),
    N_("Salesperson"),
    N_("Correspondence type"),
    N_("Contact via"),
    N_("Evaluation"),
    N_("Not reached"),
    N_("Cost"),
    N_("Duration (min)"),
    N_("Campaign"),
    N_("Canceled"),
)
_EXPORTED = (
    Contact.no,
    Interaction.contact_name,
    Interaction.contact_company_name,
    Interaction.date,
    Interaction.time,
    Interaction.description,
    Interaction.template_code,
    Interaction.salesperson_code,
    Interaction.correspondence_type,
    Interaction.contact_via,
    Interaction.evaluation,
    Interaction.attempt_failed,
    Interaction.cost,
    Interaction.duration_min,
    Interaction.campaign_no,
    Interaction.canceled,
)


class LoggedSegments:
    """Raises :class:`bot.domain.errors.segment_log.LoggedSegmentUnknown` wherever it is gone, as
    when taken back."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def listed(
        self,
        *,
        words: str = "",
        logged_by: str | None = None,
        offset: int = 0,
        count: int = 10,
    ) -> Page[LoggedSegmentRow]:
        """Newest first; ``words`` stand in number or description, ``logged_by`` a Slack user."""
        statement = select(LoggedSegment.id, LoggedSegment.segment_no, LoggedSegment.description)
        if logged_by is not None:
            statement = statement.where(LoggedSegment.logged_by == logged_by)
        wanted = fold(words).split()
        async with self._db.read() as session:
            rows = await session.execute(statement.order_by(LoggedSegment.id.desc()))
            ids = [
                key
                for key, no, text in rows
                if all(word in fold(f"{no} {text or ''}") for word in wanted)
            ]
            shown = select(LoggedSegment).where(LoggedSegment.id.in_(ids[offset : offset + count]))
            found = (await session.scalars(shown.order_by(LoggedSegment.id.desc()))).all()
        return Page(tuple(map(row_of, found)), offset, len(ids))

    async def card(self, logged_segment_id: int) -> LoggedSegmentCard:
        async with self._db.read() as session:
            logged = await session.get(LoggedSegment, logged_segment_id)
            if logged is None:
                raise LoggedSegmentUnknown
            return await card_of(session, logged, self._clock())

    async def members(
        self,
        logged_segment_id: int,
        *,
        words: str = "",
        members: LoggedMembers = LoggedMembers.ALL,
        offset: int = 0,
        count: int = 10,
    ) -> Page[Member]:
        """Contacts as they were, in the order of the lines.

        ``words`` each begin a word of the contact's or its company's name, as in every search of
        contacts: of the names of now, or of those of then, which are shown. Or they are its number.
        """
        conditions = [_of_log(logged_segment_id)]
        if members is not LoggedMembers.ALL:
            conditions = of_logged_segment(LoggedSegmentFilter(logged_segment_id, members))
        found = list(conditions)
        if words.strip():
            now = words_of_lines(Interaction.contact_id, words, self._db.dialect)
            found.append(or_(now, and_(*_called_then(words))))
        async with self._db.read() as session:
            if await session.get(LoggedSegment, logged_segment_id) is None:
                raise LoggedSegmentUnknown
            total = await _number(session, found)
            page = (
                select(Interaction, Salesperson.name)
                .outerjoin(Salesperson, Salesperson.code == Interaction.salesperson_code)
                .where(*found)
                .order_by(Interaction.segment_line_no, Interaction.id)
            )
            rows = (await session.execute(page.offset(offset).limit(count))).all()
        return Page(tuple(_member(row, name) for row, name in rows), offset, total)

    async def cancel(self, logged_segment_id: int, *, act: Act | None = None) -> Switched:
        """Cancel its interactions and campaign entries. Raises ``AlreadyCanceled``.

        An ``act`` that was done before, here as in the following, gives what it gave then (see
        :mod:`bot.services.done_once`).
        """
        return await self._switch(logged_segment_id, canceled=True, act=act)

    async def restore(self, logged_segment_id: int, *, act: Act | None = None) -> Switched:
        """Undo ``cancel``; what was canceled one by one stays so. Raises ``NotCanceled``."""
        return await self._switch(logged_segment_id, canceled=False, act=act)

    async def _switch(self, logged_segment_id: int, *, canceled: bool, act: Act | None) -> Switched:
        async def switching(session: AsyncSession) -> Switched:
            return await switch(
                session, logged_segment_id, doer(act), self._clock(), canceled=canceled
            )

        return await once(self._db, act, Switched, switching)

    @tried_again
    async def follow_up(
        self,
        logged_segment_id: int,
        person: Person,
        *,
        description: str,
        members: LoggedMembers = LoggedMembers.ALL,
        with_template: bool = False,
        act: Act | None = None,
    ) -> FollowedUp:
        """A new segment with these contacts: next number, the person's day and salesperson.

        ``description`` is in the person's language. Raises ``NobodyToFollowUp``.
        """
        now = self._clock()

        async def following_up(session: AsyncSession) -> FollowedUp:
            return await follow_up(
                session,
                await take_logged(session, logged_segment_id, None),
                person,
                now,
                description=description,
                members=members,
                with_template=with_template,
            )

        return await once(self._db, act, FollowedUp, following_up)

    def export(self, logged_segment_id: int, t: Translator) -> AsyncIterator[bytes]:
        """Its interactions as CSV, piece by piece."""
        return csv_of([t(title) for title in TITLES], self._exported(logged_segment_id, t))

    async def _exported(self, logged_segment_id: int, t: Translator) -> AsyncIterator[list[object]]:
        rows = (
            select(*_EXPORTED)
            .join(Contact, Contact.id == Interaction.contact_id)
            .where(_of_log(logged_segment_id))
            .order_by(Interaction.segment_line_no, Interaction.id)
        )
        async with self._db.read_in_transaction() as session:
            async for row in await session.stream(rows):
                yield [_shown(value, t) for value in row]


async def _number(session: AsyncSession, where: list[ColumnElement[bool]]) -> int:
    statement = select(func.count()).select_from(Interaction).where(*where)
    return (await session.scalar(statement)) or 0


def _of_log(logged_segment_id: int) -> ColumnElement[bool]:
    return and_(
        Interaction.logged_segment_id == logged_segment_id, Interaction.deletion_id.is_(None)
    )


def _called_then(text: str) -> list[ColumnElement[bool]]:
    # Read through, since names of then have no index. Capitals of letters beyond English are not
    # looked through on SQLite, whose lower() knows no others.
    company = func.coalesce(Interaction.contact_company_name, "")
    names = cast(func.lower(" " + Interaction.contact_name + " " + company), String)
    return [names.contains(f" {word.lower()}", autoescape=True) for word in text.split()]


def _member(row: Interaction, salesperson: str | None) -> Member:
    return Member(
        interaction_id=row.id,
        contact_id=row.contact_id,
        contact_name=row.contact_name,
        company_name=row.contact_company_name,
        date=row.date,
        time=row.time,
        salesperson_name=salesperson or row.salesperson_code,
        evaluation=row.evaluation,
        attempt_failed=row.attempt_failed,
        campaign_response=row.campaign_response,
        canceled=row.canceled,
    )


def _shown(value: Any, t: Translator) -> object:
    if isinstance(value, bool):
        return "x" if value else None
    if isinstance(value, StrEnum):
        return t(ENUM_WORDS[value])
    return value
