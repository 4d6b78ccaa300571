"""Answers to `block_suggestion` and to `view_submission`."""

from typing import Any

import pytest

from simulator.blockkit import validate_options, validate_submission_reply
from tests.simulator.blockkit import samples as s
from tests.simulator.blockkit.samples import Json, refusals

INPUT = s.inputs(s.element("plain_text_input", action_id="a"), block_id="name")
SUBMITTED = s.modal(INPUT, s.section(block_id="note"), s.actions(s.button()) | {"block_id": "bar"})


def refused(reply: Any) -> set[str]:
    found = validate_submission_reply(reply, SUBMITTED)
    assert {violation.code for violation in found} <= {"invalid_arguments"}
    return {violation.pointer for violation in found}


@pytest.mark.parametrize(
    "reply",
    [
        {"options": []},
        {"options": s.options(3)},
        {"option_groups": []},
        {"option_groups": [s.group(2), s.group(3)]},
        {"options": [s.option(description=s.plain("x" * 75))]},
    ],
)
def test_options_that_slack_shows(reply: Json) -> None:
    assert validate_options(reply) == []


@pytest.mark.parametrize(
    ("reply", "pointer"),
    [
        ({}, ""),
        ({"options": [], "option_groups": []}, ""),
        ({"options": [], "more": True}, ""),
        ({"options": None}, "/options"),
        ({"options": [{"value": "1"}]}, "/options/0"),
        ({"options": [s.option("")]}, "/options/0/value"),
        ({"options": [s.option("x" * 151)]}, "/options/0/value"),
        ({"options": [s.option(text="x" * 76)]}, "/options/0/text/text"),
        ({"options": [s.option() | {"text": s.mrkdwn()}]}, "/options/0/text/type"),
        ({"options": [s.option(description=s.plain("x" * 76))]}, "/options/0/description/text"),
        ({"option_groups": [s.group(0)]}, "/option_groups/0/options"),
        ({"option_groups": [{"options": s.options(1)}]}, "/option_groups/0"),
    ],
)
def test_options_that_slack_does_not_show(reply: Json, pointer: str) -> None:
    assert refusals(validate_options(reply)) == {("invalid_arguments", pointer)}


@pytest.mark.parametrize(
    "reply",
    [
        {},
        {"response_action": "clear"},
        {"response_action": "errors", "errors": {"name": "Say a name."}},
        {"response_action": "update", "view": SUBMITTED},
        {"response_action": "push", "view": SUBMITTED},
    ],
)
def test_replies_that_slack_follows(reply: Json) -> None:
    assert refused(reply) == set()


@pytest.mark.parametrize(
    ("reply", "pointer"),
    [
        ({"view": SUBMITTED}, ""),
        ({"response_action": "close"}, "/response_action"),
        ({"response_action": None}, "/response_action"),
        ({"response_action": "update"}, ""),
        ({"response_action": "errors"}, ""),
        ({"response_action": "clear", "view": SUBMITTED}, ""),
        ({"response_action": "errors", "errors": {"name": "No."}, "view": SUBMITTED}, ""),
        ({"response_action": "update", "view": None}, "/view"),
        ({"response_action": "update", "view": s.home(s.header())}, "/view/type"),
        ({"response_action": "push", "view": s.modal(s.header(""))}, "/view/blocks/0/text/text"),
        ({"response_action": "errors", "errors": []}, "/errors"),
        ({"response_action": "errors", "errors": {}}, "/errors"),
        ({"response_action": "errors", "errors": {"name": ""}}, "/errors/name"),
        ({"response_action": "errors", "errors": {"name": ["No."]}}, "/errors/name"),
        ({"response_action": "errors", "errors": {"a": "No."}}, "/errors/a"),
        ({"response_action": "errors", "errors": {"note": "No."}}, "/errors/note"),
        ({"response_action": "errors", "errors": {"bar": "No."}}, "/errors/bar"),
        ({"response_action": "errors", "errors": {"a/b~c": "No."}}, "/errors/a~1b~0c"),
    ],
)
def test_replies_that_slack_refuses(reply: Json, pointer: str) -> None:
    assert refused(reply) == {pointer}


def test_a_view_that_is_too_large_is_refused_in_a_reply_as_well() -> None:
    large = s.modal(*(s.section(text=s.mrkdwn("é" * 3000)) for _ in range(50)))
    found = validate_submission_reply({"response_action": "update", "view": large}, SUBMITTED)
    assert refusals(found) == {("view_too_large", "/view")}
