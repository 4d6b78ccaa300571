"""What stands in a form that Slack sends: for every field what the user sees and what was drawn.

Read here once more and not by the bot's own reader, so that a mistake there is noticed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

_STATE = {
    "plain_text_input": ("value", "initial_value"),
    "external_select": ("selected_option", "initial_option"),
    "static_select": ("selected_option", "initial_option"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "checkboxes": ("selected_options", "initial_options"),
}
NOTHING_CHOSEN = "(nothing is chosen here)"


@dataclass(frozen=True, slots=True)
class Shown:
    """A field's value and the one it was drawn with; None when there is none."""

    value: str | None
    drawn: str | None

    @property
    def touched(self) -> bool:
        """Whether a person has changed it since it was drawn."""
        return self.value != self.drawn


def read(view: Json) -> dict[str, Shown]:
    """The fields of a wizard's form, by their keys. A file isn't a field here."""
    found: dict[str, Shown] = {}
    values = view.get("state", {}).get("values", {})
    for block in view["blocks"]:
        key = block["block_id"].rpartition(".")[0]
        for state in values.get(block["block_id"], {}).values():
            element = block.get("element", {})
            if block["type"] == "input" and element.get("type") in _STATE:
                now, first = _STATE[element["type"]]
                found[key] = Shown(_plain(state.get(now)), _plain(element.get(first)))
    return found


def _plain(value: Any) -> str | None:
    if isinstance(value, list):  # a single checkbox
        return "yes" if value else None
    if isinstance(value, dict):
        value = value["value"]
    return None if value in {None, "", NOTHING_CHOSEN} else str(value)
