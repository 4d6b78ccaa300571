"""A workspace as written down by hand, in JSON (see `simulator/workspaces/contoso.json`)."""

import json
from pathlib import Path

from simulator.wire import Json
from simulator.workspace.channel import Channel
from simulator.workspace.message import Message
from simulator.workspace.state import Workspace
from simulator.workspace.user import User

CONTOSO = Path(__file__).parent.parent / "workspaces" / "contoso.json"


def read_workspace(path: Path, app_name: str, now: float) -> Workspace:
    """The workspace described in a file, with the app installed; messages count back from `now`."""
    return build_workspace(json.loads(path.read_text(encoding="utf-8")), app_name, now)


def build_workspace(described: Json, app_name: str, now: float) -> Workspace:
    """The workspace that `described` describes."""
    users = {entry["id"]: User(**entry) for entry in described["users"]}
    bot = User(
        id=described["bot_user_id"], name=app_name, real_name=app_name, email="", is_bot=True
    )
    users[bot.id] = bot
    workspace = Workspace(
        name=described["name"],
        domain=described["domain"],
        team_id=described["team_id"],
        app_id=described["app_id"],
        bot_user_id=bot.id,
        bot_id=described["bot_id"],
        users=users,
        channels={},
    )
    for entry in described["channels"]:
        members = [_user_id(workspace, name) for name in entry.get("members", [])]
        members = members or [user.id for user in workspace.people()]
        if entry.get("has_app"):
            members.append(bot.id)
        channel = Channel(
            id=entry["id"],
            kind=entry["kind"],
            name=entry.get("name", ""),
            members=members,
            topic=entry.get("topic", ""),
        )
        workspace.channels[channel.id] = channel
    for user in workspace.people():
        workspace.app_dm(user.id)
    _post_messages(workspace, described, now)
    return workspace


def _user_id(workspace: Workspace, real_name: str) -> str:
    return next(user.id for user in workspace.users.values() if user.real_name == real_name)


def _post_messages(workspace: Workspace, described: Json, now: float) -> None:
    encoder = workspace.encoder()
    written = sorted(
        (
            (entry["id"], message)
            for entry in described["channels"]
            for message in entry["messages"]
        ),
        key=lambda pair: -pair[1]["minutes_ago"],
    )
    threads: dict[str, str] = {}
    for channel_id, entry in written:
        channel = workspace.channels[channel_id]
        ts = workspace.new_ts(now - 60 * entry["minutes_ago"])
        thread_ts = threads.setdefault(entry["thread"], ts) if "thread" in entry else None
        message = Message(
            ts=ts,
            user=_user_id(workspace, entry["from"]),
            text=encoder.text(entry["text"]),
            blocks=encoder.blocks(entry["text"], workspace.new_id("")),
            thread_ts=thread_ts,
        )
        channel.messages.append(message)
    for channel in workspace.channels.values():
        for member in channel.members:
            channel.read_until[member] = workspace.last_ts
