"""The follow-up segment of a logged one, inside its caller's transaction.

Source: business-central 3.12 step 9, with the template carried over on wish (Q16).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.domain.criteria.criteria import LoggedMembers
from bot.domain.errors.segment_log import CanceledNotFollowedUp, NobodyToFollowUp
from bot.domain.segment_log.rules import FollowedUp
from bot.domain.segments.header import LINE_STEP, TEXT_LENGTH
from bot.models import Interaction
from bot.services.criteria.criteria import logged_step
from bot.services.criteria.filters_sql import of_logged_segment
from bot.services.criteria.record import record
from bot.services.criteria.steps import add_lines, remember_insertion
from bot.services.segments.line_ranges import logged_ranges_of
from bot.services.segments.segments import add_segment, change_in

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.criteria.criteria import Step
    from bot.domain.people.person import Person
    from bot.domain.segment_log.rules import Report
    from bot.domain.segments.header import HeaderChanges
    from bot.models import LoggedSegment, Segment


async def follow_up(
    session: AsyncSession,
    logged: LoggedSegment,
    person: Person,
    now: datetime,
    *,
    description: str,
    members: LoggedMembers = LoggedMembers.ALL,
    with_template: bool = False,
    report: Report | None = None,
) -> FollowedUp:
    """A new segment with the contacts of a logged one.

    Raises ``CanceledNotFollowedUp`` or ``NobodyToFollowUp``.
    """
    if logged.canceled:
        raise CanceledNotFollowedUp
    step = logged_step(logged.id, members)
    found = select(func.count()).where(*of_logged_segment(step.filters.logged_segment))
    wanted = (await session.scalar(found.select_from(Interaction))) or 0
    header = await add_segment(session, person, now, description.strip()[:TEXT_LENGTH] or None)
    before = logged.header or {}
    changes: HeaderChanges = {}
    if with_template and before.get("template_code"):
        changes["template_code"] = before["template_code"]
    if before.get("campaign_no"):
        changes["campaign_no"] = before["campaign_no"]
    await change_in(session, header, changes)
    added = await _add_contacts(session, header, logged, step, report)
    if not added:
        raise NobodyToFollowUp
    return FollowedUp(header.no, added, max(wanted - added, 0))


async def _add_contacts(
    session: AsyncSession,
    header: Segment,
    logged: LoggedSegment,
    step: Step,
    report: Report | None,
) -> int:
    """One criteria action, done in pieces so that progress can be told; how many lines."""
    action_no = await record(session, header.no, step)
    added = seen = 0
    number, of_log = Interaction.segment_line_no, Interaction.logged_segment_id == logged.id
    async for first, last, count in logged_ranges_of(session, of_log):
        here = number.between(first, last)
        added += await add_lines(session, header, step, 0, added * LINE_STEP, here)
        seen += count
        if report:
            report(seen, logged.logged)
    # Entries from before lines were told apart.
    rest = number.is_(None)
    added += await add_lines(session, header, step, 0, added * LINE_STEP, rest)
    await remember_insertion(session, header.no, action_no, 0, added)
    return added
