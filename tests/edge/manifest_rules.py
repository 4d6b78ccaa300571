"""Slack's rules for an app manifest as a JSON schema, as far as Touchpoint's manifest goes.

Written from the reference, https://docs.slack.dev/reference/app-manifest, and stricter than it: a
property that we don't use is refused. Slack's own schema is published in slackapi/manifest-schema,
in no package that tests could install.
"""

from typing import Any

Schema = dict[str, Any]


def text(longest: int, shortest: int = 1, pattern: str = "") -> Schema:
    schema: Schema = {"type": "string", "minLength": shortest, "maxLength": longest}
    return schema | ({"pattern": pattern} if pattern else {})


def record(required: dict[str, Schema], **optional: Schema) -> Schema:
    return {
        "type": "object",
        "properties": required | optional,
        "required": list(required),
        "additionalProperties": False,
    }


def several(item: Schema, most: int, fewest: int = 1) -> Schema:
    return {
        "type": "array",
        "items": item,
        "minItems": fewest,
        "maxItems": most,
        "uniqueItems": True,
    }


FLAG: Schema = {"type": "boolean"}
ADDRESS = text(3000, pattern="^https://")

MANIFEST_SCHEMA = record(
    {
        "_metadata": record({"major_version": {"const": 2}}),
        "display_information": record(
            {"name": text(35)},
            description=text(140),
            long_description=text(4000, shortest=175),
            background_color=text(7, shortest=4, pattern="^#[0-9a-f]{6}$"),
        ),
        "features": record(
            {
                "app_home": record(
                    {
                        "home_tab_enabled": FLAG,
                        "messages_tab_enabled": FLAG,
                        "messages_tab_read_only_enabled": FLAG,
                    }
                ),
                "bot_user": record({"display_name": text(80)}, always_online=FLAG),
                "slash_commands": several(
                    record(
                        {
                            "command": text(32, shortest=2, pattern="^/[a-z0-9_-]+$"),
                            "description": text(2000),
                            "should_escape": {"const": True},
                        },
                        url=ADDRESS,
                        usage_hint=text(1000),
                    ),
                    most=50,
                ),
                "shortcuts": several(
                    record(
                        {
                            "name": text(24),
                            "type": {"enum": ["global", "message"]},
                            "callback_id": text(255),
                            "description": text(150),
                        }
                    ),
                    most=10,
                ),
            }
        ),
        "oauth_config": record({"scopes": record({"bot": several(text(50), most=255)})}),
        "settings": record(
            {
                "interactivity": record(
                    {"is_enabled": {"const": True}},
                    request_url=ADDRESS,
                    message_menu_options_url=ADDRESS,
                ),
                "event_subscriptions": record(
                    {"bot_events": several(text(50), most=100)}, request_url=ADDRESS
                ),
                "org_deploy_enabled": FLAG,
                "socket_mode_enabled": FLAG,
                "token_rotation_enabled": FLAG,
            }
        ),
    }
)
