"""Where an interactive element is: in a modal, in App Home or in a message."""

from dataclasses import dataclass

from simulator.client.client import Client
from simulator.client.elements import Placed, find
from simulator.client.inputs import InputState
from simulator.client.refused import Refused
from simulator.client.views import OpenView
from simulator.wire import Json
from simulator.workspace import Channel, Message


@dataclass(frozen=True, slots=True)
class Surface:
    """Either `view` or `channel` and `message` is there."""

    blocks: list[Json]
    inputs: InputState
    view: OpenView | None = None
    channel: Channel | None = None
    message: Message | None = None

    def element(self, block_id: object, action_id: object) -> Placed:
        """The element with those ids. Raises Refused."""
        place = find(self.blocks, str(block_id), str(action_id))
        if place is None:
            raise Refused("no_such_element", f"There is no element {block_id}/{action_id}")
        return place

    @property
    def modal_id(self) -> str | None:
        """The view's id when it is a modal: a trigger from there may push."""
        if self.view is not None and self.view.wire["type"] == "modal":
            return self.view.id
        return None


def surface(client: Client, where: Json) -> Surface:
    """The surface that an operation names. Raises Refused when the user doesn't see it."""
    if where.get("channel") and where.get("ts"):
        channel = client.channel(where["channel"])
        message = client.message(channel, where["ts"])
        inputs = client.message_inputs(channel, message)
        return Surface(message.blocks, inputs, channel=channel, message=message)
    home = client.home
    if where.get("surface") == "home" or (home and where.get("view_id") == home.id):
        if home is None:
            raise Refused("no_home", "App Home is empty")
        return Surface(home.blocks, home.inputs, view=home)
    view = client.modal(where.get("view_id"))
    return Surface(view.blocks, view.inputs, view=view)
