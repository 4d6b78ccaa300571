"""One template with its texts, as the rules of :mod:`bot.domain` see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from bot.domain.template_facts import TemplateFacts, TemplateLanguage
from bot.models import Campaign, InteractionTemplate, InteractionTemplateLanguage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import InstrumentedAttribute


def template_rows(
    description: ColumnElement[str] | InstrumentedAttribute[str],
) -> Select[*tuple[Any, ...]]:
    """A row for each language of the template ``wanted``, or one without any; for :func:`facts`.

    ``description``: what the template is to be called.
    """
    return (
        select(
            InteractionTemplate.code,
            description.label("description"),
            InteractionTemplate.group_code,
            InteractionTemplate.unit_cost,
            InteractionTemplate.unit_duration_min,
            InteractionTemplate.information_flow,
            InteractionTemplate.initiated_by,
            InteractionTemplate.correspondence_type,
            InteractionTemplate.ignore_contact_correspondence_type,
            InteractionTemplate.wizard_action,
            InteractionTemplate.language_code,
            InteractionTemplate.campaign_no,
            InteractionTemplate.campaign_target,
            InteractionTemplate.campaign_response,
            InteractionTemplate.archived_at,
            Campaign.description.label("campaign_name"),
            InteractionTemplateLanguage.language_code.label("text_language"),
            InteractionTemplateLanguage.description.label("text_description"),
            InteractionTemplateLanguage.content.label("text_content"),
        )
        .outerjoin(Campaign, Campaign.no == InteractionTemplate.campaign_no)
        .outerjoin(InteractionTemplate.languages)
        .where(InteractionTemplate.code == bindparam("wanted"))
    )


def facts(rows: Sequence[Any]) -> TemplateFacts:
    """The template of the rows, of which there is at least one."""
    template = rows[0]
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
        campaign_name=template.campaign_name,
        campaign_target=template.campaign_target,
        campaign_response=template.campaign_response,
        languages={
            row.text_language: TemplateLanguage(
                row.text_language, row.text_description, row.text_content or ""
            )
            for row in rows
            if row.text_language is not None
        },
    )
