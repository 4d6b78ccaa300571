"""chat.*"""

import json
from typing import Any

from simulator.blockkit import validate_message
from simulator.errors import SlackError, invalid_arguments, refused
from simulator.posting import (
    Contents,
    delete_message,
    post_as_app,
    post_ephemeral,
    replace_message,
)
from simulator.web_api.call import Call, Method
from simulator.wire import Json
from simulator.workspace import Channel, Message

# https://docs.slack.dev/reference/methods/chat.postMessage: longer texts are cut.
CUT_AT = 40_000
# https://docs.slack.dev/reference/methods/chat.update: longer texts are refused.
UPDATE_LIMIT = 4_000


def post_message(call: Call) -> Json:
    """A message for everybody in a conversation."""
    channel = _writable(call)
    message = post_as_app(call.slack, channel, _contents(call), _thread(call, channel))
    return _posted(call, channel, message)


def post_ephemeral_message(call: Call) -> Json:
    """A message that only one member of a conversation sees."""
    channel = _writable(call)
    user_id = call.text("user")
    if user_id not in call.slack.workspace.users:
        raise SlackError("user_not_found")
    if not channel.sees(user_id):
        raise SlackError("user_not_in_channel")
    contents = _contents(call)
    message = post_ephemeral(call.slack, channel, user_id, contents, _thread(call, channel))
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    """Other contents for a message of the app."""
    channel = _readable(call)
    message = _own(call, channel, "cant_update_message")
    if "text" not in call.args and "blocks" not in call.args:
        raise SlackError("no_text")
    if len(str(call.args.get("text") or "")) > UPDATE_LIMIT:
        raise SlackError("msg_too_long")
    replace_message(call.slack, message, _contents(call))
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": message.wire(call.slack.workspace.team_id),
    }


def delete(call: Call) -> Json:
    """Take back a message of the app."""
    channel = _readable(call)
    message = _own(call, channel, "cant_delete_message")
    delete_message(call.slack, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    """The address of a message."""
    channel = _readable(call)
    message = channel.message(call.text("message_ts"))
    if message is None or message.ephemeral_for is not None:
        raise SlackError("message_not_found")
    domain = call.slack.workspace.domain
    link = f"https://{domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts is not None and message.thread_ts != message.ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def contents_of(body: Json) -> Contents:
    """The contents of a message as an app sent them. Raises SlackError."""
    text = body.get("text")
    blocks = _parsed(body.get("blocks"), "blocks")
    attachments = _parsed(body.get("attachments"), "attachments")
    violations = validate_message(text, blocks, attachments)
    if violations:
        raise refused(violations)
    metadata = _parsed(body.get("metadata"), "metadata")
    return Contents(str(text or "")[:CUT_AT], blocks or [], attachments or [], metadata)


def _contents(call: Call) -> Contents:
    return contents_of(call.args)


def _parsed(value: Any, name: str) -> Any:
    if isinstance(value, str) and value:
        try:
            return json.loads(value)
        except json.JSONDecodeError as error:
            raise SlackError(
                "invalid_blocks" if name == "blocks" else "invalid_arguments"
            ) from error
    return value or None


def _channel(call: Call) -> Channel:
    """The conversation that `channel` names; a user's id stands for the app's DM with them."""
    workspace = call.slack.workspace
    name = str(call.args.get("channel") or "")
    if not name:
        raise invalid_arguments("missing required field: channel")
    channel = workspace.channels.get(name)
    user = workspace.users.get(name)
    if channel is None and user is not None and not user.is_bot:
        channel = workspace.app_dm(user.id)
    if channel is None or not channel.sees(workspace.bot_user_id):
        raise SlackError("channel_not_found")
    return channel


def _readable(call: Call) -> Channel:
    """As `_channel`, by its own id only."""
    if str(call.args.get("channel")) not in call.slack.workspace.channels:
        raise SlackError("channel_not_found")
    return _channel(call)


def _writable(call: Call) -> Channel:
    slack = call.slack
    channel = _channel(call)
    if channel.kind == "app" and not slack.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")
    member = slack.workspace.bot_user_id in channel.members
    if not member and "chat:write.public" not in slack.manifest.bot_scopes:
        raise SlackError("not_in_channel")
    return channel


def _thread(call: Call, channel: Channel) -> str | None:
    thread_ts = call.args.get("thread_ts")
    return str(thread_ts) if thread_ts and channel.message(str(thread_ts)) else None


def _own(call: Call, channel: Channel, error: str) -> Message:
    message = channel.message(call.text("ts"))
    if message is None or message.ephemeral_for is not None:
        raise SlackError("message_not_found")
    if message.bot_id != call.slack.workspace.bot_id:
        raise SlackError(error)
    return message


def _posted(call: Call, channel: Channel, message: Message) -> Json:
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": message.wire(call.slack.workspace.team_id),
    }


METHODS = {
    "chat.postMessage": Method(post_message, ("chat:write",)),
    "chat.postEphemeral": Method(post_ephemeral_message, ("chat:write",)),
    "chat.update": Method(update, ("chat:write",)),
    "chat.delete": Method(delete, ("chat:write",)),
    "chat.getPermalink": Method(get_permalink, takes_json=False),
}
