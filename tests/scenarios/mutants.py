"""Whole payloads with something wrong in them, as text: what no honest client sends."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from bot.slack.payload import Kind, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.scenarios.story import Payload

DEEP = "(nested deeply)"
"""Stands for a list in a list in a list, which Python's own encoder can't write."""
TRIGGER, NEW = "(a trigger)", "(new)"
"""Stand for what makes a payload an act of its own, and not one that was answered before."""
ODD: list[Any] = [
    *(None, True, 0, -1, 2**70, 1.5, float("nan")),
    *("", " ", ":", "0", "\0", "a\0b", "\ud83d", "\ude00 chairs", "🪑", "é", "x" * 4000),
    *("%", "%(name)s {0}", "wizard:who", "wizard.change:contact", "U0000000000", "null"),
    *([], {}, [[]], [None], {"id": None}, {"id": []}, {"": {}}, {"values": []}, DEEP),
    *({"text": None, "value": None}, {"type": "modal"}, {"type": []}, "99999999999.5"),
]
ADDED = [
    *("type", "command", "payload", "ssl_check", "team", "team_id", "user_id", "enterprise"),
    *("is_enterprise_install", "authorizations", "event", "channel", "item", "message"),
    *("bot_id", "function_data", "response_urls", "is_ext_shared_channel", "view", "container"),
    *("thread_ts", "selected_option", "selected_options", "files", "value", "element", "text"),
]
SPLICED = ["\0", "\ud83d", "\ufeff", "\u202e", '"', "\\", "&", "=", "%", "+", ":", "\n", "~"]

Place = tuple[Any, str | int]
"""A dict or list, and where in it."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """``text`` is the payload as JSON, or what is left of it."""

    kind: Kind
    text: bytes


def places(value: Any) -> Iterator[Place]:
    """Every member and entry, however deep."""
    if isinstance(value, dict | list):
        inside = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
        for key, held in inside:
            yield value, key
            yield from places(held)


def _replace(draw: st.DrawFn, here: Any, key: str | int) -> None:
    here[key] = deepcopy(draw(st.sampled_from(ODD)))


def _drop(_draw: st.DrawFn, here: Any, key: str | int) -> None:
    del here[key]


def _add(draw: st.DrawFn, here: Any, _key: str | int) -> None:
    odd = deepcopy(draw(st.sampled_from(ODD)))
    if isinstance(here, dict):
        here[draw(st.sampled_from(ADDED))] = odd
    else:
        here.insert(draw(st.integers(0, len(here))), odd)


def _wrap(draw: st.DrawFn, here: Any, key: str | int) -> None:
    here[key] = [here[key]] if draw(st.booleans()) else {"id": here[key]}


def _rename(draw: st.DrawFn, here: Any, key: str | int) -> None:
    if isinstance(here, dict):
        here[f"{key}{draw(st.sampled_from(SPLICED))}"] = here.pop(key)


def _splice(draw: st.DrawFn, here: Any, key: str | int) -> None:
    if isinstance(text := here[key], str):
        at = draw(st.integers(0, len(text)))
        here[key] = text[:at] + draw(st.sampled_from(SPLICED)) + text[at:]


def _repeat(draw: st.DrawFn, here: Any, key: str | int) -> None:
    if isinstance(key, int):
        here.insert(draw(st.integers(0, len(here))), deepcopy(here[key]))


CHANGES: list[Callable[[st.DrawFn, Any, str | int], None]] = [
    *(_replace, _replace, _drop, _drop, _add, _wrap, _rename, _splice, _repeat),
]


def _cut(draw: st.DrawFn, text: bytes) -> bytes:
    at = draw(st.integers(0, len(text)))
    return text[:at] + text[at + draw(st.sampled_from([0, 1, 2, 40, len(text)])) :]


def _insert(draw: st.DrawFn, text: bytes) -> bytes:
    at = draw(st.integers(0, len(text)))
    odd = [b"\xff", b"\xed\xa0\xbd", b"\0", b"\\", b"\\ud83d", b"\\u0000", b'"', b"{", b"]", b"1"]
    return text[:at] + draw(st.sampled_from(odd)) + text[at:]


def _say_twice(draw: st.DrawFn, text: bytes) -> bytes:
    """A member that an object has already, with another value."""
    objects = text.split(b"{")
    at = draw(st.integers(1, len(objects) - 1)) if len(objects) > 1 else 0
    name = draw(st.sampled_from(["id", "type", "view", "user", "team", "values", "callback_id"]))
    said = json.dumps({name: draw(st.sampled_from(ODD))}).encode()[1:-1] + b", "
    return b"{".join(objects[:at]) + b"{" + said + b"{".join(objects[at:])


@st.composite
def mutants(draw: st.DrawFn, bases: list[Payload]) -> Mutant:
    """One to three changes of one of ``bases``, at times of its text too."""
    payload = deepcopy(draw(st.sampled_from(bases)))
    kind = kind_of(payload)
    assert kind is not None
    payload |= {"trigger_id": TRIGGER} if "trigger_id" in payload else {"event_id": NEW}
    if kind is Kind.VIEW_CLOSED:
        payload["view"]["id"] = NEW
    if kind is Kind.VIEW_SUBMISSION:
        payload["view"]["hash"] = NEW
    for _ in range(draw(st.integers(1, 3))):
        whole = list(places(payload))
        # Half of them near the top, where the members are that everything hangs on.
        near = [place for place in whole if place[0] is payload] or whole
        if chosen := near if draw(st.booleans()) else whole:
            here, key = draw(st.sampled_from(chosen))
            draw(st.sampled_from(CHANGES))(draw, here, key)
    text = json.dumps(payload).encode()
    text = text.replace(json.dumps(DEEP).encode(), b"[" * 600 + b"]" * 600)
    if draw(st.integers(0, 5)) == 0:
        text = draw(st.sampled_from([_cut, _insert, _say_twice]))(draw, text)
    return Mutant(kind, text)
