"""What one user's screen shows, as the page gets it."""

from typing import TYPE_CHECKING

from simulator.client.client import Client
from simulator.client.views import OpenView
from simulator.wire import Json
from simulator.workspace import Channel, Message, User
from simulator.workspace.state import SLACKBOT

if TYPE_CHECKING:
    from simulator.slack import Slack


def snapshot(slack: "Slack", client: Client) -> Json:
    """The `state` message; see simulator/README.md."""
    workspace, manifest, user = slack.workspace, slack.manifest, client.user
    home = client.home
    return {
        "type": "state",
        "workspace": {
            "id": workspace.team_id,
            "name": workspace.name,
            "domain": workspace.domain,
        },
        "app": {
            "id": workspace.app_id,
            "name": manifest.name,
            "bot_user_id": workspace.bot_user_id,
        },
        "transport": slack.transport.name,
        "connected": slack.transport.connected,
        "me": _person(user),
        "users": [_person(person) for person in workspace.people()],
        "conversations": [
            _conversation(slack, client, channel)
            for channel in workspace.channels.values()
            if channel.sees(user.id)
        ],
        "commands": [
            {"command": c.command, "description": c.description, "usage_hint": c.usage_hint}
            for c in manifest.commands
        ],
        "global_shortcuts": _shortcuts(slack, "global"),
        "message_shortcuts": _shortcuts(slack, "message"),
        "home": home.wire if home is not None else None,
        "home_values": home.inputs.values if home is not None else {},
        "home_errors": home.errors if home is not None else {},
        "modals": [_modal(view) for view in client.stack],
        "toasts": client.shown_toasts(),
        "faults": [fault.stored() for fault in slack.faults.pending],
    }


def _person(user: User) -> Json:
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "email": user.email,
        "locale": user.locale,
        "tz": user.tz,
        "is_admin": user.is_admin,
    }


def _modal(view: OpenView) -> Json:
    return {
        "view": view.wire,
        "values": view.inputs.values,
        "errors": view.errors,
        "busy": view.busy,
        "notice": view.notice,
        "dirty": view.inputs.dirty,
    }


def _shortcuts(slack: "Slack", kind: str) -> list[Json]:
    return [
        {"callback_id": s.callback_id, "name": s.name, "description": s.description}
        for s in slack.manifest.shortcuts
        if s.kind == kind
    ]


def _conversation(slack: "Slack", client: Client, channel: Channel) -> Json:
    user = client.user
    return {
        "id": channel.id,
        "kind": "channel" if channel.kind == "private" else channel.kind,
        "name": _name(slack, channel, user),
        "unread": channel.unread(user.id),
        "messages": [
            _message(slack, client, channel, message)
            for message in channel.messages
            if message.ephemeral_for in {None, user.id}
        ],
    }


def _name(slack: "Slack", channel: Channel, user: User) -> str:
    if not channel.is_im:
        return channel.name
    other = next((member for member in channel.members if member != user.id), user.id)
    return slack.workspace.users[other].real_name


def _message(slack: "Slack", client: Client, channel: Channel, message: Message) -> Json:
    author = slack.workspace.users.get(message.user)
    shown: Json = {
        "ts": message.ts,
        "user": message.user,
        "author_name": author.real_name if author is not None else "Slackbot",
        "is_bot": message.is_bot or message.user == SLACKBOT,
        "text": message.text,
        "ephemeral": message.ephemeral_for is not None,
        "edited": message.edited_ts is not None,
    }
    if message.is_bot and message.blocks:
        shown["blocks"] = message.blocks
        shown["values"] = client.message_inputs(channel, message).values
    if message.thread_ts is not None and message.thread_ts != message.ts:
        shown["thread_ts"] = message.thread_ts
    replies = channel.replies(message.ts)
    if replies:
        shown["reply_count"] = replies
    if message.files:
        shown["files"] = message.files
    return shown
