"""The manifest of the app that the tests install."""

from typing import Any

Json = dict[str, Any]


def manifest() -> Json:
    """A fresh one, to be changed at will."""
    return {
        "_metadata": {"major_version": 2},
        "display_information": {"name": "Dummy"},
        "features": {
            "bot_user": {"display_name": "dummy", "always_online": True},
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "slash_commands": [
                {"command": "/todo", "description": "Add", "should_escape": True},
                {"command": "/plain", "description": "Not escaped"},
            ],
            "shortcuts": [
                {"type": "global", "callback_id": "new", "name": "New", "description": "x"},
                {"type": "message", "callback_id": "keep", "name": "Keep", "description": "x"},
            ],
        },
        "oauth_config": {
            "scopes": {
                "bot": [
                    "commands",
                    "chat:write",
                    "im:write",
                    "im:history",
                    "im:read",
                    "channels:read",
                    "users:read",
                    "users:read.email",
                    "files:read",
                    "files:write",
                ]
            }
        },
        "settings": {
            "event_subscriptions": {"bot_events": ["app_home_opened", "message.im"]},
            "interactivity": {
                "is_enabled": True,
                "request_url": "https://example.com/slack/events",
                "message_menu_options_url": "https://example.com/slack/events",
            },
            "socket_mode_enabled": False,
        },
    }
