"""The card of a logged segment: counts over its interactions, inside its caller's transaction."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from bot.domain.segment_log.rules import TAKE_BACK, LoggedSegmentCard, LoggedSegmentRow, Reason
from bot.models import CampaignEntry, Interaction, Segment, SegmentCriteriaLine
from bot.services.segment_log.taking_back import hindrance
from bot.services.segments.files import file_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.enums import Evaluation
    from bot.models import LoggedSegment


def row_of(logged: LoggedSegment) -> LoggedSegmentRow:
    """A logged segment as lists show it."""
    return LoggedSegmentRow(
        id=logged.id,
        segment_no=logged.segment_no,
        part=logged.part,
        description=logged.description or "",
        logged_at=logged.logged_at,
        logged_by=logged.logged_by,
        interactions=logged.logged,
        canceled=logged.canceled,
    )


async def card_of(session: AsyncSession, logged: LoggedSegment, now: datetime) -> LoggedSegmentCard:
    """Counts of what is not canceled; of a canceled segment, of what was canceled with it."""
    counted = (
        Interaction.canceled_with_segment.is_(True)
        if logged.canceled
        else Interaction.canceled.is_(False)
    )
    groups = (
        select(
            counted.label("counted"),
            Interaction.evaluation,
            Interaction.attempt_failed,
            func.count().label("number"),
            func.sum(case((Interaction.campaign_response, 1), else_=0)).label("responses"),
            func.sum(Interaction.cost).label("cost"),
            func.sum(Interaction.duration_min).label("minutes"),
            func.max(Interaction.attachment_id).label("file"),  # one for all that have one
        )
        .where(Interaction.logged_segment_id == logged.id, Interaction.deletion_id.is_(None))
        .group_by("counted", Interaction.evaluation, Interaction.attempt_failed)
    )
    every = (await session.execute(groups)).all()
    rows = [row for row in every if row.counted]
    evaluations: dict[Evaluation | None, int] = {}
    for row in rows:
        evaluations[row.evaluation] = evaluations.get(row.evaluation, 0) + row.number
    entries = select(func.count()).where(
        CampaignEntry.logged_segment_id == logged.id, CampaignEntry.canceled.is_(logged.canceled)
    )
    segment = await session.get(Segment, logged.segment_no)
    shared = next((row.file for row in every if row.file is not None), None)
    file = await file_of(session, shared)
    problem = await hindrance(session, logged, now)
    return LoggedSegmentCard(
        row=row_of(logged),
        evaluations=evaluations,
        reached=sum(row.number for row in rows if not row.attempt_failed),
        not_reached=sum(row.number for row in rows if row.attempt_failed),
        responses=sum(row.responses for row in rows),
        canceled_interactions=sum(row.number for row in every if not row.counted),
        cost=sum((row.cost for row in rows), Decimal(0)),
        duration_min=sum(row.minutes for row in rows),
        campaign_entries=(await session.scalar(entries)) or 0,
        left_out={Reason(key): number for key, number in (logged.left_out or {}).items()},
        kept=logged.kept,
        segment_open=segment is not None and segment.deleted_at is None,
        takeable_until=logged.logged_at + TAKE_BACK,
        not_takeable=problem.text if problem else None,
        made_from=() if problem else await _made_from(session, logged.id),
        file=file.name if file else None,
        salesperson_code=(logged.header or {}).get("salesperson_code"),
    )


async def _made_from(session: AsyncSession, logged_segment_id: int) -> tuple[str, ...]:
    """The segments that have contacts of the logged one by their criteria, latest ones last."""
    rows = await session.execute(
        select(SegmentCriteriaLine.segment_no, SegmentCriteriaLine.filter)
        .join(Segment, Segment.no == SegmentCriteriaLine.segment_no)
        .where(SegmentCriteriaLine.table_name == "logged_segment", Segment.deleted_at.is_(None))
        .order_by(Segment.created_at, Segment.no)
    )
    wanted = (no for no, chosen in rows if (chosen or {}).get("id") == logged_segment_id)
    return tuple(dict.fromkeys(wanted))
