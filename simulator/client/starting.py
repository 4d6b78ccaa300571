"""What a user does outside of dialogs: commands, shortcuts, messages, App Home."""

from simulator import origin
from simulator.blockkit import validate_message
from simulator.client import payloads
from simulator.client.acting import NOT_INTERACTIVE
from simulator.client.client import Client
from simulator.client.refused import Refused
from simulator.delivery.delivery import COMMAND, INTERACTIVE, Delivery
from simulator.manifest import Command
from simulator.posting import Contents, post_as_app, post_as_slackbot, post_as_user, post_ephemeral
from simulator.wire import Json, printable
from simulator.workspace import Channel

SHORTCUT_FAILED = "Sorry, that didn't work. Try again?"


async def post_message(client: Client, request: Json) -> Json:
    """The user writes into a conversation."""
    channel = client.channel(request.get("channel"))
    text = printable(str(request.get("text", "")))
    files = [client.slack.file_of(client.user.id, given) for given in request.get("files") or ()]
    if not text.strip() and not files:
        raise Refused("no_text", "An empty message can't be sent")
    manifest = client.slack.manifest
    if channel.kind == "app" and (not manifest.messages_tab or manifest.messages_read_only):
        raise Refused("read_only", "Sending messages to this app has been turned off.")
    thread_ts = request.get("thread_ts") or None
    if thread_ts is not None:
        client.message(channel, thread_ts)
    message = post_as_user(client.slack, channel, client.user, text.strip(), thread_ts, files=files)
    return {"ts": message.ts}


async def command(client: Client, request: Json) -> Json:
    """The user sends a line that begins with a slash."""
    channel = client.channel(request.get("channel"))
    line = printable(str(request.get("text", "")))
    name, _, words = line.partition(" ")
    client.begin()
    declared = client.slack.manifest.command(name)
    if declared is None:
        text = (
            f"{name} is not a valid command. In Slack, all messages that start with the “/” "
            "character are interpreted as commands."
        )
        _say_privately(client, channel, text, "unknown command")
        return {}
    if request.get("thread_ts"):
        raise Refused("not_in_threads", f"{name} is not supported in threads. Sorry!")
    await _send_command(client, channel, declared, words.strip())
    return {}


async def global_shortcut(client: Client, request: Json) -> Json:
    """The user chooses a shortcut from the lightning menu."""
    callback_id = str(request.get("callback_id"))
    if client.slack.manifest.shortcut("global", callback_id) is None:
        raise Refused("no_such_shortcut", f"There is no shortcut {callback_id}")
    payload = payloads.global_shortcut(client, callback_id)
    await _send_shortcut(client, "shortcut", callback_id, payload)
    return {}


async def message_shortcut(client: Client, request: Json) -> Json:
    """The user chooses a shortcut from a message's menu."""
    callback_id = str(request.get("callback_id"))
    if client.slack.manifest.shortcut("message", callback_id) is None:
        raise Refused("no_such_shortcut", f"There is no shortcut {callback_id}")
    channel = client.channel(request.get("channel"))
    message = client.message(channel, request.get("ts"))
    if message.ephemeral_for is not None:
        raise Refused("ephemeral", "Messages only visible to you have no shortcuts")
    payload = payloads.message_shortcut(client, callback_id, channel, message)
    await _send_shortcut(client, "message_action", callback_id, payload)
    return {}


async def open_app(client: Client, tab: str) -> Json:
    """The user looks at a tab of the app: `home` or `messages`."""
    slack = client.slack
    if not (slack.manifest.home_tab if tab == "home" else slack.manifest.messages_tab):
        raise Refused("not_enabled", f"This app has no {tab} tab")
    event: Json = {
        "type": "app_home_opened",
        "user": client.user.id,
        "channel": slack.workspace.app_dm(client.user.id).id,
        "tab": tab,
        "event_ts": payloads.action_ts(client),
    }
    if tab == "home" and client.home is not None:
        event["view"] = client.home.payload(client.home.inputs.sent())
    client.begin()
    told = slack.event("app_home_opened", event)
    if told is not None:
        await told
    return {}


async def _send_command(client: Client, channel: Channel, declared: Command, words: str) -> None:
    slack = client.slack
    text = slack.workspace.encoder().text(words) if declared.should_escape else words
    key = slack.response_urls.issue(client.user.id, channel.id)
    payload = {
        "token": slack.credentials.verification,
        **origin.of_command(client),
        "channel_id": channel.id,
        "channel_name": channel.wire_name,
        "user_id": client.user.id,
        "user_name": client.user.name,
        "command": declared.command,
        "text": text,
        "api_app_id": slack.workspace.app_id,
        "response_url": slack.response_url(key),
        "trigger_id": slack.triggers.issue(client.key),
    }
    summary = f"{declared.command} {text}".strip()
    life = client.life
    answer = await slack.deliver(
        Delivery(COMMAND, "slash_command", summary, payload, accepts_reply=True)
    )
    if life != client.life:
        return
    if answer.error is not None:
        text = f'{declared.command} failed with the error "{answer.error}"'
        _say_privately(client, channel, text, answer.error)
    elif isinstance(answer.body, str) and answer.body:
        post_ephemeral(slack, channel, client.user.id, Contents(answer.body))
    elif isinstance(answer.body, dict) and answer.body:
        _answer_command(client, channel, declared, words, answer.body)


def _answer_command(
    client: Client, channel: Channel, declared: Command, words: str, reply: Json
) -> None:
    """The acknowledgement of a command may itself be a message."""
    text, blocks = reply.get("text"), reply.get("blocks")
    violations = validate_message(text, blocks, reply.get("attachments"))
    if violations:
        client.slack.refuse_reply("slash_command", violations)
        reason = f"{violations[0].pointer} {violations[0].message}"
        failed = f'{declared.command} failed with the error "{violations[0].code}"'
        _say_privately(client, channel, failed, reason)
        return
    contents = Contents(text or "", blocks or [], reply.get("attachments") or [])
    if reply.get("response_type") == "in_channel":
        line = f"{declared.command} {words}".strip()
        post_as_user(client.slack, channel, client.user, line, None)
        post_as_app(client.slack, channel, contents, None)
    else:
        post_ephemeral(client.slack, channel, client.user.id, contents)


async def _send_shortcut(client: Client, kind: str, callback_id: str, payload: Json) -> None:
    client.begin()
    if not client.slack.manifest.interactivity:
        client.fail(NOT_INTERACTIVE, "settings.interactivity.is_enabled is false in the manifest")
        return
    answer = await client.slack.deliver(Delivery(INTERACTIVE, kind, callback_id, payload))
    if answer.error is not None:
        client.fail(SHORTCUT_FAILED, answer.error)


def _say_privately(client: Client, channel: Channel, text: str, reason: str) -> None:
    post_as_slackbot(client.slack, channel, client.user.id, text)
    client.fail(text, reason, toast=False)
