"""The limits of views, messages and composition objects: what to fill up, what is refused."""

import json
from collections.abc import Callable
from typing import NamedTuple

from simulator.blockkit import (
    Violation,
    validate_message,
    validate_options,
    validate_view,
)
from tests.simulator.blockkit import samples as s
from tests.simulator.blockkit.samples import in_input, in_message, in_modal

VIEW, MESSAGE = "invalid_arguments", "invalid_blocks"


class Case(NamedTuple):
    """`check(n)` looks at something with n characters or items, refused above `number`.

    `limit` is the name in `simulator.blockkit.limits`; the number stands here again, so that
    neither can change alone.
    """

    limit: str
    number: int
    check: Callable[[int], list[Violation]]
    pointer: str
    code: str = VIEW


def x(count: int) -> str:
    """So many characters."""
    return "x" * count


def view_of_bytes(size: int) -> list[Violation]:
    """A view whose JSON has `size` bytes, while each of its blocks is fine by itself."""
    view = s.modal(*(s.section(text=s.mrkdwn(x(3000))) for _ in range(81)), private_metadata="")
    rest = size - len(json.dumps(view, separators=(",", ":")))
    return validate_view({**view, "private_metadata": x(rest)})


def focused(count: int) -> list[Violation]:
    """A view with `count` elements that want the focus."""
    return in_modal(
        *(s.inputs(s.element("plain_text_input", focus_on_load=True)) for _ in range(count))
    )


BLOCK = "/view/blocks/0"
ELEMENT = f"{BLOCK}/element"
ACTION = f"{BLOCK}/elements/0"
POSTED = "/blocks/0"

VIEWS = [
    Case("VIEW_TITLE", 24, lambda n: validate_view(s.modal(s.header(), title=s.plain(x(n)))),
         "/view/title/text"),
    Case("VIEW_SUBMIT", 24, lambda n: validate_view(s.modal(s.header(), submit=s.plain(x(n)))),
         "/view/submit/text"),
    Case("VIEW_CLOSE", 24, lambda n: validate_view(s.modal(s.header(), close=s.plain(x(n)))),
         "/view/close/text"),
    Case("VIEW_BLOCKS", 100, lambda n: in_modal(*[s.header()] * n), "/view/blocks"),
    Case("VIEW_BLOCKS", 100, lambda n: s.in_home(*[s.header()] * n), "/view/blocks"),
    Case("VIEW_CALLBACK_ID", 255, lambda n: validate_view(s.modal(s.header(), callback_id=x(n))),
         "/view/callback_id"),
    Case("VIEW_EXTERNAL_ID", 255, lambda n: validate_view(s.modal(s.header(), external_id=x(n))),
         "/view/external_id"),
    Case("VIEW_PRIVATE_METADATA", 3000,
         lambda n: validate_view(s.home(s.header(), private_metadata=x(n))),
         "/view/private_metadata"),
    Case("VIEW_BYTES", 250_000, view_of_bytes, "/view", "view_too_large"),
    Case("FOCUS_ON_LOAD", 1, focused, "/view/blocks/1/element/focus_on_load"),
    Case("BLOCK_ID", 255, lambda n: in_modal(s.section(block_id=x(n))), f"{BLOCK}/block_id"),
    Case("ACTION_ID", 255, lambda n: in_modal(s.actions(s.button(x(n)))), f"{ACTION}/action_id"),
]  # fmt: skip

MESSAGES = [
    Case("MESSAGE_BLOCKS", 50, lambda n: in_message(*[s.header()] * n), "/blocks", MESSAGE),
    Case("MESSAGE_TEXT", 40_000, lambda n: validate_message(x(n), None), "/text", "msg_too_long"),
    Case("MESSAGE_ATTACHMENTS", 100, lambda n: validate_message("t", None, [{"text": "a"}] * n),
         "/attachments", "too_many_attachments"),
    Case("MESSAGE_MARKDOWN", 12_000,
         lambda n: in_message(s.markdown(x(6000)), s.markdown(x(n - 6000))),
         "/blocks", "msg_blocks_too_long"),
    Case("MESSAGE_TABLES", 1, lambda n: in_message(*[s.table()] * n), "/blocks/1",
         "invalid_attachments"),
    Case("MESSAGE_CHARTS", 2, lambda n: in_message(*[s.pie()] * n), "/blocks/2", MESSAGE),
    Case("MESSAGE_DATA_TABLE_TEXT", 20_000,
         lambda n: in_message(s.data_table(), {**s.data_table(), "rows": [[s.cell("x")],
                              [s.cell(x(n - 9))]]}), "/blocks", MESSAGE),
]  # fmt: skip

COMPOSITION = [
    Case("TEXT", 3000, lambda n: in_modal(s.context(s.mrkdwn(x(n)))), f"{ACTION}/text"),
    Case("CONFIRM_TITLE", 100,
         lambda n: in_modal(s.actions(s.button(confirm=s.confirm(title=s.plain(x(n)))))),
         f"{ACTION}/confirm/title/text"),
    Case("CONFIRM_TEXT", 300,
         lambda n: in_modal(s.actions(s.button(confirm=s.confirm(text=s.plain(x(n)))))),
         f"{ACTION}/confirm/text/text"),
    Case("CONFIRM_BUTTON", 30,
         lambda n: in_modal(s.actions(s.button(confirm=s.confirm(confirm=s.plain(x(n)))))),
         f"{ACTION}/confirm/confirm/text"),
    Case("CONFIRM_BUTTON", 30,
         lambda n: in_modal(s.actions(s.button(confirm=s.confirm(deny=s.plain(x(n)))))),
         f"{ACTION}/confirm/deny/text"),
    Case("OPTION_TEXT", 75, lambda n: in_input("static_select", options=[s.option("1", x(n))]),
         f"{ELEMENT}/options/0/text/text"),
    Case("OPTION_VALUE", 150, lambda n: in_input("static_select", options=[s.option(x(n))]),
         f"{ELEMENT}/options/0/value"),
    Case("OPTION_DESCRIPTION", 75,
         lambda n: in_input("static_select", options=[s.option(description=s.plain(x(n)))]),
         f"{ELEMENT}/options/0/description/text"),
    Case("OPTION_TEXT", 75,
         lambda n: in_input("checkboxes", options=[s.option(text="1") | {"text": s.mrkdwn(x(n))}]),
         f"{ELEMENT}/options/0/text/text"),
    Case("OPTION_DESCRIPTION", 75,
         lambda n: in_input("radio_buttons", options=[s.option(description=s.mrkdwn(x(n)))]),
         f"{ELEMENT}/options/0/description/text"),
    Case("OPTION_URL", 3000,
         lambda n: in_modal(s.actions(s.element("overflow", options=[s.option(url=x(n))]))),
         f"{ACTION}/options/0/url"),
    Case("OPTION_GROUP_LABEL", 75,
         lambda n: in_input("external_select") + validate_options(
             {"option_groups": [s.group(label=x(n))]}),
         "/option_groups/0/label/text"),
    Case("OPTION_GROUP_OPTIONS", 100, lambda n: validate_options({"option_groups": [s.group(n)]}),
         "/option_groups/0/options"),
    Case("DISPATCH_TRIGGERS", 2,
         lambda n: in_input("plain_text_input", dispatch_action_config={"trigger_actions_on":
                            ["on_enter_pressed", "on_character_entered", "other"][:n]}),
         f"{ELEMENT}/dispatch_action_config/trigger_actions_on"),
]  # fmt: skip
