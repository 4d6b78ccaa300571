"""Signed payloads that Slack can't have made are refused; what a client cut in two is taken."""

import json
import time
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_mock import MockerFixture
from slack_bolt.async_app import AsyncApp

from bot.slack.decoding import read_json
from tests.edge import payloads
from tests.edge.house import Handlers, House, served, sign
from tests.edge.stub_slack import StubSlack

FORM = "application/x-www-form-urlencoded"
WHOLE = {
    "command": payloads.command(),
    "shortcut": payloads.shortcut(),
    "message": payloads.message_shortcut(),
    "action": payloads.action(),
    "options": payloads.suggestion(),
    "submission": payloads.submission(),
    "closed": payloads.closed(),
    "event": payloads.event(),
}
HANDLED = set(WHOLE) - {"message"}


def without(body: dict[str, Any], *path: str) -> dict[str, Any]:
    name, *rest = path
    if rest:
        return {**body, name: without(body[name], *rest)}
    return {key: value for key, value in body.items() if key != name}


def holding(body: dict[str, Any], value: Any, *path: str) -> dict[str, Any]:
    name, *rest = path
    return {**body, name: holding(body[name], value, *rest) if rest else value}


NEEDED: list[tuple[str, ...]] = [
    ("command", "user_id"),
    ("command", "trigger_id"),
    ("command", "team_id"),
    ("shortcut", "user"),
    ("shortcut", "user", "id"),
    ("shortcut", "trigger_id"),
    ("shortcut", "callback_id"),
    ("message", "message"),
    ("message", "message", "ts"),
    ("message", "channel"),
    ("action", "user"),
    ("action", "actions"),
    ("action", "trigger_id"),
    ("options", "user"),
    ("options", "action_id"),
    ("submission", "user"),
    ("submission", "view"),
    ("submission", "view", "id"),
    ("submission", "view", "type"),
    ("submission", "view", "hash"),
    ("submission", "view", "callback_id"),
    ("submission", "view", "state"),
    ("submission", "view", "state", "values"),
    ("closed", "user"),
    ("closed", "view"),
    ("closed", "view", "id"),
    ("event", "event"),
    ("event", "event", "type"),
    ("event", "event", "user"),
]
ODD: list[tuple[Any, ...]] = [
    ("action", [], "actions"),
    ("action", [None], "actions"),
    ("action", [{"action_id": ["resume"]}], "actions"),
    ("action", {"type": "view", "view_id": "V1"}, "container"),
    ("shortcut", ["shortcut"], "type"),
    ("shortcut", {"id": 7}, "user"),
    ("shortcut", 1.5, "user", "name"),
    ("shortcut", ["U1"], "authorizations"),
    ("message", "yesterday", "message", "ts"),
    ("submission", [], "view"),
    ("submission", [], "view", "state", "values"),
    ("submission", {"a": {"b": None}}, "view", "state", "values"),
    ("submission", {"a": {"b": {"value": 7}}}, "view", "state", "values"),
    ("submission", {"a": {"b": {"selected_option": "x"}}}, "view", "state", "values"),
    ("submission", {"a": {"b": {"selected_date": "2026-02-30"}}}, "view", "state", "values"),
    ("submission", [None], "view", "blocks"),
    ("submission", None, "trigger_id"),
    ("event", "app_home_opened", "event"),
    ("event", {"type": {}}, "event"),
]
LEFT_OUT_AT_TIMES = [
    {**without(payloads.command(), "team_id"), "enterprise_id": "E1"},
    without(payloads.command(), "response_url"),
    without(payloads.command(), "text"),
    without(payloads.submission(), "team"),
    {**payloads.submission(), "team": None, "enterprise": {"id": "E1"}},
    {**payloads.submission(), "team": {"id": "T1", "domain": None}},
    without(payloads.submission(), "view", "private_metadata"),
    holding(payloads.submission(), [{"type": "divider"}], "view", "blocks"),
    holding(payloads.action(), None, "view"),
    without(payloads.suggestion(), "value"),
    without(payloads.closed(), "is_cleared"),
]


@pytest.fixture
async def connected(handlers: Handlers, redis_url: str, slack: StubSlack) -> Any:
    async with served(handlers, redis_url, slack.base_url, slack_app_token="xapp-1") as house:
        yield house


async def posted(house: House, raw: bytes, content_type: str = FORM) -> int:
    headers = {"content-type": content_type, **sign(raw, time.time())}
    return (await house.post(raw, headers))[0]


MALFORMED = [
    *((f"no {' '.join(path)} in {name}", without(WHOLE[name], *path)) for name, *path in NEEDED),
    *(
        (
            f"{json.dumps(value)[:40]} as {' '.join(path)} in {name}",
            holding(WHOLE[name], value, *path),
        )
        for name, value, *path in ODD
    ),
]


async def test_what_slack_cannot_have_made_is_refused(house: House, handlers: Handlers) -> None:
    statuses = {what: (await house.send(body))[0] for what, body in MALFORMED}
    assert statuses == dict.fromkeys(statuses, 400)
    assert handlers.seen == []
    _, metrics = await house.get("/metrics")
    count = f"{float(len(MALFORMED))}"
    assert f'touchpoint_rejected_requests_total{{reason="malformed"}} {count}' in metrics


async def test_what_bolt_stumbles_over_is_refused_with_a_reference_in_the_log(
    house: House, mocker: MockerFixture, caplog: pytest.LogCaptureFixture
) -> None:
    mocker.patch.object(AsyncApp, "async_dispatch", side_effect=KeyError("workflow_step"))
    status, _ = await house.send(payloads.submission())
    assert status == 400
    (record,) = (r for r in caplog.records if r.exc_info)
    assert len(vars(record)["reference"]) == 8


