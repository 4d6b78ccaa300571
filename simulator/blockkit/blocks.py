"""Blocks, and which elements each of them takes.

https://docs.slack.dev/reference/block-kit/blocks
"""

from collections.abc import Mapping

from simulator.blockkit import limits, wording
from simulator.blockkit.buttons import (
    BUTTON,
    FEEDBACK_BUTTONS,
    ICON_BUTTON,
    IMAGE,
    IMAGE_FIELDS,
    URL_SOURCE,
    WORKFLOW_BUTTON,
)
from simulator.blockkit.composition import Text, plain
from simulator.blockkit.fields import DATETIMEPICKER, PICKERS, RICH_TEXT_INPUT, TEXT_INPUTS
from simulator.blockkit.menus import (
    CHECKBOXES,
    MULTI_SELECTS,
    OVERFLOW,
    RADIO_BUTTONS,
    SELECTS,
)
from simulator.blockkit.rich_text import RICH_TEXT, RICH_TEXT_FIELDS
from simulator.blockkit.rules import (
    at_least_one,
    at_most_one,
    bad_https,
    collapsible_if_collapsed,
    exactly_one,
    no_file_with_dispatch,
)
from simulator.blockkit.shapes import (
    Array,
    Boolean,
    Either,
    Enum,
    Object,
    Rule,
    Shape,
    String,
    Typed,
    tagged,
)
from simulator.blockkit.tables import TABLES

_CHOICES: dict[str, Shape] = {"checkboxes": CHECKBOXES, "radio_buttons": RADIO_BUTTONS}
_CLICKED: dict[str, Shape] = {
    "button": BUTTON,
    "workflow_button": WORKFLOW_BUTTON,
    "overflow": OVERFLOW,
}

SECTION_ACCESSORIES: Mapping[str, Shape] = {
    **_CLICKED, **_CHOICES, **PICKERS, **SELECTS, **MULTI_SELECTS, "image": IMAGE,
}  # fmt: skip
# Multi-selects are listed on Slack's page of the actions block, but refused there
# (slackapi/python-slack-sdk#1631, slackapi/java-slack-sdk#680).
ACTIONS_ELEMENTS: Mapping[str, Shape] = {
    **_CLICKED, **_CHOICES, **PICKERS, **SELECTS,
    "datetimepicker": DATETIMEPICKER, "rich_text_input": RICH_TEXT_INPUT,
}  # fmt: skip
INPUT_ELEMENTS: Mapping[str, Shape] = {
    **_CHOICES, **PICKERS, **SELECTS, **MULTI_SELECTS, **TEXT_INPUTS,
    "datetimepicker": DATETIMEPICKER,
}  # fmt: skip
CONTEXT_ELEMENTS: Mapping[str, Shape] = {"image": IMAGE, "plain_text": Text(), "mrkdwn": Text()}
CONTEXT_ACTIONS_ELEMENTS: Mapping[str, Shape] = {
    "feedback_buttons": FEEDBACK_BUTTONS,
    "icon_button": ICON_BUTTON,
}


def _block(
    fields: dict[str, Shape], required: tuple[str, ...] = (), rules: tuple[Rule, ...] = ()
) -> Object:
    return tagged({"block_id": String(limits.BLOCK_ID), **fields}, required, rules)


_ELEMENTS = ("elements",)

