"""Interaction templates as they are exported: a row for each language of each template.

A template without languages has one row. Archived ones are included, since interactions name them.
"""

from __future__ import annotations

from bot.domain.messages import N_
from bot.models import (
    Campaign,
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateLanguage,
)
from bot.services.exports.table import Column, Table, instant

_template, _language = InteractionTemplate, InteractionTemplateLanguage

TEMPLATES = Table(
    columns=(
        Column("code", N_("Code"), _template.code),
        Column("description", N_("Description"), _template.description),
        Column("group_code", N_("Interaction group code"), _template.group_code),
        Column("group_description", N_("Interaction group"), InteractionGroup.description),
        Column("unit_cost", N_("Unit cost"), _template.unit_cost),
        Column("unit_duration_min", N_("Unit duration (min)"), _template.unit_duration_min),
        Column("information_flow", N_("Information flow"), _template.information_flow),
        Column("initiated_by", N_("Initiated by"), _template.initiated_by),
        Column("correspondence_type", N_("Correspondence type"), _template.correspondence_type),
        Column(
            "ignore_contact_correspondence_type",
            N_("Ignore contact's correspondence type"),
            _template.ignore_contact_correspondence_type,
        ),
        Column("wizard_action", N_("Wizard action"), _template.wizard_action),
        Column("language_code", N_("Default language code"), _template.language_code),
        Column("campaign_no", N_("Campaign No."), _template.campaign_no),
        Column("campaign_description", N_("Campaign"), Campaign.description),
        Column("campaign_target", N_("Campaign target"), _template.campaign_target),
        Column("campaign_response", N_("Campaign response"), _template.campaign_response),
        *instant("archived_at", N_("Archived at"), _template.archived_at),
        Column("text_language_code", N_("Language code of the text"), _language.language_code),
        Column("text_description", N_("Description of the text"), _language.description),
        Column("text_content", N_("Content"), _language.content),
    ),
    rows=_template.__table__.outerjoin(
        _language.__table__, _language.template_code == _template.code
    )
    .outerjoin(InteractionGroup.__table__, InteractionGroup.code == _template.group_code)
    .outerjoin(Campaign.__table__, Campaign.no == _template.campaign_no),
    order=(_template.code, _language.language_code),
    filters={
        "template": lambda code: _template.code == code,
        "campaign": lambda no: _template.campaign_no == no,
    },
)
