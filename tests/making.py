"""People, contacts, templates and drafts for tests; every field can be named to differ."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from bot.domain.contacts.contact import ContactHit
from bot.domain.enums import SalespersonRole
from bot.domain.people.person import Person
from bot.domain.template_facts import TemplateFacts, TemplateLanguage
from bot.domain.wizard.draft import Draft

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
"""A Monday morning in winter time: 10:00 in Paris, 05:00 in New York."""

_PERSON = Person(
    user_id="U1",
    name="Otis Falls",
    email="otis@cronus.example",
    zone="Europe/Paris",
    locale="en",
    salesperson_code="OF",
    salesperson_name="Otis Falls",
    linked=True,
    role=SalespersonRole.MANAGER,
)
_CONTACT = ContactHit(
    id=1,
    no="CT1",
    type="person",
    name="Meagan Bond",
    company_id=10,
    company_name="School of Fine Art",
    city="Miami",
    email="meagan.bond@art.example",
    language_code=None,
    salesperson_code=None,
    correspondence_type=None,
    blocked=False,
)
_TEMPLATE = TemplateFacts(
    code="OUTGOING",
    description="Outgoing phone call",
    group_code="PHONE",
    unit_cost=Decimal(1),
    unit_duration_min=15,
    information_flow=None,
    initiated_by=None,
    correspondence_type=None,
    ignore_contact_correspondence_type=False,
    wizard_action=None,
    default_language=None,
    campaign_no=None,
    campaign_name=None,
    campaign_target=False,
    campaign_response=False,
)


def person(**changes: Any) -> Person:
    """Otis, a manager in Paris who reads English."""
    return replace(_PERSON, **changes)


def contact(**changes: Any) -> ContactHit:
    """Meagan of the School of Fine Art, who prefers nothing in particular."""
    return replace(_CONTACT, **changes)


def template(**changes: Any) -> TemplateFacts:
    """A phone call of 15 minutes that costs 1, without languages, channel or wizard action."""
    return replace(_TEMPLATE, **changes)


def languages(**contents: str) -> dict[str, TemplateLanguage]:
    """Languages of a template: code and content."""
    return {code: TemplateLanguage(code, code, content) for code, content in contents.items()}


def draft(**changes: Any) -> Draft:
    """A draft of Otis in which nothing stands yet, not even a default."""
    blank = Draft(id="d1", owner="U1", step="who", created_at=NOW, updated_at=NOW)
    return replace(blank, **changes)


def complete(**values: Any) -> Draft:
    """A draft that can be logged; ``values`` of fields can be named to differ."""
    return draft(
        values={
            "contact": "1",
            "template": "OUTGOING",
            "description": "Called about the chairs",
            "salesperson": "OF",
            "date": "2026-03-16",
            "time": "10:00",
            "successful": True,
            "cost": "1",
            "duration": "15",
        }
        | values,
        typed=frozenset({"contact", "template", "description"}),
    )
