import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.app import connect_redis, new_draft_id, utc_now
from bot.background import TaskSet
from bot.composition import compose
from bot.handlers.declared import DECLARED
from bot.metrics import Metrics
from bot.settings import Settings
from bot.slack.manifest import BOT_SCOPES, build_manifest
from bot.slack.payload import Kind
from bot.slack.registration import Command, Declared, Shortcut
from bot.storage.database import Database
from tests.edge.manifest_rules import MANIFEST_SCHEMA

ROOT = Path(__file__).parents[2]
URLS = ("https://touchpoint.example.com", "https://touchpoint.example.com/slack/events")


def problems(manifest: dict[str, Any]) -> list[str]:
    validator = jsonschema.Draft202012Validator(MANIFEST_SCHEMA)
    return [error.message for error in validator.iter_errors(manifest)]


@pytest.mark.parametrize("url", [None, URLS[0]])
def test_the_manifest_keeps_slacks_rules(url: str | None) -> None:
    assert problems(build_manifest(DECLARED, url)) == []


def test_it_declares_what_is_listened_to_and_nothing_else(tmp_path: Path) -> None:
    manifest = build_manifest(DECLARED)
    features = manifest["features"]
    declared = {(Kind.COMMAND, command["command"]) for command in features["slash_commands"]}
    kinds = {"global": Kind.GLOBAL_SHORTCUT, "message": Kind.MESSAGE_SHORTCUT}
    declared |= {
        (kinds[shortcut["type"]], shortcut["callback_id"]) for shortcut in features["shortcuts"]
    }
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    declared |= {(Kind.EVENT, event) for event in events}
    by_hand = {(Kind.EVENT, event) for event in DECLARED.allowed}
    assert declared == DECLARED.keys == listened_to(tmp_path) - by_hand
    assert (Kind.COMMAND, "/interaction") in declared
    assert (Kind.GLOBAL_SHORTCUT, "log_interaction") in declared
    assert (Kind.MESSAGE_SHORTCUT, "log_interaction_from_message") in declared
    assert (Kind.EVENT, "app_home_opened") in declared


def listened_to(folder: Path) -> set[tuple[Kind, str]]:
    """What the bot has handlers for, of all that a manifest declares."""
    parts = compose(
        Settings(_env_file=None),  # type: ignore[call-arg]  # pydantic-settings' own switch
        database=Database.from_url(f"sqlite+aiosqlite:///{folder}/touchpoint.db"),
        redis=connect_redis("redis://127.0.0.1"),
        tasks=TaskSet(),
        metrics=Metrics(),
        installation=lambda: None,
        clock=utc_now,
        new_id=new_draft_id,
    )
    return parts.listeners.declarable


def test_at_most_five_shortcuts_of_a_kind() -> None:
    kinds = [shortcut.kind for shortcut in DECLARED.shortcuts]
    assert all(kinds.count(kind) <= 5 for kind in kinds)


def test_the_manifest_needs_neither_settings_nor_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "REDIS_URL", "SLACK_API_URL", "PORT"):
        monkeypatch.setenv(name, "nonsense")
    assert CliRunner().invoke(main, ["manifest"]).exit_code == 0


def test_the_file_in_the_repository_is_what_the_command_prints() -> None:
    printed = CliRunner().invoke(main, ["manifest", "--socket-mode"])
    assert printed.exit_code == 0, printed.output
    assert printed.output == (ROOT / "manifest.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("url", URLS)
def test_over_http_everything_goes_to_the_one_endpoint(url: str) -> None:
    printed = CliRunner().invoke(main, ["manifest", "--url", url])
    manifest = json.loads(printed.output)
    addresses = set(re.findall(r'"(https://[^"]*)"', printed.output))
    assert addresses == {"https://touchpoint.example.com/slack/events"}
    assert not manifest["settings"]["socket_mode_enabled"]
    assert all("url" in command for command in manifest["features"]["slash_commands"])
    interactivity = manifest["settings"]["interactivity"]
    assert {"request_url", "message_menu_options_url"} <= interactivity.keys()


@pytest.mark.parametrize("arguments", [["--url", "http://x"], ["--url", URLS[0], "--socket-mode"]])
def test_what_slack_would_refuse_is_refused(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, ["manifest", *arguments]).exit_code == 2


def test_each_scope_is_justified_in_the_documentation() -> None:
    text = (ROOT / "docs" / "scopes.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z:._]+)` \|", text, re.MULTILINE)) == set(BOT_SCOPES)


def test_no_scope_reads_what_people_write() -> None:
    assert not [scope for scope in BOT_SCOPES if "history" in scope or scope.startswith("search")]


def test_the_rules_catch_what_slack_would() -> None:
    good = build_manifest(DECLARED)
    assert problems(good | {"unknown": 1})
    assert problems(good | {"display_information": {"name": "x" * 36}})
    long = Shortcut(Kind.GLOBAL_SHORTCUT, "long", "x" * 25, "x")
    bad = Declared([Command("no-slash", "x")], [long], DECLARED.events)
    assert len(problems(build_manifest(bad))) == 2
