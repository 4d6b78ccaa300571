"""An interaction template as the rules see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from bot.domain.enums import CorrespondenceType, InformationFlow, InitiatedBy, WizardAction


@dataclass(frozen=True, slots=True)
class TemplateLanguage:
    """A language of a template, with the text that *Open* and *Merge* start from."""

    code: str
    description: str
    content: str


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """An interaction template: what it fills in (business-central 1.5, 1.6)."""

    code: str
    description: str
    group_code: str
    unit_cost: Decimal
    unit_duration_min: int
    information_flow: InformationFlow | None
    initiated_by: InitiatedBy | None
    correspondence_type: CorrespondenceType | None
    ignore_contact_correspondence_type: bool
    wizard_action: WizardAction | None
    default_language: str | None
    campaign_no: str | None
    campaign_name: str | None
    campaign_target: bool
    campaign_response: bool
    languages: Mapping[str, TemplateLanguage] = field(default_factory=dict)
