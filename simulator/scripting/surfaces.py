"""The surfaces of a person's screen: modals, App Home, messages."""

from typing import TYPE_CHECKING

from simulator.client import submitting
from simulator.client.inputs import InputState
from simulator.client.views import OpenView
from simulator.scripting import reading
from simulator.scripting.panel import Panel
from simulator.wire import Json
from simulator.workspace import Channel
from simulator.workspace import Message as Posted

if TYPE_CHECKING:
    from simulator.scripting.person import Person


class Modal(Panel):
    """An open modal; it stays the same one through updates."""

    def __init__(self, person: "Person", view_id: str) -> None:
        super().__init__(person, {"surface": "modal", "view_id": view_id})
        self.view_id = view_id

    @property
    def is_open(self) -> bool:
        """Whether it is still on the screen, maybe below another one."""
        return self._find() is not None

    @property
    def view(self) -> OpenView:
        """The client's view behind it."""
        found = self._find()
        assert found is not None, f"the modal isn't open any more\n{self._person.screen}"
        return found

    @property
    def blocks(self) -> list[Json]:
        return self.view.blocks

    @property
    def _inputs(self) -> InputState:
        return self.view.inputs

    @property
    def title(self) -> str:
        """The title."""
        return str(self.view.wire["title"]["text"])

    @property
    def submit_button(self) -> str | None:
        """What stands on the button that submits, if there is one."""
        return _text(self.view.wire["submit"])

    @property
    def close_button(self) -> str:
        """What stands on the button that closes; Slack's default is Cancel."""
        return _text(self.view.wire["close"]) or "Cancel"

    @property
    def private_metadata(self) -> str:
        """What the app keeps in the view; nobody sees it."""
        return str(self.view.wire["private_metadata"])

    @property
    def notice(self) -> str | None:
        """Slack's own sentence at the foot."""
        return self.view.notice

    @property
    def errors(self) -> dict[str, str]:
        """The errors that are shown, by label."""
        return {
            str(block["label"]["text"]): self.view.errors[block["block_id"]]
            for block in self.blocks
            if block["block_id"] in self.view.errors
        }

    def error(self, label: str) -> str | None:
        """The error under a field."""
        return self.errors.get(label)

    async def submit(self) -> None:
        """Press the button that submits; done when the app has answered."""
        await submitting.submit(self._person.client, {"view_id": self.view_id})

    async def cancel(self) -> None:
        """Press the button that closes."""
        await submitting.close(self._person.client, {"view_id": self.view_id, "how": "cancel"})

    async def x(self) -> None:
        """Press the X in the corner."""
        await submitting.close(self._person.client, {"view_id": self.view_id, "how": "x"})

    def _find(self) -> OpenView | None:
        stack = self._person.client.stack
        return next((view for view in stack if view.id == self.view_id), None)


class Home(Panel):
    """The person's App Home."""

    def __init__(self, person: "Person") -> None:
        super().__init__(person, {"surface": "home"})

    @property
    def blocks(self) -> list[Json]:
        home = self._person.client.home
        return home.blocks if home is not None else []

    @property
    def _inputs(self) -> InputState:
        home = self._person.client.home
        assert home is not None, "App Home is empty"
        return home.inputs


class Message(Panel):
    """A message that the person sees."""

    def __init__(self, person: "Person", channel: Channel, posted: Posted) -> None:
        where = {"surface": "message", "channel": channel.id, "ts": posted.ts}
        super().__init__(person, where)
        self.channel = channel
        self.posted = posted

    @property
    def ts(self) -> str:
        """Its timestamp, its id within the conversation."""
        return self.posted.ts

    @property
    def thread_ts(self) -> str | None:
        """The parent's timestamp, in a thread."""
        return self.posted.thread_ts

    @property
    def author(self) -> str:
        """The id of who posted it."""
        return self.posted.user

    @property
    def only_visible_to_you(self) -> bool:
        """Whether nobody else sees it."""
        return self.posted.ephemeral_for is not None

    @property
    def is_there(self) -> bool:
        """Whether it hasn't been deleted."""
        return self.posted in self.channel.messages

    @property
    def blocks(self) -> list[Json]:
        return self.posted.blocks

    @property
    def plain_text(self) -> str:
        """The `text` of the message, which notifications show."""
        return self.posted.text

    @property
    def texts(self) -> list[str]:
        """What is read: the blocks' texts, or the message's own when it has no blocks."""
        return reading.texts(self.blocks) if self.blocks else [self.posted.text]

    @property
    def _inputs(self) -> InputState:
        return self._person.client.message_inputs(self.channel, self.posted)


def _text(value: Json | None) -> str | None:
    return str(value["text"]) if value else None
