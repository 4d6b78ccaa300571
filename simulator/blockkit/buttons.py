"""Buttons, images and the other elements that nobody types into.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from simulator.blockkit import limits
from simulator.blockkit.composition import CONFIRM, SLACK_FILE, plain
from simulator.blockkit.rules import exactly_one
from simulator.blockkit.shapes import Anything, Array, Enum, Object, Shape, String, tagged

ACTION_ID = String(limits.ACTION_ID, 1)
_LABEL = String(limits.ACCESSIBILITY_LABEL, 1)
_VALUE = String(limits.BUTTON_VALUE)
_TEXT = plain(limits.BUTTON_TEXT)
_STYLE = Enum(frozenset({"primary", "danger"}))
_USERS = Array(String(None, 1), limits.VISIBLE_TO_USERS)

BUTTON = tagged(
    {
        "text": _TEXT,
        "action_id": ACTION_ID,
        "url": String(limits.BUTTON_URL, 1),
        "value": _VALUE,
        "style": _STYLE,
        "confirm": CONFIRM,
        "accessibility_label": _LABEL,
        "agent_prompt": String(limits.BUTTON_AGENT_PROMPT, 1),
        "agent_prompt_display": String(None, 1),
        "visible_to_user_ids": _USERS,
    },
    required=("text",),
)

_WORKFLOW = Object(
    {
        "trigger": Object(
            {
                "url": String(None, 1),
                "customizable_input_parameters": Array(
                    Object({"name": String(None, 1), "value": Anything()}, ("name", "value"))
                ),
            },
            required=("url",),
        )
    },
    required=("trigger",),
)
WORKFLOW_BUTTON = tagged(
    {
        "text": _TEXT,
        "action_id": ACTION_ID,
        "workflow": _WORKFLOW,
        "style": _STYLE,
        "accessibility_label": _LABEL,
    },
    required=("text", "workflow"),
)

_FEEDBACK = Object(
    {"text": _TEXT, "value": _VALUE, "accessibility_label": _LABEL}, required=("text", "value")
)
FEEDBACK_BUTTONS = tagged(
    {"action_id": ACTION_ID, "positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
    required=("positive_button", "negative_button"),
)
ICON_BUTTON = tagged(
    {
        "icon": Enum(frozenset({"trash"})),
        "text": _TEXT,
        "action_id": ACTION_ID,
        "value": _VALUE,
        "confirm": CONFIRM,
        "accessibility_label": _LABEL,
        "visible_to_user_ids": _USERS,
    },
    required=("icon", "text"),
)

IMAGE_FIELDS: dict[str, Shape] = {
    "alt_text": String(limits.IMAGE_ALT_TEXT, 1),
    "image_url": String(limits.IMAGE_URL, 1),
    "slack_file": SLACK_FILE,
}
IMAGE = tagged(IMAGE_FIELDS, ("alt_text",), (exactly_one("image_url", "slack_file"),))
URL_SOURCE = tagged({"url": String(None, 1), "text": String(None, 1)}, required=("url", "text"))
