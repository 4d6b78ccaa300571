"""Putting messages into conversations, with the events that follow from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.client.views import normalised
from simulator.wire import Json
from simulator.workspace import Channel, Message, User
from simulator.workspace.files import File
from simulator.workspace.state import SLACKBOT

if TYPE_CHECKING:
    from simulator.slack import Slack

_EVENTS = {"channel": "message.channels", "private": "message.groups", "app": "message.im"}


@dataclass(frozen=True, slots=True)
class Contents:
    """What an app says; `blocks` as the app sent them, already found valid."""

    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None


def post_as_user(
    slack: "Slack",
    channel: Channel,
    user: User,
    typed: str,
    thread_ts: str | None,
    *,
    files: Sequence[File] = (),
) -> Message:
    """A person's message, in Slack's encoding, with files that are shared by it; the app hears of
    it where it has subscribed."""
    workspace = slack.workspace
    encoder = workspace.encoder()
    message = Message(
        ts=workspace.new_ts(slack.clock.now()),
        user=user.id,
        text=encoder.text(typed),
        blocks=encoder.blocks(typed, workspace.new_id("")) if typed else [],
    )
    _start_thread(channel, message, thread_ts)
    channel.messages.append(message)
    channel.read_until[user.id] = message.ts
    _tell_app(slack, channel, message)
    share_files(slack, channel, message, files)
    slack.changes.ring()
    return message


def share_files(slack: "Slack", channel: Channel, message: Message, files: Sequence[File]) -> None:
    """Files go into a conversation with a message; the app hears of each, its own included."""
    team_id = slack.workspace.team_id
    for file in files:
        file.channels.append(channel.id)
        message.files.append(file.wire(slack.base_url, team_id))
        if slack.workspace.bot_user_id in channel.members:
            slack.event(
                "file_shared",
                {
                    "type": "file_shared",
                    "channel_id": channel.id,
                    "file_id": file.id,
                    "user_id": file.user,
                    "file": {"id": file.id},
                    "event_ts": message.ts,
                },
            )


def post_as_app(
    slack: "Slack", channel: Channel, contents: Contents, thread_ts: str | None
) -> Message:
    """The app's message, for everybody in the conversation."""
    message = _app_message(slack, contents)
    _start_thread(channel, message, thread_ts)
    channel.messages.append(message)
    slack.changes.ring()
    return message


def post_ephemeral(
    slack: "Slack",
    channel: Channel,
    user_id: str,
    contents: Contents,
    thread_ts: str | None = None,
) -> Message:
    """The app's message that only one person sees."""
    message = _app_message(slack, contents)
    message.ephemeral_for = user_id
    message.thread_ts = thread_ts
    channel.messages.append(message)
    slack.changes.ring()
    return message


def post_as_slackbot(slack: "Slack", channel: Channel, user_id: str, text: str) -> Message:
    """Slack's own word to one person."""
    ts = slack.workspace.new_ts(slack.clock.now())
    message = Message(ts=ts, user=SLACKBOT, text=text, ephemeral_for=user_id)
    channel.messages.append(message)
    slack.changes.ring()
    return message


def replace_message(slack: "Slack", message: Message, contents: Contents) -> None:
    """Other contents for the app's message."""
    message.text = contents.text
    message.blocks = _complete(slack, contents.blocks)
    message.attachments = contents.attachments
    message.edited_ts = f"{int(slack.clock.now())}.000000"
    if contents.metadata is not None:
        message.metadata = contents.metadata
    slack.changes.ring()


def delete_message(slack: "Slack", channel: Channel, message: Message) -> None:
    """The message is gone."""
    channel.messages.remove(message)
    slack.changes.ring()


def _app_message(slack: "Slack", contents: Contents) -> Message:
    workspace = slack.workspace
    return Message(
        ts=workspace.new_ts(slack.clock.now()),
        user=workspace.bot_user_id,
        text=contents.text,
        blocks=_complete(slack, contents.blocks),
        bot_id=workspace.bot_id,
        app_id=workspace.app_id,
        attachments=contents.attachments,
        metadata=contents.metadata,
    )


def _complete(slack: "Slack", blocks: list[Json]) -> list[Json]:
    complete: list[Json] = normalised(blocks, lambda: slack.workspace.new_id(""))
    return complete


def _start_thread(channel: Channel, message: Message, thread_ts: str | None) -> None:
    """A reply carries its parent's timestamp; the parent of a thread carries its own."""
    parent = channel.message(thread_ts) if thread_ts is not None else None
    if parent is None:
        return
    parent.thread_ts = parent.thread_ts or parent.ts
    message.thread_ts = parent.thread_ts


def _tell_app(slack: "Slack", channel: Channel, message: Message) -> None:
    bot = slack.workspace.bot_user_id
    if bot not in channel.members:
        return
    event = message.wire(slack.workspace.team_id) | {
        "channel": channel.id,
        "channel_type": {"channel": "channel", "private": "group"}.get(channel.kind, "im"),
        "event_ts": message.ts,
    }
    if channel.kind in _EVENTS:
        slack.event(_EVENTS[channel.kind], event)
    if f"<@{bot}>" in message.text and channel.kind != "app":
        slack.event("app_mention", {**event, "type": "app_mention"})
