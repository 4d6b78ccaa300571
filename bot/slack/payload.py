"""What Slack sends, read once: its kind, the key it is dispatched by, and who sent it.

Payload shapes: https://docs.slack.dev/interactivity/handling-user-interaction
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient


class Kind(StrEnum):
    """The kinds of payload that Touchpoint listens to, in Slack's words."""

    COMMAND = "command"
    GLOBAL_SHORTCUT = "global_shortcut"
    MESSAGE_SHORTCUT = "message_shortcut"
    ACTION = "action"
    VIEW_SUBMISSION = "view_submission"
    VIEW_CLOSED = "view_closed"
    OPTIONS = "options"
    EVENT = "event"


KIND_OF_TYPE = {
    "view_submission": Kind.VIEW_SUBMISSION,
    "block_actions": Kind.ACTION,
    "block_suggestion": Kind.OPTIONS,
    "view_closed": Kind.VIEW_CLOSED,
    "shortcut": Kind.GLOBAL_SHORTCUT,
    "message_action": Kind.MESSAGE_SHORTCUT,
    "event_callback": Kind.EVENT,
}


SENT_AT = "touchpoint_sent_at"
"""Where Bolt's context of a request keeps when it was sent."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """One payload on its way to its handler.

    ``key`` is what the handler is looked up by: the command with its slash, the callback_id, the
    action_id or the event's type. A callback_id or action_id may read ``key:argument``; for a
    command, ``argument`` is the text after it. ``body`` is Slack's payload as decoded; nobody
    changes it. ``sent_at`` is when Slack sent it (whole seconds since the epoch), which is known
    over HTTP only.
    """

    kind: Kind
    key: str
    argument: str
    team_id: str
    user_id: str
    body: Mapping[str, Any]
    trigger_id: str | None
    client: AsyncWebClient
    sent_at: float | None = None


def kind_of(body: Mapping[str, Any]) -> Kind | None:
    """The payload's kind; None for one that Touchpoint doesn't know."""
    told = body.get("type")
    kind = KIND_OF_TYPE.get(told) if isinstance(told, str) else None
    if kind is None and "command" in body:
        return Kind.COMMAND
    return kind


def name_of(kind: Kind, body: Mapping[str, Any]) -> str:
    """What the payload is addressed to, before it is split at the first colon."""
    match kind:
        case Kind.COMMAND:
            name = body.get("command")
        case Kind.EVENT:
            name = body.get("event", {}).get("type")
        case Kind.ACTION:
            actions = body.get("actions") or [{}]
            name = actions[0].get("action_id")
        case Kind.OPTIONS:
            name = body.get("action_id")
        case Kind.VIEW_SUBMISSION | Kind.VIEW_CLOSED:
            name = body.get("view", {}).get("callback_id")
        case Kind.GLOBAL_SHORTCUT | Kind.MESSAGE_SHORTCUT:
            name = body.get("callback_id")
    return name or ""


def _identifier(value: object) -> str:
    """An id that Slack gives either bare or inside an object with an ``id``."""
    if isinstance(value, Mapping):
        value = value.get("id")
    return value if isinstance(value, str) else ""


def team_of(body: Mapping[str, Any]) -> str:
    """The workspace's id; for an installation on a whole organisation, where ``team`` is null, the
    user's workspace or else the organisation's id."""
    user = body.get("user")
    return (
        body.get("team_id")
        or _identifier(body.get("team"))
        or (user.get("team_id") if isinstance(user, Mapping) else None)
        or body.get("enterprise_id")
        or _identifier(body.get("enterprise"))
        or ""
    )


def user_of(kind: Kind, body: Mapping[str, Any]) -> str:
    """The acting user's id; empty for an event that no user caused."""
    if kind is Kind.EVENT:
        event = body.get("event", {})
        return _identifier(event.get("user") or event.get("user_id"))
    return body.get("user_id") or _identifier(body.get("user"))


def read_inbound(
    kind: Kind, body: Mapping[str, Any], client: AsyncWebClient, sent_at: float | None = None
) -> Inbound:
    """Reads a payload of a known kind."""
    name = name_of(kind, body)
    if kind is Kind.COMMAND:
        key, argument = name, body.get("text") or ""
    elif kind is Kind.EVENT:
        key, argument = name, ""
    else:
        key, _, argument = name.partition(":")
    return Inbound(
        kind=kind,
        key=key,
        argument=argument,
        team_id=team_of(body),
        user_id=user_of(kind, body),
        body=body,
        trigger_id=body.get("trigger_id"),
        client=client,
        sent_at=sent_at,
    )
