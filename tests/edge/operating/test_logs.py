"""Everything that is logged in a run full of marked secrets, at the most talkative level."""

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.logs import (
    JsonFormatter,
    describe_error,
    log_fields,
    redact,
    set_up_logging,
)
from tests.edge import payloads
from tests.edge.house import Handlers, served, signed
from tests.edge.stub_slack import StubSlack

TYPED = "TYPED-by-Meagan"
TRIGGER = "TRIGGER-13345224609"
RESPONSE_URL = "https://hooks.slack.com/commands/T0001/RESPONSEURL/abc"
BOT_TOKEN = "xoxb-BOTTOKEN-1"
APP_TOKEN = "xapp-1-APPTOKEN"
MARKS = ["TYPED", "TRIGGER", "RESPONSEURL", "BOTTOKEN", "APPTOKEN", "secret-ticket"]


@pytest.fixture(params=["text", "json"])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """All log output at DEBUG, in both formats."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    levels = {name: logging.getLogger(name).level for name in ("bot", "slack_sdk")}
    stream = io.StringIO()
    set_up_logging("DEBUG", request.param, stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


def secretive(body: dict[str, Any]) -> dict[str, Any]:
    """``body`` with marks wherever a secret can stand."""
    return {
        **body,
        **({"trigger_id": TRIGGER + body["trigger_id"]} if "trigger_id" in body else {}),
        "response_url": RESPONSE_URL,
        "token": "TYPED-verification",
    }


def refusal(error: str) -> SlackApiError:
    """What the Web API client raises, with a mark in its message."""
    build: Any = SlackApiError
    made: SlackApiError = build(f"no: {TYPED}", {"ok": False, "error": error, "echo": TYPED})
    return made


def requests() -> list[dict[str, Any]]:
    value = {"type": "plain_text_input", "value": TYPED}
    return [
        secretive(payloads.command(text=TYPED)),
        secretive(payloads.shortcut(trigger="s")),
        secretive(payloads.submission(trigger="v", metadata=TYPED, block={"a": value})),
        secretive(payloads.suggestion(value=TYPED)),
        secretive(payloads.action(trigger="a")),
        secretive(payloads.action("gone", trigger="u")),
        secretive(payloads.closed()),
        secretive(payloads.event()),
        {"type": "TYPED-unknown-type"},
    ]


async def walk(house: Any, handlers: Handlers, slack: StubSlack) -> None:
    """Every kind of payload, when all is well, when a handler fails, when Slack says no."""
    for body in requests():
        await house.send(body)
    for error in (
        ValueError(TYPED),
        KeyError(TYPED),
        refusal("invalid_arguments"),
    ):
        handlers.error = error
        for number, body in enumerate(requests()):
            again = {**body, "trigger_id": f"{TRIGGER}{type(error)}{number}"}
            await house.send({**again, "event_id": f"{type(error)}"})
    slack.answer("views.open", {"ok": False, "error": "expired_trigger_id", "echo": TYPED})
    await house.send(secretive(payloads.shortcut(trigger="expired")))
    raw, headers = signed(secretive(payloads.command(text=TYPED)))
    await house.post(raw + b"TYPED", headers)


async def test_a_run_over_http_logs_no_secret(
    log: io.StringIO, handlers: Handlers, redis_url: str, slack: StubSlack
) -> None:
    async with served(handlers, redis_url, slack.base_url, slack_bot_token=BOT_TOKEN) as house:
        await walk(house, handlers, slack)
    text = log.getvalue()
    assert "handler failed" in text
    assert [mark for mark in MARKS if mark in text] == []


async def test_a_run_over_socket_mode_logs_no_secret(
    log: io.StringIO, handlers: Handlers, redis_url: str, slack: StubSlack
) -> None:
    # The first address refuses the handshake, and the SDK logs it.
    gone = slack.base_url.replace("http", "ws", 1) + "auth.test/x?ticket=secret-ticket"
    slack.answer("apps.connections.open", {"ok": True, "url": gone})
    tokens = {"slack_bot_token": BOT_TOKEN, "slack_app_token": APP_TOKEN}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.slack.socket_mode.PING_SECONDS", 0.05)
        patch.setattr("bot.slack.socket_mode._SAME_ADDRESS_SECONDS", 0.2)
        async with served(handlers, redis_url, slack.base_url, **tokens):
            for number, body in enumerate(requests()):
                handlers.error = ValueError(TYPED) if number % 2 else None
                await slack.deliver(f"e{number}", "interactive", body)
            handlers.error = None
            await slack.deliver("last", "interactive", payloads.submission(trigger="last"))
            while (await slack.acknowledged.get())["envelope_id"] != "last":
                pass
    text = log.getvalue()
    assert "Failed to connect" in text
    assert [mark for mark in MARKS if mark in text] == []


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-12-34-abc",
        "xoxe.xoxb-1-abc",
        "xapp-1-A0-12-abc",
        "https://hooks.slack.com/actions/T/1/abc",
        "wss://wss-primary.slack.com/link/?ticket=abc&app_id=1",
    ],
)
def test_credentials_are_blacked_out(secret: str) -> None:
    assert redact(f"before {secret} after") == redact("before xoxb-1 after").replace(
        "(redacted)", "https://(redacted)" if secret.startswith("https") else "(redacted)"
    )


def test_fields_are_nested_and_only_known_ones() -> None:
    record = logging.LogRecord("bot", logging.INFO, "", 0, "saved", (), None)
    with log_fields(team="T1", user="U1"), log_fields(draft_id="d1"):
        entry = json.loads(JsonFormatter().format(record))
        assert (entry["team"], entry["user"], entry["draft_id"]) == ("T1", "U1", "d1")
        with pytest.raises(ValueError, match="not a log field: text"), log_fields(text="typed"):
            pass
    assert "team" not in json.loads(JsonFormatter().format(record))


def test_an_error_is_described_without_what_it_quotes() -> None:
    assert describe_error(ValueError("typed")) == "ValueError"
    assert describe_error(AttributeError("no attribute x")) == "AttributeError: no attribute x"
    assert describe_error(ConnectionRefusedError(111, "refused")).endswith("refused")
    assert (
        describe_error(refusal("hash_conflict")) == "slack_sdk.errors.SlackApiError: hash_conflict"
    )


def test_a_traceback_tells_the_way_and_the_cause() -> None:
    try:
        try:
            raise KeyError("typed")
        except KeyError as cause:
            raise RuntimeError("typed") from cause
    except RuntimeError as error:
        record = logging.LogRecord(
            "bot", logging.ERROR, "", 0, "failed", (), (type(error), error, None)
        )
    entry = json.loads(JsonFormatter().format(record))
    assert entry["error"] == "RuntimeError"
    assert re.search(r"KeyError\nwhich led to\n.*test_logs\.py", entry["traceback"], re.DOTALL)
