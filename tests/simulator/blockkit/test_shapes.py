"""Unknown and missing properties, unknown types, wrong JSON types."""

import copy
from typing import Any

import pytest

from simulator.blockkit import validate_view
from tests.simulator.blockkit import samples as s
from tests.simulator.blockkit.samples import (
    BLOCKS,
    ELEMENTS,
    Json,
    in_input,
    in_message,
    in_modal,
    refusals,
)

# A block may stand in a message unless only modals show it; the element of each in its block.
POSTABLE = sorted(BLOCKS.keys() - {"alert", "file"})
REQUIRED = {
    "actions": ["elements"],
    "carousel": ["elements"],
    "container": ["child_blocks"],
    "context": ["elements"],
    "context_actions": ["elements"],
    "data_table": ["caption", "rows"],
    "data_visualization": ["title", "chart"],
    "header": ["text"],
    "image": ["alt_text"],
    "input": ["label", "element"],
    "markdown": ["text"],
    "plan": ["title"],
    "rich_text": ["elements"],
    "table": ["rows"],
    "task_card": ["task_id", "title"],
    "video": ["alt_text", "title", "thumbnail_url", "video_url"],
}


@pytest.mark.parametrize("kind", POSTABLE)
def test_an_unknown_property_of_a_block_is_refused(kind: str) -> None:
    (violation,) = in_message({**BLOCKS[kind], "disabled": True})
    assert violation.message == "invalid additional property: disabled [json-pointer:/blocks/0]"


@pytest.mark.parametrize("kind", sorted(ELEMENTS))
def test_an_unknown_property_of_an_element_is_refused(kind: str) -> None:
    element = {**ELEMENTS[kind], "disabled": True}
    holders = [
        s.section(accessory=element),
        s.inputs(element),
        s.context(element),
        {"type": "context_actions", "elements": [element]},
    ]
    sentences = {violation.message for block in holders for violation in in_message(block)}
    assert any(text.startswith("invalid additional property: disabled") for text in sentences)


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, names in REQUIRED.items() for name in names]
)
def test_a_missing_property_is_refused_at_its_owner(kind: str, name: str) -> None:
    block = {key: value for key, value in BLOCKS[kind].items() if key != name}
    assert f"missing required field: {name} [json-pointer:/blocks/0]" in {
        violation.message for violation in in_message(block)
    }


@pytest.mark.parametrize("kind", POSTABLE)
def test_no_property_of_a_block_may_be_null(kind: str) -> None:
    for name in BLOCKS[kind].keys() - {"type"}:
        assert f"/blocks/0/{name}" in {
            violation.pointer for violation in in_message({**BLOCKS[kind], name: None})
        }


@pytest.mark.parametrize(
    ("block", "pointer", "sentence"),
    [
        ("text", "", "must provide an object"),
        ({}, "", "missing required field: type"),
        ({"type": "sektion"}, "/type", "unsupported type: sektion"),
        ({"type": None}, "/type", "unsupported type: None"),
        (s.section(text="plain"), "/text", "must provide an object"),
        (s.section(text={"text": "x"}), "/text", "missing required field: type"),
        (s.section(text={"type": "html", "text": "x"}), "/text/type", "unsupported type: html"),
        (s.section(text={"type": "mrkdwn"}), "/text", "missing required field: text"),
        (s.section(text={"type": "mrkdwn", "text": 1}), "/text/text", "must provide a string"),
        (s.section(text=s.mrkdwn() | {"emoji": True}), "/text",
         "invalid additional property: emoji"),
        (s.section(text=s.plain() | {"verbatim": True}), "/text",
         "invalid additional property: verbatim"),
        (s.section(text=s.plain() | {"emoji": "yes"}), "/text/emoji", "must provide a boolean"),
        (s.section(fields={}), "/fields", "must provide an array"),
        (s.section(block_id=7), "/block_id", "must provide a string"),
        (s.section(expand=1), "/expand", "must provide a boolean"),
        (s.header() | {"text": s.mrkdwn()}, "/text/type", "must be a valid enum value"),
        (s.inputs(s.element("datepicker"), label=s.mrkdwn()), "/label/type",
         "must be a valid enum value"),
        (s.inputs(s.element("datepicker"), optional="true"), "/optional",
         "must provide a boolean"),
        (s.inputs({"action_id": "a"}), "/element", "missing required field: type"),
        (s.inputs({"type": "plain_text"}), "/element/type", "unsupported type: plain_text"),
        (s.actions(s.button(style="default")), "/elements/0/style", "must be a valid enum value"),
        (s.actions(s.button(text=s.mrkdwn())), "/elements/0/text/type",
         "must be a valid enum value"),
        (s.actions(s.button(confirm={})), "/elements/0/confirm", "missing required field: title"),
        (s.actions(s.button(confirm=s.confirm(style="default"))), "/elements/0/confirm/style",
         "must be a valid enum value"),
        (s.actions(s.element("static_select", initial_options=s.options(1))), "/elements/0",
         "invalid additional property: initial_options"),
        (s.inputs(s.element("number_input", min_value=1)), "/element/min_value",
         "must provide a string"),
        (s.inputs(s.element("plain_text_input", max_length="9")), "/element/max_length",
         "must provide an integer"),
        (s.inputs(s.element("plain_text_input", max_length=True)), "/element/max_length",
         "must provide an integer"),
        (s.inputs({"type": "number_input"}), "/element",
         "missing required field: is_decimal_allowed"),
        (s.inputs({"type": "rich_text_input"}), "/element", "missing required field: action_id"),
        (s.inputs(s.element("static_select", options=[s.option(url="https://x")])),
         "/element/options/0", "invalid additional property: url"),
        (s.inputs(s.element("static_select", options=[s.option() | {"text": s.mrkdwn()}])),
         "/element/options/0/text/type", "must be a valid enum value"),
        (s.inputs(s.element("datetimepicker", placeholder=s.plain())), "/element",
         "invalid additional property: placeholder"),
        (s.rich_list(elements=[{"type": "rich_text_list"}]), "/elements/0/elements/0/type",
         "unsupported type: rich_text_list"),
        (s.rich_list(style="roman"), "/elements/0/style", "must be a valid enum value"),
    ],
)  # fmt: skip
def test_what_is_refused_and_where(block: Any, pointer: str, sentence: str) -> None:
    message = f"{sentence} [json-pointer:/view/blocks/0{pointer}]"
    assert message in {violation.message for violation in in_modal(block)}


