"""Long tables by ranges of line numbers: work of a second or so each, so progress can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import BigInteger, Integer, String, bindparam, func, select

from bot.models import Interaction, SegmentLine
from bot.storage.transaction_scripts import Ask

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import InstrumentedAttribute

    from bot.storage.transaction_scripts import Script

LINES_AT_ONCE = 20_000


class Lines(NamedTuple):
    """Some lines: the first's number and the last's, and how many there are."""

    first: int
    last: int
    total: int


def first_lines(segment_no: str, lines: Lines) -> Script[Lines]:
    """The first range of those lines of a segment, which are all from ``lines.first`` on."""
    if lines.total <= LINES_AT_ONCE:
        return lines
    values = {"the_segment": segment_no, "the_first": lines.first, "others": LINES_AT_ONCE - 1}
    [(last,)] = (yield Ask(_LAST_AT_ONCE, values)).rows
    return Lines(lines.first, last, LINES_AT_ONCE)


def logged_ranges_of(session: AsyncSession, *where: ColumnElement[bool]) -> AsyncIterator[Lines]:
    """The ranges of the interactions of a logged segment."""
    return _ranges(session, _edges(Interaction.segment_line_no, *where))


def _edges(
    number: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
    *where: ColumnElement[bool],
) -> Select[*tuple[Any, ...]]:
    after, at_once = bindparam("after", type_=BigInteger), bindparam("at_once", type_=BigInteger)
    rows = select(number).where(*where, number > after).order_by(number).limit(at_once).subquery()
    return select(func.min(rows.c[0]), func.max(rows.c[0]), func.count()).select_from(rows)


_LAST_AT_ONCE = (
    select(SegmentLine.line_no)
    .where(
        SegmentLine.segment_no == bindparam("the_segment", type_=String),
        SegmentLine.line_no >= bindparam("the_first", type_=BigInteger),
    )
    .order_by(SegmentLine.line_no)
    .limit(1)
    .offset(bindparam("others", type_=Integer))
)


async def _ranges(session: AsyncSession, edges: Select[*tuple[Any, ...]]) -> AsyncIterator[Lines]:
    after = -1
    while True:
        here = {"after": after, "at_once": LINES_AT_ONCE}
        first, last, count = (await session.execute(edges, here)).one()
        if count:
            yield Lines(first, last, count)
        if count < LINES_AT_ONCE:
            return
        after = last
