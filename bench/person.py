"""A Slack user who walks the wizard by posting what Slack would post."""

import asyncio
import hashlib
import hmac
import itertools
import string
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
import orjson

from bench.slack_stub import SlackStub, View

SECRET = "signing-secret-of-the-bench"
_REDRAW_S = 0.1
_PATIENCE_S = 30.0
_acts = itertools.count(1)

Request = tuple[bytes, dict[str, str]]
Option = dict[str, Any]


def signed(payload: Mapping[str, Any], form: bool = True) -> Request:
    """Bytes and headers of a request as Slack signs it now."""
    raw = b"payload=" + _quoted(orjson.dumps(payload)) if form else urlencode(payload).encode()
    stamp = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + raw, hashlib.sha256)
    return raw, {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={digest.hexdigest()}",
    }


_AS_THEY_ARE = string.ascii_letters + string.digits + "_.-~"
_QUOTED = {n: f"%{n:02X}" for n in range(256) if chr(n) not in _AS_THEY_ARE}


def _quoted(raw: bytes) -> bytes:
    """As ``urllib.parse.quote`` does, which takes more of the machine than a small answer."""
    return raw.decode("latin-1").translate(_QUOTED).encode()


class NotAnsweredError(Exception):
    """What Slack would tell its user as trouble connecting."""


@dataclass
class Wire:
    """Where requests go, how long each answer took, and how long after its command each modal was
    opened; in seconds."""

    http: aiohttp.ClientSession
    url: str
    seconds: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)

    async def post(self, request: Request) -> bytes:
        raw, headers = request
        started = time.perf_counter()
        async with self.http.post(self.url, data=raw, headers=headers) as reply:
            body = await reply.read()
        self.seconds.append(time.perf_counter() - started)
        if reply.status != 200:
            raise NotAnsweredError(f"answer {reply.status}")
        return body


_VALUES = {
    "plain_text_input": ("value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
}


def filled(view: View, answers: Mapping[str, Any]) -> View:
    """The view with the state that Slack would send: initial values, over them ``answers`` by the
    name of the field, which a block's id begins with."""
    values: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        member, initial = _VALUES[element["type"]]
        empty: list[str] | None = [] if member == "selected_options" else None
        value = answers.get(block["block_id"].split(".")[0], element.get(initial, empty))
        state = {"type": element["type"], member: value}
        values[block["block_id"]] = {element["action_id"]: state}
    return {**view, "state": {"values": values}}


def _input(view: View, field: str) -> dict[str, Any]:
    """The input block of a field."""
    [block] = [b for b in view["blocks"] if b.get("block_id", "").startswith(f"{field}.")]
    return dict(block)


def _keeping(view: View, chosen: Mapping[str, Any]) -> View:
    """The view with what was ``chosen``, by a block's id, as if it had been there from the start:
    Slack keeps what its user chose as long as the block's id stays."""
    return {**view, "blocks": [_with_initial(block, chosen) for block in view["blocks"]]}


def _with_initial(block: dict[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
    if block.get("block_id") not in chosen:
        return block
    _, initial = _VALUES[block["element"]["type"]]
    return {**block, "element": {**block["element"], initial: chosen[block["block_id"]]}}


class Person:
    """One user and one wizard."""

    def __init__(self, user: str, wire: Wire, stub: SlackStub) -> None:
        self._user = user
        self._wire = wire
        self._stub = stub
        self._chosen: dict[str, Any] = {}

    def _payload(self, kind: str, **fields: Any) -> dict[str, Any]:
        return {
            "type": kind,
            "team": {"id": "T1", "domain": "bench"},
            "user": {"id": self._user, "team_id": "T1", "name": self._user.lower()},
            "api_app_id": "A1",
            "token": "x",
            **fields,
        }

    async def open(self) -> View:
        """Types ``/interaction`` and sees the modal."""
        trigger = f"{next(_acts)}.open"
        command = {
            "command": "/interaction",
            "text": "",
            "team_id": "T1",
            "user_id": self._user,
            "trigger_id": trigger,
            "response_url": "https://hooks.slack.com/commands/1",
        }
        started = time.perf_counter()
        await self._wire.post(signed(command, form=False))
        try:
            async with asyncio.timeout(_PATIENCE_S):
                view = await self._stub.opened(trigger)
                self._wire.opened.append(time.perf_counter() - started)
                return await self._stub.form(view["id"])
        except TimeoutError:
            raise NotAnsweredError("no modal was opened") from None

    async def more(self, view: View) -> View:
        """Presses *More fields*."""
        [button] = [
            element
            for block in view["blocks"]
            if block["type"] == "actions"
            for element in block["elements"]
            if element["action_id"].startswith("wizard.more")
        ]
        return await self._act(view, {**button, "block_id": "buttons"}, {})

    async def choose(self, view: View, field: str, option: Option) -> View:
        """Chooses an entry of a select that dispatches its change."""
        element = _input(view, field)["element"]
        action = {**element, "block_id": _input(view, field)["block_id"], "selected_option": option}
        return await self._act(view, action, {field: option})

    async def _act(self, view: View, action: dict[str, Any], answers: Mapping[str, Any]) -> View:
        """What the user sees after an action, once a redrawing of it had time to come."""
        payload = self._payload(
            "block_actions",
            trigger_id=f"{next(_acts)}.act",
            view=filled(view, answers),
            actions=[{**action, "action_ts": f"{time.time():.6f}"}],
        )
        await self._wire.post(signed(payload))
        await asyncio.sleep(_REDRAW_S + 2 * self._stub.delay_s)
        for value in answers.values():
            self._chosen[action["block_id"]] = value
        return _keeping(self._stub.pictures[view["id"]], self._chosen)

    async def options(self, view: View, field: str, words: str) -> list[Option]:
        """Types into a select and sees what is offered."""
        block = _input(view, field)
        asked = self._payload(
            "block_suggestion",
            action_id=block["element"]["action_id"],
            block_id=block["block_id"],
            value=words,
            # The same keystroke in the same second would be a duplicate, answered from memory.
            asked=next(_acts),
            view=view,
        )
        answer = orjson.loads(await self._wire.post(signed(asked)))
        groups = answer.get("option_groups", [answer])
        return [option for group in groups for option in group["options"]]

    def submission(self, view: View, answers: Mapping[str, Any]) -> Request:
        """The signed request that *Next* or *Finish* makes."""
        return signed(
            self._payload(
                "view_submission", trigger_id=f"{next(_acts)}.next", view=filled(view, answers)
            )
        )

    async def submit(self, view: View, answers: Mapping[str, Any]) -> View:
        """Presses *Next* or *Finish*, and sees the next picture."""
        answer = orjson.loads(await self._wire.post(self.submission(view, answers)))
        if answer.get("response_action") != "update":
            raise NotAnsweredError(f"not the next step: {answer}")
        return self._stub.show(view["id"], answer["view"])
