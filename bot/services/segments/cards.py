"""Reads a segment for its card and for lists, inside its caller's transaction."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, bindparam, func, inspect, or_, select, text

from bot.domain.criteria.sentences import sentences
from bot.domain.segments.header import Header, SegmentCard, SegmentRow
from bot.models import (
    Campaign,
    InteractionGroup,
    InteractionTemplate,
    Salesperson,
    Segment,
    SegmentLine,
)
from bot.services.criteria.names import names_of
from bot.services.criteria.record import recorded
from bot.services.segments.files import file_of
from bot.services.templates.names import NAME, read_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

CUSTOMISED = text("segment_lines.customised <> 0")
"""Worded like the condition of the index of these lines, which SQLite compares as text."""

HEADER_COLUMNS = [field.name for field in fields(Header)]

assert set(HEADER_COLUMNS) <= set(inspect(Segment).columns.keys())

MOST_STEPS = 20
"""So many of the latest steps are told on a card; the others on a screen of their own."""


def header_from(row: Segment) -> Header:
    return Header(**{name: getattr(row, name) for name in HEADER_COLUMNS})


async def card_of(session: AsyncSession, row: Segment, locale: str) -> SegmentCard:
    """What has names in several languages is called as in ``locale``."""
    names = (
        select(
            Salesperson.name,
            NAME,
            InteractionGroup.description,
            Campaign.description,
        )
        .select_from(Segment)
        .outerjoin(Salesperson, Salesperson.code == Segment.salesperson_code)
        .outerjoin(InteractionTemplate, InteractionTemplate.code == Segment.template_code)
        .outerjoin(InteractionGroup, InteractionGroup.code == Segment.group_code)
        .outerjoin(Campaign, Campaign.no == Segment.campaign_no)
        .where(Segment.no == row.no)
    )
    found = await session.execute(names, read_in(locale))
    salesperson, template, group, campaign = found.one()
    customised = select(func.count()).where(SegmentLine.segment_no == row.no, CUSTOMISED)
    steps = await recorded(session, row.no)
    shown = steps[-MOST_STEPS:]
    return SegmentCard(
        header=header_from(row),
        lines=await count_lines(session, row.no),
        customised_lines=(await session.scalar(customised)) or 0,
        actions=len(steps),
        criteria=tuple(sentences(shown, await names_of(session, shown, locale))),
        salesperson_name=salesperson,
        template_description=template,
        group_description=group,
        campaign_description=campaign,
        created_by=row.created_by,
        file=await file_of(session, row.attachment_id),
    )


async def count_lines(session: AsyncSession, no: str) -> int:
    statement = select(func.count()).where(SegmentLine.segment_no == no)
    return (await session.scalar(statement)) or 0


_LINES = (
    select(func.count())
    .where(SegmentLine.segment_no == Segment.no)
    .correlate(Segment)
    .scalar_subquery()
)
_ROWS = (
    select(
        Segment.no,
        Segment.description,
        Segment.salesperson_code,
        Segment.date,
        Segment.template_code,
        Salesperson.name.label("salesperson_name"),
        NAME.label("template_description"),
        _LINES.label("lines"),
    )
    .outerjoin(Salesperson, Salesperson.code == Segment.salesperson_code)
    .outerjoin(InteractionTemplate, InteractionTemplate.code == Segment.template_code)
)
LATEST_OWN = (
    _ROWS.where(
        Segment.deleted_at.is_(None),
        or_(
            Segment.created_by == bindparam("user"),
            Segment.salesperson_code == bindparam("salesperson"),
        ),
    )
    .order_by(Segment.created_at.desc(), Segment.no.desc())
    .limit(bindparam("most", type_=Integer))
)
"""The ``most`` newest segments of a ``user`` who is a ``salesperson``, as :func:`row_from` reads
them."""


def row_from(row: Any) -> SegmentRow:
    return SegmentRow(**{name: getattr(row, name) for name in _ROW_FIELDS})


_ROW_FIELDS = [field.name for field in fields(SegmentRow)]


async def rows_of(
    session: AsyncSession, numbers: Sequence[str], locale: str
) -> tuple[SegmentRow, ...]:
    """Segments as a list shows them, in the order of `numbers`."""
    rows = await session.execute(_ROWS.where(Segment.no.in_(numbers)), read_in(locale))
    found = {row.no: row_from(row) for row in rows}
    return tuple(found[no] for no in numbers if no in found)
