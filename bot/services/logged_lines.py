"""What becomes of the lines of a segment while it is logged.

A line that only inherits is told by its interaction: contact, company and number are there. So
only the other lines are copied, those with something of their own and those that are left out;
copying or marking all would double the time of logging.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, exists, func, insert, literal, not_, select

from bot.domain.segment_log import Reason
from bot.models import Interaction, LoggedSegmentLine, SegmentLine
from bot.services.criteria_steps import VALUE_COLUMNS
from bot.services.loggable import REASON, repeated_lines
from bot.services.segment_values import LINES

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession

NAMES = ["logged_segment_id", "line_no", "reason", *VALUE_COLUMNS]


@dataclass(frozen=True, slots=True)
class Range:
    """Lines of a segment by number, both ends included, and the log they are in."""

    segment_no: str
    logged_segment_id: int
    first: int
    last: int

    def where(self) -> ColumnElement[bool]:
        return and_(
            SegmentLine.segment_no == self.segment_no,
            SegmentLine.line_no.between(self.first, self.last),
        )

    def is_logged(self) -> ColumnElement[bool]:
        return exists().where(
            Interaction.logged_segment_id == self.logged_segment_id,
            Interaction.segment_line_no == SegmentLine.line_no,
        )

    def is_aside(self) -> ColumnElement[bool]:
        return exists().where(
            LoggedSegmentLine.logged_segment_id == self.logged_segment_id,
            LoggedSegmentLine.line_no == SegmentLine.line_no,
        )


async def set_repeated_aside(session: AsyncSession, no: str, logged_segment_id: int) -> None:
    """Keep every loggable line whose contact stands on an earlier one, so that it isn't logged."""
    repeated = repeated_lines(no)
    await _keep(
        session,
        _copies(logged_segment_id, literal(Reason.DUPLICATE.value)).where(
            SegmentLine.segment_no == no, SegmentLine.line_no.in_(select(repeated.c.line_no))
        ),
    )


async def count_left_out(session: AsyncSession, here: Range) -> Counter[str]:
    """The lines of a range that were not logged, by reason."""
    reason = func.coalesce(REASON, Reason.DUPLICATE.value).label("reason")
    statement = (
        select(reason, func.count())
        .select_from(LINES)
        .where(here.where(), not_(here.is_logged()))
        .group_by(reason)
    )
    rows = await session.execute(statement)
    return Counter({str(found): number for found, number in rows})


async def keep_own_values(session: AsyncSession, here: Range, *, complete: bool) -> None:
    """Keep the logged lines that have something of their own. ``complete``: all were logged."""
    copies = _copies(here.logged_segment_id, literal(None)).where(
        here.where(), SegmentLine.customised != 0
    )
    await _keep(session, copies if complete else copies.where(here.is_logged()))


async def keep_left_out(session: AsyncSession, here: Range) -> None:
    """Keep the lines that were not logged, with the reason."""
    copies = _copies(here.logged_segment_id, func.coalesce(REASON, Reason.DUPLICATE.value))
    await _keep(
        session,
        copies.select_from(LINES).where(
            here.where(), not_(here.is_logged()), not_(here.is_aside())
        ),
    )


async def clear(session: AsyncSession, here: Range, *, all_of_it: bool) -> None:
    """Take the logged lines of a range, or all of them, out of the segment."""
    statement = delete(SegmentLine).where(here.where())
    if not all_of_it:
        statement = statement.where(here.is_logged())
    await session.execute(statement.execution_options(synchronize_session=False))


async def forget_left_out(session: AsyncSession, logged_segment_id: int) -> None:
    """What was left out is in the segment still, so it needs no copy."""
    await session.execute(
        delete(LoggedSegmentLine).where(
            LoggedSegmentLine.logged_segment_id == logged_segment_id,
            LoggedSegmentLine.reason.is_not(None),
        )
    )


def _copies(logged_segment_id: int, reason: ColumnElement[Any]) -> Select[Any]:
    values = (getattr(SegmentLine, name) for name in VALUE_COLUMNS)
    return select(literal(logged_segment_id), SegmentLine.line_no, reason, *values)


async def _keep(session: AsyncSession, copies: Select[Any]) -> None:
    await session.execute(
        insert(LoggedSegmentLine).from_select(NAMES, copies, include_defaults=False)
    )