EVERYDAY: dict[str, Shape] = {
    "section": _block(
        {
            "text": Text(limits.SECTION_TEXT),
            "fields": Array(Text(limits.SECTION_FIELD), limits.SECTION_FIELDS, 1),
            "accessory": Typed(SECTION_ACCESSORIES),
            "expand": Boolean(),
        },
        rules=(at_least_one(("text", "fields"), wording.TEXT_OR_FIELDS),),
    ),
    "input": _block(
        {
            "label": plain(limits.INPUT_LABEL),
            "hint": plain(limits.INPUT_HINT),
            "element": Typed(INPUT_ELEMENTS),
            "optional": Boolean(),
            "dispatch_action": Boolean(),
        },
        required=("label", "element"),
        rules=(no_file_with_dispatch,),
    ),
    "actions": _block(
        {"elements": Array(Typed(ACTIONS_ELEMENTS), limits.ACTIONS_ELEMENTS, 1)}, _ELEMENTS
    ),
    "context": _block(
        {"elements": Array(Typed(CONTEXT_ELEMENTS), limits.CONTEXT_ELEMENTS, 1)}, _ELEMENTS
    ),
    "header": _block({"text": plain(limits.HEADER_TEXT)}, required=("text",)),
    "divider": _block({}),
    "image": _block(
        {**IMAGE_FIELDS, "title": plain(limits.IMAGE_TITLE)},
        required=("alt_text",),
        rules=(exactly_one("image_url", "slack_file"),),
    ),
    "rich_text": tagged(RICH_TEXT_FIELDS, required=_ELEMENTS),
    "video": _block(
        {
            "alt_text": String(limits.VIDEO_ALT_TEXT, 1),
            "title": plain(limits.VIDEO_TITLE),
            "title_url": String(limits.VIDEO_URL, 1, bad_https),
            "video_url": String(limits.VIDEO_URL, 1, bad_https),
            "thumbnail_url": String(limits.VIDEO_URL, 1),
            "author_name": String(limits.VIDEO_AUTHOR),
            "description": plain(limits.VIDEO_DESCRIPTION),
            "provider_name": String(limits.VIDEO_PROVIDER),
            "provider_icon_url": String(limits.VIDEO_URL),
        },
        required=("alt_text", "title", "thumbnail_url", "video_url"),
    ),
}

_CARD = _block(
    {
        "hero_image": Typed({"image": IMAGE}),
        "icon": Typed({"image": IMAGE}),
        "slack_icon": Object(
            {"type": Enum(frozenset({"icon"})), "name": String(None, 1)}, ("name",)
        ),
        "title": Text(limits.CARD_TITLE),
        "subtitle": Text(limits.CARD_SUBTITLE),
        "body": Text(limits.CARD_BODY),
        "subtext": Text(limits.CARD_SUBTEXT),
        "actions": Array(Typed({"button": BUTTON}), limits.CARD_ACTIONS, 1),
    },
    rules=(
        at_least_one(("hero_image", "title", "actions", "body"), wording.CARD_IS_EMPTY),
        at_most_one("icon", "slack_icon"),
    ),
)
_TASK_CARD = _block(
    {
        "task_id": String(None, 1),
        "title": String(None, 1),
        "details": RICH_TEXT,
        "output": RICH_TEXT,
        "sources": Array(Typed({"url": URL_SOURCE})),
        "status": Enum(frozenset({"pending", "in_progress", "complete", "error"})),
    },
    required=("task_id", "title"),
)
# docs container-block lists these children; a file block can't be sent by an app at all.
_CONTAINED: Mapping[str, Shape] = {**EVERYDAY, "table": TABLES["table"]}

BLOCKS: Mapping[str, Shape] = {
    **EVERYDAY,
    **TABLES,
    "markdown": _block({"text": String(limits.MARKDOWN_TEXT, 1)}, required=("text",)),
    "alert": _block(
        {
            "text": Text(limits.ALERT_TEXT),
            "level": Enum(frozenset({"default", "info", "warning", "error", "success"})),
        },
        required=("text",),
    ),
    "card": _CARD,
    "carousel": _block(
        {"elements": Array(Typed({"card": _CARD}), limits.CAROUSEL_CARDS, 1)}, _ELEMENTS
    ),
    "container": _block(
        {
            "title": plain(limits.CONTAINER_TITLE),
            "rich_text_title": RICH_TEXT,
            "subtitle": Text(limits.CONTAINER_SUBTITLE),
            "icon": Typed({"image": IMAGE}),
            "width": Enum(frozenset({"narrow", "standard", "wide", "full"})),
            "is_collapsible": Boolean(),
            "default_collapsed": Boolean(),
            "has_header_divider": Boolean(),
            "child_blocks": Array(Typed(_CONTAINED), limits.CONTAINER_BLOCKS, 1),
        },
        required=("child_blocks",),
        rules=(
            at_least_one(("title", "rich_text_title"), wording.TITLE_OR_RICH),
            collapsible_if_collapsed,
        ),
    ),
    "context_actions": _block(
        {"elements": Array(Typed(CONTEXT_ACTIONS_ELEMENTS), limits.CONTEXT_ACTIONS_ELEMENTS, 1)},
        _ELEMENTS,
    ),
    "task_card": _TASK_CARD,
    "plan": _block(
        {
            "title": Either(String(None, 1), plain(limits.TEXT)),
            # Tasks of a plan may leave their `type` out, as in Slack's own example.
            "tasks": Array(_TASK_CARD, limits.PLAN_TASKS),
        },
        required=("title",),
    ),
}
