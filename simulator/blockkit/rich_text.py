"""Rich text, as a block, as the value of a rich_text_input and as a table cell.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from simulator.blockkit import limits
from simulator.blockkit.shapes import (
    Array,
    Boolean,
    Enum,
    Integer,
    Object,
    Shape,
    String,
    Typed,
    tagged,
)

_NAME = String(None, 1)
_BORDER = Integer(0, limits.RICH_TEXT_BORDER)
_FLAGS = (
    "bold",
    "italic",
    "strike",
    "underline",
    "code",
    "highlight",
    "client_highlight",
    "unlink",
)
_STYLE = Object(dict.fromkeys(_FLAGS, Boolean()))


def _leaf(required: dict[str, Shape], optional: dict[str, Shape] | None = None) -> Object:
    return tagged({**required, **(optional or {}), "style": _STYLE}, required=tuple(required))


_LEAVES = Array(
    Typed(
        {
            # Slack refuses an empty text here, an unusual trap.
            "text": _leaf({"text": _NAME}),
            "link": _leaf({"url": _NAME}, {"text": String(), "unsafe": Boolean()}),
            "user": _leaf({"user_id": _NAME}),
            "usergroup": _leaf({"usergroup_id": _NAME}),
            "channel": _leaf({"channel_id": _NAME}),
            "team": _leaf({"team_id": _NAME}),
            "emoji": _leaf({"name": _NAME}, {"skin_tone": Integer(1, 6), "unicode": _NAME}),
            "broadcast": _leaf({"range": Enum(frozenset({"here", "channel", "everyone"}))}),
            "color": _leaf({"value": _NAME}),
            "date": _leaf(
                {"timestamp": Integer(0), "format": _NAME},
                {"url": _NAME, "fallback": String()},
            ),
        }
    )
)

_SECTION = tagged({"elements": _LEAVES}, required=("elements",))

PARTS = Array(
    Typed(
        {
            "rich_text_section": _SECTION,
            # Lists don't nest: a deeper list follows as its own part with a higher indent.
            "rich_text_list": tagged(
                {
                    "style": Enum(frozenset({"bullet", "ordered"})),
                    "elements": Array(Typed({"rich_text_section": _SECTION}), None, 1),
                    "indent": Integer(0, limits.RICH_TEXT_LIST_INDENT),
                    "offset": Integer(0),
                    "border": _BORDER,
                },
                required=("style", "elements"),
            ),
            "rich_text_preformatted": tagged(
                {"elements": _LEAVES, "border": _BORDER, "language": _NAME},
                required=("elements",),
            ),
            "rich_text_quote": tagged(
                {"elements": _LEAVES, "border": _BORDER}, required=("elements",)
            ),
        }
    )
)

RICH_TEXT_FIELDS: dict[str, Shape] = {
    "elements": PARTS,
    "block_id": String(limits.BLOCK_ID),
}
RICH_TEXT = Typed({"rich_text": tagged(RICH_TEXT_FIELDS, required=("elements",))})
