"""Elements that offer choices: selects, multi-selects, radio buttons, checkboxes, overflow.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from simulator.blockkit import limits
from simulator.blockkit.buttons import ACTION_ID
from simulator.blockkit.composition import (
    CONFIRM,
    CONVERSATION_FILTER,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    PLACEHOLDER,
    RICH_OPTION,
    SELECT_OPTION,
)
from simulator.blockkit.rules import (
    exactly_one,
    initial_is_an_option,
    initials_are_options,
)
from simulator.blockkit.shapes import Array, Boolean, Integer, Object, Rule, Shape, String, tagged

_ID = String(None, 1)
_IDS = Array(_ID)
_COMMON: dict[str, Shape] = {
    "action_id": ACTION_ID,
    "confirm": CONFIRM,
    "focus_on_load": Boolean(),
}
_MENU: dict[str, Shape] = {**_COMMON, "placeholder": PLACEHOLDER}
_STATIC: dict[str, Shape] = {
    "options": Array(SELECT_OPTION, limits.SELECT_OPTIONS, 1),
    "option_groups": Array(OPTION_GROUP, limits.SELECT_OPTION_GROUPS, 1),
}
_ONE_SOURCE = exactly_one("options", "option_groups")
_MIN_QUERY: dict[str, Shape] = {"min_query_length": Integer(0)}
_RESPONSE_URL: dict[str, Shape] = {"response_url_enabled": Boolean()}
_CONVERSATIONS: dict[str, Shape] = {
    "default_to_current_conversation": Boolean(),
    "filter": CONVERSATION_FILTER,
}


def _select(fields: dict[str, Shape], *rules: Rule) -> Object:
    return tagged({**_MENU, **fields}, rules=rules)


def _multi(fields: dict[str, Shape], *rules: Rule) -> Object:
    return tagged({**_MENU, "max_selected_items": Integer(1), **fields}, rules=rules)


SELECTS: dict[str, Shape] = {
    "static_select": _select(
        {**_STATIC, "initial_option": SELECT_OPTION}, _ONE_SOURCE, initial_is_an_option
    ),
    "external_select": _select({**_MIN_QUERY, "initial_option": SELECT_OPTION}),
    "users_select": _select({"initial_user": _ID}),
    "conversations_select": _select(
        {"initial_conversation": _ID, **_CONVERSATIONS, **_RESPONSE_URL}
    ),
    "channels_select": _select({"initial_channel": _ID, **_RESPONSE_URL}),
}

MULTI_SELECTS: dict[str, Shape] = {
    "multi_static_select": _multi(
        {**_STATIC, "initial_options": Array(SELECT_OPTION)}, _ONE_SOURCE, initials_are_options
    ),
    "multi_external_select": _multi({**_MIN_QUERY, "initial_options": Array(SELECT_OPTION)}),
    "multi_users_select": _multi({"initial_users": _IDS}),
    "multi_conversations_select": _multi({"initial_conversations": _IDS, **_CONVERSATIONS}),
    "multi_channels_select": _multi({"initial_channels": _IDS}),
}

CHECKBOXES = tagged(
    {
        **_COMMON,
        "options": Array(RICH_OPTION, limits.CHECKBOXES_OPTIONS, 1),
        "initial_options": Array(RICH_OPTION),
    },
    required=("options",),
    rules=(initials_are_options,),
)
RADIO_BUTTONS = tagged(
    {
        **_COMMON,
        "options": Array(RICH_OPTION, limits.RADIO_OPTIONS, 1),
        "initial_option": RICH_OPTION,
    },
    required=("options",),
    rules=(initial_is_an_option,),
)
OVERFLOW = tagged(
    {
        "action_id": ACTION_ID,
        "confirm": CONFIRM,
        "options": Array(OVERFLOW_OPTION, limits.OVERFLOW_OPTIONS, 1),
    },
    required=("options",),
)
