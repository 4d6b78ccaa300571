"""Slash commands."""

import asyncio
from typing import Any

import pytest

from simulator.client import starting
from simulator.script import ManualClock, Refused
from tests.simulator import blocks
from tests.simulator.conftest import World, world
from tests.simulator.timing import settle

Json = dict[str, Any]


async def test_a_command_tells_who_where_and_what(everywhere: World) -> None:
    await everywhere.helena.command("/todo  buy milk ", channel="sales")
    (form,) = everywhere.app.of("/todo")
    assert form["text"] == "buy milk"
    assert form["user_id"] == everywhere.helena.id
    assert form["user_name"] == "helena.ray"
    assert (form["channel_id"], form["channel_name"]) == ("C000000SAL", "sales")
    assert (form["team_id"], form["team_domain"]) == ("T000000CON", "contoso")
    assert form["api_app_id"] == "A000000APP"
    assert form["is_enterprise_install"] == "false"
    assert form["response_url"].startswith(everywhere.slack.url)
    assert everywhere.helena.failure is None


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [
        ("@Otis Falls", "<@U000000OF1>"),
        ("@otis.falls!", "<@U000000OF1>!"),
        ("#sales", "<#C000000SAL|sales>"),
        ("#nowhere", "#nowhere"),
        ("see https://contoso.com/a?b=1&c=2.", "see <https://contoso.com/a?b=1&amp;c=2>."),
        ("a@b.ch", "<mailto:a@b.ch|a@b.ch>"),
        ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"),
        ("<@U000000OF1>", "&lt;@U000000OF1&gt;"),
    ],
)
async def test_should_escape_marks_what_was_mentioned(
    over_http: World, typed: str, escaped: str
) -> None:
    await over_http.helena.command(f"/todo {typed}")
    await over_http.helena.command(f"/plain {typed}")
    assert over_http.app.of("/todo")[0]["text"] == escaped
    assert over_http.app.of("/plain")[0]["text"] == typed


async def test_a_direct_message_has_no_name_of_its_own(over_http: World) -> None:
    await over_http.helena.command("/todo", channel="Benjamin Chiu")
    assert over_http.app.of("/todo")[0]["channel_name"] == "directmessage"


async def test_an_unknown_command_stays_in_the_client(over_http: World) -> None:
    await over_http.helena.command("/unknown x")
    assert "is not a valid command" in str(over_http.helena.failure)
    assert [r.kind for r in over_http.app.received] == ["url_verification"]


async def test_commands_do_not_work_in_threads(over_http: World) -> None:
    helena = over_http.helena
    parent = helena.messages("sales")[0]
    request = {"channel": "C000000SAL", "text": "/todo", "thread_ts": parent.ts}
    with pytest.raises(Refused, match="not supported in threads"):
        await starting.command(helena.client, request)


async def test_a_text_answer_is_only_seen_by_whoever_asked(everywhere: World) -> None:
    everywhere.app.on("/todo", {"text": "Done."})
    await everywhere.helena.command("/todo", channel="sales")
    message = await everywhere.helena.message("Done.", "sales")
    assert message.only_visible_to_you
    otis = everywhere.slack.person("Otis Falls")
    assert "Done." not in [m.text for m in otis.messages("sales")]


async def test_an_answer_in_the_channel_is_seen_by_all_with_the_command(over_http: World) -> None:
    over_http.app.on("/todo", {"response_type": "in_channel", "text": "Added."})
    await over_http.helena.command("/todo milk", channel="sales")
    otis = over_http.slack.person("Otis Falls")
    assert [m.text for m in otis.messages("sales")][-2:] == ["/todo milk", "Added."]


async def test_an_empty_answer_shows_nothing(everywhere: World) -> None:
    before = len(everywhere.helena.messages("general"))
    await everywhere.helena.command("/todo")
    assert len(everywhere.helena.messages("general")) == before


async def test_invalid_blocks_in_the_answer_are_a_failure(over_http: World) -> None:
    over_http.app.on("/todo", {"text": "x", "blocks": [blocks.section("x" * 3001)]})
    await over_http.helena.command("/todo")
    assert over_http.helena.failure == '/todo failed with the error "invalid_blocks"'


@pytest.mark.parametrize("status", [201, 302, 404, 500])
async def test_another_status_than_200_is_a_failure(over_http: World, status: int) -> None:
    over_http.app.on("/todo", status)
    await over_http.helena.command("/todo")
    assert over_http.helena.failure == '/todo failed with the error "dispatch_failed"'
    last = over_http.helena.messages("general")[-1]
    assert last.text == over_http.helena.failure
    assert last.only_visible_to_you


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_three_seconds_of_silence_are_a_failure(transport: str) -> None:
    clock = ManualClock()
    async with world(clock=clock, transport=transport) as made:
        forever = asyncio.Event()

        async def silence(_: Json) -> None:
            await forever.wait()

        made.app.on("/todo", silence)
        asking = asyncio.create_task(made.helena.command("/todo"))
        await made.app.until_received("/todo")
        clock.advance(2.9)
        await settle()
        assert not asking.done()
        clock.advance(0.2)
        await asking
        assert made.helena.failure == '/todo failed with the error "operation_timeout"'
        forever.set()


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_an_app_that_is_not_there_is_a_failure(transport: str) -> None:
    async with world(transport=transport) as made:
        await made.app.stop()
        await made.helena.until(
            lambda: transport == "http" or not made.slack.slack.transport.connected
        )
        await made.helena.command("/todo")
        assert made.helena.failure == '/todo failed with the error "dispatch_failed"'
