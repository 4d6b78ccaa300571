"""Reads lines of a segment, a page at a time, inside its caller's transaction.

The numbers of a page come first, from the index alone; whatever else is shown is read for those
lines only. So any page of a million lines costs little more than counting them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, true

from bot.domain.segments.header import LINE_STEP
from bot.domain.segments.lines import Line, Lines, LineValues, names
from bot.models import Campaign, Salesperson, SegmentLine
from bot.services.criteria.filters_sql import words_of_lines
from bot.services.criteria.steps import extent
from bot.services.segments.cards import CUSTOMISED
from bot.services.segments.values import (
    HINDRANCE,
    LINES,
    VALUES,
    columns,
    company,
    contact,
    template,
)
from bot.services.templates.names import name_of, read_in

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession


_OF_CONTACT = (
    *("city", "email"),
    *("phone", "phone_e164", "mobile_phone", "mobile_phone_e164"),
)
_NAMES = (
    name_of(template).label("template_name"),
    select(Salesperson.name)
    .where(Salesperson.code == VALUES["salesperson_code"])
    .scalar_subquery()
    .label("salesperson_name"),
    select(Campaign.description)
    .where(Campaign.no == VALUES["campaign_no"])
    .scalar_subquery()
    .label("campaign_description"),
)


def chosen(no: str, lines: Lines, dialect: str) -> list[ColumnElement[bool]]:
    """Conditions on `SegmentLine`: the lines of a segment that were chosen."""
    found = [SegmentLine.segment_no == no]
    if lines.numbers is not None:
        found.append(SegmentLine.line_no.in_(sorted(lines.numbers)))
    if lines.words.strip():
        found.append(words_of_lines(SegmentLine.contact_id, lines.words, dialect))
    if lines.customised:
        found.append(true() & CUSTOMISED)
    return found


async def page_of(
    session: AsyncSession,
    no: str,
    lines: Lines,
    *,
    offset: int,
    count: int,
    dialect: str,
    locale: str,
) -> tuple[list[Line], int]:
    """Some of the lines in their order, and how many there are in all."""
    conditions = chosen(no, lines, dialect)
    if lines == Lines():
        total, last = await extent(session, no)
    else:
        total, last = (await session.scalar(select(func.count()).where(*conditions))) or 0, 0
    if total and last == total * LINE_STEP:
        # No number is missing, so the place of a line says its number.
        first = offset + 1
        numbers: Sequence[int] = [
            place * LINE_STEP for place in range(first, min(offset + count, total) + 1)
        ]
        found = await lines_of(session, no, numbers, locale)
        if len(found) == len(numbers):
            return found, total
    numbers = await _numbers(session, conditions, offset, count, total)
    return await lines_of(session, no, numbers, locale), total


async def found_by(
    session: AsyncSession, no: str, conditions: Sequence[ColumnElement[bool]], count: int
) -> list[Line]:
    """The first of the lines, without counting them all."""
    numbers = await _numbers(session, conditions, 0, count, total=count)
    return await lines_of(session, no, numbers, locale="en")


async def _numbers(
    session: AsyncSession,
    conditions: Sequence[ColumnElement[bool]],
    offset: int,
    count: int,
    total: int,
) -> Sequence[int]:
    """The line numbers of a page, counted off from whichever end is nearer."""
    statement = select(SegmentLine.line_no).where(*conditions)
    size = min(count, total - offset)
    if size <= 0:
        return []
    behind = total - offset - size
    if behind < offset:
        statement = statement.order_by(SegmentLine.segment_no.desc(), SegmentLine.line_no.desc())
        return (await session.scalars(statement.offset(behind).limit(size))).all()[::-1]
    statement = statement.order_by(SegmentLine.segment_no, SegmentLine.line_no)
    return (await session.scalars(statement.offset(offset).limit(size))).all()


async def lines_of(
    session: AsyncSession, no: str, numbers: Collection[int], locale: str
) -> list[Line]:
    """The lines of these numbers that exist, in their order."""
    if not numbers:
        return []
    statement = (
        select(
            SegmentLine.line_no,
            SegmentLine.contact_id,
            SegmentLine.customised,
            contact.no.label("contact_no"),
            contact.type.label("contact_type"),
            contact.name.label("contact_name"),
            company.name.label("company_name"),
            *(getattr(contact, name) for name in _OF_CONTACT),
            contact.exclude_from_segment.label("excluded"),
            HINDRANCE.label("hindrance"),
            *_NAMES,
            *columns(),
        )
        .select_from(LINES)
        .where(SegmentLine.segment_no == no, SegmentLine.line_no.in_(numbers))
        .order_by(SegmentLine.line_no)
    )
    return [_line(row) for row in await session.execute(statement, read_in(locale))]


def _line(row: Any) -> Line:
    return Line(
        line_no=row.line_no,
        contact_id=row.contact_id,
        contact_no=row.contact_no,
        contact_type=row.contact_type and row.contact_type.value,
        contact_name=row.contact_name,
        company_name=row.company_name,
        **{name: getattr(row, name) for name in _OF_CONTACT},
        template_name=row.template_name,
        salesperson_name=row.salesperson_name,
        campaign_description=row.campaign_description,
        values=LineValues(**{name: getattr(row, name) for name in VALUES}),
        own=names(row.customised),
        hindrance=row.hindrance,
        excluded=bool(row.excluded),
    )
