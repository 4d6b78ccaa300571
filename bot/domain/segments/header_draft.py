"""A segment's header in the wizard: the same steps, with the segment in the contact's place.

Colleagues share a segment, and a draft may wait for days. So it remembers what the header said when
the form was filled (``facts["begun"]``): what its user has left as it was follows the header, and
only what differs is written to it.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, cast

from bot.domain.enums import WizardAction
from bot.domain.segments import header as segment_header
from bot.domain.segments.header import Header, SegmentFile
from bot.domain.wizard import defaults
from bot.domain.wizard.defaults import CONTENT_LENGTH, as_typed
from bot.domain.wizard.reading import Context
from bot.domain.wizard.table import IN_HEADER, read_field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.forms import Value
    from bot.domain.segments.header import HeaderChanges, SegmentCard
    from bot.domain.template_facts import TemplateFacts
    from bot.domain.wizard.draft import Draft

NAME_OF = {key: name for key, name in IN_HEADER.items() if key != "content"}
"""The wizard's fields that a header has, and their names there; its content is told apart."""

assert set(IN_HEADER.values()) <= {field.name for field in fields(Header)}

CAMPAIGN_FLAGS = ("campaign_target", "campaign_response")

OF_TEMPLATE = (
    "language",
    "correspondence_type",
    "information_flow",
    "initiated_by",
    "ignore_preference",
    "subject",
    *CAMPAIGN_FLAGS,
    "cost",
    "duration",
)
"""What a header takes from its template; the campaign only where the template names one (3.2)."""


def follow(
    draft: Draft, card: SegmentCard, template: TemplateFacts | None, decimal_sign: str
) -> Draft:
    """The draft with what the header says now, in every field that its user has left as it was.

    ``template`` is the header's. Where the draft has another one, what that decides stays.
    """
    before: Mapping[str, Value] | None = draft.facts.get("begun")
    now = _begun(card, template, decimal_sign)
    labels = {
        "template": card.template_description,
        "salesperson": card.salesperson_name,
        "campaign": card.campaign_description,
    }

    def left(key: str) -> bool:
        if before is None:
            return key not in draft.typed
        if key == "description":
            return _same(_own_description(draft), _begun_description(draft))
        stands = _own_content(draft) if key == "content" else draft.values.get(key)
        return _same(stands, before.get(key))

    template_left, described = left("template"), _is_described(card.header)
    decided = set() if template_left else {*OF_TEMPLATE, "content"}
    if not (template_left or described):
        decided.add("description")
    keys = [key for key in now if left(key) and key not in decided]
    facts = {
        **draft.facts,
        "segment_no": card.header.no,
        "segment_gone": False,
        "contacts": card.lines,
        "begun": now,
        "described": described,
    }
    if template_left:
        facts |= defaults.facts_of(template)
        facts["template_description"] = None if described else card.header.description
    followed = replace(draft, facts=facts).filling({key: now[key] for key in keys}, labels)
    if "content" in keys and template and not now["content"]:
        followed = defaults.fill_content(followed, template)
    return followed


def gone(draft: Draft) -> Draft:
    """The draft of a segment that is no longer there."""
    return replace(draft, facts={**draft.facts, "segment_gone": True})


def choose_template(draft: Draft, template: TemplateFacts | None, *, decimal_sign: str) -> Draft:
    """What a template brings to a header; without one again, the header has its own values back.

    The subject was about the template before, unless the user has typed it into this very form.
    """
    chosen = defaults.choose_template(draft, template, decimal_sign=decimal_sign)
    if template is None:
        begun = draft.facts.get("begun", {})
        return chosen.filling({key: begun.get(key) for key in OF_TEMPLATE})
    values: dict[str, Value] = {"ignore_preference": template.ignore_contact_correspondence_type}
    if "subject" not in draft.typed:
        values["subject"] = None
    return chosen.filling(values)


def choose_campaign(draft: Draft) -> Draft:
    """Without a campaign there is neither a target nor a response (1.10)."""
    return draft if draft.text("campaign") else draft.filling(dict.fromkeys(CAMPAIGN_FLAGS, False))


