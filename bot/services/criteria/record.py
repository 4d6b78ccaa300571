"""The record of a segment's criteria: read it, add a step to it, take the last one off.

Whoever changes a segment first takes its header (`take_header`), so that two changes of one
segment wait for each other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select

from bot.domain.criteria.criteria import Options
from bot.domain.criteria.rows import CriteriaRow, rows_of, steps_of
from bot.domain.enums import CriteriaLineType
from bot.domain.errors.segments import SegmentUnknown
from bot.domain.people.rights import check_segment
from bot.domain.segment_log.rules import logged_name
from bot.domain.segments.header import LINE_STEP
from bot.models import LoggedSegment, Segment, SegmentCriteriaLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.criteria.criteria import Step
    from bot.domain.people.person import Person
    from bot.models.criteria import CriteriaValues


async def take_header(session: AsyncSession, no: str, by: Person | None) -> Segment:
    """The header, locked until the transaction ends and counted as changed ``by`` somebody.

    Raises `SegmentUnknown`, and `NotAllowed` where it isn't for them to change.
    """
    statement = select(Segment).where(Segment.no == no, Segment.deleted_at.is_(None))
    header = (await session.scalars(statement.with_for_update())).one_or_none()
    if header is None:
        raise SegmentUnknown(no=no)
    check_segment(by, header.created_by, header.salesperson_code)
    header.revision += 1
    return header


async def header_of(session: AsyncSession, no: str) -> Segment:
    """The header, for reading. Raises `SegmentUnknown`."""
    statement = select(Segment).where(Segment.no == no, Segment.deleted_at.is_(None))
    header = (await session.scalars(statement)).one_or_none()
    if header is None:
        raise SegmentUnknown(no=no)
    return header


async def recorded(session: AsyncSession, no: str) -> list[Step]:
    """The steps of a segment in their order."""
    return await named(session, steps_of([row_of(line) for line in await _lines(session, no)]))


async def named(session: AsyncSession, steps: list[Step]) -> list[Step]:
    """The steps with the names of the logged segments that they are about."""
    ids = {step.filters.logged_segment.id for step in steps} - {None}
    if not ids:
        return steps
    statement = select(
        LoggedSegment.id, LoggedSegment.segment_no, LoggedSegment.part, LoggedSegment.description
    )
    rows = await session.execute(statement.where(LoggedSegment.id.in_(ids)))
    names = {key: (logged_name(no, part), text or "") for key, no, part, text in rows}
    return [_with_name(step, names) for step in steps]


def _with_name(step: Step, names: Mapping[int, tuple[str, str]]) -> Step:
    wanted = step.filters.logged_segment
    if wanted.id is None or wanted.id not in names:
        return step
    name, description = names[wanted.id]
    logged = replace(wanted, name=name, description=description)
    return replace(step, filters=replace(step.filters, logged_segment=logged))


async def action_count(session: AsyncSession, no: str) -> int:
    """How many steps there are, which is also the number of the latest one (1.13)."""
    statement = select(func.count()).where(
        SegmentCriteriaLine.segment_no == no, SegmentCriteriaLine.type == CriteriaLineType.ACTION
    )
    return (await session.scalar(statement)) or 0


async def record(session: AsyncSession, no: str, step: Step) -> int:
    """Add a step at the end; the answer is its action number."""
    last = select(func.coalesce(func.max(SegmentCriteriaLine.line_no), 0)).where(
        SegmentCriteriaLine.segment_no == no
    )
    line_no = (await session.scalar(last)) or 0
    await session.execute(
        insert(SegmentCriteriaLine),
        [
            {"segment_no": no, "line_no": line_no + LINE_STEP * at, **values_of(row)}
            for at, row in enumerate(rows_of(step), start=1)
        ],
    )
    return await action_count(session, no)


async def strike_last(session: AsyncSession, no: str) -> Step | None:
    """Take the last step off the record; None when there is none."""
    lines = await _lines(session, no)
    if not lines:
        return None
    start = max(line.line_no for line in lines if line.type is CriteriaLineType.ACTION)
    await session.execute(
        delete(SegmentCriteriaLine).where(
            SegmentCriteriaLine.segment_no == no, SegmentCriteriaLine.line_no >= start
        )
    )
    struck = steps_of([row_of(line) for line in lines if line.line_no >= start])
    return (await named(session, struck))[0]


def row_of(line: CriteriaValues) -> CriteriaRow:
    """A stored line, of a segment's criteria or of saved ones."""
    return CriteriaRow(
        line.action,
        line.table_name,
        line.filter,
        Options(
            allow_existing_contacts=line.allow_existing_contacts,
            expand_companies=line.expand_companies,
            allow_related_companies=line.allow_related_companies,
            ignore_exclusion=line.ignore_exclusion,
            entire_companies=line.entire_companies,
        ),
        line.filter_count,
    )


def values_of(row: CriteriaRow) -> dict[str, Any]:
    """The columns that `row_of` reads."""
    return {
        "type": CriteriaLineType.FILTER if row.action is None else CriteriaLineType.ACTION,
        "action": row.action,
        "table_name": row.table_name,
        "filter": row.filter,
        "filter_count": row.filter_count,
        "allow_existing_contacts": row.options.allow_existing_contacts,
        "expand_companies": row.options.expand_companies,
        "allow_related_companies": row.options.allow_related_companies,
        "ignore_exclusion": row.options.ignore_exclusion,
        "entire_companies": row.options.entire_companies,
    }


async def _lines(session: AsyncSession, no: str) -> Sequence[SegmentCriteriaLine]:
    statement = select(SegmentCriteriaLine).where(SegmentCriteriaLine.segment_no == no)
    return (await session.scalars(statement.order_by(SegmentCriteriaLine.line_no))).all()
