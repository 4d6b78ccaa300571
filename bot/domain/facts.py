"""What the wizard's rules need to know of a contact, a template and a user."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.domain.enums import Standing

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


@dataclass(frozen=True, slots=True)
class Person:
    """A Slack user as Touchpoint knows them: their day, their language, their salesperson.

    ``zone`` is an IANA name, ``locale`` a language that we have a catalogue for.
    ``salesperson_code`` is None while the user isn't linked, or linked to a blocked salesperson.
    ``vouched_for``: an administrator has linked them, not their e-mail address or they themselves.
    """

    user_id: str
    name: str
    email: str | None
    zone: str
    locale: str
    standing: Standing = Standing.MEMBER
    salesperson_code: str | None = None
    salesperson_name: str | None = None
    linked: bool = False
    vouched_for: bool = False
    administrator: bool = False

    @property
    def owner(self) -> str:
        """Whose drafts are theirs: a Slack user, in whichever workspace of an organisation."""
        return self.user_id
