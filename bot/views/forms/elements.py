"""The elements of a form's fields: drawn, and read back from what Slack sends.

Drawing and reading stand side by side for each kind, so that they can't drift apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.forms import Choice, Entered, Kind
from bot.domain.messages import N_
from bot.views import blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.domain.forms import Field
    from bot.i18n import Translator
    from bot.views.blocks import Block

    Draw = Callable[[Field, Entered, str, Translator], Block]
    Read = Callable[[Mapping[str, Any]], Entered | None]

_YES, _NO = "yes", "no"


def draw(field: Field, entered: Entered, action_id: str, t: Translator) -> Block:
    """The element of a field, with what is entered in it."""
    return _KINDS[field.kind][0](field, entered, action_id, t)


def read(kind: Kind, state: Mapping[str, Any]) -> Entered | None:
    """What an element's state holds; None where Slack says nothing about it, which isn't the same
    as an emptied field."""
    if state.get("type") == "file_input":  # it may stand in the place of a text
        kind = Kind.FILE
    return _KINDS[kind][1](state)


def _line(field: Field, entered: Entered, action_id: str, _: Translator) -> Block:
    return blocks.text_input(action_id, _text(entered), max_length=field.max_length or 3000)


def _long_text(field: Field, entered: Entered, action_id: str, _: Translator) -> Block:
    length = field.max_length or 3000
    return blocks.text_input(action_id, _text(entered), multiline=True, max_length=length)


def _read_text(state: Mapping[str, Any]) -> Entered | None:
    if "value" not in state:
        return None
    # PostgreSQL takes no NUL in a text, and nobody can see one.
    return Entered((state["value"] or "").replace("\0", "") or None)


def _date(_: Field, entered: Entered, action_id: str, t: Translator) -> Block:
    return _picker("datepicker", "initial_date", entered, action_id, t(N_("Choose a date")))


def _time(_: Field, entered: Entered, action_id: str, t: Translator) -> Block:
    return _picker("timepicker", "initial_time", entered, action_id, t(N_("Choose a time")))


def _picker(
    element_type: str, initial: str, entered: Entered, action_id: str, placeholder: str
) -> Block:
    element: Block = {
        "type": element_type,
        "action_id": action_id,
        "placeholder": blocks.plain(placeholder),
    }
    return element | {initial: entered.value} if entered.value else element


def _member(name: str) -> Read:
    def read_member(state: Mapping[str, Any]) -> Entered | None:
        return Entered(state[name]) if name in state else None

    return read_member


def _flag(_: Field, entered: Entered, action_id: str, t: Translator) -> Block:
    ticked = blocks.option(_YES, t(N_("Yes")))
    element: Block = {"type": "checkboxes", "action_id": action_id, "options": [ticked]}
    return element | {"initial_options": [ticked]} if entered.value is True else element


def _read_flag(state: Mapping[str, Any]) -> Entered | None:
    return Entered(bool(state["selected_options"])) if "selected_options" in state else None


def _yes_no(field: Field, entered: Entered, action_id: str, t: Translator) -> Block:
    said = _YES if entered.value is True else _NO if entered.value is False else blocks.BLANK
    offered = [
        blocks.option(blocks.BLANK, t(field.blank)),
        blocks.option(_YES, t(N_("Yes"))),
        blocks.option(_NO, t(N_("No"))),
    ]
    return blocks.static_select(action_id, offered, said, t(field.blank))


def _read_yes_no(state: Mapping[str, Any]) -> Entered | None:
    option = _read_option(state)
    return option and Entered({_YES: True, _NO: False}.get(str(option.value)))


def _choice(field: Field, entered: Entered, action_id: str, t: Translator) -> Block:
    offered = [blocks.option(blocks.BLANK, t(field.blank)), *_fixed(field, t)]
    placeholder = t(field.placeholder or N_("Choose"))
    return blocks.static_select(action_id, offered, _text(entered) or None, placeholder)


def _radio(field: Field, entered: Entered, action_id: str, t: Translator) -> Block:
    offered = _fixed(field, t)
    element: Block = {"type": "radio_buttons", "action_id": action_id, "options": offered}
    initial = [option for option in offered if option["value"] == entered.value]
    return element | {"initial_option": initial[0]} if initial else element


def _read_option(state: Mapping[str, Any]) -> Entered | None:
    if "selected_option" not in state:
        return None
    option = state["selected_option"]
    if not option or option["value"] == blocks.BLANK:
        return Entered()
    value = option["value"]
    return Entered(value, label=_label(option), refused=value == blocks.NO_LIST)


def _label(option: Block) -> str:
    return str((option.get("text") or {}).get("text", ""))


def _ticks(field: Field, entered: Entered, action_id: str, t: Translator) -> Block:
    return _with_initial(
        {"type": "checkboxes", "action_id": action_id, "options": _fixed(field, t)}, entered
    )


def _several(field: Field, entered: Entered, action_id: str, t: Translator) -> Block:
    element = _multi("multi_static_select", field, action_id, t)
    return _with_initial(element | {"options": _fixed(field, t)}, entered)


def _with_initial(element: Block, entered: Entered) -> Block:
    # An initial option must equal an offered one.
    initial = [option for option in element["options"] if option["value"] in entered.values]
    return element | {"initial_options": initial} if initial else element


def _search(field: Field, entered: Entered, action_id: str, t: Translator) -> Block:
    value = _text(entered)
    initial = blocks.option(value, entered.label or value) if value else None
    return blocks.external_select(action_id, initial, t(field.placeholder or N_("Choose")))


def _several_found(field: Field, entered: Entered, action_id: str, t: Translator) -> Block:
    element = _multi("multi_external_select", field, action_id, t) | {"min_query_length": 0}
    initial = _options(entered.chosen[: field.most])
    return element | {"initial_options": initial} if initial else element


def _multi(element_type: str, field: Field, action_id: str, t: Translator) -> Block:
    element: Block = {
        "type": element_type,
        "action_id": action_id,
        "placeholder": blocks.plain(t(field.placeholder or N_("Choose one or more")), 150),
    }
    return element | {"max_selected_items": field.most} if field.most else element


def _read_options(state: Mapping[str, Any]) -> Entered | None:
    if "selected_options" not in state:
        return None
    options = state["selected_options"] or ()
    return Entered(
        chosen=tuple(
            Choice(option["value"], _label(option))
            for option in options
            if option["value"] != blocks.BLANK
        ),
        refused=any(option["value"] == blocks.NO_LIST for option in options),
    )


def _user(field: Field, entered: Entered, action_id: str, t: Translator) -> Block:
    placeholder = t(field.placeholder or N_("Choose a member"))
    return _picker("users_select", "initial_user", entered, action_id, placeholder)


def _conversation(field: Field, entered: Entered, action_id: str, t: Translator) -> Block:
    """With an address to post to where the app itself may not, which Slack sends along."""
    placeholder = t(field.placeholder or N_("Choose a conversation"))
    element = _picker(
        "conversations_select", "initial_conversation", entered, action_id, placeholder
    )
    return element | {"response_url_enabled": True, "default_to_current_conversation": True}


def _file(_: Field, __: Entered, action_id: str, ___: Translator) -> Block:
    return {"type": "file_input", "action_id": action_id, "max_files": 1}


def _read_file(state: Mapping[str, Any]) -> Entered | None:
    files = state.get("files") or ()
    if not files:  # a file input can't be prefilled, so an empty one clears nothing
        return None
    kept = ("id", "name", "mimetype", "size", "url_private_download")
    return Entered({key: files[0][key] for key in kept if key in files[0]})


def _text(entered: Entered) -> str:
    value = entered.value
    return "" if value is None or isinstance(value, bool | dict | list) else str(value)


def _fixed(field: Field, t: Translator) -> list[Block]:
    return [
        blocks.option(str(value), t(word))
        | ({"description": blocks.plain(t(field.about[value]), 75)} if value in field.about else {})
        for value, word in field.choices.items()
    ]


def _options(choices: Iterable[Choice]) -> list[Block]:
    return [blocks.option(choice.value, choice.label) for choice in choices]


_KINDS: Mapping[Kind, tuple[Draw, Read]] = {
    Kind.LINE: (_line, _read_text),
    Kind.TEXT: (_long_text, _read_text),
    Kind.DATE: (_date, _member("selected_date")),
    Kind.TIME: (_time, _member("selected_time")),
    Kind.FLAG: (_flag, _read_flag),
    Kind.YES_NO: (_yes_no, _read_yes_no),
    Kind.TICKS: (_ticks, _read_options),
    Kind.CHOICE: (_choice, _read_option),
    Kind.RADIO: (_radio, _read_option),
    Kind.SEVERAL: (_several, _read_options),
    Kind.SEARCH: (_search, _read_option),
    Kind.SEVERAL_FOUND: (_several_found, _read_options),
    Kind.USER: (_user, _member("selected_user")),
    Kind.CONVERSATION: (_conversation, _member("selected_conversation")),
    Kind.FILE: (_file, _read_file),
}
