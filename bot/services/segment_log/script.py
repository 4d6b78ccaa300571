"""Logging a segment, inside its caller's transaction.

Source: business-central 3.12, steps 1 to 9, as amended: lines that can't be logged are left out
and counted instead of aborting everything, or stay in the segment. The rows are written by the
database itself, some ten thousand lines at a time, so that progress can be told; all of it is one
transaction. What can't be read off the interactions later is kept aside (`logged_lines`), for
taking back.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.errors.segment_log import (
    NobodyToFollowUp,
    NobodyToFollowUpYet,
    NothingToLog,
    PreviewOutdated,
    SegmentChanged,
)
from bot.domain.people.rights import check_segment
from bot.domain.segment_log.rules import Logged
from bot.models import LoggedSegment
from bot.services.interactions.held_rows import hold_contacts, hold_repeated, hold_templates
from bot.services.segment_log import header as logged_header
from bot.services.segment_log import set_aside
from bot.services.segment_log.campaign_entries import add_entries, drop_unused
from bot.services.segment_log.follow_ups import follow_up
from bot.services.segment_log.interactions import InteractionRows
from bot.services.segment_log.merged_content import merging
from bot.services.segments.line_ranges import Lines, first_lines
from bot.services.setup.audit import Done, record_in_script
from bot.storage.transaction_scripts import perform

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.people.person import Person
    from bot.domain.segment_log.rules import FollowedUp, LogOptions, Report
    from bot.storage.transaction_scripts import Script


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
    dialect = session.get_bind().dialect.name
    script = logging(no, person, options, now=now, dialect=dialect, report=report)
    done = await perform(session, script)
    if not options.follow_up:
        return done
    logged = await session.get_one(LoggedSegment, done.logged_segment_id)
    follow = await _follow_up(session, logged, person, now, options)
    return replace(done, follow_up_no=follow.no, follow_up_lines=follow.lines)


def logging(
    no: str,
    person: Person,
    options: LogOptions,
    *,
    now: datetime,
    dialect: str,
    report: Report | None = None,
) -> Script[Logged]:
    """The same as a script, without the follow-up segment."""
    loop = asyncio.get_running_loop()

    def tell(done: int, total: int) -> None:
        if report:  # on the loop, as a script may be gone through in a thread
            loop.call_soon_threadsafe(report, done, total)

    return _logging(no, person, options, now=now, dialect=dialect, tell=tell)


def _logging(
    no: str, person: Person, options: LogOptions, *, now: datetime, dialect: str, tell: Report
) -> Script[Logged]:
    taken = yield from logged_header.take(no)
    check_segment(person, taken.header.created_by, taken.header.salesperson_code)
    if options.revision not in {None, taken.header.revision}:
        raise SegmentChanged(no=no)
    log_id = yield from logged_header.add(taken, person, now)
    entries = yield from add_entries(taken.header, log_id, person, now)
    hold = dialect == "postgresql"  # SQLite has one writer anyway
    if hold:
        yield from hold_templates(no, taken.header.template_code)
    if options.duplicates_once:
        if hold:
            yield from hold_repeated(no)
        yield from set_aside.set_repeated_aside(no, log_id)
    rows = InteractionRows(
        (yield from merging(taken.header, dialect)),
        logged_segment_id=log_id,
        person=person,
        now=now,
        with_campaigns=entries > 0,
        without_repeated=options.duplicates_once,
    )
    written, left_out = yield from _write(no, taken.lines, rows, options, tell, hold=hold)
    if written == 0:
        raise NothingToLog(no=no)
    if options.expected is not None and written != options.expected:
        raise PreviewOutdated(no=no, now=written, expected=options.expected)
    kept = left_out.total() if options.keep_left_out else 0
    if kept:
        yield from set_aside.forget_left_out(log_id)
        yield from logged_header.keep_segment(taken)
    else:
        yield from logged_header.remove_segment(taken)
    if left_out:
        yield from logged_header.correct(log_id, logged=written, kept=kept, left_out=left_out)
    if entries:
        entries -= yield from drop_unused(log_id)
    yield from record_in_script(person, now, Done("log", "segments", no), {"interactions": written})
    return Logged(
        logged_segment_id=log_id,
        segment_no=no,
        description=taken.header.description or "",
        logged=written,
        left_out=dict(left_out),
        kept=kept,
        campaign_entries=entries,
    )


def _write(
    no: str, lines: Lines, rows: InteractionRows, options: LogOptions, tell: Report, *, hold: bool
) -> Script[tuple[int, Counter[str]]]:
    """Write the interactions and clear the lines; how many, and what was left out by reason."""
    written = seen = 0
    left_out: Counter[str] = Counter()
    rest = lines
    while rest.total:
        here = yield from first_lines(no, rest)
        if hold:
            yield from hold_contacts(no, here.first, here.last)
        of_lines = set_aside.Range(no, rows.logged_segment_id, here.first, here.last)
        new = yield from rows.write(no, here.first, here.last)
        complete = new == here.total
        if not complete:
            left_out += yield from set_aside.count_left_out(of_lines)
        yield from set_aside.clear(of_lines, complete=complete, keep_left_out=options.keep_left_out)
        written, seen = written + new, seen + here.total
        tell(seen, lines.total)
        rest = Lines(here.last + 1, lines.last, lines.total - seen)
    return written, left_out


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
