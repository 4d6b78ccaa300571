"""What a person reads in blocks: texts, labels, buttons."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulator.client.elements import Placed, placed
from simulator.wire import Json


@dataclass(frozen=True, slots=True)
class Button:
    """A button on the screen; `text` is what stands on it."""

    text: str
    place: Placed


def folded(text: str) -> str:
    """Without accents and case, as people search."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def block_texts(block: Json) -> list[str]:
    """The texts of one block that isn't an input."""
    return [text for text in _texts(block) if text]


def texts(blocks: list[Json], *, alerts: bool | None = None) -> list[str]:
    """The texts of all blocks that aren't inputs; only (or without) alerts when asked."""
    found: list[str] = []
    for block in blocks:
        if alerts is None or (block["type"] == "alert") == alerts:
            found.extend(block_texts(block))
    return found


def buttons(blocks: list[Json]) -> list[Button]:
    """All buttons, in the order of the screen."""
    return [
        Button(str(place.element["text"]["text"]), place)
        for place in placed(blocks)
        if place.type == "button"
    ]


def label(place: Placed) -> str:
    """By what a person calls an element: its label, its section's text or its placeholder."""
    if place.in_input:
        return str(place.block["label"]["text"])
    if place.block["type"] == "section" and place.block.get("text"):
        return str(place.block["text"]["text"])
    return str(_plain(place.element.get("placeholder")))


def labels(blocks: list[Json]) -> list[str]:
    """The labels of all elements that hold a value."""
    return [label(place) for place in placed(blocks) if place.kind is not None]


def labelled(blocks: list[Json], wanted: str) -> Placed | None:
    """The element with that label, else with that placeholder."""
    holding = [place for place in placed(blocks) if place.kind is not None]
    for place in holding:
        if label(place) == wanted:
            return place
    for place in holding:
        if _plain(place.element.get("placeholder")) == wanted:
            return place
    return None


def option_text(option: Json) -> str:
    """What stands on an option."""
    return str(option["text"]["text"])


def readable(value: Any) -> Any:
    """A value as a person reads it: the texts of chosen options, the rest as it is."""
    if isinstance(value, dict) and "text" in value and "value" in value:
        return option_text(value)
    if isinstance(value, list):
        return [readable(item) for item in value]
    return value


def _texts(block: Json) -> Iterator[str]:
    kind = block["type"]
    if kind == "rich_text":
        yield _rich(block)
    elif kind == "image":
        yield str(block.get("alt_text", ""))
    elif kind == "table":
        for row in block.get("rows", []):
            yield " | ".join(_rich(cell) or str(cell.get("text", "")) for cell in row)
    else:
        for key in ("title", "subtitle", "text", "body"):
            yield _plain(block.get(key))
        for field in block.get("fields") or []:
            yield _plain(field)
        if kind == "context":
            for element in block["elements"]:
                yield _plain(element)


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and isinstance(value.get("text"), (str, dict)):
        return _plain(value["text"])
    return ""


def _rich(value: Any) -> str:
    if isinstance(value, list):
        return "".join(_rich(item) for item in value)
    if not isinstance(value, dict):
        return ""
    if "elements" in value:
        return _rich(value["elements"])
    return str(value.get("text") or value.get("url") or value.get("user_id") or "")
