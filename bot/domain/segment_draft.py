"""A segment's header in the wizard: the same steps, with the segment in the contact's place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.domain.amounts import read_cost, read_duration
from bot.domain.defaults import format_cost
from bot.domain.enums import CorrespondenceType, InformationFlow, InitiatedBy
from bot.domain.segments import SegmentFile

if TYPE_CHECKING:
    from bot.domain.draft import Draft, Value
    from bot.domain.facts import TemplateFacts
    from bot.domain.segments import HeaderChanges, SegmentCard


def from_card(
    draft: Draft, card: SegmentCard, template: TemplateFacts | None, decimal_sign: str
) -> Draft:
    """A new draft with what the segment's header says now."""
    header = card.header
    values: dict[str, Value] = {
        "template": header.template_code,
        "description": header.description,
        "salesperson": header.salesperson_code or draft.values.get("salesperson"),
        "language": header.language_code,
        "date": header.date.isoformat() if header.date else draft.values.get("date"),
        "correspondence_type": _word(header.correspondence_type),
        "information_flow": _word(header.information_flow),
        "initiated_by": _word(header.initiated_by),
        "ignore_preference": header.ignore_contact_correspondence_type,
        "subject": header.subject,
        "content": header.content,
        "campaign": header.campaign_no,
        "campaign_target": header.campaign_target,
        "campaign_response": header.campaign_response,
        "cost": format_cost(header.unit_cost, decimal_sign),
        "duration": str(header.unit_duration_min),
    }
    labels = {
        "template": card.template_description,
        "salesperson": card.salesperson_name or draft.labels.get("salesperson"),
        "campaign": card.campaign_description,
    }
    action = template.wizard_action if template else None
    facts = {
        **draft.facts,
        "segment_no": header.no,
        "contacts": card.lines,
        "template_description": template and template.description,
        "wizard_action": action and str(action),
        "languages": {code: row.description for code, row in template.languages.items()}
        if template
        else {},
    }
    filled = replace(draft, facts=facts).filling(values, labels)
    if card.file and action == "import":
        filled = filled.filling({"content": _as_slack_names_it(card.file)})
    elif template and not header.content and action and action != "import":
        row = template.languages.get(header.language_code or "")
        filled = filled.filling({"content": row.content if row else None})
    return filled


def _as_slack_names_it(file: SegmentFile) -> dict[str, Any]:
    return {
        "id": file.slack_file_id,
        "name": file.name,
        "mimetype": file.mime_type,
        "size": file.size,
    }


def _file(draft: Draft) -> SegmentFile | None:
    """The chosen file; one that another template left behind is on no screen and so isn't kept."""
    file = draft.values.get("content")
    if not isinstance(file, dict) or draft.facts.get("wizard_action") != "import":
        return None
    name = str(file.get("name") or file["id"])
    return SegmentFile(file["id"], name, file.get("mimetype"), file.get("size"))


def _word(member: object) -> str | None:
    return str(member) if member else None


def to_changes(draft: Draft, template: TemplateFacts | None, decimal_sign: str) -> HeaderChanges:
    """The header as a draft without problems says it (see :func:`bot.domain.checks.check_all`).

    Content that is the template's own stays the template's, in each contact's language.
    """

    def optional(key: str) -> str | None:
        return draft.text(key).strip() or None

    channel, flow = optional("correspondence_type"), optional("information_flow")
    by, content = optional("initiated_by"), optional("content")
    row = template.languages.get(draft.text("language")) if template else None
    written = draft.facts.get("wizard_action") in {"open", "merge"}
    if not written or (row and content == (row.content or "").strip()):
        content = None
    changes: HeaderChanges = {
        "template_code": optional("template"),
        "description": optional("description"),
        "salesperson_code": optional("salesperson"),
        "date": date.fromisoformat(draft.text("date")),
        "language_code": optional("language"),
        "ignore_contact_correspondence_type": draft.flag("ignore_preference"),
        "information_flow": InformationFlow(flow) if flow else None,
        "initiated_by": InitiatedBy(by) if by else None,
        "subject": optional("subject"),
        "content": content,
        "campaign_no": optional("campaign"),
        "campaign_target": draft.flag("campaign_target"),
        "campaign_response": draft.flag("campaign_response"),
        "unit_cost": read_cost(optional("cost") or "0", decimal_sign),
        "unit_duration_min": read_duration(optional("duration") or "0"),
        "file": _file(draft),
    }
    if draft.flag("ignore_preference") or "correspondence_type" in draft.typed:
        changes["correspondence_type"] = CorrespondenceType(channel) if channel else None
    return changes
