"""Views on users' screens."""

import copy
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simulator.client.inputs import InputState, Values
from simulator.wire import Json


@dataclass(slots=True)
class OpenView:
    """A modal in a user's stack, or a user's App Home.

    `wire` is the view as the Web API shows it, without `state`; `notice` is Slack's own sentence
    at the foot of the modal; `busy` lasts from a submission to its acknowledgement; `replaced`
    says that the app opened another modal over it.
    """

    user_id: str
    wire: Json
    inputs: InputState
    errors: dict[str, str] = field(default_factory=dict)
    notice: str | None = None
    busy: bool = False
    replaced: bool = False

    @property
    def id(self) -> str:
        return str(self.wire["id"])

    @property
    def blocks(self) -> list[Json]:
        blocks: list[Json] = self.wire["blocks"]
        return blocks

    def payload(self, values: Values | None = None) -> Json:
        """As sent to the app; without `values` the state is empty."""
        return {**copy.deepcopy(self.wire), "state": {"values": values or {}}}

    def replace(self, wire: Json) -> None:
        """The app updated the view."""
        self.wire = wire
        self.inputs.update(self.blocks)
        block_ids = {block["block_id"] for block in self.blocks}
        self.errors = {key: text for key, text in self.errors.items() if key in block_ids}
        self.notice = None


def new_hash(now: float) -> str:
    """A view's `hash`: another one after each change."""
    return f"{int(now)}.{secrets.token_urlsafe(6)}"


def normalised(value: Any, new_block_id: Callable[[], str]) -> Any:
    """A view or message's blocks as Slack keeps them: every default written out, every block and
    every interactive element with an id."""
    complete = copy.deepcopy(value)
    _write_defaults(complete)
    for block in complete.get("blocks", []) if isinstance(complete, dict) else complete:
        if not block.get("block_id"):
            block["block_id"] = new_block_id()
        elements = [block.get("element"), block.get("accessory")]
        if block["type"] in {"actions", "context_actions"}:
            elements += block.get("elements", [])
        for element in elements:
            if _is_interactive(element) and not element.get("action_id"):
                element["action_id"] = new_block_id()
    return complete


def _is_interactive(element: Any) -> bool:
    return isinstance(element, dict) and element.get("type") != "image"


def _write_defaults(value: Any) -> None:
    if isinstance(value, dict):
        if value.get("type") == "plain_text" and "text" in value:
            value.setdefault("emoji", True)
        elif value.get("type") == "mrkdwn" and "text" in value:
            value.setdefault("verbatim", False)
        elif value.get("type") == "input":
            value.setdefault("optional", False)
            value.setdefault("dispatch_action", False)
        for item in value.values():
            _write_defaults(item)
    elif isinstance(value, list):
        for item in value:
            _write_defaults(item)
