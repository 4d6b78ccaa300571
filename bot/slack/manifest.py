"""The Slack app manifest, made from what the features declare.

Format and limits: https://docs.slack.dev/reference/app-manifest
"""

from typing import Any

from bot.slack.payload import Kind
from bot.slack.registration import Declared

ENDPOINT = "/slack/events"

# Each of them is justified in docs/scopes.md.
BOT_SCOPES = (
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "users:read",
    "users:read.email",
)

_DESCRIPTION = "Record your calls, meetings and letters with contacts without leaving Slack."
_LONG_DESCRIPTION = (
    "Touchpoint keeps the interaction log of your contacts where you talk anyway. Type "
    "/interaction, choose the contact and the template, and you are done; the template fills in "
    "the rest. Interrupted? Close the window: what you typed waits for you, on any device, until "
    "you resume or discard it."
)


def build_manifest(declared: Declared, url: str | None = None) -> dict[str, Any]:
    """The manifest for Socket Mode, or for an installation that Slack reaches at ``url``: its
    public address, with or without the path of the endpoint."""
    request_url = None
    if url is not None:
        request_url = url.rstrip("/").removesuffix(ENDPOINT) + ENDPOINT
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": "Touchpoint",
            "description": _DESCRIPTION,
            "long_description": _LONG_DESCRIPTION,
            "background_color": "#14505c",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                # Confirmations arrive here, and files to import are dropped here.
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "touchpoint", "always_online": True},
            "shortcuts": [
                {
                    "name": shortcut.name,
                    "type": "message" if shortcut.kind is Kind.MESSAGE_SHORTCUT else "global",
                    "callback_id": shortcut.callback_id,
                    "description": shortcut.description,
                }
                for shortcut in declared.shortcuts
            ],
            "slash_commands": [
                {
                    "command": command.name,
                    **({"url": request_url} if request_url else {}),
                    "description": command.description,
                    **({"usage_hint": command.usage_hint} if command.usage_hint else {}),
                    "should_escape": True,
                }
                for command in declared.commands
            ],
        },
        "oauth_config": {"scopes": {"bot": list(BOT_SCOPES)}},
        "settings": {
            "event_subscriptions": {
                **({"request_url": request_url} if request_url else {}),
                "bot_events": sorted(declared.events),
            },
            "interactivity": {
                "is_enabled": True,
                **(
                    {"request_url": request_url, "message_menu_options_url": request_url}
                    if request_url
                    else {}
                ),
            },
            "org_deploy_enabled": False,
            "socket_mode_enabled": request_url is None,
            "token_rotation_enabled": False,
        },
    }