async def test_what_slack_cannot_have_made_is_left_unanswered_over_a_socket(
    connected: House, handlers: Handlers, slack: StubSlack, caplog: pytest.LogCaptureFixture
) -> None:
    for number, (_, body) in enumerate(MALFORMED):
        await slack.deliver(f"odd-{number}", "interactive", body)
    await slack.deliver("whole", "interactive", payloads.submission())
    assert (await slack.acknowledged.get())["envelope_id"] == "whole"
    await connected.until_in_flight(0)
    assert slack.acknowledged.empty()
    assert len(handlers.seen) == 1
    assert [record for record in caplog.records if record.exc_info] == []


@pytest.mark.parametrize("name", sorted(HANDLED))
async def test_whole_payloads_are_taken(house: House, handlers: Handlers, name: str) -> None:
    assert (await house.send(WHOLE[name]))[0] == 200
    assert len(handlers.seen) == 1


async def test_a_button_with_a_member_of_a_command_is_still_a_button(
    house: House, handlers: Handlers
) -> None:
    button = json.dumps({**payloads.action(), "command": {}})
    assert await posted(house, urlencode({"payload": button}).encode()) == 200
    assert len(handlers.seen) == 1


async def test_what_slack_leaves_out_at_times_stops_nothing(
    house: House, handlers: Handlers
) -> None:
    for number, body in enumerate(LEFT_OUT_AT_TIMES):
        act = {"trigger_id": f"t.{number}"} if "trigger_id" in body else {}
        assert (await house.send({**body, **act}))[0] == 200, body
    assert len(handlers.seen) == len(LEFT_OUT_AT_TIMES)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"anything",
        b"\xff\xfe=1",
        b"command=%2Finteraction&text=%FF&user_id=U1&team_id=T1&trigger_id=t",
        b"command=%2Finteraction&text=%ED%A0%BD&user_id=U1&team_id=T1&trigger_id=t",
        b"command=%2Finteraction&text=100%&user_id=U1&team_id=T1&trigger_id=t",
        b"payload=%FF",
        b"payload=%7B%22type%22%3A%22shortcut%ED%A0%BD%22%7D",
        b"payload=" + b"[" * 5000,
        urlencode({"payload": json.dumps(payloads.shortcut())}).encode()[:-7],
    ],
)
async def test_wrong_bytes_are_no_empty_form(house: House, handlers: Handlers, raw: bytes) -> None:
    # Bytes that aren't UTF-8 can't be what was signed.
    assert await posted(house, raw) in ({400} if raw.isascii() else {400, 401})
    assert handlers.seen == []


@pytest.mark.parametrize("depth", [300, 3000])
async def test_a_member_that_is_nested_too_deeply_is_refused(house: House, depth: int) -> None:
    body = json.dumps(payloads.shortcut())
    deep = body[:-1] + ', "odd": ' + "[" * depth + "]" * depth + "}"
    assert await posted(house, urlencode({"payload": deep}).encode()) == 400
    assert await posted(house, deep.encode(), "application/json") == 400


HALF, MENDED = "a chair \ud83d and \ude00\0 💺 \\ud83d", "a chair \ufffd and \ufffd 💺 \\ud83d"


async def test_half_a_character_is_taken_over_http(house: House, handlers: Handlers) -> None:
    state: dict[str, Any] = {"d": {"d": {"type": "plain_text_input", "value": HALF}}}
    assert (await house.send(payloads.submission(**state)))[0] == 200
    event = payloads.event()
    event["event"]["tab"] = HALF
    assert (await house.send(event))[0] == 200
    submission, opened = handlers.seen
    assert submission.body["view"]["state"]["values"]["d"]["d"]["value"] == MENDED
    assert opened.body["event"]["tab"] == MENDED


async def test_half_a_character_is_taken_over_a_socket(
    connected: House, handlers: Handlers, slack: StubSlack
) -> None:
    state: dict[str, Any] = {"d": {"d": {"type": "plain_text_input", "value": HALF}}}
    await slack.deliver("e1", "interactive", payloads.submission(**state))
    assert (await slack.acknowledged.get())["envelope_id"] == "e1"
    (submission,) = handlers.seen
    assert submission.body["view"]["state"]["values"]["d"]["d"]["value"] == MENDED


async def test_the_words_of_a_command_have_no_nul(house: House, handlers: Handlers) -> None:
    await house.send(payloads.command(text="me\0agan"))
    assert handlers.seen[0].argument == "meagan"


@pytest.mark.parametrize(
    "frame", ["{", '{"payload": [1], "type": "x", "envelope_id": "e"}', "hello", '{"type": []}']
)
async def test_a_frame_that_cannot_be_read_is_passed_over(
    connected: House, slack: StubSlack, frame: str, caplog: pytest.LogCaptureFixture
) -> None:
    await slack.sockets[-1].send_str(frame)
    await slack.deliver("e1", "interactive", payloads.submission())
    assert (await slack.acknowledged.get())["envelope_id"] == "e1"
    assert [record for record in caplog.records if record.exc_info] == []


_CHARACTERS = st.one_of(
    st.characters(), st.characters(categories=["Cs"]), st.sampled_from('\0\\"u/d8b\n')
)


@given(st.text(_CHARACTERS), st.booleans())
def test_any_text_that_json_can_carry_is_read(text: str, escaped: bool) -> None:
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    sent = (
        json.dumps({"text": text}) if escaped else json.dumps({"text": whole}, ensure_ascii=False)
    )
    assert read_json(sent) == {"text": whole.replace("\0", "")}
