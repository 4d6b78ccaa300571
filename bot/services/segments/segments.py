"""Segments: create, list, card, header, delete. One public method is one transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import delete, or_, select

from bot.domain.acts import doer
from bot.domain.enums import WizardAction
from bot.domain.errors.segments import (
    CampaignUnknown,
    NotYoursToBringBack,
    SalespersonUnavailable,
    SegmentUnknown,
)
from bot.domain.folding import fold
from bot.domain.pages import Page
from bot.domain.people.rights import Right, check, may
from bot.domain.segments.header import KEPT, DeletedSegment, change
from bot.models import (
    Campaign,
    LoggedSegment,
    Salesperson,
    Segment,
    SegmentCriteriaLine,
    SegmentHistory,
    SegmentLine,
)
from bot.services.criteria.record import header_of, take_header
from bot.services.done_once import earlier, once
from bot.services.numbers import next_number
from bot.services.segments.cards import (
    HEADER_COLUMNS,
    LATEST_OWN,
    card_of,
    count_lines,
    header_from,
    row_from,
    rows_of,
)
from bot.services.segments.files import attach, forget_unused
from bot.services.templates.names import read_in
from bot.services.templates.of_segment import chosen_template
from bot.storage.drawn_ids import tried_again

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.acts import Act
    from bot.domain.people.person import Person
    from bot.domain.segments.header import HeaderChanges, SegmentCard, SegmentRow
    from bot.storage.database import Database


class Segments:
    """Raises :class:`bot.domain.errors.segments.SegmentUnknown` wherever the segment is gone."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def create(
        self, person: Person, description: str | None = None, *, act: Act | None = None
    ) -> SegmentCard:
        """A new segment: next number, the person's day and salesperson (3.1).

        An ``act`` that was done before, here as in the following, gives what it gave then (see
        :mod:`bot.services.done_once`).
        """
        now = self._clock()

        async def creating(session: AsyncSession) -> str:
            return (await add_segment(session, person, now, description)).no

        return await self.card(await once(self._db, act, str, creating), person.locale)

    async def listed(
        self, person: Person, *, own: bool, words: str = "", offset: int = 0, count: int = 10
    ) -> Page[SegmentRow]:
        """Segments, newest first.

        ``own``: those of the person's salesperson, and those that the person created. ``words`` are
        each somewhere in the number or the description, whatever case or accents.
        """
        statement = select(Segment.no, Segment.description).where(Segment.deleted_at.is_(None))
        if own:
            statement = statement.where(_of(person))
        wanted = fold(words).split()
        async with self._db.read() as session:
            rows = await session.execute(
                statement.order_by(Segment.created_at.desc(), Segment.no.desc())
            )
            numbers = [
                no
                for no, text in rows
                if all(word in fold(f"{no} {text or ''}") for word in wanted)
            ]
            shown = await rows_of(session, numbers[offset : offset + count], person.locale)
        return Page(shown, offset, len(numbers))

    async def latest_own(self, person: Person, count: int) -> tuple[SegmentRow, ...]:
        """The newest of one's own, as App Home shows them: one statement, since Home is drawn anew
        after everything that changes it."""
        whose = {
            "user": person.user_id,
            "salesperson": person.salesperson_code,
            "most": count,
            **read_in(person.locale),
        }
        return tuple(map(row_from, await self._db.fetch(LATEST_OWN, whose)))

    async def card(self, no: str, locale: str = "en") -> SegmentCard:
        """What has names in several languages is called as in ``locale``."""
        async with self._db.read() as session:
            return await card_of(session, await header_of(session, no), locale)

    @tried_again
    async def change_header(
        self, no: str, changes: HeaderChanges, locale: str = "en", *, act: Act | None = None
    ) -> SegmentCard:
        """Change fields of the header; inherited values of the lines follow (3.2, 3.3 as amended).

        Raises a :class:`bot.domain.errors.segments.SegmentError` that says what is not allowed.
        """

        async def changing(session: AsyncSession) -> str:
            if changes:
                await change_in(session, await take_header(session, no, doer(act)), changes, locale)
            return no

        return await self.card(await once(self._db, act, str, changing), locale)

    async def changed_by(self, act: Act, locale: str = "en") -> SegmentCard | None:
        """The segment whose header was changed by an act; None for another act."""
        no = await earlier(self._db, act, str)
        return None if no is None else await self.card(no, locale)

    async def delete(self, no: str, person: Person, *, act: Act | None = None) -> DeletedSegment:
        """Take a segment off every list. It can be brought back for :data:`KEPT`."""
        now = self._clock()

        async def deleting(session: AsyncSession) -> DeletedSegment:
            row = await take_header(session, no, doer(act))
            row.deleted_at, row.deleted_by = now, person.user_id
            return DeletedSegment(no, row.description, await count_lines(session, no), now)

        return await once(self._db, act, DeletedSegment, deleting)

    async def bring_back(self, no: str, person: Person, *, act: Act | None = None) -> SegmentCard:
        """Undo a deletion: lines, criteria and all are there again.

        Raises :class:`bot.domain.errors.segments.NotYoursToBringBack` for a person whose list of
        deleted segments doesn't have it.
        """

        check(person, Right.OWN_SEGMENTS)

        async def bringing_back(session: AsyncSession) -> None:
            row = await session.get(Segment, no, with_for_update=True)
            if row is None or (row.deleted_at and row.deleted_at <= self._clock() - KEPT):
                raise SegmentUnknown(no=no)
            theirs = select(Segment.no).where(Segment.no == no, _of(person) | _deleted_by(person))
            if (
                row.deleted_at
                and await session.scalar(theirs) is None
                and not may(person, Right.ALL_SEGMENTS)
            ):
                raise NotYoursToBringBack(no=no)
            row.deleted_at = row.deleted_by = None

        await once(self._db, act, type(None), bringing_back)
        return await self.card(no, person.locale)

    async def deleted(self, person: Person) -> Sequence[DeletedSegment]:
        """Deleted segments that the person can still bring back, latest first."""
        statement = select(Segment).where(
            Segment.deleted_at > self._clock() - KEPT, _of(person) | _deleted_by(person)
        )
        async with self._db.read() as session:
            rows = (await session.scalars(statement.order_by(Segment.deleted_at.desc()))).all()
            return [
                DeletedSegment(
                    row.no, row.description, await count_lines(session, row.no), row.deleted_at
                )
                for row in rows
                if row.deleted_at is not None
            ]

    async def purge(self) -> int:
        """Remove for good what was deleted longer than :data:`KEPT` ago; how many segments."""
        now = self._clock()
        old = select(Segment.no).where(Segment.deleted_at <= now - KEPT)
        async with self._db.begin() as session:
            numbers = (await session.scalars(old.with_for_update())).all()
            for no in numbers:
                await erase(session, no)
            await forget_unused(session, now)
        return len(numbers)


