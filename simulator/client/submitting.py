"""Submitting and closing modals."""

from simulator.blockkit import validate_submission_reply
from simulator.client import payloads
from simulator.client.acting import NOT_INTERACTIVE
from simulator.client.checks import problem_on_submit
from simulator.client.client import TROUBLE, Client
from simulator.client.elements import placed
from simulator.client.refused import Refused
from simulator.client.views import OpenView
from simulator.delivery.delivery import INTERACTIVE, Answer, Delivery
from simulator.errors import SlackError
from simulator.wire import Json


async def submit(client: Client, request: Json) -> Json:
    """The user submits a modal; `sent` is False when the client itself found something wrong."""
    view = client.modal(request.get("view_id"))
    if view.wire["submit"] is None:
        raise Refused("no_submit", "This dialog can't be submitted")
    if view.busy:
        raise Refused("busy", "This dialog is being submitted")
    view.errors = _problems(view)
    if view.errors:
        client.slack.changes.ring()
        return {"sent": False, "errors": view.errors}
    client.begin()
    if not client.slack.manifest.interactivity:
        client.fail(NOT_INTERACTIVE, "settings.interactivity.is_enabled is false in the manifest")
        return {"sent": False, "errors": {}}
    view.busy, view.notice = True, None
    client.slack.changes.ring()
    life = client.life
    payload = payloads.view_submission(client, view)
    summary = str(view.wire["callback_id"])
    try:
        answer = await client.slack.deliver(
            Delivery(INTERACTIVE, "view_submission", summary, payload, accepts_reply=True)
        )
    finally:
        view.busy = False
    if life == client.life:
        _take_answer(client, view, answer)
    client.slack.changes.ring()
    return {"sent": True}


async def close(client: Client, request: Json) -> Json:
    """The user closes a modal by its Cancel button or by the X in the corner."""
    view = client.modal(request.get("view_id"))
    how = request.get("how")
    if how not in {"cancel", "x"}:
        raise Refused("invalid_value", "how is cancel or x")
    client.begin()
    root = client.stack[0]
    whole = how == "x" or bool(view.wire["clear_on_close"])
    told = root if whole else view
    payload = payloads.view_closed(client, told, is_cleared=whole)
    if whole:
        client.clear_stack()
    else:
        client.close_from(view)
    if told.wire["notify_on_close"] and client.slack.manifest.interactivity:
        summary = str(told.wire["callback_id"])
        await client.slack.deliver(Delivery(INTERACTIVE, "view_closed", summary, payload))
    return {}


def _problems(view: OpenView) -> dict[str, str]:
    problems: dict[str, str] = {}
    for place in placed(view.blocks):
        if place.in_input and place.kind is not None:
            problem = problem_on_submit(place, view.inputs.get(place))
            if problem is not None:
                problems[place.block_id] = problem
    return problems


def _take_answer(client: Client, view: OpenView, answer: Answer) -> None:
    if answer.error is not None:
        _trouble(client, view, answer.error)
        return
    if answer.body in (None, ""):
        _close_submitted(client, view)
        return
    if not isinstance(answer.body, dict):
        _trouble(client, view, "the answer is neither empty nor a JSON object")
        return
    violations = validate_submission_reply(answer.body, view.wire)
    if violations:
        client.slack.refuse_reply("view_submission", violations)
        _trouble(client, view, f"{violations[0].pointer} {violations[0].message}")
        return
    try:
        _respond(client, view, answer.body)
    except SlackError as error:
        _trouble(client, view, f"{error.code} {error.details}")


def _respond(client: Client, view: OpenView, reply: Json) -> None:
    action = reply.get("response_action")
    if view not in client.stack:
        return
    if action == "errors":
        view.errors = dict(reply["errors"])
    elif action == "clear":
        client.clear_stack()
    elif action == "update":
        checked = client.slack.modals.checked(reply["view"])
        client.slack.modals.replace(view, checked)
    elif action == "push":
        checked = client.slack.modals.checked(reply["view"])
        client.slack.modals.push_on(client, checked)
    else:
        raise SlackError("invalid_response_action")


def _close_submitted(client: Client, view: OpenView) -> None:
    """An empty answer also closes a modal that the app has opened in place of the submitted one
    meanwhile (https://github.com/slackapi/bolt-js/issues/639)."""
    if view in client.stack:
        client.close_from(view)
    elif view.replaced:
        client.clear_stack()


def _trouble(client: Client, view: OpenView, reason: str) -> None:
    view.notice = TROUBLE
    client.fail(TROUBLE, reason, toast=view not in client.stack)
