"""A window that is drawn again keeps all that its user entered."""

from typing import Any

from bot.views import blocks
from bot.views.forms import redrawn

OPTIONS = [blocks.option(value, value.upper()) for value in ("a", "b")]


def _view(element: dict[str, Any], state: dict[str, Any] | None, kind: str = "input") -> Any:
    element = {"action_id": "it", **element}
    inside: dict[str, Any] = {"actions": {"elements": [element]}, "section": {"accessory": element}}
    block = {"type": kind, "block_id": "field", **inside.get(kind, {"element": element})}
    values = {} if state is None else {"field": {"it": state}}
    return {"type": "modal", "blocks": [block], "state": {"values": values}}


def _element(view: Any) -> Any:
    (block,) = view["blocks"]
    return block.get("element") or block.get("accessory") or block["elements"][0]


def test_what_was_typed_takes_the_place_of_what_was_there() -> None:
    drawn = _view({"type": "plain_text_input", "initial_value": "old"}, {"value": "new"})
    assert _element(redrawn.as_typed(drawn))["initial_value"] == "new"


def test_what_was_emptied_stays_empty() -> None:
    drawn = _view({"type": "plain_text_input", "initial_value": "old"}, {"value": None})
    assert "initial_value" not in _element(redrawn.as_typed(drawn))


def test_what_slack_says_nothing_about_stays_as_it_was() -> None:
    drawn = _view({"type": "plain_text_input", "initial_value": "old"}, None)
    assert redrawn.as_typed(drawn)["blocks"] == drawn["blocks"]


def test_boxes_that_were_ticked_and_no_others() -> None:
    boxes = {"type": "checkboxes", "options": OPTIONS, "initial_options": OPTIONS[:1]}
    for chosen in ([OPTIONS[1]], []):
        drawn = _view(boxes, {"selected_options": chosen}, "actions")
        assert _element(redrawn.as_typed(drawn)).get("initial_options", []) == chosen


def test_a_choice_is_equal_to_the_one_that_is_offered() -> None:
    """Slack compares every property, and may tell a choice with another `emoji` than we sent."""
    told = {"value": "b", "text": {"type": "plain_text", "text": "B", "emoji": True}}
    select = {"type": "static_select", "options": OPTIONS}
    drawn = _view(select, {"selected_option": told}, "section")
    assert _element(redrawn.as_typed(drawn))["initial_option"] == OPTIONS[1]


def test_a_choice_that_was_looked_up_is_kept_as_slack_tells_it() -> None:
    told = blocks.option("c", "C")
    drawn = _view({"type": "external_select"}, {"selected_option": told})
    assert _element(redrawn.as_typed(drawn))["initial_option"] == told


def test_blocks_are_new_each_time_and_known_by_their_first_id() -> None:
    view = _view({"type": "datepicker"}, {"selected_date": "2026-03-16"})
    seen = {"field"}
    for _ in range(3):
        view = redrawn.as_typed(view)
        (block,) = view["blocks"]
        assert block["block_id"] not in seen
        seen.add(block["block_id"])
        state = {"it": {"selected_date": block["element"]["initial_date"]}}
        view["state"] = {"values": {block["block_id"]: state}}
        assert redrawn.values(view) == {"field": {"it": {"selected_date": "2026-03-16"}}}
        assert redrawn.shown_as(view, "field") == block["block_id"]
    assert redrawn.shown_as(view, "another") == "another"
