"""The follow-up segment of a logged one, inside its caller's transaction.

Source: business-central 3.12 step 9, with the template carried over on wish (Q16).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.domain.criteria import LoggedMembers
from bot.domain.segment_log import FollowedUp
from bot.domain.segment_log_errors import NobodyToFollowUp
from bot.domain.segments import TEXT_LENGTH
from bot.models import Interaction
from bot.services.criteria import logged_step
from bot.services.criteria_sql import of_logged_segment
from bot.services.criteria_steps import apply
from bot.services.segments import add_segment, change_in

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.facts import Person
    from bot.domain.segments import HeaderChanges
    from bot.models import LoggedSegment


async def follow_up(
    session: AsyncSession,
    logged: LoggedSegment,
    person: Person,
    now: datetime,
    *,
    description: str,
    members: LoggedMembers = LoggedMembers.ALL,
    with_template: bool = False,
) -> FollowedUp:
    """A new segment with the contacts of a logged one. Raises ``NobodyToFollowUp``."""
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
    applied = await apply(session, header, step)
    if not applied.changed:
        raise NobodyToFollowUp
    return FollowedUp(header.no, applied.changed, max(wanted - applied.changed, 0))
