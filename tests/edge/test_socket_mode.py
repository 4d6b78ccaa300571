"""Socket Mode over a real WebSocket on loopback."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from bot.settings import SettingsError
from bot.slack import socket_mode
from tests.edge import payloads
from tests.edge.house import Handlers, House, served
from tests.edge.stub_slack import StubSlack


@pytest.fixture
async def connected(handlers: Handlers, redis_url: str, slack: StubSlack) -> AsyncIterator[House]:
    async with served(handlers, redis_url, slack.base_url, slack_app_token="xapp-1") as house:
        yield house


async def test_a_submission_is_acknowledged_with_its_answer(
    connected: House, slack: StubSlack
) -> None:
    await slack.deliver("e1", "interactive", payloads.submission())
    assert await slack.acknowledged.get() == {
        "envelope_id": "e1",
        "payload": {"response_action": "update", "view": {"step": 1}},
    }


async def test_an_empty_answer_is_acknowledged_without_a_payload(
    connected: House, slack: StubSlack
) -> None:
    await slack.deliver("e1", "slash_commands", payloads.command())
    assert await slack.acknowledged.get() == {"envelope_id": "e1"}


async def test_a_redelivered_event_is_acknowledged_but_runs_once(
    connected: House, slack: StubSlack, handlers: Handlers
) -> None:
    for envelope_id in ("e1", "e2"):
        await slack.deliver(envelope_id, "events_api", payloads.event())
        assert (await slack.acknowledged.get())["envelope_id"] == envelope_id
    assert len(handlers.seen) == 1


async def test_a_failure_is_left_unacknowledged_so_that_slack_tells(
    connected: House, slack: StubSlack, handlers: Handlers
) -> None:
    handlers.error = ZeroDivisionError()
    await slack.deliver("e1", "interactive", payloads.submission())
    await handlers.entered.wait()
    handlers.error = None
    await slack.deliver("e2", "interactive", payloads.submission(trigger="t.2"))
    assert (await slack.acknowledged.get())["envelope_id"] == "e2"
    assert slack.acknowledged.empty()


async def test_it_connects_anew_when_slack_asks_for_it(connected: House, slack: StubSlack) -> None:
    slack.connected.clear()
    await slack.send({"type": "disconnect", "reason": "refresh_requested"})
    await slack.connected.wait()
    await slack.deliver("e1", "interactive", payloads.submission())
    assert (await slack.acknowledged.get())["envelope_id"] == "e1"
    assert slack.methods().count("apps.connections.open") == 2


async def test_it_connects_anew_when_the_connection_is_lost(
    handlers: Handlers, redis_url: str, slack: StubSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_mode, "PING_SECONDS", 0.05)
    async with served(handlers, redis_url, slack.base_url, slack_app_token="xapp-1") as house:
        slack.connected.clear()
        await slack.sockets[-1].close()
        await slack.connected.wait()
        await slack.deliver("e1", "interactive", payloads.submission())
        assert (await slack.acknowledged.get())["envelope_id"] == "e1"
        assert (await house.get("/readyz"))[0] == 200


async def test_an_address_that_does_not_work_is_replaced(
    handlers: Handlers, redis_url: str, slack: StubSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The SDK alone would try the first address for ever."""
    monkeypatch.setattr(socket_mode, "PING_SECONDS", 0.05)
    monkeypatch.setattr(socket_mode, "_SAME_ADDRESS_SECONDS", 0.2)
    gone = slack.base_url.replace("http", "ws", 1) + "gone/gone"
    slack.answer("apps.connections.open", {"ok": True, "url": gone})
    async with served(handlers, redis_url, slack.base_url, slack_app_token="xapp-1"):
        assert slack.methods().count("apps.connections.open") == 2


async def test_what_came_in_before_the_stop_is_answered(
    handlers: Handlers, redis_url: str, slack: StubSlack
) -> None:
    handlers.gate.clear()
    async with served(handlers, redis_url, slack.base_url, slack_app_token="xapp-1"):
        await slack.deliver("e1", "interactive", payloads.submission())
        await handlers.entered.wait()
        asyncio.get_running_loop().call_later(0.2, handlers.gate.set)
    assert (await slack.acknowledged.get())["envelope_id"] == "e1"


async def test_what_was_on_the_way_at_the_stop_is_answered(
    handlers: Handlers, redis_url: str, slack: StubSlack
) -> None:
    sent = [f"e{number}" for number in range(20)]
    async with served(handlers, redis_url, slack.base_url, slack_app_token="xapp-1"):
        for envelope_id in sent:
            submission = payloads.submission(trigger=f"t.{envelope_id}")
            await slack.deliver(envelope_id, "interactive", submission)
    answered = [(await slack.acknowledged.get())["envelope_id"] for _ in sent]
    assert sorted(answered) == sorted(sent)


async def test_a_refused_token_ends_the_start_with_a_sentence(
    handlers: Handlers, redis_url: str, slack: StubSlack
) -> None:
    slack.answer("apps.connections.open", {"ok": False, "error": "invalid_auth"})
    with pytest.raises(SettingsError, match="Slack refuses SLACK_APP_TOKEN: invalid_auth"):
        async with served(handlers, redis_url, slack.base_url, slack_app_token="xapp-1"):
            pass


async def test_readiness_includes_the_socket(connected: House) -> None:
    status, text = await connected.get("/readyz")
    assert (status, json.loads(text)) == (200, {"redis": "ok", "socket": "ok"})
    assert (await connected.get("/slack/events"))[0] == 404
