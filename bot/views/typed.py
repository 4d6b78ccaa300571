"""A window drawn again as its user left it, after another picture stood in its place.

Slack forgets what was typed into blocks that are no longer there, and may ignore an initial value
in a block that it has seen before. So what was typed becomes the initial values, and the blocks
get new ids: `values` and `shown_as` translate between those and the ids of the first picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.views.blocks import Block, View

INITIALS: Mapping[str, str] = {
    "value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
}
"""By the name under which Slack tells what a user entered."""

_AGAIN = "~"
"""Between a block's first id and how often it was drawn again; not used in ids otherwise."""


def as_typed(view: Mapping[str, Any]) -> View:
    """A view that Slack sent us, to be drawn again with all that was typed and chosen in it."""
    states = view.get("state", {}).get("values", {})
    return {**view, "blocks": [_again(block, states) for block in view.get("blocks", ())]}


def values(view: Mapping[str, Any]) -> dict[str, Any]:
    """The state of a view's inputs by the ids that their blocks had at first."""
    states = view.get("state", {}).get("values", {})
    return {_first(block_id): state for block_id, state in states.items()}


def shown_as(view: Mapping[str, Any], block_id: str) -> str:
    """The id that Slack knows a block by now, such as in `response_action: errors`."""
    ids = (str(block.get("block_id")) for block in view.get("blocks", ()))
    return next((shown for shown in ids if _first(shown) == block_id), block_id)


def _first(block_id: str) -> str:
    return block_id.partition(_AGAIN)[0]


def _again(block: Block, states: Mapping[str, Any]) -> Block:
    block_id = str(block.get("block_id"))
    if block_id not in states:
        return block
    first, _, times = block_id.partition(_AGAIN)
    again = {**block, "block_id": f"{first}{_AGAIN}{int(times or 0) + 1}"}
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


def _as_offered(entered: Any, element: Block) -> Any:
    """Options as the element has them: Slack wants an initial one to be equal in every property."""
    if isinstance(entered, list):
        return [_as_offered(option, element) for option in entered]
    if isinstance(entered, dict):
        offered = element.get("options", ())
        return next((o for o in offered if o["value"] == entered["value"]), entered)
    return entered
