"""Taking a logged segment back, inside its caller's transaction.

Everything that came with the log goes, and the segment is as it was: its header, lines, criteria
and history. Where a rest of it stayed, the lines come back to that, and its header stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    CursorResult,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.domain.errors.segment_log import (
    InteractionsChanged,
    LoggedAgain,
    LoggedSegmentCanceled,
    LoggedSegmentUnknown,
    NotTakeable,
    TooLateToTakeBack,
)
from bot.domain.people.rights import check_segment
from bot.domain.segment_log.rules import TAKE_BACK, TakenBack
from bot.domain.segments.header import LINE_STEP
from bot.models import (
    CampaignEntry,
    Interaction,
    LoggedSegment,
    LoggedSegmentLine,
    Segment,
    SegmentCriteriaLine,
    SegmentHistory,
    SegmentLine,
)
from bot.services.criteria.steps import VALUE_COLUMNS, last_number
from bot.services.interactions.touched import touched, untouched
from bot.services.row_json import row_from_json
from bot.services.segments.line_ranges import logged_ranges_of
from bot.services.setup.audit import Done, record_act

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import InstrumentedAttribute

    from bot.domain.people.person import Person
    from bot.domain.segment_log.rules import Report

    _Number = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]


async def take_back(
    session: AsyncSession,
    logged_segment_id: int,
    by: Person | None,
    now: datetime,
    report: Report | None = None,
) -> TakenBack:
    """Raises ``LoggedSegmentUnknown`` or a ``NotTakeable``; then nothing must be committed."""
    logged = await _take_both(session, logged_segment_id, by)
    problem = await hindrance(session, logged, now)
    if problem is not None:
        raise problem
    was_open, shift = await _open_segment(session, logged)
    lines = await _restore_kept_lines(session, logged, shift)
    removed = await _turn_interactions_into_lines(session, logged, shift, report)
    for table in (LoggedSegmentLine, CampaignEntry):
        await session.execute(delete(table).where(table.logged_segment_id == logged.id))
    await session.execute(delete(LoggedSegment).where(LoggedSegment.id == logged.id))
    done = Done("take back", "segments", logged.segment_no)
    record_act(session, by, now, done, before={"interactions": removed})
    return TakenBack(logged.segment_no, removed, lines + removed, was_open)


async def _take_both(
    session: AsyncSession, logged_segment_id: int, by: Person | None
) -> LoggedSegment:
    """The logged segment, locked with what is left of its segment, which nobody logs meanwhile."""
    logged = await session.get(LoggedSegment, logged_segment_id)
    if logged is None:
        raise LoggedSegmentUnknown
    await session.get(Segment, logged.segment_no, with_for_update=True)
    return await take_logged(session, logged_segment_id, by)


async def take_logged(
    session: AsyncSession, logged_segment_id: int, by: Person | None
) -> LoggedSegment:
    """The logged segment, locked until the transaction ends. Raises ``NotAllowed`` where it isn't
    for somebody to change."""
    logged = await session.get(LoggedSegment, logged_segment_id, with_for_update=True)
    if logged is None:
        raise LoggedSegmentUnknown
    check_segment(by, logged.logged_by, (logged.header or {}).get("salesperson_code"))
    return logged


async def hindrance(
    session: AsyncSession, logged: LoggedSegment, now: datetime
) -> NotTakeable | None:
    """Why a logged segment can't be taken back now; None where it can."""
    if now > logged.logged_at + TAKE_BACK or logged.header is None:
        return TooLateToTakeBack(hours=int(TAKE_BACK.total_seconds()) // 3600)
    if logged.canceled:
        return LoggedSegmentCanceled()
    later = select(LoggedSegment.id).where(
        LoggedSegment.segment_no == logged.segment_no, LoggedSegment.part > logged.part
    )
    if await session.scalar(later.limit(1)) is not None:
        return LoggedAgain(no=logged.segment_no)
    others = touched(logged.id).subquery()
    changed = await session.scalar(select(func.count()).select_from(others))
    return InteractionsChanged(count=changed) if changed else None


async def _open_segment(session: AsyncSession, logged: LoggedSegment) -> tuple[bool, int]:
    """The segment is there to take lines: whether it was anyway, and where there is no room.

    A number may be taken after all: a contact was put on a line in another's place and logged, and
    then that was undone in the rest. Such a line comes back behind the last one; the answer is what
    to add to its number, 0 where there is none.
    """
    header = await session.get(Segment, logged.segment_no, with_for_update=True)
    if header is None:
        values = row_from_json(Segment, logged.header or {})
        await session.execute(insert(Segment).values(values | {"deleted_at": None}))
        if logged.criteria:
            rows = [row_from_json(SegmentCriteriaLine, line) for line in logged.criteria]
            await session.execute(insert(SegmentCriteriaLine), rows)
        return False, 0
    header.deleted_at = header.deleted_by = None
    header.revision += 1
    await session.flush()
    no = logged.segment_no
    coming = select(Interaction.segment_line_no).where(Interaction.logged_segment_id == logged.id)
    taken = select(SegmentLine.line_no).where(
        SegmentLine.segment_no == no, SegmentLine.line_no.in_(coming)
    )
    if await session.scalar(taken.limit(1)) is None:
        return True, 0
    return True, -(-await last_number(session, no) // LINE_STEP) * LINE_STEP


def _number(no: str, of_log: _Number, shift: int) -> _Number | ColumnElement[Any]:
    if not shift:
        return of_log
    taken = select(SegmentLine.line_no).where(SegmentLine.segment_no == no)
    return case((of_log.in_(taken), of_log + shift), else_=of_log)


async def _restore_kept_lines(session: AsyncSession, logged: LoggedSegment, shift: int) -> int:
    """Lines that were left out and kept; how many. Those that were logged come with the others."""
    result = await session.execute(
        _line_insert(
            select(
                literal(logged.segment_no),
                _number(logged.segment_no, LoggedSegmentLine.line_no, shift),
                *(getattr(LoggedSegmentLine, name) for name in VALUE_COLUMNS),
            )
            .where(
                LoggedSegmentLine.logged_segment_id == logged.id,
                LoggedSegmentLine.reason.is_not(None),
            )
            .order_by(LoggedSegmentLine.line_no)
        ).execution_options(preserve_rowcount=True)
    )
    return cast("CursorResult[Any]", result).rowcount


async def _turn_interactions_into_lines(
    session: AsyncSession, logged: LoggedSegment, shift: int, report: Report | None
) -> int:
    own = LoggedSegmentLine
    same: dict[str, Any] = {
        "contact_id": Interaction.contact_id,
        "contact_company_id": Interaction.contact_company_id,
        "customised": func.coalesce(own.customised, 0),
    }
    back = (
        select(
            literal(logged.segment_no),
            _number(logged.segment_no, Interaction.segment_line_no, shift),
            *(same.get(name, getattr(own, name)) for name in VALUE_COLUMNS),
        )
        .select_from(Interaction)
        .outerjoin(
            own,
            (own.logged_segment_id == logged.id) & (own.line_no == Interaction.segment_line_no),
        )
        .order_by(Interaction.segment_line_no)
    )
    of_log = Interaction.logged_segment_id == logged.id
    done = 0
    async for first, last, count in logged_ranges_of(session, of_log):
        here = (of_log, Interaction.segment_line_no.between(first, last))
        await session.execute(_line_insert(back.where(*here)))
        await _delete(session, count, *here, untouched(logged.id))
        done += count
        if report:
            report(done, logged.logged)
    return done


async def _delete(session: AsyncSession, count: int, *where: ColumnElement[bool]) -> None:
    """Delete so many interactions; raises `InteractionsChanged` for who was quicker."""
    statement = delete(Interaction).where(*where).execution_options(synchronize_session=False)
    try:
        deleted = cast("CursorResult[Any]", await session.execute(statement)).rowcount
    except IntegrityError:  # there is a comment or a file by now
        raise InteractionsChanged(count=1) from None
    if deleted != count:
        raise InteractionsChanged(count=count - deleted)


def _line_insert(rows: Any) -> Any:
    names = ["segment_no", "line_no", *VALUE_COLUMNS]
    return insert(SegmentLine).from_select(names, rows, include_defaults=False)


async def purge(session: AsyncSession, now: datetime) -> None:
    """Remove history, criteria and lines that only taking back needs, of logs too old for it.

    The history of a segment is that of all its parts: it goes with the one that was logged last.
    """
    old = LoggedSegment.logged_at < now - TAKE_BACK
    for statement in (
        delete(SegmentHistory).where(
            SegmentHistory.segment_no.in_(select(LoggedSegment.segment_no).where(old)),
            SegmentHistory.segment_no.not_in(select(LoggedSegment.segment_no).where(~old)),
            SegmentHistory.segment_no.not_in(select(Segment.no)),
        ),
        delete(LoggedSegmentLine).where(
            LoggedSegmentLine.logged_segment_id.in_(select(LoggedSegment.id).where(old)),
            LoggedSegmentLine.reason.is_(None),
        ),
        update(LoggedSegment).where(old, LoggedSegment.criteria.is_not(None)).values(criteria=None),
    ):
        await session.execute(statement.execution_options(synchronize_session=False))
