"""Canceling and restoring a logged segment as one unit, inside its caller's transaction.

Source: business-central 4.4 as amended: the direction is said, and what was canceled one by one
is told apart, so that it stays canceled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from typing import cast as typed

from sqlalchemy import CursorResult, func, select, update

from bot.domain.errors.segment_log import AlreadyCanceled, NotCanceled
from bot.domain.segment_log.rules import Switched
from bot.models import CampaignEntry, Interaction
from bot.services.segment_log.taking_back import take_logged
from bot.services.segments.line_ranges import logged_ranges_of
from bot.services.setup.audit import Done, record_act

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.people.person import Person
    from bot.domain.segment_log.rules import Report


async def switch(
    session: AsyncSession,
    logged_segment_id: int,
    by: Person | None,
    now: datetime,
    *,
    canceled: bool,
    report: Report | None = None,
) -> Switched:
    """Cancel, or restore, everything of the log that is not canceled by itself.

    Raises ``LoggedSegmentUnknown``, ``AlreadyCanceled`` or ``NotCanceled``.
    """
    logged = await take_logged(session, logged_segment_id, by)
    if logged.canceled == canceled:
        raise AlreadyCanceled if canceled else NotCanceled
    logged.canceled = canceled
    await session.flush()
    await _switch(session, CampaignEntry, CampaignEntry.logged_segment_id == logged.id, canceled)
    of_log = Interaction.logged_segment_id == logged.id
    changed = seen = 0
    async for first, last, count in logged_ranges_of(session, of_log):
        here = of_log & Interaction.segment_line_no.between(first, last)
        changed += await _switch(session, Interaction, here, canceled)
        seen += count
        if report:
            report(seen, logged.logged)
    # Entries from before lines were told apart.
    changed += await _switch(
        session, Interaction, of_log & Interaction.segment_line_no.is_(None), canceled
    )
    total = await session.scalar(select(func.count()).select_from(Interaction).where(of_log))
    done = Done("cancel" if canceled else "restore", "segments", logged.segment_no)
    record_act(session, by, now, done, after={"interactions": changed})
    return Switched(logged.id, canceled, changed, (total or 0) - changed)


async def _switch(
    session: AsyncSession, table: type[Interaction | CampaignEntry], where: Any, canceled: bool
) -> int:
    open_now = table.canceled.is_(False) if canceled else table.canceled_with_segment.is_(True)
    if table is Interaction:
        where = where & Interaction.deletion_id.is_(None)
    result = await session.execute(
        update(table)
        .where(where, open_now)
        .values(canceled=canceled, canceled_with_segment=canceled)
        .execution_options(synchronize_session=False)
    )
    return typed("CursorResult[Any]", result).rowcount
