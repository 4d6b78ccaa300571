import logging
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.identity import Identity, build_bolt
from bot.slack.payload import Inbound, Kind
from bot.slack.registration import (
    Ack,
    Command,
    Listeners,
    NotTaken,
    Shortcut,
    UnknownKeyError,
)
from tests.edge import payloads

PEEPHOLE = "nobody is known yet"
FIRST = {Kind.COMMAND, Kind.GLOBAL_SHORTCUT, Kind.MESSAGE_SHORTCUT}


class ExpectedError(Exception):
    pass


class Desk:
    """An app with one feature, and what its handlers and its policy saw."""

    def __init__(self) -> None:
        self.listeners: Listeners[str] = Listeners()
        self.client = AsyncWebClient(token="xoxb-1")
        self.seen: list[Inbound] = []
        self.failures: list[tuple[str, str | None]] = []
        self.outcomes: list[str] = []
        self.error: Exception | None = None
        self.policy_error: Exception | None = None
        self.refusal: Exception | None = None
        self.ack: Ack = None
        self.bolt = build_bolt(self.client, Identity(self.client))

    async def handle(self, inbound: Inbound, who: str = PEEPHOLE) -> Ack:
        assert who == (PEEPHOLE if inbound.kind in FIRST else payloads.USER)
        self.seen.append(inbound)
        if self.error:
            raise self.error
        return self.ack

    async def policy(self, inbound: Inbound, error: Exception, reference: str | None) -> Ack:
        self.failures.append((type(error).__name__, reference))
        if self.policy_error:
            raise self.policy_error
        return {"text": f"sorry {reference}"}

    async def who(self, inbound: Inbound) -> str:
        if self.refusal:
            raise self.refusal
        return inbound.user_id

    async def glance(self, inbound: Inbound) -> None:
        if self.refusal:
            raise self.refusal

    def attach(self) -> None:
        self.listeners.attach(
            self.bolt,
            self.client,
            gate=self,
            failure_policy=self.policy,
            expected=(ExpectedError,),
            new_reference=lambda: "ref00001",
            outcome=lambda inbound, outcome: self.outcomes.append(outcome),
        )

    async def send(self, body: dict[str, Any]) -> BoltResponse:
        return await self.bolt.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    everything = desk.listeners.feature()
    everything.command(Command("/interaction", "Log", "[words]"), desk.handle)
    for kind, key in (
        (Kind.GLOBAL_SHORTCUT, "log_interaction"),
        (Kind.MESSAGE_SHORTCUT, "log_interaction_from_message"),
    ):
        everything.shortcut(Shortcut(kind, key, "Log", "Log it"), desk.handle)
    everything.action("resume", desk.handle)
    everything.view("wizard", desk.handle)
    everything.view_closed("wizard", desk.handle)
    everything.options("contact", desk.handle)
    everything.event("app_home_opened", desk.handle)
    desk.attach()
    return desk


@pytest.mark.parametrize(
    ("body", "kind", "key", "argument"),
    [
        (
            payloads.command(text="Meagan: call"),
            Kind.COMMAND,
            "/interaction",
            "Meagan: call",
        ),
        (payloads.shortcut(), Kind.GLOBAL_SHORTCUT, "log_interaction", ""),
        (payloads.message_shortcut(), Kind.MESSAGE_SHORTCUT, "log_interaction_from_message", ""),
        (payloads.action("resume:d1:2"), Kind.ACTION, "resume", "d1:2"),
        (payloads.submission("wizard:step1"), Kind.VIEW_SUBMISSION, "wizard", "step1"),
        (payloads.closed(), Kind.VIEW_CLOSED, "wizard", ""),
        (payloads.suggestion("contact:r3"), Kind.OPTIONS, "contact", "r3"),
        (payloads.event(), Kind.EVENT, "app_home_opened", ""),
    ],
)
async def test_each_kind_reaches_its_handler(
    desk: Desk, body: dict[str, Any], kind: Kind, key: str, argument: str
) -> None:
    response = await desk.send(body)
    [inbound] = desk.seen
    assert (inbound.kind, inbound.key, inbound.argument) == (kind, key, argument)
    assert (inbound.team_id, inbound.user_id) == (payloads.TEAM, payloads.USER)
    assert inbound.client is desk.client
    assert inbound.trigger_id == body.get("trigger_id")
    assert (response.status, response.body) == (200, "")
    assert desk.outcomes == ["ok"]


async def test_what_the_handler_returns_is_the_body(desk: Desk) -> None:
    desk.ack = {"response_action": "errors", "errors": {"b": "Écrivez-le"}}
    response = await desk.send(payloads.submission())
    assert response.body == '{"response_action":"errors","errors":{"b":"Écrivez-le"}}'
    assert response.first_headers()["content-type"].startswith("application/json")


async def test_an_expected_error_goes_to_the_policy_without_a_reference(desk: Desk) -> None:
    desk.error = ExpectedError()
    response = await desk.send(payloads.action())
    assert desk.failures == [("ExpectedError", None)]
    assert desk.outcomes == ["refused"]
    assert response.body == '{"text":"sorry None"}'


async def test_any_other_error_is_logged_under_the_reference_that_the_user_gets(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.error = ZeroDivisionError()
    response = await desk.send(payloads.action())
    assert response.body == '{"text":"sorry ref00001"}'
    [record] = [r for r in caplog.records if r.levelno >= logging.ERROR]
    assert record.__dict__["reference"] == "ref00001"
    assert record.exc_info
    assert desk.outcomes == ["failed"]


async def test_an_unknown_key_goes_to_the_policy(desk: Desk) -> None:
    await desk.send(payloads.action("gone:1"))
    assert desk.failures == [(UnknownKeyError.__name__, None)]
    assert desk.seen == []


async def test_what_the_policy_does_not_take_is_not_acknowledged(desk: Desk) -> None:
    desk.error = ExpectedError()
    desk.policy_error = NotTaken()
    response = await desk.send(payloads.action())
    assert response.status == 503
    assert response.body == ""


def test_a_key_is_registered_once() -> None:
    listeners: Listeners[str] = Listeners()
    app, another = listeners.feature(), listeners.feature()

    async def handle(inbound: Inbound, who: str) -> Ack:
        return None

    app.action("resume", handle)
    app.view("resume", handle)
    with pytest.raises(ValueError, match="registered twice"):
        another.action("resume", handle)
