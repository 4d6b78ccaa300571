"""The entries of the interaction log: pages of them, and the card of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import func, or_, select

from bot.domain.errors.interaction_log import EntryUnknown, FileNotHere
from bot.domain.errors.people import NotAllowed
from bot.domain.interaction_log.entries import (
    Change,
    Comment,
    EntryCard,
    EntryRow,
    LogPage,
    may_download,
)
from bot.domain.interaction_log.filters import MINE, LogFilter
from bot.domain.messages import N_
from bot.domain.people.rights import Right, check
from bot.models import (
    Attachment,
    Campaign,
    Contact,
    Interaction,
    InteractionChange,
    InteractionComment,
    InteractionGroup,
    InteractionTemplate,
    KeptLogFilter,
    Opportunity,
    Salesperson,
)
from bot.services.csv_stream import csv_of
from bot.services.exports.exports import Exports
from bot.services.exports.wording import Wording
from bot.services.interaction_log.conditions import conditions, names_of
from bot.services.interaction_log.pages import Place, Wanted, ids_of_page
from bot.services.templates.names import NAME, read_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.people.person import Person
    from bot.i18n import Translator
    from bot.storage.database import Database

_COMMENTS = (
    select(func.count())
    .where(InteractionComment.interaction_id == Interaction.id)
    .correlate(Interaction)
    .scalar_subquery()
)
_ROWS = (
    select(
        Interaction.id,
        Interaction.date,
        Interaction.time,
        NAME.label("template"),
        InteractionTemplate.information_flow.label("flow"),
        Interaction.description,
        Interaction.contact_name,
        Interaction.contact_company_name.label("company_name"),
        Salesperson.name.label("salesperson"),
        Interaction.duration_min,
        Interaction.cost,
        Interaction.evaluation,
        Interaction.attempt_failed,
        Interaction.canceled,
        _COMMENTS.label("comments"),
    )
    .join(InteractionTemplate, InteractionTemplate.code == Interaction.template_code)
    .join(Salesperson, Salesperson.code == Interaction.salesperson_code)
)
_FILTER = TypeAdapter(LogFilter)


class LogEntries:
    """Reading the log. An entry that is gone raises
    :class:`bot.domain.errors.interaction_log.EntryUnknown`."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def page(
        self, person: Person, chosen: LogFilter, at: str = "", count: int = 10
    ) -> LogPage:
        """Entries by date, newest first.

        ``at`` is where a page before said to go on, so that a page far down costs no more than the
        first. Raises ValueError for anything else.
        """
        place = Place.at(at)
        wanted = Wanted(chosen, person, place, count + 1)
        async with self._db.read() as session:
            ids = await ids_of_page(session, self._db.dialect, wanted)
            statement = _ROWS.where(Interaction.id.in_(ids)).order_by(*place.order)
            found = await session.execute(statement.limit(count + 1), read_in(person.locale))
        rows = [row_from(row) for row in found]
        more, rows = len(rows) > count, rows[:count]
        if place.newer:
            rows.reverse()
        if not rows:
            return LogPage((), None, None)
        return LogPage(
            tuple(rows),
            _mark("newer", rows[0]) if (more if place.newer else at) else None,
            _mark("older", rows[-1]) if (place.newer or more) else None,
        )

    async def names(self, chosen: LogFilter, locale: str) -> dict[str, str]:
        """What the records that a filter names are called, by the filter's member."""
        async with self._db.read() as session:
            return await names_of(session, chosen, locale)

    async def card(self, entry_id: int, locale: str) -> EntryCard:
        async with self._db.read() as session:
            return await card_of(session, entry_id, locale)

    async def origin(self, entry_id: int) -> tuple[int, str]:
        """Whom an entry is with, and its template's code: what another one begins with."""
        statement = select(Interaction.contact_id, Interaction.template_code)
        async with self._db.read() as session:
            found = (await session.execute(statement.where(*_is(entry_id)))).first()
        if found is None:
            raise EntryUnknown
        return found.contact_id, found.template_code

    async def file(self, attachment_id: int) -> tuple[str, AsyncIterator[bytes]]:
        """The name and the content of an entry's file. Raises
        :class:`bot.domain.errors.interaction_log.FileNotHere`."""
        statement = select(Attachment.name, Attachment.content)
        async with self._db.read() as session:
            found = await session.execute(statement.where(Attachment.id == attachment_id))
            row = found.first()
        if row is None or row.content is None:
            raise FileNotHere
        return row.name, _at_once(row.content)

    async def export(
        self, person: Person, chosen: LogFilter, t: Translator
    ) -> AsyncIterator[bytes]:
        """All entries of a filter as CSV, piece by piece.

        Raises :class:`bot.domain.errors.people.NotAllowed` for who may not take them away.
        """
        if not may_download(person, chosen.whose):
            check(person, Right.RECORD)
            raise NotAllowed(N_("You may download your own interactions; managers, everybody's."))
        exports, wording = Exports(self._db), Wording(ZoneInfo(person.zone), t)
        headings = exports.headings("interactions", wording)
        matching = {"matching": list(conditions(chosen, person))}
        return csv_of(headings, exports.rows("interactions", matching, wording))

    async def keep_filter(self, person: Person, chosen: LogFilter) -> None:
        """Remember a filter for the next time that its user opens the log."""
        kept = KeptLogFilter(
            user_id=person.user_id,
            filter=_FILTER.dump_json(chosen, exclude_defaults=True).decode(),
            kept_at=self._clock(),
        )
        async with self._db.begin() as session:
            await session.merge(kept)

    async def kept_filter(self, person: Person) -> LogFilter:
        """How somebody filtered the log last; their own entries where they never did."""
        async with self._db.read() as session:
            kept = await session.get(KeptLogFilter, person.user_id)
        try:
            return MINE if kept is None else _FILTER.validate_json(kept.filter)
        except ValidationError:  # kept by another version
            return MINE


