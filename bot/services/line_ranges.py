"""Long tables by ranges of line numbers: work of a second or so each, so progress can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.models import Interaction, SegmentLine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import InstrumentedAttribute

LINES_AT_ONCE = 50_000


def ranges_of(
    session: AsyncSession, *where: ColumnElement[bool]
) -> AsyncIterator[tuple[int, int, int]]:
    """First and last line number of each range of a segment, and how many lines are in it."""
    return _ranges(session, SegmentLine.line_no, where)


def logged_ranges_of(
    session: AsyncSession, *where: ColumnElement[bool]
) -> AsyncIterator[tuple[int, int, int]]:
    """The same of the interactions of a logged segment."""
    return _ranges(session, Interaction.segment_line_no, where)


async def _ranges(
    session: AsyncSession,
    number: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
    where: tuple[ColumnElement[bool], ...],
) -> AsyncIterator[tuple[int, int, int]]:
    after = None
    while True:
        statement = select(number).where(*where, number.is_not(None))
        if after is not None:
            statement = statement.where(number > after)
        some = statement.order_by(number).limit(LINES_AT_ONCE).subquery()
        edges = select(func.min(some.c[0]), func.max(some.c[0]), func.count())
        first, last, count = (await session.execute(edges.select_from(some))).one()
        if count:
            yield first, last, count
        if count < LINES_AT_ONCE:
            return
        after = last
