"""Deliveries over HTTP: encoding and signature."""

import json
from urllib.parse import parse_qs

from slack_sdk.signature import Clock, SignatureVerifier

from simulator.delivery.http import signature
from simulator.script import ManualClock
from tests.simulator import blocks
from tests.simulator.conftest import World, world


class At(Clock):
    def __init__(self, moment: float) -> None:
        self.moment = moment

    def now(self) -> float:
        return self.moment


def test_the_signature_is_the_one_that_slack_documents() -> None:
    # The worked example of docs.slack.dev/authentication/verifying-requests-from-slack.
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
        b"&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
        b"&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands"
        b"%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121"
        b".803a0bc887a14d10d2c447fce8b6703c"
    )
    assert signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body) == (
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    )


async def test_commands_are_forms_interactions_forms_with_json_events_json(
    over_http: World,
) -> None:
    await over_http.helena.command("/todo é & ü")
    await over_http.helena.shortcut("new")
    challenge, command, shortcut = over_http.app.received
    assert challenge.headers["content-type"] == "application/json"
    assert json.loads(challenge.raw)["type"] == "url_verification"
    form = "application/x-www-form-urlencoded"
    assert command.headers["content-type"] == shortcut.headers["content-type"] == form
    assert parse_qs(command.raw.decode())["text"] == ["é &amp; ü"]
    assert list(parse_qs(shortcut.raw.decode())) == ["payload"]
    assert command.headers["user-agent"].startswith("Slackbot")
    assert all(received.signed for received in over_http.app.received)


async def test_the_timestamp_is_that_of_the_delivery() -> None:
    clock = ManualClock()
    async with world(clock=clock) as made:
        await made.helena.command("/todo")
        received = made.app.received[-1]
        stamp = received.headers["x-slack-request-timestamp"]
        assert stamp == str(int(clock.now()))
        for seconds, valid in ((300, True), (301, False)):
            verifier = SignatureVerifier(
                made.slack.credentials.signing, At(int(clock.now()) + seconds)
            )
            given = received.headers["x-slack-signature"]
            assert verifier.is_valid(received.raw, stamp, given) is valid


async def test_a_replay_sends_the_very_same_bytes_and_changes_nothing(over_http: World) -> None:
    over_http.app.opens("/todo", blocks.modal(blocks.section("x")))
    await over_http.helena.command("/todo")
    modal = await over_http.helena.modal()
    over_http.app.on("view_submission", {"response_action": "errors", "errors": {"x": "y"}})
    over_http.app.on("view_submission", None)
    await modal.submit()
    entry = await over_http.slack.replay("view_submission")
    first, second = [r for r in over_http.app.received if r.kind == "view_submission"]
    assert first.raw == second.raw
    assert first.headers["x-slack-signature"] == second.headers["x-slack-signature"]
    assert entry.status == 200
    assert over_http.helena.modals == []
