"""Logging a segment, inside its caller's transaction.

Source: business-central 3.12, steps 1 to 9, as amended: lines that can't be logged are left out
and counted instead of aborting everything, or stay in the segment. The rows are written by the
database itself, a few ten thousand lines at a time, so that progress can be told; all of it is one
transaction. What can't be read off the interactions later is kept aside (`logged_lines`), for
taking back.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    Integer,
    String,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    true,
    update,
)

from bot.domain.segment_log import Logged
from bot.domain.segment_log_errors import (
    DescriptionMissing,
    NobodyToFollowUp,
    NobodyToFollowUpYet,
    NothingToLog,
    PreviewOutdated,
    SegmentAlreadyLogged,
    SegmentEmpty,
)
from bot.errors import SegmentUnknown
from bot.models import LoggedSegment, Segment, SegmentCriteriaLine, SegmentLine
from bot.prepared import run, run_all
from bot.services import logged_lines
from bot.services.campaign_entries import add_entries, drop_unused
from bot.services.follow_ups import follow_up
from bot.services.line_ranges import Lines, ranges_of
from bot.services.logged_rows import InteractionRows
from bot.services.merged_content import merging
from bot.services.row_json import row_to_json

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Table
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.facts import Person
    from bot.domain.segment_log import FollowedUp, LogOptions, Report

_SEGMENT = bindparam("the_segment", type_=String)
_GIVEN = ("segment_no", "part", "description", "logged_at", "logged_by", "header", "criteria")


_TABLE = cast("Table", LoggedSegment.__table__)
_ADD = (
    insert(_TABLE)
    .values(
        # As it most often ends, with every line logged; else what came otherwise is written later.
        {name: bindparam(name, type_=_TABLE.c[name].type) for name in _GIVEN}
        | {"canceled": False, "logged": bindparam("all_of_them", type_=Integer)}
        | {"kept": 0, "left_out": {}}
    )
    .returning(_TABLE.c.id)
)


async def log(
    session: AsyncSession,
    no: str,
    person: Person,
    options: LogOptions,
    *,
    now: datetime,
    report: Report | None = None,
) -> Logged:
    """Log the segment. Raises as ``SegmentLog.log`` says; then nothing must be committed."""
    header, part, lines, has_criteria = await _take(session, no)
    values = {
        "segment_no": no,
        "part": part,
        "description": header.description,
        "logged_at": now,
        "logged_by": person.user_id,
        "header": row_to_json(header),
        "criteria": await _criteria(session, no) if has_criteria else [],
        "all_of_them": lines.total,
    }
    [(log_id,)] = (await run(session, _ADD, values)).rows
    entries = await add_entries(session, header, log_id, person, now)
    if options.duplicates_once:
        await logged_lines.set_repeated_aside(session, no, log_id)
    rows = InteractionRows(
        await merging(session, header, session.get_bind().dialect.name),
        logged_segment_id=log_id,
        person=person,
        now=now,
        with_campaigns=entries > 0,
        without_repeated=options.duplicates_once,
    )
    written, left_out = await _write(session, no, rows, options, lines=lines, report=report)
    if written == 0:
        raise NothingToLog(no=no)
    if options.expected is not None and written != options.expected:
        raise PreviewOutdated(no=no, now=written, expected=options.expected)
    kept = sum(left_out.values()) if options.keep_left_out else 0
    if kept:
        await logged_lines.forget_left_out(session, log_id)
    else:
        await _remove_segment(session, no, with_criteria=has_criteria)
    if left_out or written != lines.total:
        changes: dict[str, Any] = {"criteria": None} if kept else {}
        changes |= {"logged": written, "kept": kept, "left_out": dict(left_out)}
        await session.execute(
            update(LoggedSegment).where(LoggedSegment.id == log_id).values(changes)
        )
    entries -= await drop_unused(session, log_id) if entries else 0
    follow = None
    if options.follow_up:
        logged = await session.get_one(LoggedSegment, log_id)
        follow = await _follow_up(session, logged, person, now, options)
    return Logged(
        logged_segment_id=log_id,
        segment_no=no,
        description=header.description or "",
        logged=written,
        left_out=dict(left_out),
        kept=kept,
        campaign_entries=entries,
        follow_up_no=follow.no if follow else None,
        follow_up_lines=follow.lines if follow else 0,
    )


async def _follow_up(
    session: AsyncSession,
    logged: LoggedSegment,
    person: Person,
    now: datetime,
    options: LogOptions,
) -> FollowedUp:
    try:
        return await follow_up(
            session,
            logged,
            person,
            now,
            description=options.follow_up_description,
            members=options.follow_up_members,
            with_template=options.follow_up_template,
        )
    except NobodyToFollowUp:
        raise NobodyToFollowUpYet from None


_latest = (
    select(LoggedSegment.id, LoggedSegment.part, LoggedSegment.kept)
    .where(LoggedSegment.segment_no == _SEGMENT)
    .order_by(LoggedSegment.part.desc())
    .limit(1)
    .subquery()
)
_lines = (
    select(
        func.count().label("lines"),
        func.min(SegmentLine.line_no).label("first"),
        func.max(SegmentLine.line_no).label("last"),
    )
    .where(SegmentLine.segment_no == _SEGMENT)
    .subquery()
)
_has_contacts = exists().where(
    SegmentLine.segment_no == _SEGMENT, SegmentLine.contact_id.is_not(None)
)
_has_criteria = exists().where(SegmentCriteriaLine.segment_no == _SEGMENT)
_HEADER = select(*Segment.__table__.columns).where(Segment.no == _SEGMENT).with_for_update()
_DELETE_CRITERIA = delete(SegmentCriteriaLine).where(SegmentCriteriaLine.segment_no == _SEGMENT)
_DELETE_SEGMENT = delete(Segment).where(Segment.no == _SEGMENT)
_STATE = select(
    _latest, _lines, _has_contacts.label("contacts"), _has_criteria.label("criteria")
).select_from(_lines.outerjoin(_latest, true()))


async def _take(session: AsyncSession, no: str) -> tuple[Segment, int, Lines, bool]:
    """The header, locked, so that whoever else changes or logs the segment waits; which log of the
    segment this will be, its lines, and whether it has criteria.
    """
    headers, states = await run_all(session, [_HEADER, _STATE], {"the_segment": no})
    [found] = states.rows
    header = Segment(**headers.rows[0]._asdict()) if headers.rows else None
    if found.id is not None and (header is None or not found.kept):
        raise SegmentAlreadyLogged(no=no, logged_segment_id=found.id)
    if header is None or header.deleted_at is not None:
        raise SegmentUnknown(no=no)
    if not (header.description or "").strip():
        raise DescriptionMissing(no=no)
    if not found.contacts:
        raise SegmentEmpty(no=no)
    lines = Lines(found.first, found.last, found.lines)
    return header, (found.part or 0) + 1, lines, bool(found.criteria)


async def _write(
    session: AsyncSession,
    no: str,
    rows: InteractionRows,
    options: LogOptions,
    *,
    lines: Lines,
    report: Report | None,
) -> tuple[int, Counter[str]]:
    """Write the interactions and clear the lines; how many, and what was left out by reason."""
    written = seen = 0
    left_out: Counter[str] = Counter()
    async for first, last, count in ranges_of(session, no, lines):
        here = logged_lines.Range(no, rows.logged_segment_id, first, last)
        new = await rows.write(session, no, first, last)
        if new < count:
            left_out += await logged_lines.count_left_out(session, here)
        await logged_lines.clear(
            session, here, complete=new == count, keep_left_out=options.keep_left_out
        )
        written, seen = written + new, seen + count
        if report:
            report(seen, lines.total)
    return written, left_out


async def _criteria(session: AsyncSession, no: str) -> list[dict[str, Any]]:
    rows = await session.scalars(
        select(SegmentCriteriaLine)
        .where(SegmentCriteriaLine.segment_no == no)
        .order_by(SegmentCriteriaLine.line_no)
    )
    return [row_to_json(row, without={"id"}) for row in rows]


async def _remove_segment(session: AsyncSession, no: str, *, with_criteria: bool) -> None:
    """Remove the header and its criteria. The history stays for a while."""
    statements = [_DELETE_CRITERIA, _DELETE_SEGMENT] if with_criteria else [_DELETE_SEGMENT]
    await run_all(session, statements, {"the_segment": no})