async def _at_once(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _is(entry_id: int) -> tuple[ColumnElement[bool], ...]:
    return Interaction.id == entry_id, Interaction.deletion_id.is_(None)


def _mark(direction: str, row: EntryRow) -> str:
    return f"{direction}/{row.date.isoformat()}/{row.id}"


def row_from(row: Any) -> EntryRow:
    return EntryRow(**{name: getattr(row, name) for name in EntryRow.__dataclass_fields__})


async def card_of(session: AsyncSession, entry_id: int, locale: str) -> EntryCard:
    """Everything about an entry, in its caller's transaction."""
    statement = (
        _ROWS.add_columns(
            Interaction,
            InteractionGroup.description.label("group"),
            Campaign.description.label("campaign"),
            Opportunity.description.label("opportunity"),
            Contact,
        )
        .join(Contact, Contact.id == Interaction.contact_id)
        .outerjoin(InteractionGroup, InteractionGroup.code == Interaction.group_code)
        .outerjoin(Campaign, Campaign.no == Interaction.campaign_no)
        .outerjoin(Opportunity, Opportunity.id == Interaction.opportunity_id)
        .where(*_is(entry_id))
    )
    found = (await session.execute(statement, read_in(locale))).one_or_none()
    if found is None:
        raise EntryUnknown
    entry: Interaction = found.Interaction
    contact: Contact = found.Contact
    return EntryCard(
        row=row_from(found),
        contact_id=entry.contact_id,
        company_id=entry.contact_company_id,
        contact_open=contact.deleted_at is None,
        template_code=entry.template_code,
        modified_at=entry.modified_at,
        group=found.group,
        language_code=entry.language_code,
        information_flow=entry.information_flow,
        initiated_by=entry.initiated_by,
        correspondence_type=entry.correspondence_type,
        contact_via=entry.contact_via,
        salesperson_code=entry.salesperson_code,
        logged_at=entry.logged_at,
        logged_by=entry.logged_by,
        campaign=found.campaign,
        campaign_no=entry.campaign_no,
        campaign_target=entry.campaign_target,
        campaign_response=entry.campaign_response,
        opportunity=found.opportunity,
        opportunity_id=entry.opportunity_id,
        segment_no=entry.segment_no,
        logged_segment_id=entry.logged_segment_id,
        canceled_with_segment=entry.canceled_with_segment,
        content=entry.content,
        files=tuple(await _files(session, entry)),
        comments=tuple(await _comments(session, entry_id)),
        changes=tuple(await _changes(session, entry_id)),
        together=tuple(await _together(session, entry)),
    )


async def _together(session: AsyncSession, entry: Interaction) -> list[tuple[int, str]]:
    if entry.together_id is None:
        return []
    statement = (
        select(Interaction.id, Interaction.contact_name)
        .where(
            Interaction.together_id == entry.together_id,
            Interaction.id != entry.id,
            Interaction.deletion_id.is_(None),
        )
        .order_by(Interaction.id)
    )
    return [(key, name) for key, name in await session.execute(statement)]


async def _files(session: AsyncSession, entry: Interaction) -> list[tuple[int, str]]:
    statement = (
        select(Attachment.id, Attachment.name)
        .where(or_(Attachment.interaction_id == entry.id, Attachment.id == entry.attachment_id))
        .order_by(Attachment.id)
    )
    return [(key, name) for key, name in await session.execute(statement)]


async def _comments(session: AsyncSession, entry_id: int) -> Sequence[Comment]:
    statement = (
        select(InteractionComment)
        .where(InteractionComment.interaction_id == entry_id)
        .order_by(InteractionComment.id)
    )
    return [
        Comment(row.id, row.comment, row.date, row.created_by, row.modified_at is not None)
        for row in await session.scalars(statement)
    ]


async def _changes(session: AsyncSession, entry_id: int) -> Sequence[Change]:
    statement = (
        select(InteractionChange)
        .where(InteractionChange.interaction_id == entry_id)
        .order_by(InteractionChange.id)
    )
    return [
        Change(row.act, row.changed_at, row.changed_by, row.reason, row.before, row.after)
        for row in await session.scalars(statement)
    ]
