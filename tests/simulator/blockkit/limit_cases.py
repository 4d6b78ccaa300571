"""One row for each number of `simulator.blockkit.limits`: what to fill up, and what is refused."""

import json
from collections.abc import Callable
from typing import NamedTuple

from simulator.blockkit import (
    Violation,
    limits,
    validate_message,
    validate_options,
    validate_view,
)
from tests.simulator.blockkit import samples as s
from tests.simulator.blockkit.samples import in_input, in_message, in_modal

VIEW, MESSAGE = "invalid_arguments", "invalid_blocks"


class Case(NamedTuple):
    """`check(n)` looks at something with n characters or items, refused above the limit."""

    limit: str
    check: Callable[[int], list[Violation]]
    pointer: str
    code: str = VIEW

    @property
    def number(self) -> int:
        """The limit."""
        number = getattr(limits, self.limit)
        assert isinstance(number, int)
        return number


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


def columns(count: int) -> list[Violation]:
    """A table with settings for `count` columns."""
    return in_message(s.table(1, 20, column_settings=[None] * count))


def placeholder(kind: str) -> Case:
    """The placeholder of an element of that kind."""
    return Case("PLACEHOLDER", lambda n: in_input(kind, placeholder=s.plain(x(n))),
                f"{ELEMENT}/placeholder/text")  # fmt: skip


BLOCK = "/view/blocks/0"
ELEMENT = f"{BLOCK}/element"
ACTION = f"{BLOCK}/elements/0"
POSTED = "/blocks/0"

VIEWS = [
    Case("VIEW_TITLE", lambda n: validate_view(s.modal(s.header(), title=s.plain(x(n)))),
         "/view/title/text"),
    Case("VIEW_SUBMIT", lambda n: validate_view(s.modal(s.header(), submit=s.plain(x(n)))),
         "/view/submit/text"),
    Case("VIEW_CLOSE", lambda n: validate_view(s.modal(s.header(), close=s.plain(x(n)))),
         "/view/close/text"),
    Case("VIEW_BLOCKS", lambda n: in_modal(*[s.header()] * n), "/view/blocks"),
    Case("VIEW_BLOCKS", lambda n: s.in_home(*[s.header()] * n), "/view/blocks"),
    Case("VIEW_CALLBACK_ID", lambda n: validate_view(s.modal(s.header(), callback_id=x(n))),
         "/view/callback_id"),
    Case("VIEW_EXTERNAL_ID", lambda n: validate_view(s.modal(s.header(), external_id=x(n))),
         "/view/external_id"),
    Case("VIEW_PRIVATE_METADATA",
         lambda n: validate_view(s.home(s.header(), private_metadata=x(n))),
         "/view/private_metadata"),
    Case("VIEW_BYTES", view_of_bytes, "/view", "view_too_large"),
    Case("FOCUS_ON_LOAD", focused, "/view/blocks/1/element/focus_on_load"),
    Case("BLOCK_ID", lambda n: in_modal(s.section(block_id=x(n))), f"{BLOCK}/block_id"),
    Case("ACTION_ID", lambda n: in_modal(s.actions(s.button(x(n)))), f"{ACTION}/action_id"),
]  # fmt: skip

MESSAGES = [
    Case("MESSAGE_BLOCKS", lambda n: in_message(*[s.header()] * n), "/blocks", MESSAGE),
    Case("MESSAGE_TEXT", lambda n: validate_message(x(n), None), "/text", "msg_too_long"),
    Case("MESSAGE_ATTACHMENTS", lambda n: validate_message("t", None, [{"text": "a"}] * n),
         "/attachments", "too_many_attachments"),
    Case("MESSAGE_MARKDOWN",
         lambda n: in_message(s.markdown(x(6000)), s.markdown(x(n - 6000))),
         "/blocks", "msg_blocks_too_long"),
    Case("MESSAGE_TABLES", lambda n: in_message(*[s.table()] * n), "/blocks/1",
         "invalid_attachments"),
    Case("MESSAGE_CHARTS", lambda n: in_message(*[s.pie()] * n), "/blocks/2", MESSAGE),
    Case("MESSAGE_DATA_TABLE_TEXT",
         lambda n: in_message(s.data_table(), {**s.data_table(), "rows": [[s.cell("x")],
                              [s.cell(x(n - 9))]]}), "/blocks", MESSAGE),
]  # fmt: skip

