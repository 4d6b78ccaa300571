"""Duplicates, replays and what only looks like one, over real HTTP and a real Redis."""

import asyncio
import json

import aiohttp
import pytest

from bot.slack.duplicates import delivery_key
from bot.slack.payload import Kind
from tests.edge import payloads
from tests.edge.house import Handlers, House, served, signed
from tests.edge.stub_slack import StubSlack


async def test_a_replay_of_the_same_request_runs_once(house: House, handlers: Handlers) -> None:
    request = signed(payloads.submission())
    first = await house.post(*request)
    assert await house.post(*request) == first
    assert len(handlers.seen) == 1
    _, metrics = await house.get("/metrics")
    assert 'outcome="duplicate"} 1.0' in metrics


async def test_an_event_sent_again_with_a_new_signature_runs_once(
    house: House, handlers: Handlers
) -> None:
    body = payloads.event()
    assert await house.send(body, at=None) == (200, "")
    raw, headers = signed({**body, "authed_users": []})
    retry = {**headers, "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"}
    assert await house.post(raw, retry) == (200, "")
    assert len(handlers.seen) == 1


async def test_a_second_try_after_trouble_connecting_is_a_new_act(
    house: House, handlers: Handlers
) -> None:
    """The same view with the same hash and values, submitted again by the user."""
    await house.send(payloads.submission(trigger="t.1"))
    _, text = await house.send(payloads.submission(trigger="t.2"))
    assert json.loads(text)["view"] == {"step": 2}


async def test_a_duplicate_that_comes_meanwhile_gets_the_same_answer(
    house: House, handlers: Handlers
) -> None:
    handlers.gate.clear()
    request = signed(payloads.submission())
    first = asyncio.create_task(house.post(*request))
    await handlers.entered.wait()
    second = asyncio.create_task(house.post(*request))
    await house.get("/healthz")
    handlers.gate.set()
    assert await first == await second
    assert len(handlers.seen) == 1


async def test_a_failed_delivery_may_come_again(house: House, handlers: Handlers) -> None:
    handlers.error = ZeroDivisionError()
    assert (await house.send(payloads.event()))[0] == 500
    handlers.error = None
    assert await house.send(payloads.event()) == (200, "")
    assert len(handlers.seen) == 2


async def test_a_restart_does_not_forget_what_was_done(
    handlers: Handlers, redis_url: str, slack: StubSlack
) -> None:
    async with served(handlers, redis_url, slack.base_url) as before:
        await before.send(payloads.event())
    async with served(handlers, redis_url, slack.base_url) as after:
        assert await after.send(payloads.event()) == (200, "")
    assert len(handlers.seen) == 1


async def test_a_form_that_another_process_has_worked_is_answered_with_more_than_nothing(
    handlers: Handlers, redis_url: str, slack: StubSlack
) -> None:
    """An empty answer would close the window."""
    async with served(handlers, redis_url, slack.base_url) as before:
        await before.send(payloads.submission())
    async with served(handlers, redis_url, slack.base_url) as after:
        _, text = await after.send(payloads.submission())
    assert json.loads(text)["view"] == {"step": 2}


async def test_what_died_with_its_process_is_worked_when_it_comes_again(
    handlers: Handlers, redis_url: str, slack: StubSlack
) -> None:
    handlers.error = asyncio.CancelledError()
    async with served(handlers, redis_url, slack.base_url) as before:
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await before.send(payloads.submission())
    handlers.error = None
    async with served(handlers, redis_url, slack.base_url) as after:
        _, text = await after.send(payloads.submission())
    assert json.loads(text)["view"] == {"step": 2}


async def test_without_redis_the_process_itself_remembers(
    handlers: Handlers, slack: StubSlack, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(handlers, "unix:///nowhere/redis.sock", slack.base_url) as house:
        assert await house.send(payloads.event()) == (200, "")
        assert await house.send(payloads.event()) == (200, "")
        assert len(handlers.seen) == 1
        status, text = await house.get("/readyz")
        assert (status, json.loads(text)) == (503, {"redis": "unavailable"})
        assert (await house.get("/healthz"))[0] == 200
    assert "Redis doesn't answer" in caplog.text


def test_the_act_behind_each_kind_of_payload() -> None:
    def key(kind: Kind, body: dict[str, object], fingerprint: str | None = "f") -> str | None:
        return delivery_key(kind, body, fingerprint)

    assert key(Kind.EVENT, payloads.event(event_id="Ev7")) == "event:Ev7"
    assert key(Kind.COMMAND, payloads.command(trigger="t.7")) == "command:t.7"
    assert key(Kind.VIEW_SUBMISSION, payloads.submission(trigger="t.7")) == "view_submission:t.7"
    assert key(Kind.VIEW_CLOSED, payloads.closed(view_id="V7")) == "view_closed:V7:False"
    assert key(Kind.OPTIONS, payloads.suggestion()) == "options:f"
    assert key(Kind.OPTIONS, payloads.suggestion(), None) is None
