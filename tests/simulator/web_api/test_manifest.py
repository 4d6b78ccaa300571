"""Which manifests Slack takes."""

from typing import Any

import pytest

from simulator.manifest import Manifest, ManifestError
from tests.simulator.manifest import manifest

Json = dict[str, Any]


def test_the_parts_that_matter_are_read() -> None:
    parsed = Manifest.parse(manifest())
    assert parsed.name == "Dummy"
    assert parsed.bot_name == "dummy"
    todo, plain = parsed.commands
    assert (todo.should_escape, plain.should_escape) == (True, False)
    assert parsed.home_tab
    assert parsed.messages_tab
    assert not parsed.socket_mode


@pytest.mark.parametrize(("length", "ok"), [(1, True), (35, True), (36, False), (0, False)])
def test_the_length_of_the_name_is_limited(length: int, ok: bool) -> None:
    data = manifest()
    data["display_information"]["name"] = "x" * length
    _check(data, ok)


@pytest.mark.parametrize(("count", "ok"), [(50, True), (51, False)])
def test_the_number_of_commands_is_limited(count: int, ok: bool) -> None:
    data = manifest()
    data["features"]["slash_commands"] = [
        {"command": f"/c{number}", "description": "x"} for number in range(count)
    ]
    _check(data, ok)


@pytest.mark.parametrize(
    ("command", "ok"), [("/" + "x" * 31, True), ("/" + "x" * 32, False), ("todo", False)]
)
def test_the_name_of_a_command_is_limited(command: str, ok: bool) -> None:
    data = manifest()
    data["features"]["slash_commands"] = [{"command": command, "description": "x"}]
    _check(data, ok)


@pytest.mark.parametrize("kind", ["global", "message"])
@pytest.mark.parametrize(("count", "ok"), [(5, True), (6, False)])
def test_the_number_of_shortcuts_is_limited(kind: str, count: int, ok: bool) -> None:
    data = manifest()
    data["features"]["shortcuts"] = [
        {"type": kind, "callback_id": str(number), "name": "x", "description": "x"}
        for number in range(count)
    ]
    _check(data, ok)


def test_a_shortcut_of_another_type_is_refused() -> None:
    data = manifest()
    data["features"]["shortcuts"][0]["type"] = "local"
    _check(data, ok=False)


@pytest.mark.parametrize("scope", ["commands", "im:history"])
def test_what_is_offered_and_subscribed_needs_its_scope(scope: str) -> None:
    data = manifest()
    data["oauth_config"]["scopes"]["bot"].remove(scope)
    _check(data, ok=False)


def _check(data: Json, ok: bool) -> None:
    if ok:
        Manifest.parse(data)
    else:
        with pytest.raises(ManifestError):
            Manifest.parse(data)
