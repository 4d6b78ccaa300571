"""Logging a segment, inside its caller's transaction.

Source: business-central 3.12, steps 1 to 9, as amended: lines that can't be logged are left out
and counted instead of aborting everything, or stay in the segment. The rows are written by the
database itself, a few ten thousand lines at a time, so that progress can be told; all of it is one
transaction. What can't be read off the interactions later is kept aside (`logged_lines`), for
taking back.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, select

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
from bot.services import logged_lines
from bot.services.campaign_entries import add_entries, drop_unused
from bot.services.follow_ups import follow_up
from bot.services.line_ranges import ranges_of
from bot.services.logged_rows import InteractionRows
from bot.services.merged_content import merging
from bot.services.row_json import row_to_json

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.facts import Person
    from bot.domain.segment_log import FollowedUp, LogOptions, Report


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
    header = await _take(session, no)
    part = await _next_part(session, header)
    lines = await _count(session, header)
    logged = LoggedSegment(
        segment_no=no,
        part=part,
        description=header.description,
        logged_at=now,
        logged_by=person.user_id,
        header=row_to_json(header),
    )
    session.add(logged)
    await session.flush()
    entries = await add_entries(session, header, logged.id, person, now)
    if options.duplicates_once:
        await logged_lines.set_repeated_aside(session, no, logged.id)
    rows = InteractionRows(
        await merging(session, header, session.get_bind().dialect.name),
        logged_segment_id=logged.id,
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
        await logged_lines.forget_left_out(session, logged.id)
    else:
        logged.criteria = await _remove_segment(session, header)
    logged.logged, logged.kept, logged.left_out = written, kept, dict(left_out)
    entries -= await drop_unused(session, logged.id) if entries else 0
    await session.flush()
    follow = None
    if options.follow_up:
        follow = await _follow_up(session, logged, person, now, options)
    return Logged(
        logged_segment_id=logged.id,
        segment_no=no,
        description=logged.description or "",
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


async def _take(session: AsyncSession, no: str) -> Segment:
    """The header, locked: whoever else changes or logs the segment waits."""
    header = await session.get(Segment, no, with_for_update=True)
    if header is None:
        latest = await _latest(session, no)
        if latest is not None:
            raise SegmentAlreadyLogged(no=no, logged_segment_id=latest.id)
    if header is None or header.deleted_at is not None:
        raise SegmentUnknown(no=no)
    return header


async def _latest(session: AsyncSession, no: str) -> LoggedSegment | None:
    statement = select(LoggedSegment).where(LoggedSegment.segment_no == no)
    return (
        await session.scalars(statement.order_by(LoggedSegment.part.desc()).limit(1))
    ).one_or_none()


async def _next_part(session: AsyncSession, header: Segment) -> int:
    latest = await _latest(session, header.no)
    if latest is not None and not latest.kept:
        raise SegmentAlreadyLogged(no=header.no, logged_segment_id=latest.id)
    if not (header.description or "").strip():
        raise DescriptionMissing(no=header.no)
    return latest.part + 1 if latest else 1


_COUNT = select(func.count(), func.count(SegmentLine.contact_id)).where(
    SegmentLine.segment_no == bindparam("the_segment")
)


async def _count(session: AsyncSession, header: Segment) -> int:
    lines, contacts = (await session.execute(_COUNT, {"the_segment": header.no})).one()
    if not contacts:
        raise SegmentEmpty(no=header.no)
    return int(lines)


async def _write(
    session: AsyncSession,
    no: str,
    rows: InteractionRows,
    options: LogOptions,
    *,
    lines: int,
    report: Report | None,
) -> tuple[int, Counter[str]]:
    """Write the interactions and clear the lines; how many, and what was left out by reason."""
    written = seen = 0
    left_out: Counter[str] = Counter()
    async for first, last, count in ranges_of(session, no):
        here = logged_lines.Range(no, rows.logged_segment_id, first, last)
        new = await rows.write(session, no, first, last)
        if new < count:
            left_out += await logged_lines.count_left_out(session, here)
        await logged_lines.keep_own_values(session, here, complete=new == count)
        if new < count and not options.keep_left_out:
            await logged_lines.keep_left_out(session, here)
        await logged_lines.clear(session, here, all_of_it=new == count or not options.keep_left_out)
        written, seen = written + new, seen + count
        if report:
            report(seen, lines)
    return written, left_out


async def _remove_segment(session: AsyncSession, header: Segment) -> list[dict[str, Any]]:
    """Remove the header and its criteria, which are returned. The history stays for a while."""
    criteria = (
        await session.scalars(
            select(SegmentCriteriaLine)
            .where(SegmentCriteriaLine.segment_no == header.no)
            .order_by(SegmentCriteriaLine.line_no)
        )
    ).all()
    found = [row_to_json(row, without={"id"}) for row in criteria]
    await session.execute(
        delete(SegmentCriteriaLine).where(SegmentCriteriaLine.segment_no == header.no)
    )
    await session.execute(delete(Segment).where(Segment.no == header.no))
    return found