HEADER = s.header()


@pytest.mark.parametrize(
    ("view", "pointer", "sentence"),
    [
        ({}, "", "missing required field: type"),
        ({"type": "sidebar", "blocks": [HEADER]}, "/type", "unsupported type: sidebar"),
        ({"type": "modal", "title": s.plain()}, "", "missing required field: blocks"),
        ({"type": "modal", "blocks": [HEADER]}, "", "missing required field: title"),
        ({"type": "home"}, "", "missing required field: blocks"),
        (s.modal(HEADER, title="Title"), "/title", "must provide an object"),
        (s.modal(HEADER, title=s.mrkdwn()), "/title/type", "must be a valid enum value"),
        (s.modal(HEADER, submit=s.mrkdwn()), "/submit/type", "must be a valid enum value"),
        (s.modal(HEADER, close=s.mrkdwn()), "/close/type", "must be a valid enum value"),
        (s.modal(HEADER, submit=None), "/submit", "must provide an object"),
        (s.modal(HEADER, private_metadata={}), "/private_metadata", "must provide a string"),
        (s.modal(HEADER, notify_on_close="yes"), "/notify_on_close", "must provide a boolean"),
        (s.modal(HEADER, id="V1"), "", "invalid additional property: id"),
        (s.modal(HEADER, state={}), "", "invalid additional property: state"),
        (s.home(HEADER, title=s.plain()), "", "invalid additional property: title"),
        (s.home(HEADER, notify_on_close=True), "", "invalid additional property: notify_on_close"),
        (s.modal() | {"blocks": {}}, "/blocks", "must provide an array"),
    ],
)  # fmt: skip
def test_what_is_refused_of_a_view(view: Json, pointer: str, sentence: str) -> None:
    message = f"{sentence} [json-pointer:/view{pointer}]"
    assert message in {violation.message for violation in validate_view(view)}


def test_a_modal_with_inputs_needs_a_submit() -> None:
    view = s.modal(HEADER, s.inputs(s.element("datepicker")))
    assert validate_view(view) == []
    del view["submit"]
    assert [violation.message for violation in validate_view(view)] == [
        "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]"
    ]
    assert validate_view(s.modal(HEADER)) == []
    assert s.in_home(s.inputs(s.element("datepicker"))) == []


def test_all_violations_are_reported_at_once() -> None:
    found = in_modal(s.header("x" * 151), {"type": "nothing"}, s.context())
    assert [violation.pointer for violation in found] == [
        "/view/blocks/0/text/text", "/view/blocks/1/type", "/view/blocks/2/elements",
    ]  # fmt: skip


def test_a_view_is_not_changed_by_looking_at_it() -> None:
    view = s.modal(*(BLOCKS[kind] for kind in POSTABLE))
    before = copy.deepcopy(view)
    validate_view(view)
    assert view == before


def test_two_primary_buttons_are_bad_style_but_accepted() -> None:
    # Slack's pages ask for one, its API doesn't (blocks.validate says nothing either).
    primary = [s.button(name, style="primary") for name in ("yes", "no")]
    assert in_modal(s.actions(*primary)) == []


def test_ids_may_be_left_out() -> None:
    assert in_modal(s.actions({"type": "button", "text": s.plain()})) == []
    assert refusals(in_input("datepicker")) == set()