COMPOSITION = [
    Case("TEXT", lambda n: in_modal(s.context(s.mrkdwn(x(n)))), f"{ACTION}/text"),
    Case("CONFIRM_TITLE",
         lambda n: in_modal(s.actions(s.button(confirm=s.confirm(title=s.plain(x(n)))))),
         f"{ACTION}/confirm/title/text"),
    Case("CONFIRM_TEXT",
         lambda n: in_modal(s.actions(s.button(confirm=s.confirm(text=s.plain(x(n)))))),
         f"{ACTION}/confirm/text/text"),
    Case("CONFIRM_BUTTON",
         lambda n: in_modal(s.actions(s.button(confirm=s.confirm(confirm=s.plain(x(n)))))),
         f"{ACTION}/confirm/confirm/text"),
    Case("CONFIRM_BUTTON",
         lambda n: in_modal(s.actions(s.button(confirm=s.confirm(deny=s.plain(x(n)))))),
         f"{ACTION}/confirm/deny/text"),
    Case("OPTION_TEXT", lambda n: in_input("static_select", options=[s.option("1", x(n))]),
         f"{ELEMENT}/options/0/text/text"),
    Case("OPTION_VALUE", lambda n: in_input("static_select", options=[s.option(x(n))]),
         f"{ELEMENT}/options/0/value"),
    Case("OPTION_DESCRIPTION",
         lambda n: in_input("static_select", options=[s.option(description=s.plain(x(n)))]),
         f"{ELEMENT}/options/0/description/text"),
    Case("OPTION_TEXT",
         lambda n: in_input("checkboxes", options=[s.option(text="1") | {"text": s.mrkdwn(x(n))}]),
         f"{ELEMENT}/options/0/text/text"),
    Case("OPTION_DESCRIPTION",
         lambda n: in_input("radio_buttons", options=[s.option(description=s.mrkdwn(x(n)))]),
         f"{ELEMENT}/options/0/description/text"),
    Case("OPTION_URL",
         lambda n: in_modal(s.actions(s.element("overflow", options=[s.option(url=x(n))]))),
         f"{ACTION}/options/0/url"),
    Case("OPTION_GROUP_LABEL",
         lambda n: in_input("external_select") + validate_options(
             {"option_groups": [s.group(label=x(n))]}),
         "/option_groups/0/label/text"),
    Case("OPTION_GROUP_OPTIONS", lambda n: validate_options({"option_groups": [s.group(n)]}),
         "/option_groups/0/options"),
    Case("DISPATCH_TRIGGERS",
         lambda n: in_input("plain_text_input", dispatch_action_config={"trigger_actions_on":
                            ["on_enter_pressed", "on_character_entered", "other"][:n]}),
         f"{ELEMENT}/dispatch_action_config/trigger_actions_on"),
]  # fmt: skip

ELEMENTS = [
    *(
        placeholder(kind)
        for kind in (
            "channels_select", "conversations_select", "datepicker", "email_text_input",
            "external_select", "multi_channels_select", "multi_conversations_select",
            "multi_external_select", "multi_static_select", "multi_users_select",
            "number_input", "plain_text_input", "rich_text_input", "static_select",
            "timepicker", "url_text_input", "users_select",
        )
    ),
    Case("BUTTON_TEXT", lambda n: in_modal(s.actions(s.button(text=s.plain(x(n))))),
         f"{ACTION}/text/text"),
    Case("BUTTON_VALUE", lambda n: in_modal(s.section(accessory=s.button(value=x(n)))),
         f"{BLOCK}/accessory/value"),
    Case("BUTTON_URL", lambda n: in_modal(s.actions(s.button(url=x(n)))), f"{ACTION}/url"),
    Case("BUTTON_AGENT_PROMPT", lambda n: in_modal(s.actions(s.button(agent_prompt=x(n)))),
         f"{ACTION}/agent_prompt"),
    Case("ACCESSIBILITY_LABEL",
         lambda n: in_modal(s.actions(s.button(accessibility_label=x(n)))),
         f"{ACTION}/accessibility_label"),
    Case("VISIBLE_TO_USERS",
         lambda n: in_modal(s.actions(s.button(visible_to_user_ids=["U1"] * n))),
         f"{ACTION}/visible_to_user_ids"),
    Case("SELECT_OPTIONS", lambda n: in_input("static_select", options=s.options(n)),
         f"{ELEMENT}/options"),
    Case("SELECT_OPTIONS", lambda n: in_input("multi_static_select", options=s.options(n)),
         f"{ELEMENT}/options"),
    Case("SELECT_OPTIONS", lambda n: validate_options({"options": s.options(n)}), "/options"),
    Case("SELECT_OPTION_GROUPS",
         lambda n: in_modal(s.actions({"type": "static_select", "option_groups": [s.group()] * n})),
         f"{ACTION}/option_groups"),
    Case("SELECT_OPTION_GROUPS", lambda n: validate_options({"option_groups": [s.group()] * n}),
         "/option_groups"),
    Case("CHECKBOXES_OPTIONS", lambda n: in_input("checkboxes", options=s.options(n)),
         f"{ELEMENT}/options"),
    Case("RADIO_OPTIONS", lambda n: in_input("radio_buttons", options=s.options(n)),
         f"{ELEMENT}/options"),
    Case("OVERFLOW_OPTIONS",
         lambda n: in_modal(s.actions(s.element("overflow", options=s.options(n)))),
         f"{ACTION}/options"),
    Case("PLAIN_TEXT_INPUT", lambda n: in_input("plain_text_input", max_length=n),
         f"{ELEMENT}/max_length"),
    Case("PLAIN_TEXT_INPUT",
         lambda n: in_input("plain_text_input", min_length=n), f"{ELEMENT}/min_length"),
    Case("PLAIN_TEXT_INPUT", lambda n: in_input("plain_text_input", initial_value=x(n)),
         f"{ELEMENT}/initial_value"),
    Case("RICH_TEXT_INPUT_LINES", lambda n: in_input("rich_text_input", max_lines=n),
         f"{ELEMENT}/max_lines"),
    Case("RICH_TEXT_INPUT_LINES", lambda n: in_input("rich_text_input", min_lines=n),
         f"{ELEMENT}/min_lines"),
    Case("FILE_INPUT_FILES", lambda n: in_input("file_input", max_files=n),
         f"{ELEMENT}/max_files"),
    Case("IMAGE_URL", lambda n: in_modal(s.context(s.image(image_url=x(n)))),
         f"{ACTION}/image_url"),
    Case("IMAGE_ALT_TEXT", lambda n: in_modal(s.context(s.image(alt_text=x(n)))),
         f"{ACTION}/alt_text"),
]  # fmt: skip

