"""Slack's sentences.

Those of the first part are quoted in public issue threads and logs. Slack's own sentence for the
second part was not seen anywhere; they follow the same style, and nothing should depend on them.
"""

MUST_BE_OBJECT = "must provide an object"
MUST_BE_STRING = "must provide a string"
MUST_BE_ARRAY = "must provide an array"
MUST_BE_BOOLEAN = "must provide a boolean"
MUST_BE_NUMBER = "must provide a number"
MUST_BE_INTEGER = "must provide an integer"
NOT_IN_ENUM = "must be a valid enum value"
NOT_AN_OPTION = "must be one of the provided options"
ONLY_ONE_TABLE = "only_one_table_allowed"
INPUT_WITHOUT_SUBMIT = "must define `submit` to use an `input` block in modals"


def too_long(maximum: int) -> str:
    """A text above `maximum` characters."""
    return f"must be less than {maximum + 1} characters"


def too_short(minimum: int) -> str:
    """A text below `minimum` characters."""
    return f"must be more than {minimum - 1} characters"


def too_many(maximum: int) -> str:
    """A list above `maximum` items."""
    return f"no more than {maximum} items allowed"


def too_few(minimum: int) -> str:
    """A list below `minimum` items."""
    return f"must provide at least {minimum} items"


def missing(name: str) -> str:
    """A required property that is absent."""
    return f"missing required field: {name}"


def unknown(name: str) -> str:
    """A property that Slack doesn't know there."""
    return f"invalid additional property: {name}"


def unsupported(kind: object) -> str:
    """A block or element type that is unknown or not allowed there."""
    return f"unsupported type: {kind}"


def taken(name: str, value: str) -> str:
    """An id that was used before."""
    return f'`{name}` "{value}" already exists'


# Second part: our words.
BAD_DATE = "must be a date in the format YYYY-MM-DD"
BAD_TIME = "must be a time in the format HH:mm"
BAD_TIMESTAMP = "must be a UNIX timestamp of 10 digits"
BAD_NUMBER = "must be a number in a string"
BAD_INTEGER = "must be a whole number in a string, as `is_decimal_allowed` is false"
BAD_HTTPS = "must be an https URL"
NOT_EMPTY_FILTER = "must define at least one of `include`, `exclude_external_shared_channels`, \
`exclude_bot_users`"
MIN_ABOVE_MAX = "must not be more than its maximum"
TEXT_OR_FIELDS = "must define `text` or `fields`"
CARD_IS_EMPTY = "must define at least one of `hero_image`, `title`, `actions`, `body`"
TITLE_OR_RICH = "must define `title` or `rich_text_title`"
COLLAPSED_NOT_COLLAPSIBLE = "must not be true unless `is_collapsible` is true"
ROWS_UNEVEN = "must have as many cells as the first row"
HEADER_RICH_TEXT = "must not be rich_text in the header row"
POINTS_PER_CATEGORY = "must have exactly one point for each category"
FOCUS_TWICE = "only one element can have `focus_on_load` set to true"
MODAL_INPUT_ONLY = "only works in input blocks of modals"
NOT_AN_INPUT = "must be the `block_id` of an input block of the submitted view"


def either(one: str, other: str) -> str:
    """Neither of two properties, or both."""
    return f"must define either `{one}` or `{other}`"


def above(maximum: float) -> str:
    """A number above `maximum`."""
    return f"must not be more than {maximum}"


def below(minimum: float) -> str:
    """A number below `minimum`."""
    return f"must not be less than {minimum}"
