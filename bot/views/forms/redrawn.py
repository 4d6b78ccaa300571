"""A window drawn again as its user left it, after another picture stood in its place.

Slack forgets what was typed into blocks that are no longer there, and may ignore an initial value
in a block that it has seen before. So what was typed becomes the initial values, and the blocks
get new ids: `values` and `shown_as` translate between those and the ids of the first picture.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from bot.views.blocks import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.views.blocks import Block, View

INITIALS: Mapping[str, str] = {
    "value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_user": "initial_user",
}
"""By the name under which Slack tells what a user entered."""

_DRAWN_WITH = {**INITIALS, "files": "initial_files"}
"""A file input can't be drawn with a file: any was put there by its user."""

_AGAIN = "~"
"""Between a block's first id, how often it was drawn again and the mark of what it was drawn with
at first; not used in ids otherwise."""


def as_typed(view: Mapping[str, Any]) -> View:
    """A view that Slack sent us, to be drawn again with all that was typed and chosen in it."""
    states = view.get("state", {}).get("values", {})
    return {**view, "blocks": [_again(block, states) for block in view.get("blocks", ())]}


def values(view: Mapping[str, Any]) -> dict[str, Any]:
    """The state of a view's inputs by the ids that their blocks had at first."""
    states = view.get("state", {}).get("values", {})
    return {first_id(block_id): state for block_id, state in states.items()}


def touched(view: Mapping[str, Any]) -> set[str]:
    """The first ids of a view's inputs that no longer hold what they were drawn with at first."""
    states = view.get("state", {}).get("values", {})
    return {
        first_id(block["block_id"])
        for block in view.get("blocks", ())
        if block.get("block_id") in states
        and "element" in block
        and _differs(block, states[block["block_id"]].get(block["element"].get("action_id")) or {})
    }


def shown_as(view: Mapping[str, Any], block_id: str) -> str:
    """The id that Slack knows a block by now, such as in `response_action: errors`."""
    ids = (str(block.get("block_id")) for block in view.get("blocks", ()))
    return next((shown for shown in ids if first_id(shown) == block_id), block_id)


def first_id(block_id: str) -> str:
    """The id that a block had when its window was first drawn."""
    return block_id.partition(_AGAIN)[0]


def _again(block: Block, states: Mapping[str, Any]) -> Block:
    block_id = str(block.get("block_id"))
    if block_id not in states:
        return block
    first, *drawn = block_id.split(_AGAIN)
    again = {**block, "block_id": _AGAIN.join((first, str(int(drawn[0]) + 1 if drawn else 1)))}
    if "element" in block:
        again["block_id"] += _AGAIN + _mark_at_first(block)
    for place in ("element", "accessory"):
        if place in block:
            again[place] = _filled(block[place], states[block_id])
    if "elements" in block:
        again["elements"] = [_filled(element, states[block_id]) for element in block["elements"]]
    return again


def _filled(element: Block, states: Mapping[str, Any]) -> Block:
    state = states.get(str(element.get("action_id")), {})
    filled = dict(element)
    for member, initial in INITIALS.items():
        if member in state:
            filled.pop(initial, None)
            if entered := _as_offered(state[member], element):
                filled[initial] = entered
    return filled


def _differs(block: Block, state: Mapping[str, Any]) -> bool:
    """Whether an input holds something else than it was drawn with at first."""
    if _AGAIN in block["block_id"]:
        return _mark(state.get(member) for member in INITIALS) != _mark_at_first(block)
    element = block["element"]
    return any(
        _held(state[member]) != _held(element.get(initial))
        for member, initial in _DRAWN_WITH.items()
        if member in state
    )


def _mark_at_first(block: Block) -> str:
    """What an input was drawn with before anything was entered, as a mark that an id can carry."""
    _, *drawn = str(block["block_id"]).split(_AGAIN)
    element = block["element"]
    return drawn[1] if len(drawn) > 1 else _mark(element.get(name) for name in INITIALS.values())


def _mark(values: Iterable[Any]) -> str:
    told = json.dumps([_held(value) for value in values])
    return hashlib.blake2s(told.encode(), digest_size=8).hexdigest()


def _held(value: Any) -> Any:
    """What an input holds, without what Slack may add to it or take away."""
    if isinstance(value, dict):  # an option, whose text may come with another `emoji`
        return None if value.get("value") == BLANK else value.get("value")
    if isinstance(value, list):
        return [_held(entry) for entry in value] or None
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip() or None
    return value or None


def _as_offered(entered: Any, element: Block) -> Any:
    """Options as the element has them: Slack wants an initial one to be equal in every property."""
    if isinstance(entered, list):
        return [_as_offered(option, element) for option in entered]
    if isinstance(entered, dict):
        offered = element.get("options", ())
        return next((o for o in offered if o["value"] == entered["value"]), entered)
    return entered
