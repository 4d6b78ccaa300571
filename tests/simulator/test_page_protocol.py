"""What the browser page gets and sends."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import websockets

from tests.simulator import blocks
from tests.simulator.client.test_input_state import COLOURS
from tests.simulator.conftest import World

Json = dict[str, Any]


class Page:
    """A browser page without a browser."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self._socket = socket
        self._requests = 0
        self.state: Json = {}
        self.traffic: dict[int, Json] = {}

    async def receive(self) -> Json:
        message: Json = json.loads(await self._socket.recv())
        if message["type"] == "state":
            self.state = message
        elif message["type"] == "traffic":
            self.traffic[message["entry"]["id"]] = message["entry"]
        return message

    async def op(self, op: str, **more: Any) -> Json:
        """Send one operation; → its reply, with the state that came before it."""
        self._requests += 1
        await self._socket.send(json.dumps({"id": self._requests, "op": op, **more}))
        while True:
            message = await self.receive()
            if message["type"] == "reply" and message["id"] == self._requests:
                return message

    async def until(self, key: str) -> Any:
        """Wait for a state in which something is true."""
        while not self.state.get(key):
            await self.receive()
        return self.state[key]


@asynccontextmanager
async def page(made: World, user: str | None = None) -> AsyncIterator[Page]:
    query = f"?user={user}" if user else ""
    url = made.slack.url.replace("http", "ws") + f"/ui/ws{query}"
    async with websockets.connect(url) as socket:
        opened = Page(socket)
        await opened.until("me")
        yield opened


async def test_a_page_shows_the_workspace_of_its_user(over_http: World) -> None:
    async with page(over_http, over_http.helena.id) as shown:
        state = shown.state
    assert state["workspace"] == {"id": "T000000CON", "name": "Contoso", "domain": "contoso"}
    assert state["me"]["locale"] == "fr-FR"
    assert state["connected"] is True
    assert state["transport"] == "http"
    assert [c["command"] for c in state["commands"]] == ["/todo", "/plain"]
    assert [s["callback_id"] for s in state["global_shortcuts"]] == ["new"]
    assert [s["callback_id"] for s in state["message_shortcuts"]] == ["keep"]
    kinds = {c["id"]: (c["kind"], c["name"]) for c in state["conversations"]}
    assert kinds["C000000GEN"] == ("channel", "general")
    assert kinds["D000000BH1"] == ("dm", "Benjamin Chiu")
    assert "D000000BO1" not in kinds
    assert ("app", "dummy") in kinds.values()
    thread = [m for c in state["conversations"] for m in c["messages"] if "reply_count" in m]
    assert thread[0]["reply_count"] == 2


async def test_without_a_user_the_page_is_the_first_ones(over_http: World) -> None:
    async with page(over_http) as shown:
        assert shown.state["me"]["real_name"] == "Benjamin Chiu"


async def test_a_whole_dialog_through_the_page(over_http: World) -> None:
    colour = {"type": "static_select", "options": COLOURS}
    over_http.app.opens(
        "/todo", blocks.modal(blocks.text_field("What"), blocks.field("Colour", "c", colour))
    )
    async with page(over_http, over_http.helena.id) as shown:
        reply = await shown.op("command", channel="C000000GEN", text="/todo")
        assert reply["ok"] is True
        (modal,) = shown.state["modals"]
        assert modal["values"]["what"]["value"] == {"type": "plain_text_input", "value": None}
        view_id = modal["view"]["id"]
        where = {"surface": "modal", "view_id": view_id, "action_id": "value"}
        refused = await shown.op("input", **where, block_id="what", value={"value": "x" * 3001})
        assert (refused["ok"], refused["code"]) == (False, "too_long")
        typed = {"type": "plain_text_input", "value": "milk"}
        assert (await shown.op("input", **where, block_id="what", value=typed))["ok"] is True
        assert shown.state["modals"][0]["dirty"] is True
        reply = await shown.op("submit", view_id=view_id)
        assert reply["sent"] is False
        assert list(shown.state["modals"][0]["errors"]) == ["c"]
        chosen = {"type": "static_select", "selected_option": {"value": "blue"}}
        await shown.op("input", **where, block_id="c", value=chosen)
        assert (await shown.op("submit", view_id=view_id))["sent"] is True
        assert shown.state["modals"] == []
        kinds = [entry["kind"] for entry in shown.traffic.values()]
        assert kinds == ["slash_command", "api:views.open", "view_submission"]
        assert [entry["status"] for entry in shown.traffic.values()] == [200, 200, 200]
    (payload,) = over_http.app.of("view_submission")
    assert payload["view"]["state"]["values"]["what"]["value"]["value"] == "milk"


