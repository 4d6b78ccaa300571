"""The client of one user on one device: the stack of modals, App Home, toasts."""

import itertools
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from simulator.client.inputs import InputState
from simulator.client.refused import Refused
from simulator.client.views import OpenView
from simulator.wire import Json
from simulator.workspace import Channel, Message, User

if TYPE_CHECKING:
    from simulator.slack import Slack

# What Slack writes at the foot of a modal when the app doesn't answer, or answers wrongly.
TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True, slots=True)
class Toast:
    """A sentence that Slack shows for a while; `kind` is "info" or "error"."""

    id: str
    kind: str
    text: str


class Client:
    """What one user has on the screen; what the user does is in the modules beside this one.

    `key` is the user's id, on another device than the first followed by "/" and its name.
    `team_id` is the workspace that is open there, of an organisation that has several.
    `failure` is the last sentence about a failure that the user saw, `failure_reason` what a
    developer wants to know about it.
    """

    def __init__(self, slack: "Slack", user: User, device: str = "") -> None:
        self.slack = slack
        self.user = user
        self.key = f"{user.id}/{device}" if device else user.id
        self.team_id = slack.workspace.team_id
        self.stack: list[OpenView] = []
        self.toasts: list[Toast] = []
        self.failure: str | None = None
        self.failure_reason: str | None = None
        # Counts crashes, so that a late answer doesn't reach the next life.
        self.life = 0
        self._message_inputs: dict[tuple[str, str], tuple[list[Json], InputState]] = {}
        self._toast_ids: Iterator[int] = itertools.count(1)

    @property
    def home(self) -> OpenView | None:
        """App Home, once the app has published it; all devices of a user show the same one."""
        return self.slack.modals.home(self.user.id)

    def modal(self, view_id: object) -> OpenView:
        """The open modal with that id, which the user sees. Raises Refused."""
        opened = next((view for view in self.stack if view.id == view_id), None)
        if opened is None:
            raise Refused("no_such_view", "This dialog isn't open any more")
        if opened is not self.stack[-1]:
            raise Refused("covered", "Another dialog lies on top of this one")
        return opened

    def channel(self, channel_id: object) -> Channel:
        """A conversation that the user sees. Raises Refused."""
        channel = self.slack.workspace.channels.get(str(channel_id))
        if channel is None or not channel.sees(self.user.id):
            raise Refused("no_such_channel", "There is no such conversation")
        return channel

    def message(self, channel: Channel, ts: object) -> Message:
        """A message that the user sees. Raises Refused."""
        message = channel.message(str(ts))
        if message is None or message.ephemeral_for not in {None, self.user.id}:
            raise Refused("no_such_message", "There is no such message")
        return message

    def message_inputs(self, channel: Channel, message: Message) -> InputState:
        """The state of a message's inputs, as this user has set them."""
        key = (channel.id, message.ts)
        blocks, inputs = self._message_inputs.get(key) or ([], InputState([]))
        if blocks is not message.blocks:
            inputs.update(message.blocks)
            self._message_inputs[key] = (message.blocks, inputs)
        return inputs

    def fail(self, text: str, reason: str, *, toast: bool = True) -> None:
        """Show the user that something went wrong."""
        self.failure = text
        self.failure_reason = reason
        if toast:
            self.toasts.append(Toast(f"toast-{next(self._toast_ids)}", "error", text))
        self.slack.changes.ring()

    def begin(self) -> None:
        """The user does something new: earlier failures are history."""
        self.failure = None
        self.failure_reason = None

    def dismiss_toast(self, toast_id: object) -> None:
        """The user has read it."""
        self.toasts = [toast for toast in self.toasts if toast.id != toast_id]
        self.slack.changes.ring()

    def close_from(self, view: OpenView) -> None:
        """Take a view, and what lies on top of it, off the screen."""
        index = self.stack.index(view)
        self.slack.modals.forget(self.stack[index:])
        self.stack = self.stack[:index]
        self.slack.changes.ring()

    def clear_stack(self) -> None:
        """Take all modals off the screen."""
        self.slack.modals.forget(self.stack)
        self.stack = []
        self.slack.changes.ring()

    def crash(self) -> None:
        """The client's process dies: nothing is sent, and what wasn't sent is lost."""
        self.life += 1
        self.clear_stack()
        self.toasts = []
        self._message_inputs.clear()
        if self.home is not None:
            self.home.inputs = InputState(self.home.blocks)
        self.begin()

    def shown_toasts(self) -> list[Json]:
        """As sent to the page."""
        return [asdict(toast) for toast in self.toasts]
