"""What an entry is linked to: a campaign and an opportunity, in its caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain.errors.interaction_log import CampaignNotOffered, OpportunityNotOffered
from bot.models import Campaign, CampaignEntry, Opportunity

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.people.person import Person
    from bot.models import Interaction


async def link_campaign(
    session: AsyncSession, entry: Interaction, no: str | None, by: Person | None
) -> None:
    """Let the entry count for a campaign, or for none. Its campaign entry is the one of the
    interactions that are made one by one: found, or created (business-central 2.7)."""
    if no is None:
        entry.campaign_entry_id = None
        return
    # Whoever holds the campaign is the only one to look, or each would create an entry.
    if await session.get(Campaign, no, with_for_update=True) is None:
        raise CampaignNotOffered
    found = await session.scalar(
        select(CampaignEntry.id)
        .where(
            CampaignEntry.campaign_no == no,
            CampaignEntry.segment_no.is_(None),
            CampaignEntry.canceled.is_(False),
        )
        .order_by(CampaignEntry.id)
        .limit(1)
    )
    if found is None:
        made = CampaignEntry(
            campaign_no=no,
            description="Interactions",
            date=entry.date,
            logged_by=by.user_id if by else None,
            salesperson_code=entry.salesperson_code,
        )
        session.add(made)
        await session.flush()
        found = made.id
    entry.campaign_entry_id = found


async def check_opportunity(session: AsyncSession, entry: Interaction, key: int | None) -> None:
    """Raises ``OpportunityNotOffered`` unless it is an open one of the entry's contact or
    company."""
    if key is None:
        return
    opportunity = await session.get(Opportunity, key)
    if opportunity is None or opportunity.closed or not _is_of(opportunity, entry):
        raise OpportunityNotOffered


async def is_someone_else_s(session: AsyncSession, entry: Interaction) -> bool:
    """Whether the entry is linked to an opportunity of another contact than it is with now."""
    if entry.opportunity_id is None:
        return False
    opportunity = await session.get(Opportunity, entry.opportunity_id)
    return opportunity is None or not _is_of(opportunity, entry)


def _is_of(opportunity: Opportunity, entry: Interaction) -> bool:
    ids = {entry.contact_id, entry.contact_company_id} - {None}
    return bool(ids & {opportunity.contact_id, opportunity.contact_company_id})