BLOCKS = [
    Case("IMAGE_URL", lambda n: in_modal(s.image(image_url=x(n))), f"{BLOCK}/image_url"),
    Case("IMAGE_ALT_TEXT", lambda n: in_modal(s.image(alt_text=x(n))), f"{BLOCK}/alt_text"),
    Case("IMAGE_TITLE", lambda n: in_modal(s.image(title=s.plain(x(n)))), f"{BLOCK}/title/text"),
    Case("ACTIONS_ELEMENTS",
         lambda n: in_modal(s.actions(*(s.button(str(i)) for i in range(n)))),
         f"{BLOCK}/elements"),
    Case("ALERT_TEXT", lambda n: in_modal({"type": "alert", "text": s.plain(x(n))}),
         f"{BLOCK}/text/text"),
    Case("CARD_TITLE", lambda n: in_message(s.card(title=s.plain(x(n)))),
         f"{POSTED}/title/text", MESSAGE),
    Case("CARD_SUBTITLE", lambda n: in_message(s.card(subtitle=s.plain(x(n)))),
         f"{POSTED}/subtitle/text", MESSAGE),
    Case("CARD_BODY", lambda n: in_message(s.card(body=s.plain(x(n)))),
         f"{POSTED}/body/text", MESSAGE),
    Case("CARD_SUBTEXT", lambda n: in_message(s.card(subtext=s.plain(x(n)))),
         f"{POSTED}/subtext/text", MESSAGE),
    Case("CARD_ACTIONS",
         lambda n: in_message(s.card(actions=[s.button(str(i)) for i in range(n)])),
         f"{POSTED}/actions", MESSAGE),
    Case("CAROUSEL_CARDS", lambda n: s.in_home({"type": "carousel", "elements": [s.card()] * n}),
         f"{BLOCK}/elements"),
    Case("CONTAINER_TITLE", lambda n: in_message(s.container(s.header(), title=s.plain(x(n)))),
         f"{POSTED}/title/text", MESSAGE),
    Case("CONTAINER_SUBTITLE",
         lambda n: in_message(s.container(s.header(), subtitle=s.plain(x(n)))),
         f"{POSTED}/subtitle/text", MESSAGE),
    Case("CONTAINER_BLOCKS", lambda n: in_message(s.container(*[s.header()] * n)),
         f"{POSTED}/child_blocks", MESSAGE),
    Case("CONTEXT_ELEMENTS", lambda n: in_modal(s.context(*[s.mrkdwn()] * n)),
         f"{BLOCK}/elements"),
    Case("CONTEXT_ACTIONS_ELEMENTS",
         lambda n: in_message({"type": "context_actions",
                               "elements": [s.element("icon_button")] * n}),
         f"{POSTED}/elements", MESSAGE),
    Case("HEADER_TEXT", lambda n: in_modal(s.header(x(n))), f"{BLOCK}/text/text"),
    Case("INPUT_LABEL",
         lambda n: in_modal(s.inputs(s.element("datepicker"), label=s.plain(x(n)))),
         f"{BLOCK}/label/text"),
    Case("INPUT_HINT",
         lambda n: in_modal(s.inputs(s.element("datepicker"), hint=s.plain(x(n)))),
         f"{BLOCK}/hint/text"),
    Case("MARKDOWN_TEXT", lambda n: in_message(s.markdown(x(n))), f"{POSTED}/text", MESSAGE),
    Case("PLAN_TASKS",
         lambda n: in_message({"type": "plan", "title": "plan", "tasks": [s.task()] * n}),
         f"{POSTED}/tasks", MESSAGE),
    Case("SECTION_TEXT", lambda n: in_modal(s.section(text=s.mrkdwn(x(n)))),
         f"{BLOCK}/text/text"),
    Case("SECTION_FIELDS", lambda n: in_modal(s.section(fields=[s.mrkdwn()] * n)),
         f"{BLOCK}/fields"),
    Case("SECTION_FIELD", lambda n: in_modal(s.section(fields=[s.mrkdwn(), s.plain(x(n))])),
         f"{BLOCK}/fields/1/text"),
    Case("VIDEO_TITLE", lambda n: in_modal(s.video(title=s.plain(x(n)))), f"{BLOCK}/title/text"),
    Case("VIDEO_DESCRIPTION", lambda n: in_modal(s.video(description=s.plain(x(n)))),
         f"{BLOCK}/description/text"),
    Case("VIDEO_AUTHOR", lambda n: in_modal(s.video(author_name=x(n))), f"{BLOCK}/author_name"),
    Case("VIDEO_PROVIDER", lambda n: in_modal(s.video(provider_name=x(n))),
         f"{BLOCK}/provider_name"),
    Case("VIDEO_ALT_TEXT", lambda n: in_modal(s.video(alt_text=x(n))), f"{BLOCK}/alt_text"),
    Case("VIDEO_URL", lambda n: in_modal(s.video(thumbnail_url=x(n))), f"{BLOCK}/thumbnail_url"),
    Case("RICH_TEXT_LIST_INDENT", lambda n: in_modal(s.rich_list(indent=n)), f"{ACTION}/indent"),
    Case("RICH_TEXT_BORDER", lambda n: in_modal(s.rich_list(border=n)), f"{ACTION}/border"),
]  # fmt: skip

