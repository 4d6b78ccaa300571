"""conversations.*"""

from simulator.errors import SlackError, invalid_arguments
from simulator.web_api.call import Call, Method, page
from simulator.wire import Json
from simulator.workspace import Channel

_READ_SCOPES = {
    "channel": "channels:read",
    "private": "groups:read",
    "dm": "im:read",
    "app": "im:read",
}
_TYPES = {"public_channel": "channel", "private_channel": "private", "im": "app"}


def open_(call: Call) -> Json:
    """The app's direct message with one user."""
    workspace = call.slack.workspace
    given = str(call.args.get("channel") or "")
    if given:
        channel = workspace.channels.get(given)
        if channel is None or not channel.is_im or workspace.bot_user_id not in channel.members:
            raise SlackError("channel_not_found")
        return _opened(call, channel, already=True)
    users = [user.strip() for user in str(call.args.get("users") or "").split(",") if user.strip()]
    if not users:
        raise SlackError("users_list_not_supplied")
    if any(user not in workspace.users for user in users):
        raise SlackError("user_not_found")
    if len(users) > 1:
        call.require("mpim:write")
        raise invalid_arguments("conversations of several people are not simulated")
    if workspace.users[users[0]].is_bot:
        raise SlackError("cannot_dm_bot")
    return _opened(call, workspace.app_dm(users[0]), already=True)


def info(call: Call) -> Json:
    """What a conversation is."""
    channel = _channel(call)
    return {"channel": channel.wire(call.slack.workspace.bot_user_id)}


def list_(call: Call) -> Json:
    """The conversations of some types, in pages."""
    types = [t.strip() for t in str(call.args.get("types") or "public_channel").split(",")]
    kinds = set()
    for name in types:
        if name == "mpim":
            call.require("mpim:read")
        elif name not in _TYPES:
            raise SlackError("invalid_types")
        else:
            call.require(_READ_SCOPES[_TYPES[name]])
            kinds.add(_TYPES[name])
    workspace = call.slack.workspace
    found = [
        channel
        for channel in workspace.channels.values()
        if channel.kind in kinds and channel.sees(workspace.bot_user_id)
    ]
    shown, metadata = page(found, call)
    channels = [channel.wire(workspace.bot_user_id) for channel in shown]
    return {"channels": channels, "response_metadata": metadata}


def members(call: Call) -> Json:
    """Who is in a conversation, in pages."""
    shown, metadata = page(_channel(call).members, call)
    return {"members": shown, "response_metadata": metadata}


def _channel(call: Call) -> Channel:
    workspace = call.slack.workspace
    channel = workspace.channels.get(str(call.args.get("channel") or ""))
    if channel is None or not channel.sees(workspace.bot_user_id):
        raise SlackError("channel_not_found")
    call.require(_READ_SCOPES[channel.kind])
    return channel


def _opened(call: Call, channel: Channel, *, already: bool) -> Json:
    bot = call.slack.workspace.bot_user_id
    answer: Json = {"no_op": already, "already_open": already}
    short = channel.wire(bot) if call.flag("return_im") else {"id": channel.id}
    return {**answer, "channel": short}


_SOME_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
METHODS = {
    "conversations.open": Method(open_, ("im:write", "mpim:write")),
    "conversations.info": Method(info, _SOME_READ, takes_json=False),
    "conversations.list": Method(list_, _SOME_READ, takes_json=False),
    "conversations.members": Method(members, _SOME_READ, takes_json=False),
}
