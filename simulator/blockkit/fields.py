"""Elements that take text, numbers, files, dates and times.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from simulator.blockkit import limits
from simulator.blockkit.buttons import ACTION_ID
from simulator.blockkit.composition import CONFIRM, DISPATCH_CONFIG, PLACEHOLDER
from simulator.blockkit.rich_text import RICH_TEXT
from simulator.blockkit.rules import (
    bad_date,
    bad_number,
    bad_time,
    lengths_fit,
    lines_fit,
    numbers_fit,
    ten_digits,
)
from simulator.blockkit.shapes import Array, Boolean, Integer, Shape, String, tagged

_FOCUS: dict[str, Shape] = {"action_id": ACTION_ID, "focus_on_load": Boolean()}
_TYPED: dict[str, Shape] = {
    **_FOCUS,
    "placeholder": PLACEHOLDER,
    "dispatch_action_config": DISPATCH_CONFIG,
}
_NUMBER = String(None, 0, bad_number)

PICKERS: dict[str, Shape] = {
    "datepicker": tagged(
        {
            **_FOCUS,
            "confirm": CONFIRM,
            "placeholder": PLACEHOLDER,
            "initial_date": String(None, 0, bad_date),
        }
    ),
    "timepicker": tagged(
        {
            **_FOCUS,
            "confirm": CONFIRM,
            "placeholder": PLACEHOLDER,
            "initial_time": String(None, 0, bad_time),
            "timezone": String(None, 1),
        }
    ),
}
DATETIMEPICKER = tagged(
    {**_FOCUS, "confirm": CONFIRM, "initial_date_time": Integer()}, rules=(ten_digits,)
)
RICH_TEXT_INPUT = tagged(
    {
        **_TYPED,
        "initial_value": RICH_TEXT,
        "min_lines": Integer(1, limits.RICH_TEXT_INPUT_LINES),
        "max_lines": Integer(1, limits.RICH_TEXT_INPUT_LINES),
    },
    required=("action_id",),
    rules=(lines_fit,),
)

TEXT_INPUTS: dict[str, Shape] = {
    "plain_text_input": tagged(
        {
            **_TYPED,
            "initial_value": String(),
            "multiline": Boolean(),
            "min_length": Integer(0, limits.PLAIN_TEXT_INPUT),
            "max_length": Integer(1, limits.PLAIN_TEXT_INPUT),
        },
        rules=(lengths_fit,),
    ),
    "rich_text_input": RICH_TEXT_INPUT,
    "email_text_input": tagged({**_TYPED, "initial_value": String()}),
    "url_text_input": tagged({**_TYPED, "initial_value": String()}),
    "number_input": tagged(
        {
            **_TYPED,
            "is_decimal_allowed": Boolean(),
            "initial_value": _NUMBER,
            "min_value": _NUMBER,
            "max_value": _NUMBER,
        },
        required=("is_decimal_allowed",),
        rules=(numbers_fit,),
    ),
    "file_input": tagged(
        {
            "action_id": ACTION_ID,
            "filetypes": Array(String(None, 1), None, 1),
            "max_files": Integer(1, limits.FILE_INPUT_FILES),
        }
    ),
}