async def test_two_pages_of_one_user_show_the_same(over_http: World) -> None:
    over_http.app.opens("/todo", blocks.modal(blocks.section("x")))
    user = over_http.helena.id
    async with page(over_http, user) as one, page(over_http, user) as other:
        await one.op("command", channel="C000000GEN", text="/todo")
        (modal,) = await other.until("modals")
        await other.op("close", view_id=modal["view"]["id"], how="x")
        while one.state["modals"]:
            await one.receive()


async def test_confirm_dialogs_come_with_the_refusal(over_http: World) -> None:
    confirm = {"title": blocks.plain("Sure?"), "text": blocks.plain("Gone."),
               "confirm": blocks.plain("Yes"), "deny": blocks.plain("No")}  # fmt: skip
    row = blocks.actions(blocks.button("Discard", "discard", confirm=confirm), block_id="row")
    over_http.app.opens("/todo", blocks.modal(row))
    async with page(over_http, over_http.helena.id) as shown:
        await shown.op("command", channel="C000000GEN", text="/todo")
        view_id = shown.state["modals"][0]["view"]["id"]
        press = {"surface": "modal", "view_id": view_id, "block_id": "row", "action_id": "discard"}
        refused = await shown.op("press", **press)
        assert refused["code"] == "confirmation_required"
        assert refused["confirm"]["title"]["text"] == "Sure?"
        assert (await shown.op("press", **press, confirmed=True))["ok"] is True
    assert len(over_http.app.of("block_actions")) == 1


async def test_unread_messages_are_counted_until_they_are_read(over_http: World) -> None:
    otis = over_http.slack.person("Otis Falls")
    async with page(over_http, over_http.helena.id) as shown:
        await otis.post("sales", "News")
        reply = await shown.op("post_message", channel="C000000SAL", text="Thanks")
        assert reply["ts"]
        await otis.post("general", "More news")

        def unread(channel: str) -> int:
            return next(
                int(c["unread"]) for c in shown.state["conversations"] if c["id"] == channel
            )

        while not unread("C000000GEN"):
            await shown.receive()
        await shown.op("read", channel="C000000GEN")
        assert unread("C000000GEN") == 0


async def test_operations_that_make_no_sense_are_answered(over_http: World) -> None:
    async with page(over_http, over_http.helena.id) as shown:
        wrong: list[tuple[str, Json, str]] = [
            ("explode", {}, "unknown_op"),
            ("submit", {"view_id": "V404"}, "no_such_view"),
            ("post_message", {"channel": "D000000BO1", "text": "x"}, "no_such_channel"),
            ("press", {"surface": "home"}, "no_home"),
            ("replay", {"entry_id": 404}, "no_such_entry"),
            ("fault", {"kind": "explode"}, "invalid_value"),
            ("disconnect", {"reason": "warning"}, "invalid_value"),
            ("close", {"view_id": "V404", "how": "x"}, "no_such_view"),
            ("invite_app", {"channel": "D000000BH1"}, "not_a_channel"),
        ]
        for op, more, code in wrong:
            reply = await shown.op(op, **more)
            assert (reply["ok"], reply["code"]) == (False, code), op


async def test_troubles_and_the_app_are_managed_from_the_page(over_http: World) -> None:
    async with page(over_http, over_http.helena.id) as shown:
        await shown.op("fault", kind="delay", target="view_submission", count=2, seconds=1.5)
        assert shown.state["faults"] == [
            {"kind": "delay", "target": "view_submission", "count": 2, "seconds": 1.5}
        ]
        await shown.op("clear_faults")
        assert shown.state["faults"] == []
        await shown.op("invite_app", channel="C000000GEN")
        await over_http.app.client.chat_postMessage(channel="C000000GEN", text="Thanks")
        over_http.app.on("shortcut", 500)
        await shown.op("global_shortcut", callback_id="new")
        (toast,) = shown.state["toasts"]
        await shown.op("dismiss_toast", toast_id=toast["id"])
        assert shown.state["toasts"] == []
        entry = next(e for e in shown.traffic.values() if e["kind"] == "shortcut")
        assert entry["can_replay"] is True
        await shown.op("replay", entry_id=entry["id"])
        await shown.op("crash")
    assert len(over_http.app.of("shortcut")) == 2


async def test_the_same_over_plain_http(over_http: World) -> None:
    url, user = over_http.slack.url, over_http.helena.id
    async with aiohttp.ClientSession() as session:
        request = {"op": "command", "channel": "C000000GEN", "text": "/todo"}
        async with session.post(f"{url}/ui/op?user={user}", json=request) as response:
            assert (await response.json())["ok"] is True
        async with session.get(f"{url}/ui/state?user={user}") as response:
            assert (await response.json())["me"]["id"] == user
        async with session.get(f"{url}/ui/traffic") as response:
            assert (await response.json())["entries"][-1]["kind"] == "slash_command"
        async with session.get(f"{url}/ui/state?user=U404") as response:
            assert response.status == 404
        async with session.get(f"{url}/healthz") as response:
            assert await response.text() == "ok"
