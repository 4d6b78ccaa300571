"""Events: subscription, verification, redelivery."""

import asyncio
from typing import Any

import pytest
from aiohttp import web

from simulator.script import ManualClock, Refused
from tests.simulator import blocks
from tests.simulator.conftest import World, world
from tests.simulator.manifest import manifest
from tests.simulator.timing import settle

Json = dict[str, Any]
HOME = blocks.home(blocks.section("Hello"))


async def test_looking_at_home_is_an_event(everywhere: World) -> None:
    app, helena = everywhere.app, everywhere.helena

    async def publish(payload: Json) -> None:
        await app.client.views_publish(user_id=payload["event"]["user"], view=HOME)

    app.on("app_home_opened", publish)
    assert (await helena.open_home()).texts == ["Hello"]
    (first,) = app.of("app_home_opened")
    assert first["event"]["tab"] == "home"
    assert first["event"]["channel"].startswith("D")
    assert "view" not in first["event"]
    assert first["event_id"].startswith("Ev")
    assert first["authorizations"][0]["user_id"] == "U000000BOT"
    await helena.open_home()
    second = (await app.until_received("app_home_opened", 2))[1]
    assert second["event"]["view"]["blocks"][0]["text"]["text"] == "Hello"
    assert second["event_id"] != first["event_id"]


async def test_without_a_subscription_nothing_is_told() -> None:
    silent = manifest()
    silent["settings"]["event_subscriptions"]["bot_events"] = []
    async with world(app_manifest=silent) as made:
        await made.app.client.views_publish(user_id=made.helena.id, view=HOME)
        await made.helena.open_home()
        await made.helena.command("/todo")
        assert made.app.of("app_home_opened") == []


async def test_without_a_home_tab_there_is_nothing_to_look_at() -> None:
    poorer = manifest()
    poorer["features"]["app_home"]["home_tab_enabled"] = False
    async with world(app_manifest=poorer) as made:
        with pytest.raises(Refused, match="no home tab"):
            await made.helena.open_home()


async def test_a_word_to_the_app_is_an_event(everywhere: World) -> None:
    await everywhere.helena.post("app", "hello & welcome")
    (payload,) = await everywhere.app.until_received("message")
    assert payload["event"]["text"] == "hello &amp; welcome"
    assert payload["event"]["channel_type"] == "im"


async def test_the_request_url_is_verified_before_events_come(over_http: World) -> None:
    (challenge,) = over_http.app.of("url_verification")
    assert challenge["challenge"]
    assert over_http.app.received[0].signed


async def test_an_unverified_address_gets_no_events(over_http: World) -> None:
    over_http.app.on("url_verification", {"challenge": "wrong"})
    over_http.slack.point_to(over_http.app.url)
    await over_http.app.client.views_publish(user_id=over_http.helena.id, view=HOME)
    await over_http.helena.open_home()
    await over_http.app.until_received("url_verification", 2)
    await over_http.helena.command("/todo")
    assert over_http.app.of("app_home_opened") == []


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_an_event_is_delivered_four_times_in_all(transport: str) -> None:
    clock = ManualClock()
    failing = "silence" if transport == "socket" else 500
    async with world(clock=clock, transport=transport) as made:
        made.app.on("app_home_opened", failing)
        await made.app.client.views_publish(user_id=made.helena.id, view=HOME)
        looking = asyncio.create_task(made.helena.open_home())
        for number, wait_s in enumerate([0.0, 0.0, 60.0, 300.0], start=1):
            if wait_s:
                await clock.until_asleep(wait_s)
                clock.advance(wait_s - 0.1)
                await settle()
                assert len(made.app.of("app_home_opened")) == number - 1
                clock.advance(0.1)
            await made.app.until_received("app_home_opened", number)
            if transport == "socket":
                await clock.until_asleep(3.0)
                clock.advance(3.0)
        await looking
        await settle()
        clock.advance(3600)
        await settle()
        received = [r for r in made.app.received if r.kind == "app_home_opened"]
        assert len(received) == 4
        assert len({r.payload["event_id"] for r in received}) == 1
        numbers = [r.headers.get("x-slack-retry-num") for r in received]
        assert numbers == [None, "1", "2", "3"]
        reason = "http_timeout" if transport == "socket" else "http_error"
        assert received[1].headers["x-slack-retry-reason"] == reason


async def test_an_acknowledged_event_comes_once(everywhere: World) -> None:
    await everywhere.app.client.views_publish(user_id=everywhere.helena.id, view=HOME)
    await everywhere.helena.open_home()
    await everywhere.app.until_received("app_home_opened")
    await everywhere.helena.command("/todo")
    assert len(everywhere.app.of("app_home_opened")) == 1


async def test_an_app_can_decline_redelivery(over_http: World) -> None:
    async def decline(_: Json) -> web.Response:
        return web.Response(status=500, headers={"x-slack-no-retry": "1"})

    over_http.app.on("app_home_opened", decline)
    await over_http.app.client.views_publish(user_id=over_http.helena.id, view=HOME)
    await over_http.helena.open_home()
    await over_http.app.until_received("app_home_opened")
    await over_http.helena.command("/todo")
    assert len(over_http.app.of("app_home_opened")) == 1


async def test_the_schedule_of_redelivery_can_be_chosen() -> None:
    async with world(retry_schedule=(0.0,)) as made:
        made.app.on("app_home_opened", 500)
        await made.app.client.views_publish(user_id=made.helena.id, view=HOME)
        await made.helena.open_home()
        await made.app.until_received("app_home_opened", 2)
        await asyncio.gather(*made.slack.slack.dispatcher._tasks)
        assert len(made.app.of("app_home_opened")) == 2