TABLES = [
    Case("TABLE_ROWS", lambda n: in_message(s.table(n)), f"{POSTED}/rows", MESSAGE),
    Case("TABLE_COLUMNS", lambda n: in_message(s.table(1, n)), f"{POSTED}/rows/0", MESSAGE),
    Case("TABLE_COLUMNS", columns, f"{POSTED}/column_settings", MESSAGE),
    Case("DATA_TABLE_ROWS", lambda n: in_message(s.data_table(n)), f"{POSTED}/rows", MESSAGE),
    Case("DATA_TABLE_COLUMNS", lambda n: in_message(s.data_table(2, n)), f"{POSTED}/rows/0",
         MESSAGE),
    Case("DATA_TABLE_PAGE", lambda n: in_message(s.data_table(page_size=n)),
         f"{POSTED}/page_size", MESSAGE),
    Case("CHART_TITLE", lambda n: in_message(s.pie(title=x(n))), f"{POSTED}/title", MESSAGE),
    Case("CHART_SEGMENTS", lambda n: in_message(s.pie(n)), f"{POSTED}/chart/segments", MESSAGE),
    Case("CHART_SERIES", lambda n: in_message(s.bars(n)), f"{POSTED}/chart/series", MESSAGE),
    Case("CHART_POINTS", lambda n: in_message(s.bars(1, n)), f"{POSTED}/chart/series/0/data",
         MESSAGE),
    Case("CHART_POINTS", lambda n: in_message(s.bars(1, n)),
         f"{POSTED}/chart/axis_config/categories", MESSAGE),
    Case("CHART_LABEL", lambda n: in_message(s.pie(1, x(n))),
         f"{POSTED}/chart/segments/0/label", MESSAGE),
    Case("CHART_AXIS_LABEL", lambda n: in_message(s.bars(x_label=x(n))),
         f"{POSTED}/chart/axis_config/x_label", MESSAGE),
    Case("CHART_AXIS_LABEL", lambda n: in_message(s.bars(y_label=x(n))),
         f"{POSTED}/chart/axis_config/y_label", MESSAGE),
]  # fmt: skip

CASES = [*VIEWS, *MESSAGES, *COMPOSITION, *ELEMENTS, *BLOCKS, *TABLES]
