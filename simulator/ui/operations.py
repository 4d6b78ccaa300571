"""The operations of simulator/README.md, by name."""

from collections.abc import Awaitable, Callable

from simulator.client import acting, starting, submitting
from simulator.client.client import Client
from simulator.client.refused import Refused
from simulator.faults import Fault
from simulator.wire import Json

Operation = Callable[[Client, Json], Awaitable[Json]]


async def open_home(client: Client, _: Json) -> Json:
    """Look at the Home tab."""
    return await starting.open_app(client, "home")


async def open_messages(client: Client, _: Json) -> Json:
    """Look at the app's Messages tab."""
    return await starting.open_app(client, "messages")


async def dismiss_toast(client: Client, request: Json) -> Json:
    """Put a toast away."""
    client.dismiss_toast(request.get("toast_id", request.get("id")))
    return {}


async def read(client: Client, request: Json) -> Json:
    """Look at a conversation."""
    channel = client.channel(request.get("channel"))
    newest = channel.messages[-1].ts if channel.messages else ""
    if channel.read_until.get(client.user.id) != newest:
        channel.read_until[client.user.id] = newest
        client.slack.changes.ring()
    return {}


async def invite_app(client: Client, request: Json) -> Json:
    """Make the app a member of a channel."""
    channel = client.channel(request.get("channel"))
    bot = client.slack.workspace.bot_user_id
    if channel.is_im:
        raise Refused("not_a_channel", "The app can't be invited into a direct message")
    if bot not in channel.members:
        channel.members.append(bot)
        client.slack.changes.ring()
    return {}


async def crash(client: Client, _: Json) -> Json:
    """The client's process dies."""
    client.crash()
    return {}


async def replay(client: Client, request: Json) -> Json:
    """Send an earlier delivery once more."""
    entry = client.slack.traffic.find(int(request.get("entry_id", 0)))
    if entry is None or entry.package is None:
        raise Refused("no_such_entry", "This delivery can't be sent again")
    await client.slack.dispatcher.replay(entry)
    return {}


async def fault(client: Client, request: Json) -> Json:
    """Bring trouble."""
    try:
        client.slack.faults.add(
            Fault(
                str(request.get("kind")),
                str(request.get("target") or "*"),
                int(request.get("count", 1)),
                float(request.get("seconds", 0)),
            )
        )
    except (TypeError, ValueError) as error:
        raise Refused("invalid_value", str(error)) from error
    client.slack.changes.ring()
    return {}


async def clear_faults(client: Client, _: Json) -> Json:
    """No more trouble."""
    client.slack.faults.clear()
    client.slack.changes.ring()
    return {}


async def disconnect(client: Client, request: Json) -> Json:
    """Tell the app's sockets to go."""
    reason = str(request.get("reason", "refresh_requested"))
    if client.slack.socket is None or reason not in DISCONNECT_REASONS:
        raise Refused("invalid_value", "Only sockets disconnect, for a reason that Slack knows")
    await client.slack.socket.disconnect(reason)
    return {}


DISCONNECT_REASONS = ("warning", "refresh_requested", "link_disabled")
OPERATIONS: dict[str, Operation] = {
    "post_message": starting.post_message,
    "command": starting.command,
    "global_shortcut": starting.global_shortcut,
    "message_shortcut": starting.message_shortcut,
    "open_home": open_home,
    "open_messages": open_messages,
    "input": acting.enter_value,
    "press": acting.press,
    "enter": acting.press_enter,
    "suggest": acting.suggest,
    "submit": submitting.submit,
    "close": submitting.close,
    "dismiss_toast": dismiss_toast,
    "read": read,
    "invite_app": invite_app,
    "crash": crash,
    "replay": replay,
    "fault": fault,
    "clear_faults": clear_faults,
    "disconnect": disconnect,
}


async def perform(client: Client, request: Json) -> Json:
    """One operation; the reply as the page gets it, without its `id` and `type`."""
    operation = OPERATIONS.get(str(request.get("op")))
    if operation is None:
        return {"ok": False, "error": f"no operation {request.get('op')}", "code": "unknown_op"}
    try:
        return {"ok": True, **await operation(client, request)}
    except Refused as refusal:
        return {"ok": False, "error": refusal.sentence, "code": refusal.code, **refusal.details}
