"""What holds for any view."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.blockkit import (
    validate_message,
    validate_options,
    validate_submission_reply,
    validate_view,
)
from tests.simulator.blockkit import samples as s
from tests.simulator.blockkit.samples import BLOCKS, ELEMENTS, Json
from tests.simulator.blockkit.test_surfaces import INPUT, SURFACES, TAKEN_BY

# A busy machine must not fail a test.
unhurried = settings(deadline=None)

IN_MODALS = sorted(kind for kind, (modal, _, _) in SURFACES.items() if modal)
INPUTS = sorted(kind for kind, takers in TAKEN_BY.items() if INPUT in takers)

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=75)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "text", "elements", "blocks", "options", "element", "block_id"]
            )
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@st.composite
def views(draw: st.DrawFn) -> Json:
    """Valid modals of any blocks and inputs, with any texts."""
    blocks = draw(st.lists(st.sampled_from(IN_MODALS).map(BLOCKS.__getitem__), max_size=8))
    for kind in draw(st.lists(st.sampled_from(INPUTS), max_size=8)):
        more: Json = {"label": s.plain(draw(texts)), "optional": draw(st.booleans())}
        blocks.append(s.inputs(ELEMENTS[kind], **more))
    blocks.append(s.section(text=s.mrkdwn(draw(texts))))
    return copy.deepcopy(s.modal(*blocks))


def nodes(value: Any) -> Iterator[Json]:
    """Every object of a JSON value."""
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, dict | list):
            yield from nodes(item)


@unhurried
@given(views())
def test_a_modal_of_valid_blocks_is_valid(view: Json) -> None:
    assert validate_view(view) == []


@unhurried
@given(views(), st.data())
def test_a_valid_view_stays_valid_when_its_texts_shrink(view: Json, data: st.DataObject) -> None:
    for node in nodes(view):
        if node.get("type") in ("plain_text", "mrkdwn"):
            node["text"] = node["text"][: data.draw(st.integers(1, len(node["text"])))]
    assert validate_view(view) == []


@unhurried
@given(views(), st.data())
def test_a_valid_view_stays_valid_when_blocks_are_left_out_or_moved(
    view: Json, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(view["blocks"]))
    view["blocks"] = order[: data.draw(st.integers(1, len(order)))]
    assert validate_view(view) == []


@unhurried
@given(views(), st.data())
def test_a_property_that_slack_does_not_know_is_found_anywhere(
    view: Json, data: st.DataObject
) -> None:
    node = data.draw(st.sampled_from(list(nodes(view))))
    node["colour"] = "red"
    assert any("additional property: colour" in found.message for found in validate_view(view))


@unhurried
@given(views(), st.data(), json_values)
def test_a_broken_view_is_reported_not_raised(
    view: Json, data: st.DataObject, value: object
) -> None:
    node = data.draw(st.sampled_from(list(nodes(view))))
    node[data.draw(st.sampled_from(sorted(node)))] = value
    for found in validate_view(view):
        assert found.pointer.startswith("/view")


@unhurried
@given(json_values)
def test_any_json_is_answered(value: Any) -> None:
    assert isinstance(validate_message(None, value, value), list)
    assert isinstance(validate_view(s.modal() | {"blocks": value}), list)
    assert isinstance(validate_options({"options": value}), list)
    for reply in ({"response_action": "errors", "errors": value},
                  {"response_action": value, "view": value}):  # fmt: skip
        assert isinstance(validate_submission_reply(reply, s.modal()), list)


@unhurried
@given(st.sampled_from(sorted(BLOCKS)), st.data(), json_values)
def test_any_json_in_a_block_is_answered(kind: str, data: st.DataObject, value: Any) -> None:
    name = data.draw(st.sampled_from(sorted(BLOCKS[kind])))
    assert isinstance(s.in_message({**BLOCKS[kind], name: value}), list)


@unhurried
@given(st.sampled_from(sorted(ELEMENTS)), st.data(), json_values)
def test_any_json_in_an_element_is_answered(kind: str, data: st.DataObject, value: Any) -> None:
    names = {*ELEMENTS[kind], "initial_option", "initial_options", "action_id"}
    element = {**ELEMENTS[kind], data.draw(st.sampled_from(sorted(names))): value}
    assert isinstance(s.in_modal(s.inputs(element)), list)
    assert isinstance(s.in_message(s.actions(element), s.section(accessory=element)), list)