async def add_segment(
    session: AsyncSession, person: Person, now: datetime, description: str | None
) -> Segment:
    """A new header under the next number that neither a segment nor a logged one has. Raises
    ``NotAllowed`` for who may not build segments."""
    check(person, Right.OWN_SEGMENTS)
    while True:
        no = await next_number(session, "SEGMENT", description="Segments", prefix="SM", digits=5)
        logged = select(LoggedSegment.id).where(LoggedSegment.segment_no == no).limit(1)
        if await session.get(Segment, no) is None and await session.scalar(logged) is None:
            break
    row = Segment(
        no=no,
        salesperson_code=person.salesperson_code,
        date=now.astimezone(ZoneInfo(person.zone)).date(),
        created_by=person.user_id,
        created_at=now,
    )
    session.add(row)
    await session.flush()
    await change_in(session, row, {"description": description})
    return row


async def change_in(
    session: AsyncSession, row: Segment, changes: HeaderChanges, locale: str = "en"
) -> None:
    """Change a header that the caller holds; ``locale`` is for what may be refused."""
    before = header_from(row)
    code = changes.get("template_code", before.template_code)
    new = code != before.template_code
    template = await chosen_template(session, code, new=new, locale=locale) if code else None
    after = change(before, changes, template)
    if after.salesperson_code != before.salesperson_code:
        await _check_salesperson(session, after.salesperson_code)
    if after.campaign_no is not None:
        await _check_campaign(session, after.campaign_no)
    if "file" in changes:
        takes = template is not None and template.wizard_action is WizardAction.IMPORT
        file = changes["file"] if takes else None
        after = replace(after, attachment_id=await attach(session, row, file))
    for name in HEADER_COLUMNS:
        setattr(row, name, getattr(after, name))
    await session.flush()


async def erase(session: AsyncSession, no: str) -> None:
    """Remove a segment with everything that belongs to it (1.10)."""
    for table in (SegmentHistory, SegmentCriteriaLine, SegmentLine):
        await session.execute(delete(table).where(table.segment_no == no))
    await session.execute(delete(Segment).where(Segment.no == no))


async def _check_salesperson(session: AsyncSession, code: str | None) -> None:
    if code is None:
        return
    salesperson = await session.get(Salesperson, code, with_for_update={"read": True})
    if salesperson is None or salesperson.blocked:
        raise SalespersonUnavailable(code=code)


async def _check_campaign(session: AsyncSession, no: str) -> None:
    # Held against being deleted, not against a new description.
    held = {"read": True, "key_share": True}
    if await session.get(Campaign, no, with_for_update=held) is None:
        raise CampaignUnknown(no=no)


def _deleted_by(person: Person) -> ColumnElement[bool]:
    return Segment.deleted_by == person.user_id


def _of(person: Person) -> ColumnElement[bool]:
    created = Segment.created_by == person.user_id
    if person.salesperson_code is None:
        return created
    return or_(created, Segment.salesperson_code == person.salesperson_code)
