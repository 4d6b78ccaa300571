"""Number, cost and duration of interactions, month by month.

Source: business-central 4.3. Canceled entries don't count, failed attempts do; postponed ones are
drafts, which aren't in the log.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import extract, func, select

from bot.domain.people.rights import Right, check
from bot.domain.statistics import Figures
from bot.models import Interaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Select

    from bot.domain.people.person import Person
    from bot.storage.database import Database

COUNTS: ColumnElement[bool] = Interaction.canceled.is_(False)
"""The interactions that count."""

SUMS = (
    func.count(Interaction.id),
    func.coalesce(func.sum(Interaction.cost), 0),
    func.coalesce(func.sum(Interaction.duration_min), 0),
)
"""What :func:`figures` makes figures of."""

OF_RECORD = {
    "interaction_templates": Interaction.template_code,
    "interaction_groups": Interaction.group_code,
}
"""The records of the set-up whose interactions are counted, and the column that names them."""


def months_of(*where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Year, month and sums of the interactions that count, of those that ``where`` means."""
    year, month = extract("year", Interaction.date), extract("month", Interaction.date)
    return select(year, month, *SUMS).where(COUNTS, *where).group_by(year, month)


def figures(number: int, cost: Any, duration_min: int) -> Figures:
    return Figures(int(number), Decimal(cost), int(duration_min))


class Statistics:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def months(self, by: Person, kind: str, code: str) -> Mapping[tuple[int, int], Figures]:
        """The figures of a template or a group by year and month. Raises
        :class:`bot.domain.errors.people.NotAllowed`."""
        check(by, Right.SEE_SETUP)
        async with self._db.read() as session:
            rows = await session.execute(months_of(OF_RECORD[kind] == code))
            return {(int(year), int(month)): figures(*sums) for year, month, *sums in rows}
