"""Taking back the latest change of many lines, inside its caller's transaction.

What the lines had before is kept whole among the segment's history, under an action number that no
criteria action has, until the next such change. So it goes with the history, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, delete, insert, literal, select, update

from bot.domain.enums import SegmentHistoryAction
from bot.domain.segments.lines import FIELDS
from bot.models import SegmentHistory, SegmentLine
from bot.services.criteria.steps import VALUE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

BEFORE = 0
"""The action number of what is kept; criteria actions count from 1."""
OWN = ("customised", "group_code", *FIELDS)


async def keep(session: AsyncSession, no: str, where: Sequence[ColumnElement[bool]]) -> None:
    """Keep the lines that ``where`` names as they are, in the place of what was kept before."""
    await session.execute(delete(SegmentHistory).where(*_kept(no)))
    lines = select(
        SegmentLine.segment_no,
        literal(BEFORE),
        SegmentLine.line_no,
        literal(SegmentHistoryAction.DELETION.value),
        *(getattr(SegmentLine, name) for name in VALUE_COLUMNS),
    ).where(*where)
    names = ["segment_no", "action_no", "line_no", "action", *VALUE_COLUMNS]
    await session.execute(insert(SegmentHistory).from_select(names, lines, include_defaults=False))


async def undo(session: AsyncSession, no: str) -> int:
    """Give the lines back what they had of their own; how many. What was kept goes."""
    before = SegmentHistory
    same = (before.segment_no == SegmentLine.segment_no, before.line_no == SegmentLine.line_no)
    result = await session.execute(
        update(SegmentLine)
        .where(SegmentLine.segment_no == no, *same, *_kept(no))
        .values({name: getattr(before, name) for name in OWN})
        .execution_options(synchronize_session=False, preserve_rowcount=True)
    )
    await session.execute(delete(SegmentHistory).where(*_kept(no)))
    return cast("CursorResult[Any]", result).rowcount


def _kept(no: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return SegmentHistory.segment_no == no, SegmentHistory.action_no == BEFORE