def to_changes(draft: Draft, template: TemplateFacts | None, decimal_sign: str) -> HeaderChanges:
    """What a draft without problems (see :func:`bot.domain.wizard.checks.check_all`) asks of the
    header.

    ``template`` is the draft's. A new one brings its values along, so what stands as it brought it
    isn't named here. Content and a description that are the template's own stay the template's, in
    each contact's language and at any length.
    """
    begun: Mapping[str, Value] | None = draft.facts.get("begun")
    standing = dict(begun or {})
    if template is not None and draft.text("template") != (standing.get("template") or ""):
        standing |= _given(template, decimal_sign)

    def changed(key: str, value: Value) -> bool:
        if begun is None:  # a draft of an earlier version
            return key in draft.typed
        return not _same(value, standing.get(key))

    context = Context(None, decimal_sign)
    changes: dict[str, Any] = {
        name: read_field(key, draft.values.get(key), context)
        for key, name in NAME_OF.items()
        if key != "description"
        and (changed(key, draft.values.get(key)) or _ticked_for_nothing(draft, key))
    }
    standing["description"] = _begun_description(draft)
    description = _own_description(draft)
    if changed("description", description):
        changes["description"] = description
    content = _own_content(draft, template)
    if changed("content", content):
        if isinstance(content or standing.get("content"), dict):
            changes["file"] = _file(content)
        else:
            changes["content"] = content
    return cast("HeaderChanges", changes)


def _begun(
    card: SegmentCard, template: TemplateFacts | None, decimal_sign: str
) -> dict[str, Value]:
    """What a header says, as the form shows it; of its content, what is its own."""
    action = template and template.wizard_action
    content: Value = None
    if action is WizardAction.IMPORT:
        content = _as_slack_names_it(card.file) if card.file else None
    elif action and card.header.content:
        content = card.header.content[:CONTENT_LENGTH]
    return {**_typed(card.header, decimal_sign), "content": content}


def _given(template: TemplateFacts, decimal_sign: str) -> dict[str, Value]:
    """What a template gives to a header, as the form shows it."""
    values = _typed(segment_header.choose_template(Header(no=""), template), decimal_sign)
    campaign = ("campaign",) if template.campaign_no else ()
    return {"content": None} | {key: values[key] for key in (*OF_TEMPLATE, *campaign)}


def _typed(header: Header, decimal_sign: str) -> dict[str, Value]:
    return {key: as_typed(getattr(header, name), decimal_sign) for key, name in NAME_OF.items()}


def _as_slack_names_it(file: SegmentFile) -> dict[str, Any]:
    return {
        "id": file.slack_file_id,
        "name": file.name,
        "mimetype": file.mime_type,
        "size": file.size,
    }


def _file(file: Value) -> SegmentFile | None:
    if not isinstance(file, dict):
        return None
    name = str(file.get("name") or file["id"])
    return SegmentFile(file["id"], name, file.get("mimetype"), file.get("size"))


def _is_described(header: Header) -> bool:
    """Whether somebody typed the header's description."""
    return bool(header.description) and not header.description_of_template


def _begun_description(draft: Draft) -> Value:
    """What somebody had typed into the header before; None where its template's stood."""
    begun = draft.facts.get("begun") or {}
    return begun.get("description") if draft.facts.get("described", True) else None


def _own_description(draft: Draft) -> str | None:
    """What somebody typed; None where the template's stands as choosing it filled it in."""
    shown = draft.text("description").strip()
    filled = (draft.facts.get("template_description") or "").strip()
    if draft.text("template") and "description" not in draft.typed and shown == filled:
        return None
    return shown or None


def _own_content(draft: Draft, template: TemplateFacts | None = None) -> Value:
    """The text or the file that is the header's own; None where the template's text stands.

    What another template left behind, a file or a text, is on no screen and so isn't kept.
    """
    content, action = draft.values.get("content"), draft.facts.get("wizard_action")
    if isinstance(content, dict):
        return content if action == "import" else None
    if not isinstance(content, str) or action not in {"open", "merge"}:
        return None
    if "content" not in draft.typed:
        began_with = (draft.facts.get("begun") or {}).get("content")
        return content if _same(content, began_with) else None
    row = template.languages.get(draft.text("language")) if template else None
    of_template = {row.content.strip(), row.content[:CONTENT_LENGTH].strip()} if row else set()
    return None if content.strip() in of_template else content.strip() or None


def _same(one: Value, other: Value) -> bool:
    """A blank text, an unticked box and a field never filled are the same to a person."""
    if isinstance(one, dict) and isinstance(other, dict):
        return bool(one.get("id") == other.get("id"))
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    return (one or None) == (other or None)


def _ticked_for_nothing(draft: Draft, key: str) -> bool:
    """A box that its user has ticked without a campaign is named, so that it is refused."""
    ticked = key in CAMPAIGN_FLAGS and key in draft.typed and draft.flag(key)
    return ticked and not draft.text("campaign")
