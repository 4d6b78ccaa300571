"""Socket Mode on the wire."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import websockets
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from simulator.script import Person, Workspace
from tests.simulator.conftest import world
from tests.simulator.manifest import manifest

Json = dict[str, Any]


@asynccontextmanager
async def workspace() -> AsyncIterator[tuple[Workspace, Person]]:
    """Slack in Socket Mode, without an app."""
    async with Workspace.start(manifest(), transport="socket") as slack:
        yield slack, slack.person("Helena Ray")


async def address(slack: Workspace) -> str:
    client = AsyncWebClient(token=slack.credentials.app, base_url=slack.api_url)
    answer = await client.apps_connections_open(app_token=slack.credentials.app)
    return str(answer["url"])


async def test_a_connection_begins_with_hello() -> None:
    async with workspace() as (slack, _), websockets.connect(await address(slack)) as socket:
        hello = json.loads(await socket.recv())
    assert hello["type"] == "hello"
    assert hello["num_connections"] == 1
    assert hello["connection_info"]["app_id"] == "A000000APP"


async def test_an_address_is_good_for_one_connection() -> None:
    async with workspace() as (slack, _):
        url = await address(slack)
        async with websockets.connect(url) as socket:
            await socket.recv()
            with pytest.raises(websockets.InvalidStatus):
                await websockets.connect(url)


async def test_ten_connections_are_the_most() -> None:
    async with workspace() as (slack, _):
        sockets = [await websockets.connect(await address(slack)) for _ in range(10)]
        for socket in sockets:
            await socket.recv()
        with pytest.raises(websockets.InvalidStatus):
            await websockets.connect(await address(slack))
        for socket in sockets:
            await socket.close()


async def test_an_envelope_is_acknowledged_by_its_id_with_a_payload() -> None:
    async with workspace() as (slack, helena), websockets.connect(await address(slack)) as socket:
        await socket.recv()
        asking = asyncio.create_task(helena.command("/todo milk"))
        envelope = json.loads(await socket.recv())
        assert envelope["type"] == "slash_commands"
        assert envelope["accepts_response_payload"] is True
        assert envelope["payload"]["text"] == "milk"
        await socket.send(json.dumps({"envelope_id": "another"}))
        await socket.send("nonsense")
        assert not asking.done()
        reply = {"envelope_id": envelope["envelope_id"], "payload": {"text": "Noted"}}
        await socket.send(json.dumps(reply))
        await asking
        assert helena.messages("general")[-1].text == "Noted"


@pytest.mark.parametrize(
    ("act", "kind", "accepts"),
    [("shortcut", "interactive", False), ("home", "events_api", False)],
)
async def test_not_every_envelope_takes_a_payload(act: str, kind: str, accepts: bool) -> None:
    async with workspace() as (slack, helena), websockets.connect(await address(slack)) as socket:
        await socket.recv()
        acting = asyncio.create_task(
            helena.shortcut("new") if act == "shortcut" else helena.post("app", "hello")
        )
        envelope = json.loads(await socket.recv())
        assert envelope["type"] == kind
        assert envelope["accepts_response_payload"] is accepts
        if kind == "events_api":
            assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
        await socket.send(json.dumps({"envelope_id": envelope["envelope_id"]}))
        await acting


async def test_envelopes_go_over_the_connections_in_turn() -> None:
    async with workspace() as (slack, helena):
        first = await websockets.connect(await address(slack))
        second = await websockets.connect(await address(slack))
        seen = []
        for socket in (first, second):
            await socket.recv()
        for socket in (first, second, first):
            asking = asyncio.create_task(helena.command("/todo"))
            envelope = json.loads(await socket.recv())
            seen.append(envelope["envelope_id"])
            await socket.send(json.dumps({"envelope_id": envelope["envelope_id"]}))
            await asking
        assert len(set(seen)) == 3
        await first.close()
        await second.close()


async def test_a_connection_that_breaks_while_it_owes_an_answer_is_a_failure() -> None:
    async with workspace() as (slack, helena):
        socket = await websockets.connect(await address(slack))
        await socket.recv()
        asking = asyncio.create_task(helena.command("/todo"))
        await socket.recv()
        await socket.close()
        await asking
        assert helena.failure == '/todo failed with the error "dispatch_failed"'


async def test_after_a_warning_the_connection_stays_and_after_a_refresh_it_ends() -> None:
    async with workspace() as (slack, _), websockets.connect(await address(slack)) as socket:
        await socket.recv()
        transport = slack.slack.socket
        assert transport is not None
        await transport.disconnect("warning")
        assert json.loads(await socket.recv())["reason"] == "warning"
        assert transport.connections == 1
        await transport.disconnect("refresh_requested")
        assert json.loads(await socket.recv())["reason"] == "refresh_requested"
        with pytest.raises(websockets.ConnectionClosed):
            await socket.recv()
        assert not transport.connected


async def test_slack_sdk_connects_anew_when_it_is_told_to() -> None:
    async with world(transport="socket") as made:
        transport = made.slack.slack.socket
        assert transport is not None
        await transport.disconnect("refresh_requested")
        await made.helena.until(lambda: transport.connected, "the app to connect anew")
        await made.helena.command("/todo")
        assert made.helena.failure is None


async def test_over_http_there_are_no_sockets() -> None:
    async with Workspace.start(manifest(), transport="http") as slack:
        with pytest.raises(SlackApiError):
            await address(slack)
        with pytest.raises(websockets.InvalidStatus):
            await websockets.connect(slack.url.replace("http", "ws") + "/link/?ticket=x")
