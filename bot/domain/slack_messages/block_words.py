"""The words of a message's blocks, one line of Slack's text after the other.

Each line is written as Slack writes `text`: references in angle brackets, the author's own `&`,
`<` and `>` as entities, but without styles. Blocks come from any app, so whatever isn't as
https://docs.slack.dev/reference/block-kit/blocks says is passed over. Buttons and menus are no
words of the message, and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.domain.slack_messages.markup import from_markdown, link, literal, unstyled

DEEPEST = 8
"""Levels of elements within elements; Slack's own clients make four."""

_CODE_POINT = re.compile("(?:[0-9a-c]|1f|e0)[0-9a-f]{2,3}", re.IGNORECASE)
"""Of a sign in Unicode; neither a control character nor half a surrogate pair."""

Line = tuple[str, bool]
"""A line, and whether it only stands for a picture: such a one is worth reading if it is new."""


def lines_of_blocks(blocks: object, told: str = "") -> Iterator[Line]:
    """The lines of `blocks` in reading order. `told` is the `text` of the same message."""
    for block in entries(blocks):
        read = _BLOCKS.get(text(block, "type"))
        if read is not None:
            yield from read(block, told)


def entries(value: object) -> Iterator[Mapping[str, Any]]:
    """The objects in a list; nothing where it is no list."""
    if isinstance(value, list):
        yield from (entry for entry in value if isinstance(entry, Mapping))


def text(value: object, key: str) -> str:
    """The text that an object has under `key`, blank where there is none."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else ""


def _text_object(value: object, told: str) -> str:
    words = text(value, "text")
    return unstyled(words) if text(value, "type") == "mrkdwn" else literal(words, told)


def _member(*keys: str) -> Callable[[Mapping[str, Any], str], Iterator[Line]]:
    """Reads the text objects, or bare texts, that a block has under `keys`."""

    def lines(block: Mapping[str, Any], told: str) -> Iterator[Line]:
        for key in keys:
            bare = text(block, key)
            yield (literal(bare, told) if bare else _text_object(block.get(key), told)), False

    return lines


def _section(block: Mapping[str, Any], told: str) -> Iterator[Line]:
    yield _text_object(block.get("text"), told), False
    for field in entries(block.get("fields")):
        yield _text_object(field, told), False
    yield from _picture(block.get("accessory"), told)


def _context(block: Mapping[str, Any], told: str) -> Iterator[Line]:
    for element in entries(block.get("elements")):
        yield from _picture(element, told)
        yield _text_object(element, told), False


def _picture(element: object, told: str) -> Iterator[Line]:
    if text(element, "type") == "image":
        yield literal(text(element, "alt_text"), told), True


def _image(block: Mapping[str, Any], told: str) -> Iterator[Line]:
    yield from _member("title")(block, told)
    yield from _picture(block, told)


def _markdown(block: Mapping[str, Any], _told: str) -> Iterator[Line]:
    yield from_markdown(text(block, "text")), False


def _table(block: Mapping[str, Any], told: str) -> Iterator[Line]:
    rows = block.get("rows")
    for row in rows if isinstance(rows, list) else []:
        cells = (_cell(cell, told) for cell in entries(row))
        yield " | ".join(cell for cell in cells if cell.strip()), False


def _cell(cell: Mapping[str, Any], told: str) -> str:
    if text(cell, "type") == "rich_text":
        return " ".join(line for line, _ in _rich_text(cell, told))
    value = cell.get("value")
    number = str(value) if isinstance(value, int | float) else ""
    return literal(text(cell, "text") or number, told)


def _call(block: Mapping[str, Any], told: str) -> Iterator[Line]:
    versions = block.get("call")
    call = versions.get("v1") if isinstance(versions, Mapping) else None
    yield literal(text(call, "name"), told), False
    taking_part = call.get("all_participants") if isinstance(call, Mapping) else None
    for person in entries(taking_part):
        user = text(person, "slack_id")
        name = literal(text(person, "display_name"), told)
        yield name or _reference("@", user, told), False


def _rich_text(block: Mapping[str, Any], told: str) -> Iterator[Line]:
    for line in _rich_lines(block, told, DEEPEST):
        yield line, False


def _rich_lines(element: Mapping[str, Any], told: str, levels: int) -> Iterator[str]:
    """The paragraphs of an element that holds others; `levels` of them at most are gone down."""
    if levels == 0:
        return
    kind, inline = text(element, "type"), ""
    begin = element.get("offset")
    number = begin if isinstance(begin, int) else 0
    for inner in entries(element.get("elements")):
        if not text(inner, "type").startswith("rich_text"):
            inline += _inline(inner, told)
            continue
        number += 1
        sign = f"{number}. " if text(element, "style") == "ordered" else "• "
        for line in _rich_lines(inner, told, levels - 1):
            yield (sign if kind == "rich_text_list" else "") + line
    if inline.strip():
        yield inline.strip("\n")


def _inline(element: Mapping[str, Any], told: str) -> str:
    match text(element, "type"):
        case "text":
            return literal(text(element, "text"), told)
        case "link":
            return link(text(element, "url"), literal(text(element, "text"), told))
        case "user":
            return _reference("@", text(element, "user_id"), told)
        case "channel":
            return _reference("#", text(element, "channel_id"), told)
        case "usergroup":
            return _reference("!subteam^", text(element, "usergroup_id"), told)
        case "broadcast":
            return _reference("!", text(element, "range"), told)
        case "emoji":
            return _emoji(element)
        case "date":
            return literal(text(element, "fallback") or _date(element.get("timestamp")), told)
        case "color":
            return literal(text(element, "value"), told)
    return ""


def _reference(sign: str, wanted: str, told: str) -> str:
    """A reference as Slack writes it, with the name that only the message's `text` may have."""
    if not (wanted.isascii() and wanted.isalnum()):
        return ""
    named = re.search(rf"<{re.escape(sign + wanted)}\|[^<>]+>", told)
    return named[0] if named else f"<{sign}{wanted}>"


def _emoji(element: Mapping[str, Any]) -> str:
    name, code_points = text(element, "name"), text(element, "unicode").split("-")
    if all(map(_CODE_POINT.fullmatch, code_points)):
        return "".join(chr(int(code, 16)) for code in code_points)
    return f":{literal(name)}:" if name else ""


def _date(timestamp: object) -> str:
    try:
        return f"{datetime.fromtimestamp(float(str(timestamp)), UTC):%Y-%m-%d %H:%M} UTC"
    except (ValueError, OverflowError, OSError):
        return ""


_BLOCKS: Mapping[str, Callable[[Mapping[str, Any], str], Iterator[Line]]] = {
    "header": _member("text"),
    "section": _section,
    "context": _context,
    "rich_text": _rich_text,
    "markdown": _markdown,
    "table": _table,
    "data_table": _table,
    "image": _image,
    "video": _member("title", "author_name", "description"),
    "call": _call,
    "card": _member("title", "subtitle", "body"),
    "alert": _member("text"),
}
