"""The wizard's fields with what a draft has in them: drawn, and read back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.domain.forms import Entered, Kind, choices_in
from bot.domain.messages import N_
from bot.domain.wizard.table import FIELDS
from bot.views.forms import form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.wizard.draft import Draft
    from bot.domain.wizard.table import Field
    from bot.i18n import Translator
    from bot.views.blocks import Block

CHANGE = "wizard.change"


def draw(field: Field, draft: Draft, t: Translator) -> Block:
    """The input block of ``field`` with the draft's value."""
    shown = _of_draft(field, draft, t)
    block = form.draw(
        shown, entered(draft, field.key), t, action=CHANGE, number=draft.drawn_at(field.key)
    )
    if field.filled_beside:
        block["optional"] = not field.required or not draft.text(field.key)
        if field.dispatch:
            sent_on = block["element"]["dispatch_action_config"]["trigger_actions_on"]
            sent_on.append("on_character_entered")
    return block


def read(view: Mapping[str, Any], acted_on: str = "") -> dict[str, Entered]:
    """The fields of a view that Slack sends (see :func:`bot.views.forms.form.read`)."""
    return form.read(view, FIELDS, acted_on)


def entered(draft: Draft, key: str) -> Entered:
    """What a draft has in a field."""
    value = draft.values.get(key)
    if chosen := choices_in(value):
        return Entered(chosen=chosen)
    return Entered(value, label=draft.labels.get(key))


def _of_draft(field: Field, draft: Draft, t: Translator) -> Field:
    """The field as this draft has it: what it offers and asks for depends on the template and on
    who is written to."""
    match field.key:
        case "language":
            codes = sorted(draft.facts.get("languages", {}))[:99]
            return replace(field, choices={code: t.language(code) for code in codes})
        case "content" if draft.facts.get("wizard_action") == "import":
            return replace(field, kind=Kind.FILE)
        case "salesperson" if draft.segment_no:
            return replace(field, placeholder=N_("Each contact's own"))
    return field
