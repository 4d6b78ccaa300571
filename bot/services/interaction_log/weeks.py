"""How many interactions a filter has in each of the last twelve weeks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bot.domain.interaction_log.weeks import TwelveWeeks, first_day, twelve_weeks
from bot.domain.people.rights import Right, check
from bot.models import Interaction, InteractionGroup
from bot.services.interaction_log.conditions import conditions

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.interaction_log.filters import LogFilter
    from bot.domain.people.person import Person
    from bot.storage.database import Database


class LogWeeks:
    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def of(self, by: Person, chosen: LogFilter) -> TwelveWeeks:
        """By the reader's day. Canceled entries count no more, and a filter's own days don't
        matter."""
        check(by, Right.SEE)
        today = self._clock().astimezone(ZoneInfo(by.zone)).date()
        unbounded = replace(chosen, since=None, until=None)
        statement = (
            select(
                Interaction.date,
                func.coalesce(InteractionGroup.description, ""),
                func.count(),
            )
            .outerjoin(InteractionGroup, InteractionGroup.code == Interaction.group_code)
            .where(
                *conditions(unbounded, by),
                Interaction.date >= first_day(today),
                Interaction.date <= today,
                Interaction.canceled.is_(False),
            )
            .group_by(Interaction.date, InteractionGroup.description)
        )
        async with self._db.read() as session:
            counts = [(day, group, count) for day, group, count in await session.execute(statement)]
        return twelve_weeks(counts, today)
