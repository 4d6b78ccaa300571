"""Long tables by ranges of line numbers: work of a second or so each, so progress can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import BigInteger, String, bindparam, func, select

from bot.models import Interaction, SegmentLine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import InstrumentedAttribute

LINES_AT_ONCE = 50_000


class Lines(NamedTuple):
    """Some lines: the first's number and the last's, and how many there are."""

    first: int
    last: int
    total: int


async def ranges_of(session: AsyncSession, segment_no: str, lines: Lines) -> AsyncIterator[Lines]:
    """The ranges of a segment, whose ``lines`` are known."""
    if lines.total <= LINES_AT_ONCE:
        yield lines
        return
    async for here in _ranges(session, _OF_SEGMENT, {"the_segment": segment_no}):
        yield here


def logged_ranges_of(session: AsyncSession, *where: ColumnElement[bool]) -> AsyncIterator[Lines]:
    """The same of the interactions of a logged segment."""
    return _ranges(session, _edges(Interaction.segment_line_no, *where), {})


def _edges(
    number: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
    *where: ColumnElement[bool],
) -> Select[*tuple[Any, ...]]:
    after, at_once = bindparam("after", type_=BigInteger), bindparam("at_once", type_=BigInteger)
    rows = select(number).where(*where, number > after).order_by(number).limit(at_once).subquery()
    return select(func.min(rows.c[0]), func.max(rows.c[0]), func.count()).select_from(rows)


_OF_SEGMENT = _edges(
    SegmentLine.line_no, SegmentLine.segment_no == bindparam("the_segment", type_=String)
)


async def _ranges(
    session: AsyncSession, edges: Select[*tuple[Any, ...]], parameters: dict[str, Any]
) -> AsyncIterator[Lines]:
    after = -1
    while True:
        here = parameters | {"after": after, "at_once": LINES_AT_ONCE}
        first, last, count = (await session.execute(edges, here)).one()
        if count:
            yield Lines(first, last, count)
        if count < LINES_AT_ONCE:
            return
        after = last
