"""apps.*"""

from simulator.errors import SlackError
from simulator.web_api.call import Call, Method
from simulator.wire import Json


def connections_open(call: Call) -> Json:
    """The address of a new Socket Mode connection."""
    slack = call.slack
    if slack.socket is None:
        raise SlackError("socket_mode_not_enabled")
    address = slack.base_url.replace("http", "ws", 1)
    ticket = slack.socket.new_ticket()
    return {"url": f"{address}/link/?ticket={ticket}&app_id={slack.workspace.app_id}"}


METHODS = {"apps.connections.open": Method(connections_open, caller="app")}
