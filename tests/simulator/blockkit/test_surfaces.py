"""Which block and which element Slack takes where: the whole matrix."""

from collections.abc import Callable

import pytest

from simulator.blockkit import Violation
from tests.simulator.blockkit.samples import (
    BLOCKS,
    ELEMENTS,
    Json,
    actions,
    context,
    in_home,
    in_message,
    in_modal,
    inputs,
    refusals,
    section,
)

#                       modal  home   message
SURFACES = {
    "actions":            (True,  True,  True),
    "alert":              (True,  False, False),
    "card":               (False, True,  True),
    "carousel":           (False, True,  True),
    "container":          (False, True,  True),
    "context":            (True,  True,  True),
    "context_actions":    (False, False, True),
    "data_table":         (False, True,  True),
    "data_visualization": (False, False, True),
    "divider":            (True,  True,  True),
    "file":               (False, False, False),
    "header":             (True,  True,  True),
    "image":              (True,  True,  True),
    "input":              (True,  True,  True),
    "markdown":           (False, False, True),
    "plan":               (False, False, True),
    "rich_text":          (True,  True,  True),
    "section":            (True,  True,  True),
    "table":              (False, False, True),
    "task_card":          (False, False, True),
    "video":              (True,  True,  True),
}  # fmt: skip

INTO: dict[str, tuple[int, Callable[[Json], list[Violation]], str, str]] = {
    "modal": (0, in_modal, "invalid_arguments", "/view/blocks/0/type"),
    "home": (1, in_home, "invalid_arguments", "/view/blocks/0/type"),
    "message": (2, in_message, "invalid_blocks", "/blocks/0/type"),
}


def test_the_matrix_names_every_block() -> None:
    assert SURFACES.keys() == BLOCKS.keys()


@pytest.mark.parametrize("surface", INTO)
@pytest.mark.parametrize("block", SURFACES)
def test_a_block_is_shown_on_its_surfaces_and_refused_on_others(block: str, surface: str) -> None:
    column, put, code, pointer = INTO[surface]
    violations = put(BLOCKS[block])
    if SURFACES[block][column]:
        assert violations == []
    else:
        assert refusals(violations) == {(code, pointer)}
        assert violations[0].message == f"unsupported type: {block} [json-pointer:{pointer}]"


SECTION, ACTIONS, INPUT, CONTEXT, CONTEXT_ACTIONS = range(5)
HOLDERS: tuple[tuple[Callable[[Json], Json], str], ...] = (
    (lambda element: section(accessory=element), "accessory"),
    (actions, "elements/0"),
    (inputs, "element"),
    (context, "elements/0"),
    (lambda element: {"type": "context_actions", "elements": [element]}, "elements/0"),
)
TAKEN_BY = {
    "button": {SECTION, ACTIONS},
    "channels_select": {SECTION, ACTIONS, INPUT},
    "checkboxes": {SECTION, ACTIONS, INPUT},
    "conversations_select": {SECTION, ACTIONS, INPUT},
    "datepicker": {SECTION, ACTIONS, INPUT},
    "datetimepicker": {ACTIONS, INPUT},
    "email_text_input": {INPUT},
    "external_select": {SECTION, ACTIONS, INPUT},
    "feedback_buttons": {CONTEXT_ACTIONS},
    "file_input": {INPUT},
    "icon_button": {CONTEXT_ACTIONS},
    "image": {SECTION, CONTEXT},
    "mrkdwn": {CONTEXT},
    "multi_channels_select": {SECTION, INPUT},
    "multi_conversations_select": {SECTION, INPUT},
    "multi_external_select": {SECTION, INPUT},
    "multi_static_select": {SECTION, INPUT},
    "multi_users_select": {SECTION, INPUT},
    "number_input": {INPUT},
    "overflow": {SECTION, ACTIONS},
    "plain_text": {CONTEXT},
    "plain_text_input": {INPUT},
    "radio_buttons": {SECTION, ACTIONS, INPUT},
    "rich_text_input": {ACTIONS, INPUT},
    "static_select": {SECTION, ACTIONS, INPUT},
    "timepicker": {SECTION, ACTIONS, INPUT},
    "url_text_input": {INPUT},
    "users_select": {SECTION, ACTIONS, INPUT},
    "workflow_button": {SECTION, ACTIONS},
}


def test_the_table_names_every_element() -> None:
    assert TAKEN_BY.keys() == ELEMENTS.keys()


@pytest.mark.parametrize("holder", range(len(HOLDERS)))
@pytest.mark.parametrize("element", TAKEN_BY)
def test_an_element_is_taken_by_its_blocks_and_refused_by_others(element: str, holder: int) -> None:
    wrap, place = HOLDERS[holder]
    message_only = holder == CONTEXT_ACTIONS
    violations = (in_message if message_only else in_modal)(wrap(ELEMENTS[element]))
    if holder in TAKEN_BY[element]:
        assert violations == []
    else:
        code, root = ("invalid_blocks", "") if message_only else ("invalid_arguments", "/view")
        assert (code, f"{root}/blocks/0/{place}/type") in refusals(violations)


@pytest.mark.parametrize("put", [in_home, in_message])
def test_a_file_input_is_for_modals_only(put: Callable[[Json], list[Violation]]) -> None:
    (violation,) = put(inputs(ELEMENTS["file_input"]))
    assert violation.pointer.endswith("/blocks/0/element/type")
    assert violation.message.startswith("unsupported type: file_input")


def test_a_response_url_is_for_input_blocks_of_modals_only() -> None:
    element = {"type": "conversations_select", "response_url_enabled": True}
    assert in_modal(inputs(element)) == []
    assert refusals(in_modal(actions(element))) == {
        ("invalid_arguments", "/view/blocks/0/elements/0/response_url_enabled")
    }
    assert refusals(in_home(inputs(element))) == {
        ("invalid_arguments", "/view/blocks/0/element/response_url_enabled")
    }


def test_a_container_does_not_hold_a_container() -> None:
    inner = BLOCKS["container"]
    assert refusals(in_message({**inner, "child_blocks": [inner]})) == {
        ("invalid_blocks", "/blocks/0/child_blocks/0/type")
    }
