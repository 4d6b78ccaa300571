"""Campaign entries of a logged segment: one for each campaign of its lines.

Source: business-central 3.12 step 4. Business Central has one for each campaign and segment number;
a segment that is logged in parts has one for each part, so that each can be canceled by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Integer, String, bindparam, delete, exists, insert, select

from bot.domain.segments.lines import Own
from bot.models import CampaignEntry, Interaction, SegmentLine
from bot.services.segments.values import LINES, VALUES, is_own
from bot.storage.transaction_scripts import Ask

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Table

    from bot.domain.people.person import Person
    from bot.models import Segment
    from bot.storage.transaction_scripts import Script


_OF_LINES = (
    select(VALUES["campaign_no"])
    .select_from(LINES)
    .where(
        SegmentLine.segment_no == bindparam("the_segment", type_=String),
        SegmentLine.customised != 0,  # has an index
        is_own(Own.CAMPAIGN_NO | Own.TEMPLATE_CODE),
        VALUES["campaign_no"].is_not(None),
    )
    .distinct()
)
"""The campaigns that lines have of their own, or of a template of their own."""

_TABLE = cast("Table", CampaignEntry.__table__)
_GIVEN = (
    "campaign_no",
    "description",
    "date",
    "logged_by",
    "segment_no",
    "salesperson_code",
    "logged_segment_id",
)
_ADD = insert(_TABLE).values(
    {name: bindparam(name, type_=_TABLE.c[name].type) for name in _GIVEN}
    | {"canceled": False, "canceled_with_segment": False}
)
_LOG = bindparam("the_log", type_=Integer)
_IS_USED = exists().where(
    Interaction.logged_segment_id == _LOG, Interaction.campaign_entry_id == CampaignEntry.id
)
_DROP_UNUSED = delete(_TABLE).where(CampaignEntry.logged_segment_id == _LOG, ~_IS_USED)


def add_entries(
    header: Segment, logged_segment_id: int, person: Person, now: datetime
) -> Script[int]:
    """An entry for every campaign that a line may have; how many."""
    campaigns = {header.campaign_no} if header.campaign_no else set()
    found = yield Ask(_OF_LINES, {"the_segment": header.no})
    campaigns.update(campaign for (campaign,) in found.rows)
    values = {
        "description": header.description,
        "date": now.astimezone(ZoneInfo(person.zone)).date(),
        "logged_by": person.user_id,
        "segment_no": header.no,
        "salesperson_code": header.salesperson_code or person.salesperson_code,
        "logged_segment_id": logged_segment_id,
    }
    for campaign in sorted(campaigns):
        yield Ask(_ADD, {"campaign_no": campaign, **values})
    return len(campaigns)


def drop_unused(logged_segment_id: int) -> Script[int]:
    """Remove the entries that no interaction came to have; how many."""
    return (yield Ask(_DROP_UNUSED, {"the_log": logged_segment_id})).number
