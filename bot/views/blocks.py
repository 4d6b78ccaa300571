"""Block Kit as plain dictionaries: small builders for the blocks and elements that we draw.

slack-sdk's models cost fifty times as much to build and drop what they don't know; limits are
held by the tests instead, for every view with the longest data. Text that people typed always goes
into ``plain_text``, where Slack shows ``<@U…>`` and ``&lt;`` as typed; in the ``text`` of a
message, which notifications show, and in links (:mod:`bot.views.segments.reach`) it is escaped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.contacts.label import OPTION_LENGTH, clip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Block = dict[str, Any]
View = dict[str, Any]

BLANK = "(nothing is chosen here)"
"""The value of an option that stands for *nothing chosen*; Slack has no way to clear a list. It is
longer than any code or number that can be chosen.
"""

NO_LIST = "(the list could not be loaded)"
"""The value of the option that stands in the place of a list which could not be loaded; Slack
takes nothing but options there. It can be chosen like any other and is never taken. As long as
that one, for the same reason.
"""


def plain(text: str, limit: int = 3000) -> Block:
    return {"type": "plain_text", "text": clip(text, limit) or " ", "emoji": False}


def mrkdwn(text: str, limit: int = 3000) -> Block:
    return {"type": "mrkdwn", "text": clip(text, limit) or " ", "verbatim": True}


def escape(text: str) -> str:
    """Text for mrkdwn in which nothing is a mention, a link or an entity."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, 150)}


def section(text: Block, accessory: Block | None = None) -> Block:
    block: Block = {"type": "section", "text": text}
    return block | {"accessory": accessory} if accessory else block


def entry(title: str, about: str) -> Block:
    """An entry of a list: a bold title, and a line about it. Shown as typed, like plain text."""
    words = [
        {"type": "text", "text": clip(title, 1000) or " ", "style": {"bold": True}},
        {"type": "text", "text": "\n" + clip(about, 1000)},
    ]
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": words}],
    }


def preformatted(text: str) -> Block:
    """Lines in letters of one width, such as bars."""
    return {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
        ],
    }


def context(*texts: Block) -> Block:
    return {"type": "context", "elements": list(texts[:10])}


def divider() -> Block:
    return {"type": "divider"}


def alert(text: str, level: str = "error") -> Block:
    """A coloured line; Slack draws it in modals only."""
    return {"type": "alert", "level": level, "text": plain(text, 200)}


def warning_of(view: View) -> str:
    """What a view says first in a line that warns or tells of a failure; "" where nothing does."""
    found = (block for block in view["blocks"] if block["type"] == "alert")
    return next((b["text"]["text"] for b in found if b["level"] in {"error", "warning"}), "")


def actions(*elements: Block, block_id: str | None = None) -> Block:
    block: Block = {"type": "actions", "elements": list(elements[:25])}
    return block | {"block_id": block_id} if block_id else block


def button(
    text: str,
    action_id: str,
    *,
    value: str | None = None,
    style: str | None = None,
    confirm: Block | None = None,
) -> Block:
    element: Block = {"type": "button", "action_id": action_id, "text": plain(text, 75)}
    if value is not None:
        element["value"] = value
    if style:
        element["style"] = style
    if confirm:
        element["confirm"] = confirm
    return element


def confirmation(title: str, text: str, confirm: str, deny: str, *, danger: bool = True) -> Block:
    """The dialog that asks before a button's action is sent."""
    dialog: Block = {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(confirm, 30),
        "deny": plain(deny, 30),
    }
    return dialog | {"style": "danger"} if danger else dialog


def option(value: str, label: str) -> Block:
    return {"text": plain(label, OPTION_LENGTH), "value": value}


def input_block(
    label: str,
    element: Block,
    *,
    block_id: str,
    optional: bool = True,
    dispatch: bool = False,
    hint: str = "",
) -> Block:
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, 2000),
        "element": element,
        "optional": optional,
    }
    if dispatch:
        block["dispatch_action"] = True
    if hint:
        block["hint"] = plain(hint, 2000)
    return block


def text_input(
    action_id: str, initial: str = "", *, multiline: bool = False, max_length: int = 3000
) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": action_id, "max_length": max_length}
    if multiline:
        element["multiline"] = True
    if initial:
        element["initial_value"] = initial[:max_length]
    return element


def static_select(
    action_id: str, options: Sequence[Block], initial: str | None, placeholder: str
) -> Block:
    element: Block = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, 150),
        "options": list(options),
    }
    chosen = next((entry for entry in options if entry["value"] == initial), None)
    return element | {"initial_option": chosen} if chosen else element


def external_select(action_id: str, initial: Block | None, placeholder: str) -> Block:
    """A list that asks for its options from the first keystroke on, and once before it."""
    element: Block = {
        "type": "external_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, 150),
        "min_query_length": 0,
    }
    return element | {"initial_option": initial} if initial else element


def modal(
    title: str,
    blocks: Iterable[Block],
    *,
    close: str,
    submit: str | None = None,
    callback_id: str = "",
    private_metadata: str = "",
    notify_on_close: bool = False,
) -> View:
    view: View = {
        "type": "modal",
        "title": plain(title, 24),
        "close": plain(close, 24),
        "blocks": list(blocks),
    }
    if submit:
        view["submit"] = plain(submit, 24)
    if callback_id:
        view["callback_id"] = callback_id
    if private_metadata:
        view["private_metadata"] = private_metadata
    if notify_on_close:
        view["notify_on_close"] = True
    return view


FAILURE = "failure"
"""The block of a sentence that was put on top; after a dot, the picture that was there before."""


def picture_of(view: Mapping[str, Any]) -> str:
    """Names what a window showed when its user acted: Slack's hash of the picture, or that of the
    one before where only a sentence was put on top since."""
    ids = (str(block.get("block_id")) for block in view.get("blocks", ()))
    before = next((name for name in ids if name.startswith(f"{FAILURE}.")), None)
    return before.removeprefix(f"{FAILURE}.") if before else f"{view.get('id')}.{view.get('hash')}"


def with_alert(
    view: Mapping[str, Any], text: str, level: str = "error", *, anew: bool = False
) -> View:
    """A view that Slack sent us, as it was, with a sentence on top: nothing typed is redrawn.

    ``anew``: what its user does next is another act, also where they send the same again.
    """
    kept = (
        "type",
        "title",
        "submit",
        "close",
        "private_metadata",
        "callback_id",
        "clear_on_close",
        "notify_on_close",
        "external_id",
    )
    again = {key: view[key] for key in kept if view.get(key) not in (None, "")}
    said = alert(text, level) | {"block_id": FAILURE if anew else f"{FAILURE}.{picture_of(view)}"}
    rest = [
        block
        for block in view.get("blocks", ())
        if str(block.get("block_id")).partition(".")[0] != FAILURE
    ]
    return again | {"blocks": [said, *rest][:100]}
