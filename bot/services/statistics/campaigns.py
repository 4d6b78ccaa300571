"""What came of a campaign, and its entries.

Source: business-central 1.15 and 4.3. Canceled interactions don't count.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, select

from bot.domain.campaigns import EntryRow, Results
from bot.domain.pages import Page
from bot.domain.people.rights import Right, check
from bot.models import CampaignEntry, Interaction, Salesperson
from bot.services.statistics.interactions import COUNTS, SUMS, figures

if TYPE_CHECKING:
    from bot.domain.people.person import Person
    from bot.storage.database import Database


class CampaignResults:
    """Every method raises :class:`bot.domain.errors.people.NotAllowed` for who isn't linked."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def of(self, by: Person, no: str) -> Results:
        check(by, Right.SEE)
        statement = select(
            func.coalesce(func.sum(case((Interaction.campaign_target, 1), else_=0)), 0),
            func.coalesce(func.sum(case((Interaction.campaign_response, 1), else_=0)), 0),
            *SUMS[1:],
        ).where(COUNTS, Interaction.campaign_no == no)
        async with self._db.read() as session:
            targets, responses, cost, minutes = (await session.execute(statement)).one()
        return Results(int(targets), int(responses), Decimal(cost), int(minutes))

    async def entries(self, by: Person, no: str, offset: int, count: int) -> Page[EntryRow]:
        """Newest first."""
        check(by, Right.SEE)
        of_campaign = CampaignEntry.campaign_no == no
        newest = (
            select(CampaignEntry, Salesperson.name, *SUMS)
            .outerjoin(Salesperson, Salesperson.code == CampaignEntry.salesperson_code)
            .outerjoin(Interaction, and_(Interaction.campaign_entry_id == CampaignEntry.id, COUNTS))
            .where(of_campaign)
            .group_by(CampaignEntry.id, Salesperson.name)
            .order_by(CampaignEntry.date.desc(), CampaignEntry.id.desc())
            .offset(offset)
            .limit(count)
        )
        total = select(func.count()).select_from(CampaignEntry).where(of_campaign)
        async with self._db.read() as session:
            number = await session.scalar(total) or 0
            rows = [_row(*row) for row in await session.execute(newest)]
        return Page(tuple(rows), offset, number)


def _row(
    entry: CampaignEntry, salesperson: str | None, number: int, cost: object, minutes: int
) -> EntryRow:
    sums = figures(number, cost, minutes)
    return EntryRow(
        id=entry.id,
        date=entry.date,
        description=entry.description,
        salesperson=salesperson,
        segment_no=entry.segment_no,
        canceled=entry.canceled,
        number=sums.number,
        cost=sums.cost,
        duration_min=sums.duration_min,
    )
