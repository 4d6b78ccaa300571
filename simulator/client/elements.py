"""Interactive elements: where they stand in blocks and what state each type has."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulator.wire import Json


@dataclass(frozen=True, slots=True)
class Kind:
    """`key` holds the value in `state.values`, `empty` is it when nothing is entered, and
    `initial` the element's field it starts from."""

    key: str
    empty: Any
    initial: str | None


_TEXT = Kind("value", None, "initial_value")
STATEFUL: dict[str, Kind] = {
    "plain_text_input": _TEXT,
    "email_text_input": _TEXT,
    "url_text_input": _TEXT,
    "number_input": _TEXT,
    "rich_text_input": Kind("rich_text_value", None, "initial_value"),
    "static_select": Kind("selected_option", None, "initial_option"),
    "external_select": Kind("selected_option", None, "initial_option"),
    "users_select": Kind("selected_user", None, "initial_user"),
    "conversations_select": Kind("selected_conversation", None, "initial_conversation"),
    "channels_select": Kind("selected_channel", None, "initial_channel"),
    "multi_static_select": Kind("selected_options", [], "initial_options"),
    "multi_external_select": Kind("selected_options", [], "initial_options"),
    "multi_users_select": Kind("selected_users", [], "initial_users"),
    "multi_conversations_select": Kind("selected_conversations", [], "initial_conversations"),
    "multi_channels_select": Kind("selected_channels", [], "initial_channels"),
    "datepicker": Kind("selected_date", None, "initial_date"),
    "timepicker": Kind("selected_time", None, "initial_time"),
    "datetimepicker": Kind("selected_date_time", None, "initial_date_time"),
    "checkboxes": Kind("selected_options", [], "initial_options"),
    "radio_buttons": Kind("selected_option", None, "initial_option"),
    "file_input": Kind("files", [], None),
}
TEXT_INPUTS = frozenset(
    {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"}
)
EXTERNAL = frozenset({"external_select", "multi_external_select"})


@dataclass(frozen=True, slots=True)
class Placed:
    """An interactive element and the block it stands in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        return str(self.element["action_id"])

    @property
    def type(self) -> str:
        return str(self.element["type"])

    @property
    def kind(self) -> Kind | None:
        """What state it has; None for buttons and menus."""
        return STATEFUL.get(self.type)

    @property
    def in_input(self) -> bool:
        """Whether it is a field of the form rather than an action."""
        return bool(self.block["type"] == "input")

    @property
    def required(self) -> bool:
        """Whether the client refuses to submit the form without it."""
        return self.in_input and not self.block.get("optional", False)

    @property
    def dispatches_change(self) -> bool:
        """Whether choosing something sends block_actions at once."""
        if self.type in TEXT_INPUTS or self.type == "file_input":
            return False
        return not self.in_input or bool(self.block.get("dispatch_action"))

    def dispatches_text(self, trigger: str) -> bool:
        """Whether a text field sends block_actions on "on_enter_pressed" or
        "on_character_entered"; on Enter when nothing is configured."""
        if self.type not in TEXT_INPUTS or not self.block.get("dispatch_action"):
            return False
        config = self.element.get("dispatch_action_config") or {}
        return trigger in config.get("trigger_actions_on", ["on_enter_pressed"])


def placed(blocks: list[Json]) -> Iterator[Placed]:
    """Every interactive element of some blocks, in the order of the screen."""
    for block in blocks:
        if block["type"] == "input":
            candidates = [block.get("element")]
        elif block["type"] == "section":
            candidates = [block.get("accessory")]
        elif block["type"] in {"actions", "context_actions"}:
            candidates = block.get("elements", [])
        elif block["type"] in {"card", "carousel", "container"}:
            yield from placed(block.get("elements") or block.get("blocks") or [])
            candidates = block.get("actions", [])
        else:
            candidates = []
        for element in candidates:
            if isinstance(element, dict) and "action_id" in element:
                yield Placed(block, element)


def find(blocks: list[Json], block_id: str, action_id: str) -> Placed | None:
    """The element with those ids."""
    return next(
        (p for p in placed(blocks) if p.block_id == block_id and p.action_id == action_id), None
    )


def options_of(element: Json) -> list[Json]:
    """All options of a static element, groups flattened."""
    options = list(element.get("options") or [])
    for group in element.get("option_groups") or []:
        options.extend(group.get("options", []))
    return options
