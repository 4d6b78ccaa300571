"""Using interactive elements: choosing, typing, pressing, searching."""

from typing import Any

from simulator.blockkit import validate_options
from simulator.client import payloads
from simulator.client.checks import check_value
from simulator.client.client import TROUBLE, Client
from simulator.client.elements import EXTERNAL, STATEFUL, Placed
from simulator.client.refused import Refused
from simulator.client.surfaces import Surface, surface
from simulator.client.views import normalised
from simulator.delivery.delivery import INTERACTIVE, Answer, Delivery
from simulator.wire import Json

NOT_INTERACTIVE = "This app is not configured to handle interactive responses."
NO_OPTIONS = "The options could not be loaded."
MIN_QUERY_LENGTH = 3


async def enter_value(client: Client, request: Json) -> Json:
    """The user changed an input; sends block_actions when the element does so on change."""
    where = surface(client, request)
    place = where.element(request.get("block_id"), request.get("action_id"))
    kind = place.kind
    if kind is None:
        raise Refused("not_an_input", "This element holds no value")
    given = request.get("value")
    if isinstance(given, dict) and kind.key in given:
        given = given[kind.key]
    elif isinstance(given, dict) and given.get("type") == place.type:
        given = None
    if kind.key == "files" and given:
        slack = client.slack
        files = [slack.file_of(client.user.id, file) for file in given]
        given = [file.wire(slack.base_url, slack.workspace.team_id) for file in files]
    value = check_value(place, given, where.inputs)
    _check_known(client, kind.key, value)
    if value == where.inputs.get(place):
        return {"dispatched": False}
    dispatches = place.dispatches_change or place.dispatches_text("on_character_entered")
    if dispatches:
        require_confirmation(place, request)
    where.inputs.set(place, value)
    if where.view is not None:
        where.view.errors.pop(place.block_id, None)
    client.slack.changes.ring()
    if dispatches:
        await send_action(client, where, place, {kind.key: value})
    return {"dispatched": dispatches}


async def press(client: Client, request: Json) -> Json:
    """The user pressed a button or chose from an overflow menu."""
    where = surface(client, request)
    place = where.element(request.get("block_id"), request.get("action_id"))
    if place.type in STATEFUL:
        raise Refused("not_a_button", "This element can't be pressed")
    extra: Json = {}
    if place.type == "overflow":
        chosen = request.get("option")
        wanted = chosen.get("value") if isinstance(chosen, dict) else chosen
        options = [o for o in place.element["options"] if o.get("value") == wanted]
        if not options:
            raise Refused("not_an_option", f"{wanted!r} isn't in the menu")
        extra["selected_option"] = options[0]
    require_confirmation(place, request)
    await send_action(client, where, place, extra)
    return {"dispatched": True}


async def press_enter(client: Client, request: Json) -> Json:
    """The user pressed Enter in a text field."""
    where = surface(client, request)
    place = where.element(request.get("block_id"), request.get("action_id"))
    if not place.dispatches_text("on_enter_pressed") or place.kind is None:
        return {"dispatched": False}
    value = where.inputs.get(place)
    await send_action(client, where, place, {place.kind.key: value})
    return {"dispatched": True}


async def suggest(client: Client, request: Json) -> Json:
    """The user typed into an external select; what the app offers."""
    where = surface(client, request)
    place = where.element(request.get("block_id"), request.get("action_id"))
    query = str(request.get("query", ""))
    if place.type not in EXTERNAL:
        raise Refused("not_external", "This element has its options with it")
    if len(query) < place.element.get("min_query_length", MIN_QUERY_LENGTH):
        return {"asked": False, "options": []}
    client.begin()
    manifest = client.slack.manifest
    if not manifest.interactivity or not (manifest.socket_mode or manifest.options_over_http):
        client.fail(NOT_INTERACTIVE, "the manifest has no options load URL")
        return {"asked": False, "options": []}
    payload = payloads.block_suggestion(client, where, place, query)
    answer = await client.slack.deliver(
        Delivery(INTERACTIVE, "block_suggestion", repr(query), payload, accepts_reply=True)
    )
    body = answer.body
    if answer.error is not None or not isinstance(body, dict):
        client.fail(NO_OPTIONS, answer.error or "the answer isn't a JSON object", toast=False)
        return {"asked": True, "options": [], "failed": NO_OPTIONS}
    violations = validate_options(body)
    if violations:
        client.slack.refuse_reply("block_suggestion", violations)
        client.fail(NO_OPTIONS, f"{violations[0].pointer} {violations[0].message}", toast=False)
        return {"asked": True, "options": [], "failed": NO_OPTIONS}
    return {"asked": True, **_offer(where, place, body)}


def require_confirmation(place: Placed, request: Json) -> None:
    """Raise Refused unless an element with a confirm dialog was confirmed."""
    dialog = place.element.get("confirm")
    if dialog is not None and request.get("confirmed") is not True:
        raise Refused("confirmation_required", "This has to be confirmed", confirm=dialog)


async def send_action(client: Client, where: Surface, place: Placed, extra: Json) -> Answer:
    """Send block_actions; a failure is shown where Slack shows it."""
    client.begin()
    if not client.slack.manifest.interactivity:
        client.fail(NOT_INTERACTIVE, "settings.interactivity.is_enabled is false in the manifest")
        return Answer(failure="unreachable")
    if where.view is not None:
        where.view.notice = None
    payload = payloads.block_actions(client, where, place, extra)
    answer = await client.slack.deliver(
        Delivery(INTERACTIVE, "block_actions", place.action_id, payload)
    )
    if answer.error is not None:
        in_modal = where.view is not None and where.modal_id is not None
        if in_modal and where.view is not None:
            where.view.notice = TROUBLE
        client.fail(TROUBLE, answer.error, toast=not in_modal)
    return answer


def _check_known(client: Client, key: str, value: Any) -> None:
    """Users and conversations can only be chosen from those that there are."""
    chosen = value if isinstance(value, list) else [value] if value is not None else []
    workspace = client.slack.workspace
    if key in {"selected_user", "selected_users"} and any(v not in workspace.users for v in chosen):
        raise Refused("not_an_option", "There is no such person")
    if key in {"selected_channel", "selected_channels"} or "conversation" in key:
        for channel_id in chosen:
            client.channel(channel_id)


def _offer(where: Surface, place: Placed, body: Json) -> Json:
    offered: Json = normalised({"blocks": [], **body}, lambda: "")
    groups = offered.get("option_groups")
    options = offered.get("options") or []
    flat = [option for group in groups for option in group["options"]] if groups else options
    where.inputs.offer(place, flat)
    return {"option_groups": groups} if groups else {"options": options}
