"""What a criteria action does to the lines of a segment, inside its caller's transaction.

Adding is one INSERT … SELECT; removing keeps the lines whole in the history and then deletes them,
one statement each, however many there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, delete, func, insert, literal, select

from bot.domain.criteria.criteria import Applied, Forecast, LeftOut
from bot.domain.enums import CriteriaAction, SegmentHistoryAction
from bot.domain.segments.header import LINE_STEP
from bot.domain.segments.lines import FIELDS
from bot.models import Interaction, LoggedSegment, SegmentHistory, SegmentLine
from bot.services.criteria.candidates import (
    count_candidates,
    inserted_columns,
    lines_to_remove,
    new_lines,
)
from bot.services.criteria.record import record

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.criteria.criteria import Step
    from bot.models import Segment

VALUE_COLUMNS = ("contact_id", "contact_company_id", "customised", "group_code", *FIELDS)
"""What a line and its copy in the history have in common, besides their numbers."""


async def forecast(session: AsyncSession, no: str, step: Step) -> Forecast:
    """What `apply` would do."""
    before, _ = await extent(session, no)
    if step.action is CriteriaAction.ADD:
        counts = await count_candidates(session, no, step)
        added = counts.pop(None, 0)
        left_out = LeftOut(**{str(reason): number for reason, number in counts.items()})
        return Forecast(step.action, added, before, before + added, left_out, step.filters.is_empty)
    statement = select(func.count()).select_from(lines_to_remove(no, step).subquery())
    removed = (await session.scalar(statement)) or 0
    return Forecast(
        step.action, removed, before, before - removed, everything=step.filters.is_empty
    )


async def apply(session: AsyncSession, header: Segment, step: Step) -> Applied:
    """Do a step and record it. The caller holds the header."""
    before, _ = await extent(session, header.no)
    last = await last_number(session, header.no)
    action_no = await record(session, header.no, step)
    if step.action is CriteriaAction.ADD:
        added = await add_lines(session, header, step, before, last)
        await remember_insertion(session, header.no, action_no, last, added)
        return Applied(step.action, action_no, added, before + added)
    removed = await remove(session, header.no, action_no, lines_to_remove(header.no, step))
    return Applied(step.action, action_no, removed, before - removed)


async def add_lines(
    session: AsyncSession,
    header: Segment,
    step: Step,
    before: int,
    last: int,
    *where: ColumnElement[bool],
) -> int:
    """Add the lines of a step, or those of a part of it, after line number `last`; how many."""
    rows = new_lines(header, step, before, last).where(*where)
    return await _insert(session, rows, inserted_columns(step))


async def extent(session: AsyncSession, no: str) -> tuple[int, int]:
    """How many lines there are, and the last line number (0 without lines)."""
    # By themselves: together they would be one reading of all lines on SQLite, max() included.
    of_segment = SegmentLine.segment_no == no
    count = select(func.count()).where(of_segment).scalar_subquery()
    last = select(func.coalesce(func.max(SegmentLine.line_no), 0)).where(of_segment)
    row = (await session.execute(select(count, last.scalar_subquery()))).one()
    return row[0], row[1]


async def last_number(session: AsyncSession, no: str) -> int:
    """The last line number that was ever given out: a line that is added gets one after it.

    Lines that were logged keep theirs, as they can be taken back to what was left in the segment,
    and its history knows them by their number.
    """
    _, last = await extent(session, no)
    of_log = select(func.max(Interaction.segment_line_no)).where(
        Interaction.logged_segment_id == LoggedSegment.id
    )
    logged = select(func.max(of_log.scalar_subquery())).where(LoggedSegment.segment_no == no)
    return max(last, (await session.scalar(logged)) or 0)


async def remember_insertion(
    session: AsyncSession, no: str, action_no: int, last: int, added: int
) -> None:
    """Record that an action added `added` lines after line number `last`."""
    if added:
        await session.execute(
            insert(SegmentHistory).values(
                segment_no=no,
                action_no=action_no,
                line_no=last + LINE_STEP,
                last_line_no=last + LINE_STEP * added,
                action=SegmentHistoryAction.INSERTION,
            )
        )


async def remove(session: AsyncSession, no: str, action_no: int, numbers: Select[Any]) -> int:
    """Delete the lines of these numbers, keeping them whole in the history; how many."""
    kept = select(
        SegmentLine.segment_no,
        literal(action_no),
        SegmentLine.line_no,
        literal(SegmentHistoryAction.DELETION.value),
        *(getattr(SegmentLine, name) for name in VALUE_COLUMNS),
    ).where(SegmentLine.segment_no == no, SegmentLine.line_no.in_(numbers))
    names = ["segment_no", "action_no", "line_no", "action", *VALUE_COLUMNS]
    removed = await _insert(session, kept, names, SegmentHistory)
    if removed:
        gone = select(SegmentHistory.line_no).where(
            SegmentHistory.segment_no == no, SegmentHistory.action_no == action_no
        )
        await session.execute(
            delete(SegmentLine).where(SegmentLine.segment_no == no, SegmentLine.line_no.in_(gone))
        )
    return removed


async def undo(session: AsyncSession, no: str, action_no: int) -> tuple[int, int]:
    """Take the latest action back; how many lines that removed, and how many it restored."""
    of_action = (SegmentHistory.segment_no == no, SegmentHistory.action_no == action_no)
    ranges = await session.execute(
        select(SegmentHistory.line_no, SegmentHistory.last_line_no).where(
            *of_action, SegmentHistory.action == SegmentHistoryAction.INSERTION
        )
    )
    removed = 0
    for first, last in ranges.all():
        result = await session.execute(
            delete(SegmentLine).where(
                SegmentLine.segment_no == no, SegmentLine.line_no.between(first, last)
            )
        )
        removed += cast("CursorResult[Any]", result).rowcount
    names = ["segment_no", "line_no", *VALUE_COLUMNS]
    kept = select(*(getattr(SegmentHistory, name) for name in names)).where(
        *of_action, SegmentHistory.action == SegmentHistoryAction.DELETION
    )
    restored = await _insert(session, kept, names)
    await session.execute(delete(SegmentHistory).where(*of_action))
    return removed, restored


async def _insert(
    session: AsyncSession,
    rows: Select[Any],
    names: list[str],
    table: type[SegmentLine | SegmentHistory] = SegmentLine,
) -> int:
    statement = insert(table).from_select(names, rows, include_defaults=False)
    result = await session.execute(statement.execution_options(preserve_rowcount=True))
    return cast("CursorResult[Any]", result).rowcount
