"""views.*"""

from simulator.errors import invalid_arguments
from simulator.web_api.call import Call, Method
from simulator.wire import Json


def views_open(call: Call) -> Json:
    """Open a modal with a trigger id."""
    _require(call, "trigger_id", "view")
    return {"view": call.slack.modals.open(call.args["trigger_id"], call.args["view"]).payload()}


def views_push(call: Call) -> Json:
    """Push a view onto the stack in which the trigger arose."""
    _require(call, "trigger_id", "view")
    return {"view": call.slack.modals.push(call.args["trigger_id"], call.args["view"]).payload()}


def views_update(call: Call) -> Json:
    """Replace a view; with `hash` only if nothing has changed it since."""
    _require(call, "view")
    args = call.args
    updated = call.slack.modals.update(
        args.get("view_id"), args.get("external_id"), args["view"], args.get("hash")
    )
    return {"view": updated.payload(updated.inputs.sent())}


def views_publish(call: Call) -> Json:
    """Publish a user's App Home."""
    _require(call, "user_id", "view")
    args = call.args
    home = call.slack.modals.publish(args["user_id"], args["view"], args.get("hash"))
    return {"view": home.payload(home.inputs.sent())}


def _require(call: Call, *names: str) -> None:
    missing = [name for name in names if call.args.get(name) in (None, "")]
    if missing:
        raise invalid_arguments(*(f"missing required field: {name}" for name in missing))


METHODS = {
    "views.open": Method(views_open),
    "views.push": Method(views_push),
    "views.update": Method(views_update),
    "views.publish": Method(views_publish),
}
