"""One field of the wizard: drawn as a block, and read back from what Slack sends.

Drawing and reading stand side by side, one pair for each kind, so that they can't drift apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.enum_words import ENUM_WORDS
from bot.domain.messages import N_
from bot.domain.wizard.edits import Entered
from bot.domain.wizard.table import FIELDS, Kind
from bot.views import blocks
from bot.views.forms.redrawn import INITIALS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.domain.wizard.draft import Draft, Value
    from bot.domain.wizard.table import Field
    from bot.i18n import Translator
    from bot.views.blocks import Block

CHANGE = "wizard.change"

_PLACEHOLDERS: Mapping[str, str] = {
    "contact": N_("Name, company, e-mail or phone"),
    "template": N_("What kind of interaction?"),
    "salesperson": N_("Who did it?"),
    "campaign": N_("Choose a campaign"),
    "opportunity": N_("Open opportunities of the contact's company"),
}


def draw(field: Field, draft: Draft, t: Translator) -> Block:
    """The input block of ``field`` with the draft's value."""
    return blocks.input_block(
        t(field.label),
        _DRAW[field.kind](field, draft, f"{CHANGE}:{field.key}", t),
        block_id=f"{field.key}.{draft.drawn_at(field.key)}",
        optional=not field.required or (field.filled_beside and not draft.text(field.key)),
        dispatch=field.dispatch,
        hint=t(field.hint),
    )


def read_form(
    values: Mapping[str, Mapping[str, Mapping[str, Any]]],
    drawn: Iterable[Mapping[str, Any]] = (),
    acted_on: str = "",
) -> dict[str, Entered]:
    """The fields of a view's ``state.values``; blocks that aren't ours are passed over.

    ``drawn`` are the view's blocks as Slack sends them along: what was put into the fields.
    ``acted_on`` is the field whose change was sent. A choice that goes back to what was drawn is
    one as well; a text that is as it was drawn was only left with Enter.
    """
    elements_drawn = {block.get("block_id"): block.get("element") or {} for block in drawn}
    form: dict[str, Entered] = {}
    for block_id, elements in values.items():
        key, _, drawn_at = block_id.rpartition(".")
        if key in FIELDS and drawn_at.isdecimal():
            for state in elements.values():
                value, label = _READ[FIELDS[key].kind](state)
                if value is not _ABSENT:
                    element = elements_drawn.get(block_id)
                    touched = element is not None and (
                        _touched(state, element)
                        or (key == acted_on and element.get("type") != "plain_text_input")
                    )
                    refused = value == blocks.NO_LIST and FIELDS[key].kind is Kind.SEARCH
                    form[key] = Entered(value, int(drawn_at), label, touched, refused)
    return form


_DRAWN_WITH = {
    **INITIALS,
    "files": "initial_files",  # there is no such thing: any file was put there by the user
}


def _touched(state: Mapping[str, Any], element: Mapping[str, Any]) -> bool:
    """Whether a field no longer holds what its element was drawn with."""
    return any(
        _told_apart(state[member]) != _told_apart(element.get(initial))
        for member, initial in _DRAWN_WITH.items()
        if member in state
    )


def _told_apart(value: Any) -> Any:
    # Slack may add to an option's text what we left out, such as `emoji`.
    if isinstance(value, dict):
        return value.get("value")
    if isinstance(value, list):
        return [_told_apart(entry) for entry in value] or None
    return value or None


class _Absent:
    """Stands for a field that Slack says nothing about: not the same as an emptied one."""


_ABSENT: Any = _Absent()


_IN_SEGMENT: Mapping[str, str] = {**_PLACEHOLDERS, "salesperson": N_("Each contact's own")}


def _draw_search(field: Field, draft: Draft, action_id: str, t: Translator) -> Block:
    value, label = draft.text(field.key), draft.labels.get(field.key)
    chosen = blocks.option(value, label or value) if value else None
    placeholders = _IN_SEGMENT if draft.segment_no else _PLACEHOLDERS
    return blocks.external_select(action_id, chosen, t(placeholders[field.key]))


def _read_option(state: Mapping[str, Any]) -> tuple[Value, str | None]:
    if "selected_option" not in state:
        return _ABSENT, None
    chosen = state["selected_option"]
    if not chosen or chosen["value"] == blocks.BLANK:
        return None, None
    return chosen["value"], chosen["text"]["text"]


def _draw_language(field: Field, draft: Draft, action_id: str, t: Translator) -> Block:
    codes = sorted(draft.facts.get("languages", {}))
    options = [blocks.option(code, t.language(code)) for code in codes[:99]]
    blank = blocks.option(blocks.BLANK, "—")
    return blocks.static_select(
        action_id, [blank, *options], draft.text(field.key) or None, t(N_("Choose a language"))
    )


