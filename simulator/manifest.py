"""What the simulator knows of the app: its manifest, in Slack's format."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.wire import Json

# The scope without which Slack doesn't deliver an event (https://docs.slack.dev/reference/events).
EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "file_shared": "files:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "user_change": "users:read",
    "team_join": "users:read",
}


class ManifestError(ValueError):
    """Slack wouldn't create an app from this manifest."""


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command, `command` with its slash."""

    command: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut of the lightning menu (`global`) or of a message's menu (`message`)."""

    kind: str
    callback_id: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of an app manifest that Slack acts on."""

    name: str
    bot_name: str
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    bot_scopes: frozenset[str]
    bot_events: frozenset[str]
    home_tab: bool
    messages_tab: bool
    messages_read_only: bool
    interactivity: bool
    options_over_http: bool
    socket_mode: bool

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        """The manifest in a JSON file. Raises ManifestError."""
        return cls.parse(json.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def parse(cls, data: Json) -> "Manifest":
        """The manifest in Slack's format. Raises ManifestError where Slack would refuse it."""
        features = _part(data, "features")
        settings = _part(data, "settings")
        interactivity = _part(settings, "interactivity")
        home = _part(features, "app_home")
        socket_mode = bool(settings.get("socket_mode_enabled"))
        name = str(_part(data, "display_information").get("name", ""))
        parsed = cls(
            name=name,
            bot_name=str(_part(features, "bot_user").get("display_name") or name),
            commands=tuple(_command(entry) for entry in features.get("slash_commands", [])),
            shortcuts=tuple(_shortcut(entry) for entry in features.get("shortcuts", [])),
            bot_scopes=frozenset(_part(_part(data, "oauth_config"), "scopes").get("bot", [])),
            bot_events=frozenset(_part(settings, "event_subscriptions").get("bot_events", [])),
            home_tab=bool(home.get("home_tab_enabled")),
            messages_tab=bool(home.get("messages_tab_enabled")),
            messages_read_only=bool(home.get("messages_tab_read_only_enabled", True)),
            interactivity=bool(interactivity.get("is_enabled")),
            options_over_http=bool(interactivity.get("message_menu_options_url")),
            socket_mode=socket_mode,
        )
        parsed.check()
        return parsed

    def check(self) -> None:
        """Raise ManifestError where Slack refuses to create or install such an app."""
        if not 1 <= len(self.name) <= 35:
            raise ManifestError("display_information.name must have 1 to 35 characters")
        if len(self.commands) > 50:
            raise ManifestError("features.slash_commands must have at most 50 entries")
        for command in self.commands:
            if not command.command.startswith("/") or len(command.command) > 32:
                raise ManifestError(
                    f"{command.command!r} must begin with / and have <= 32 characters"
                )
        for kind in ("global", "message"):
            if sum(shortcut.kind == kind for shortcut in self.shortcuts) > 5:
                raise ManifestError(f"features.shortcuts must have at most 5 of type {kind}")
        if (self.commands or self.shortcuts) and "commands" not in self.bot_scopes:
            raise ManifestError("slash commands and shortcuts need the scope commands")
        for event in sorted(self.bot_events):
            scope = EVENT_SCOPES.get(event)
            if scope is not None and scope not in self.bot_scopes:
                raise ManifestError(f"the event {event} needs the scope {scope}")

    def command(self, name: str) -> Command | None:
        """The slash command called `name` (with its slash)."""
        return next((entry for entry in self.commands if entry.command == name), None)

    def shortcut(self, kind: str, callback_id: str) -> Shortcut | None:
        """The shortcut of that kind with that callback id."""
        return next(
            (s for s in self.shortcuts if s.kind == kind and s.callback_id == callback_id), None
        )


def _part(data: Json, key: str) -> Json:
    part: Any = data.get(key) or {}
    if not isinstance(part, dict):
        raise ManifestError(f"{key} must be an object")
    return part


def _command(entry: Json) -> Command:
    return Command(
        command=entry["command"],
        description=entry.get("description", ""),
        usage_hint=entry.get("usage_hint", ""),
        should_escape=bool(entry.get("should_escape", False)),
    )


def _shortcut(entry: Json) -> Shortcut:
    if entry.get("type") not in {"global", "message"}:
        raise ManifestError(f"a shortcut's type is global or message, not {entry.get('type')!r}")
    return Shortcut(
        kind=entry["type"],
        callback_id=entry["callback_id"],
        name=entry["name"],
        description=entry.get("description", ""),
    )
