"""What is checked over all blocks of a view or message: types, surfaces, ids, focus."""

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.blockkit import limits, wording
from simulator.blockkit.blocks import BLOCKS
from simulator.blockkit.report import Place, Report
from simulator.blockkit.shapes import Shape, Typed
from simulator.blockkit.surfaces import FORBIDDEN, MODAL_ONLY_ELEMENTS, Surface

_ALLOWED: Mapping[Surface, Typed] = {
    surface: Typed({kind: shape for kind, shape in BLOCKS.items() if kind not in forbidden})
    for surface, forbidden in FORBIDDEN.items()
}
# Where a block keeps its elements, and where other blocks.
_ELEMENTS: Mapping[str, str] = {
    "actions": "elements",
    "context_actions": "elements",
    "card": "actions",
    "input": "element",
    "section": "accessory",
}
_CHILDREN: Mapping[str, str] = {"container": "child_blocks", "carousel": "elements"}


def block_shape(surface: Surface) -> Shape:
    """The blocks that a surface shows."""
    return _ALLOWED[surface]


def blocks_within(blocks: list[Any], at: Place) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Every block with its place: those given, and those inside containers and carousels."""
    for index, block in enumerate(blocks):
        if not isinstance(block, dict):
            continue
        here: Place = (at, index)
        yield here, block
        name = _CHILDREN.get(str(block.get("type")))
        children = block.get(name) if name else None
        if name and isinstance(children, list):
            yield from blocks_within(children, (here, name))


def elements_of(block: dict[str, Any], at: Place) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The interactive elements of one block with their places."""
    name = _ELEMENTS.get(str(block.get("type")))
    held = block.get(name) if name else None
    if name and isinstance(held, dict):
        yield (at, name), held
    elif name and isinstance(held, list):
        for index, element in enumerate(held):
            if isinstance(element, dict):
                yield ((at, name), index), element


def check_across(blocks: list[Any], at: Place, surface: Surface, report: Report) -> None:
    """block_ids and action_ids that repeat, a second focus, elements that a surface refuses.

    A block_id is unique in its view or message, an action_id in its block (docs, "unique among
    all other action_ids in the containing block").
    """
    block_ids: set[str] = set()
    focused = 0
    for here, block in blocks_within(blocks, at):
        block_id = block.get("block_id")
        # An empty block_id counts as none (slack-go/slack#823).
        if isinstance(block_id, str) and block_id:
            if block_id in block_ids:
                report.add((here, "block_id"), wording.taken("block_id", block_id))
            block_ids.add(block_id)
        action_ids: set[str] = set()
        for place, element in elements_of(block, here):
            action_id = element.get("action_id")
            if isinstance(action_id, str):
                if action_id in action_ids:
                    report.add((place, "action_id"), wording.taken("action_id", action_id))
                action_ids.add(action_id)
            if element.get("focus_on_load") is True:
                focused += 1
                if focused > limits.FOCUS_ON_LOAD:
                    report.add((place, "focus_on_load"), wording.FOCUS_TWICE)
            if surface != "modal" and str(element.get("type")) in MODAL_ONLY_ELEMENTS:
                report.add((place, "type"), wording.unsupported(element["type"]))
            if element.get("response_url_enabled") is True and (
                surface != "modal" or block.get("type") != "input"
            ):
                report.add((place, "response_url_enabled"), wording.MODAL_INPUT_ONLY)