def _draw_choice(field: Field, draft: Draft, action_id: str, t: Translator) -> Block:
    options = [blocks.option(value, t(ENUM_WORDS[value])) for value in field.choices or ()]
    blank = blocks.option(blocks.BLANK, "—")
    return blocks.static_select(
        action_id, [blank, *options], draft.text(field.key) or None, t(N_("Choose"))
    )


def _draw_line(field: Field, draft: Draft, action_id: str, _t: Translator) -> Block:
    sent_on = ["on_enter_pressed"]
    if field.filled_beside:
        sent_on.append("on_character_entered")
    return blocks.text_input(
        action_id, draft.text(field.key), max_length=field.max_length or 3000
    ) | {"dispatch_action_config": {"trigger_actions_on": sent_on}}


def _draw_text(field: Field, draft: Draft, action_id: str, _t: Translator) -> Block:
    return blocks.text_input(
        action_id, draft.text(field.key), multiline=True, max_length=field.max_length or 3000
    )


def _read_text(state: Mapping[str, Any]) -> tuple[Value, str | None]:
    if "value" not in state:
        return _ABSENT, None
    # PostgreSQL takes no NUL in a text, and nobody can see one.
    return (state["value"] or "").replace("\0", "") or None, None


def _draw_date(field: Field, draft: Draft, action_id: str, t: Translator) -> Block:
    element: Block = {
        "type": "datepicker",
        "action_id": action_id,
        "placeholder": blocks.plain(t(N_("Choose a date"))),
    }
    day = draft.text(field.key)
    return element | {"initial_date": day} if day else element


def _draw_time(field: Field, draft: Draft, action_id: str, t: Translator) -> Block:
    element: Block = {
        "type": "timepicker",
        "action_id": action_id,
        "placeholder": blocks.plain(t(N_("Choose a time"))),
    }
    clock = draft.text(field.key)
    return element | {"initial_time": clock} if clock else element


def _read_member(member: str) -> Callable[[Mapping[str, Any]], tuple[Value, str | None]]:
    def read(state: Mapping[str, Any]) -> tuple[Value, str | None]:
        return (state[member], None) if member in state else (_ABSENT, None)

    return read


def _draw_flag(field: Field, draft: Draft, action_id: str, t: Translator) -> Block:
    ticked = blocks.option("yes", t(N_("Yes")))
    element: Block = {"type": "checkboxes", "action_id": action_id, "options": [ticked]}
    return element | {"initial_options": [ticked]} if draft.flag(field.key) else element


def _read_flag(state: Mapping[str, Any]) -> tuple[Value, str | None]:
    if "selected_options" not in state:
        return _ABSENT, None
    return bool(state["selected_options"]), None


def _draw_content(field: Field, draft: Draft, action_id: str, t: Translator) -> Block:
    if draft.facts.get("wizard_action") == "import":
        return {"type": "file_input", "action_id": action_id, "max_files": 1}
    return _draw_text(field, draft, action_id, t)


def _read_content(state: Mapping[str, Any]) -> tuple[Value, str | None]:
    if state.get("type") != "file_input":
        return _read_text(state)
    files = state.get("files") or ()
    if not files:  # a file input can't be prefilled, so an empty one clears nothing
        return _ABSENT, None
    kept = ("id", "name", "mimetype", "size", "url_private_download")
    return {key: files[0][key] for key in kept if key in files[0]}, None


_DRAW: Mapping[Kind, Callable[[Field, Draft, str, Translator], Block]] = {
    Kind.SEARCH: _draw_search,
    Kind.LANGUAGE: _draw_language,
    Kind.CHOICE: _draw_choice,
    Kind.LINE: _draw_line,
    Kind.TEXT: _draw_text,
    Kind.DATE: _draw_date,
    Kind.TIME: _draw_time,
    Kind.FLAG: _draw_flag,
    Kind.CONTENT: _draw_content,
}

_READ: Mapping[Kind, Callable[[Mapping[str, Any]], tuple[Value, str | None]]] = {
    Kind.SEARCH: _read_option,
    Kind.LANGUAGE: _read_option,
    Kind.CHOICE: _read_option,
    Kind.LINE: _read_text,
    Kind.TEXT: _read_text,
    Kind.DATE: _read_member("selected_date"),
    Kind.TIME: _read_member("selected_time"),
    Kind.FLAG: _read_flag,
    Kind.CONTENT: _read_content,
}
