"""What was recorded today and this week, for App Home: a statement for oneself, one for all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, case, func, select

from bot.domain.interaction_log.week import Recorded, Week
from bot.domain.people.rights import Right, may
from bot.models import Interaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.people.person import Person
    from bot.storage.database import Database

_OF_TODAY = Interaction.date == bindparam("today")
_EVERYBODY = select(
    func.count().label("week"),
    func.coalesce(func.sum(Interaction.duration_min), 0).label("week_min"),
    func.coalesce(func.sum(case((_OF_TODAY, 1), else_=0)), 0).label("today"),
    func.coalesce(func.sum(case((_OF_TODAY, Interaction.duration_min), else_=0)), 0).label(
        "today_min"
    ),
).where(
    Interaction.date >= bindparam("monday"),
    Interaction.date <= bindparam("today"),
    Interaction.canceled.is_(False),
)
_OWN = _EVERYBODY.where(Interaction.salesperson_code == bindparam("salesperson"))


class Weeks:
    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def of(self, person: Person) -> Week | None:
        """From Monday to the person's today, without canceled entries; for managers the team's as
        well. None for who records nothing."""
        if person.salesperson_code is None:
            return None
        today = self._clock().astimezone(ZoneInfo(person.zone)).date()
        days = {"today": today, "monday": today - timedelta(days=today.weekday())}
        mine = {**days, "salesperson": person.salesperson_code}
        (own,) = await self._db.fetch(_OWN, mine)
        team: Any = None
        if may(person, Right.ALL_ENTRIES):
            (team,) = await self._db.fetch(_EVERYBODY, days)
        return Week(
            today=Recorded(int(own.today), int(own.today_min)),
            week=Recorded(int(own.week), int(own.week_min)),
            team=None if team is None else Recorded(int(team.week), int(team.week_min)),
        )
