"""The defaults of a new interaction and what choosing a contact or a template fills in.

Source: Business Central's *Create Interaction* guide (opening defaults, and the rule list that
runs when a template is chosen), with our changes: one salesperson rule, the contact's channel
before the template's, and text typed by the user is never overwritten.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.domain.wizard.table import FIELDS

if TYPE_CHECKING:
    from bot.domain.contacts.contact import ContactHit
    from bot.domain.forms import Value
    from bot.domain.people.person import Person
    from bot.domain.template_facts import TemplateFacts
    from bot.domain.wizard.draft import Draft

CONTENT_LENGTH = FIELDS["content"].max_length or 3000


def local_minute(now: datetime, zone: str) -> datetime:
    """The user's clock: one second later, rounded up to the next full minute."""
    # Counted in UTC: a zone's own clock leaves out an hour a year and tells another one twice.
    later = now.astimezone(UTC) + timedelta(seconds=1)
    floor = later.replace(second=0, microsecond=0)
    rounded = floor if floor == later else floor + timedelta(minutes=1)
    return rounded.astimezone(ZoneInfo(zone))


def opening(draft: Draft, person: Person, now: datetime) -> Draft:
    """A new draft's defaults: the user's day and time, success, the user's own salesperson."""
    local = local_minute(now, person.zone)
    values: dict[str, Value] = {
        "date": local.date().isoformat(),
        "time": local.strftime("%H:%M"),
        "successful": True,
        "salesperson": person.salesperson_code,
    }
    draft = replace(draft, facts={"own_salesperson": person.salesperson_code})
    return draft.filling(values, {"salesperson": person.salesperson_name})


def belong_to(draft: Draft, person: Person) -> Draft:
    """A draft that was begun before its owner was linked to a salesperson: the owner's now.

    A segment keeps the salesperson that it has, or none.
    """
    draft = replace(draft, facts={**draft.facts, "own_salesperson": person.salesperson_code})
    if "salesperson" in draft.typed or draft.segment_no:
        return draft
    return draft.filling(
        {"salesperson": person.salesperson_code}, {"salesperson": person.salesperson_name}
    )


def choose_contact(
    draft: Draft,
    contact: ContactHit | None,
    template: TemplateFacts | None,
    salesperson_name: str | None,
) -> Draft:
    """What a contact brings: its salesperson where the user has none, language and channel.

    ``salesperson_name`` names the contact's salesperson, None when that one is blocked or absent.
    Fields that the user set are left alone. An opportunity belongs to a company, so one that was
    chosen for another company is taken out.
    """
    facts = {
        **draft.facts,
        "company_id": None if contact is None else (contact.company_id or contact.id),
        "contact_language": contact and contact.language_code,
        "contact_channel": contact and contact.correspondence_type,
        "contact_name": contact and contact.name,
    }
    if facts["company_id"] != draft.facts.get("company_id") and draft.values.get("opportunity"):
        draft = draft.filling({"opportunity": None})
    draft = replace(draft, facts=facts)
    if contact is None:
        return draft
    if not draft.facts.get("own_salesperson") and "salesperson" not in draft.typed:
        code = contact.salesperson_code if salesperson_name else None
        draft = draft.filling({"salesperson": code}, {"salesperson": salesperson_name})
    if template is None:
        return draft
    if "correspondence_type" not in draft.typed:
        draft = draft.filling({"correspondence_type": channel(draft, template)})
    if "language" not in draft.typed:
        draft = choose_language(draft, template, language(draft, template))
    return draft


def choose_template(draft: Draft, template: TemplateFacts | None, *, decimal_sign: str) -> Draft:
    """What a template fills in: exactly the fields that the source's rule list resets.

    The description follows the template while it isn't the user's own; content likewise. Cost and
    duration are the template's again, and the campaign only when the template names one.
    """
    earlier = draft.facts.get("template_description")
    draft = replace(
        draft,
        facts={
            **draft.facts,
            **facts_of(template),
            # Remembered while no template is chosen, so that the next one replaces it.
            "template_description": template.description if template else earlier,
        },
    )
    if template is None:
        return draft
    values: dict[str, Value] = {
        "cost": format_cost(template.unit_cost, decimal_sign),
        "duration": str(template.unit_duration_min),
        "information_flow": template.information_flow and str(template.information_flow),
        "initiated_by": template.initiated_by and str(template.initiated_by),
        "campaign_target": template.campaign_target,
        "campaign_response": template.campaign_response,
        "correspondence_type": channel(draft, template),
    }
    described = draft.text("description").strip()
    if not described or ("description" not in draft.typed and described == (earlier or "").strip()):
        values["description"] = template.description
    labels: dict[str, str | None] = {}
    if template.campaign_no:
        values["campaign"] = template.campaign_no
        labels["campaign"] = template.campaign_name
    draft = draft.filling(values, labels)
    return choose_language(draft, template, language(draft, template))


def facts_of(template: TemplateFacts | None) -> dict[str, Any]:
    """What lists and steps depend on, of the template that a draft has."""
    return {
        "template": template and template.code,
        "wizard_action": template and template.wizard_action and str(template.wizard_action),
        "languages": {}
        if template is None
        else {code: row.description for code, row in template.languages.items()},
    }


def choose_language(draft: Draft, template: TemplateFacts, code: str | None) -> Draft:
    """The interaction's language, and that language's content unless the user wrote their own."""
    if draft.values.get("language") != code:
        draft = draft.filling({"language": code})
    return fill_content(draft, template)


def fill_content(draft: Draft, template: TemplateFacts) -> Draft:
    """The template's text for the draft's language; text that the user wrote stays.

    Of a text that is longer than Slack takes, the beginning; the form says so. A file gives way
    to a text: kept, it would be logged although nothing on screen shows it.
    """
    row = template.languages.get(draft.text("language"))
    action = template.wizard_action
    whole = row.content if row and action and action != "import" else ""
    wanted = whole[:CONTENT_LENGTH] or None
    draft = replace(draft, facts={**draft.facts, "content_cut": len(whole) > CONTENT_LENGTH})
    present = draft.values.get("content")
    if present == wanted or (
        "content" in draft.typed and not (isinstance(present, dict) and wanted)
    ):
        return draft
    return draft.filling({"content": wanted})


def language(draft: Draft, template: TemplateFacts) -> str | None:
    """The contact's language if the template has it, else the template's default one if it does."""
    wanted = (draft.facts.get("contact_language"), template.default_language)
    return next((code for code in wanted if code in template.languages), None)


def channel(draft: Draft, template: TemplateFacts) -> str | None:
    """The template's channel only when it ignores the contact's preference or there is none."""
    preferred = draft.facts.get("contact_channel")
    own = template.correspondence_type and str(template.correspondence_type)
    if template.ignore_contact_correspondence_type or not preferred:
        return own
    return str(preferred)


def as_typed(value: object, decimal_sign: str) -> Value:
    """A stored value as a field shows it."""
    match value:
        case None | bool():
            return value
        case Decimal():
            return format_cost(value, decimal_sign)
        case time():
            return value.strftime("%H:%M")
        case _:
            return str(value)


def format_cost(amount: Decimal, decimal_sign: str) -> str:
    """An amount as its user would type it: ``8``, ``12.50`` or ``12,50``."""
    if amount == amount.to_integral_value():
        return str(amount.quantize(Decimal(1)))
    return f"{amount:.2f}".replace(".", decimal_sign)
