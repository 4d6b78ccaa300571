"""Payloads as Slack sends them, as small as the edge needs them."""

from typing import Any

TEAM = "T0001"
USER = "U0001"


def command(name: str = "/interaction", text: str = "", trigger: str = "t.1") -> dict[str, Any]:
    return {
        "command": name,
        "text": text,
        "team_id": TEAM,
        "user_id": USER,
        "trigger_id": trigger,
        "response_url": "https://hooks.slack.com/commands/T0001/1/secret",
    }


def submission(
    callback_id: str = "wizard", trigger: str = "t.1", metadata: str = "", **values: Any
) -> dict[str, Any]:
    return {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": USER, "team_id": TEAM},
        "trigger_id": trigger,
        "view": {
            "id": "V1",
            "type": "modal",
            "hash": "1.a",
            "callback_id": callback_id,
            "private_metadata": metadata,
            "state": {"values": values},
        },
    }


def closed(callback_id: str = "wizard", view_id: str = "V1") -> dict[str, Any]:
    return {
        "type": "view_closed",
        "team": {"id": TEAM},
        "user": {"id": USER, "team_id": TEAM},
        "view": {"id": view_id, "type": "modal", "callback_id": callback_id},
        "is_cleared": False,
    }


def action(action_id: str = "resume", trigger: str = "t.1") -> dict[str, Any]:
    return {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": USER, "team_id": TEAM},
        "trigger_id": trigger,
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b"}],
    }


def suggestion(action_id: str = "contact", value: str = "mea") -> dict[str, Any]:
    return {
        "type": "block_suggestion",
        "team": {"id": TEAM},
        "user": {"id": USER, "team_id": TEAM},
        "action_id": action_id,
        "block_id": "b",
        "value": value,
    }


def shortcut(callback_id: str = "log_interaction", trigger: str = "t.1") -> dict[str, Any]:
    return {
        "type": "shortcut",
        "team": {"id": TEAM},
        "user": {"id": USER, "team_id": TEAM},
        "callback_id": callback_id,
        "trigger_id": trigger,
    }


def message_shortcut(
    callback_id: str = "log_interaction_from_message", trigger: str = "t.1"
) -> dict[str, Any]:
    return {
        **shortcut(callback_id, trigger),
        "type": "message_action",
        "message": {"text": "hello", "ts": "1.0"},
        "channel": {"id": "C1"},
    }


def event(event_type: str = "app_home_opened", event_id: str = "Ev1") -> dict[str, Any]:
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": event_id,
        "event": {"type": event_type, "user": USER, "tab": "home"},
    }
