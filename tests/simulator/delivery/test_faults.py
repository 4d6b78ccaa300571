"""Troubles on demand."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler

from simulator.client.client import TROUBLE
from simulator.faults import Fault, Faults
from simulator.script import ManualClock
from tests.simulator import blocks
from tests.simulator.client.test_input_state import shown
from tests.simulator.conftest import World, world
from tests.simulator.timing import settle

Json = dict[str, Any]


async def test_a_rate_limit_says_when_to_try_again(over_http: World) -> None:
    over_http.slack.fault("rate_limit", "chat.postMessage", count=1, seconds=7)
    url = over_http.slack.api_url + "chat.postMessage"
    headers = {"authorization": f"Bearer {over_http.slack.credentials.bot}"}
    message = {"channel": "C000000SAL", "text": "x"}
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.post(url, data=message) as response:
            assert response.status == 429
            assert response.headers["retry-after"] == "7"
            assert (await response.json())["error"] == "ratelimited"
        async with session.post(url, data=message) as response:
            assert (response.status, (await response.json())["ok"]) == (200, True)


async def test_slack_sdk_tries_again_as_it_is_asked(over_http: World) -> None:
    over_http.slack.fault("rate_limit", "chat.postMessage", count=1, seconds=1)
    client = over_http.app.client
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    await client.chat_postMessage(channel="C000000SAL", text="x")
    statuses = [entry.status for entry in over_http.slack.traffic("api:chat.postMessage")]
    assert statuses == [429, 200]


async def test_a_server_error_befalls_the_next_calls(over_http: World) -> None:
    over_http.slack.fault("server_error", "auth.test", count=2)
    async with aiohttp.ClientSession() as session:
        seen = []
        for _ in range(3):
            async with session.post(over_http.slack.api_url + "auth.test") as response:
                seen.append(response.status)
    assert seen == [503, 503, 200]


async def test_a_slow_answer_of_the_web_api_takes_its_time() -> None:
    clock = ManualClock()
    async with world(clock=clock) as made:
        made.slack.fault("delay", "chat.postMessage", seconds=2)
        posting = asyncio.create_task(
            made.app.client.chat_postMessage(channel="C000000SAL", text="x")
        )
        await clock.until_asleep(2)
        assert made.helena.messages("sales")[-1].text != "x"
        clock.advance(2)
        await posting
        assert made.helena.messages("sales")[-1].text == "x"


async def test_a_dropped_delivery_does_not_arrive() -> None:
    clock = ManualClock()
    async with world(clock=clock) as made:
        modal = await shown(made, blocks.section("x"))
        made.slack.fault("drop", "view_submission")
        submitting = asyncio.create_task(modal.submit())
        await clock.until_asleep(3)
        clock.advance(3)
        await submitting
        assert made.app.of("view_submission") == []
        assert modal.notice == TROUBLE
        assert made.slack.traffic("view_submission")[0].status == "dropped"
        await modal.submit()
        assert not modal.is_open


async def test_a_delayed_delivery_arrives_after_slack_has_given_up() -> None:
    clock = ManualClock()
    async with world(clock=clock) as made:
        modal = await shown(made, blocks.section("x"))
        made.slack.fault("delay", "view_submission", seconds=5)
        submitting = asyncio.create_task(modal.submit())
        await clock.until_asleep(3)
        clock.advance(3)
        await submitting
        assert modal.notice == TROUBLE
        assert made.app.of("view_submission") == []
        clock.advance(2)
        await made.app.until_received("view_submission")
        await settle()
        assert modal.is_open


async def test_a_duplicate_arrives_twice_and_counts_once(everywhere: World) -> None:
    modal = await shown(everywhere, blocks.section("x"))
    everywhere.slack.fault("duplicate", "view_submission")
    await modal.submit()
    first, second = await everywhere.app.until_received("view_submission", 2)
    assert first == second
    assert everywhere.helena.modals == []


async def test_a_star_befalls_every_delivery_and_no_call(over_http: World) -> None:
    over_http.slack.fault("duplicate", "*", count=2)
    await over_http.helena.command("/todo")
    await over_http.app.client.auth_test()
    await over_http.helena.shortcut("new")
    await over_http.helena.shortcut("new")
    await over_http.app.until_received("/todo", 2)
    await over_http.app.until_received("shortcut", 3)
    assert over_http.slack.slack.faults.pending == []


@pytest.mark.parametrize(
    "fault",
    [
        Fault("explode", "*", 1, 0),
        Fault("drop", "chat.postMessage", 1, 0),
        Fault("rate_limit", "view_submission", 1, 1),
        Fault("delay", "*", 0, 1),
        Fault("delay", "*", 1, -1),
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(fault: Fault) -> None:
    with pytest.raises(ValueError, match=r"fault|befall"):
        Faults().add(fault)


async def test_faults_can_be_called_off(over_http: World) -> None:
    over_http.slack.fault("drop", "*", count=100)
    over_http.slack.clear_faults()
    await over_http.helena.command("/todo")
    assert over_http.helena.failure is None
