"""The payloads of interactions, in the shape that
https://docs.slack.dev/reference/interaction-payloads describes."""

from simulator import origin
from simulator.client.client import Client
from simulator.client.elements import Placed
from simulator.client.surfaces import Surface
from simulator.client.views import OpenView
from simulator.wire import Json
from simulator.workspace import Channel, Message

# What an action repeats of its element.
_REPEATED = ("text", "value", "style", "placeholder", "url")


def base(client: Client, kind: str) -> Json:
    """What every payload has."""
    slack = client.slack
    return {
        "type": kind,
        **origin.of_interaction(client),
        "api_app_id": slack.workspace.app_id,
        "token": slack.credentials.verification,
    }


def action_ts(client: Client) -> str:
    """The moment of an action, in Slack's notation."""
    return f"{client.slack.clock.now():.6f}"


def global_shortcut(client: Client, callback_id: str) -> Json:
    """Somebody chose a shortcut from the lightning menu."""
    return {
        **base(client, "shortcut"),
        "action_ts": action_ts(client),
        "callback_id": callback_id,
        "trigger_id": client.slack.triggers.issue(client.key),
    }


def message_shortcut(client: Client, callback_id: str, channel: Channel, message: Message) -> Json:
    """Somebody chose a shortcut from a message's menu."""
    slack = client.slack
    key = slack.response_urls.issue(client.user.id, channel.id, thread_ts=message.thread_ts)
    return {
        **base(client, "message_action"),
        "action_ts": action_ts(client),
        "callback_id": callback_id,
        "trigger_id": slack.triggers.issue(client.key),
        "response_url": slack.response_url(key),
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": channel.wire_name},
        "message": message.wire(slack.workspace.team_id),
    }


def block_actions(client: Client, where: Surface, place: Placed, extra: Json) -> Json:
    """Somebody used an interactive element; the state of the whole form goes along."""
    slack = client.slack
    payload = {
        **base(client, "block_actions"),
        **_place(client, where),
        "trigger_id": slack.triggers.issue(client.key, where.modal_id),
        "actions": [action(client, place, extra)],
    }
    values = where.inputs.sent()
    if where.view is not None:
        payload["view"] = where.view.payload(values)
    elif where.channel is not None and where.message is not None:
        message = where.message
        payload["state"] = {"values": values}
        key = slack.response_urls.issue(
            client.user.id, where.channel.id, message.ts, message.thread_ts
        )
        payload["response_url"] = slack.response_url(key)
    return payload


def action(client: Client, place: Placed, extra: Json) -> Json:
    """One entry of `actions`."""
    element = place.element
    kept = {key: element[key] for key in _REPEATED if key in element}
    kept |= {key: value for key, value in element.items() if key.startswith("initial_")}
    return {
        "type": place.type,
        "action_id": place.action_id,
        "block_id": place.block_id,
        **kept,
        **extra,
        "action_ts": action_ts(client),
    }


def block_suggestion(client: Client, where: Surface, place: Placed, query: str) -> Json:
    """Somebody types into an external select; the other fields' state does not go along."""
    payload = {
        **base(client, "block_suggestion"),
        **_place(client, where),
        "action_id": place.action_id,
        "block_id": place.block_id,
        "value": query,
    }
    if where.view is not None:
        payload["view"] = where.view.payload()
    return payload


def view_submission(client: Client, view: OpenView) -> Json:
    """Somebody submitted a modal."""
    values = view.inputs.sent()
    return {
        **base(client, "view_submission"),
        "trigger_id": client.slack.triggers.issue(client.key, view.id),
        "view": view.payload(values),
        "response_urls": _response_urls(client, view, values),
    }


def _response_urls(client: Client, view: OpenView, values: Json) -> list[Json]:
    """One for each conversation that was chosen in a field with `response_url_enabled`.

    https://docs.slack.dev/surfaces/modals#modal_response_url
    """
    slack, urls = client.slack, []
    for block in view.blocks:
        element = block.get("element") or {}
        if element.get("response_url_enabled") is not True:
            continue
        block_id, action_id = block["block_id"], element["action_id"]
        state = values.get(block_id, {}).get(action_id, {})
        chosen = state.get("selected_conversation") or state.get("selected_channel")
        if chosen:
            url = slack.response_url(slack.response_urls.issue(client.user.id, chosen))
            urls.append(
                {
                    "block_id": block_id,
                    "action_id": action_id,
                    "channel_id": chosen,
                    "response_url": url,
                }
            )
    return urls


def view_closed(client: Client, view: OpenView, *, is_cleared: bool) -> Json:
    """Somebody closed a modal: no trigger, and nothing of the form."""
    return {
        **base(client, "view_closed"),
        "view": view.payload(view.inputs.sent_on_close(view.blocks)),
        "is_cleared": is_cleared,
    }


def _place(client: Client, where: Surface) -> Json:
    if where.view is not None:
        return {"container": {"type": "view", "view_id": where.view.id}}
    assert where.channel is not None
    assert where.message is not None
    channel, message = where.channel, where.message
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_for is not None,
    }
    if message.thread_ts is not None:
        container["thread_ts"] = message.thread_ts
    place: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": channel.wire_name},
    }
    if message.ephemeral_for is None:
        place["message"] = message.wire(client.slack.workspace.team_id)
    return place
