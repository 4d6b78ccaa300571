"""The template of a segment, inside its caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bot.domain.facts import TemplateFacts, TemplateLanguage
from bot.errors import TemplateUnavailable
from bot.models import Campaign, InteractionTemplate

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def chosen_template(session: AsyncSession, code: str, *, new: bool) -> TemplateFacts:
    """A template with its languages. Raises `TemplateUnavailable`.

    An archived one stays where it was chosen already, but can't be chosen (`new`).
    """
    statement = (
        select(InteractionTemplate, Campaign.description)
        .outerjoin(Campaign, Campaign.no == InteractionTemplate.campaign_no)
        .options(selectinload(InteractionTemplate.languages))
        .where(InteractionTemplate.code == code)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None or (new and row[0].archived_at is not None):
        raise TemplateUnavailable(code=code)
    template, campaign_name = row
    return TemplateFacts(
        code=template.code,
        description=template.description,
        group_code=template.group_code or "",
        unit_cost=template.unit_cost,
        unit_duration_min=template.unit_duration_min,
        information_flow=template.information_flow,
        initiated_by=template.initiated_by,
        correspondence_type=template.correspondence_type,
        ignore_contact_correspondence_type=template.ignore_contact_correspondence_type,
        wizard_action=template.wizard_action,
        default_language=template.language_code,
        campaign_no=template.campaign_no,
        campaign_name=campaign_name,
        campaign_target=template.campaign_target,
        campaign_response=template.campaign_response,
        languages={
            row.language_code: TemplateLanguage(
                row.language_code, row.description, row.content or ""
            )
            for row in template.languages
        },
    )
