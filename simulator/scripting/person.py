"""A user of the workspace who does things and looks at the screen."""

from collections.abc import Callable
from typing import Any, TypeVar

from simulator.client import starting
from simulator.client.client import Client
from simulator.client.refused import Refused
from simulator.scripting.screen import screen
from simulator.scripting.surfaces import Home, Message, Modal
from simulator.wire import Json
from simulator.workspace import Channel

T = TypeVar("T")
PATIENCE_S = 5.0
DEFAULT_CHANNEL = "general"


class Person:
    """Acts through the same client model as the browser page. Raises Refused where Slack's client
    doesn't let a user do something, AssertionError where something doesn't come."""

    def __init__(self, client: Client, patience_s: float = PATIENCE_S) -> None:
        self.client = client
        self.patience_s = patience_s

    @property
    def id(self) -> str:
        """The user id."""
        return self.client.user.id

    @property
    def name(self) -> str:
        """The real name."""
        return self.client.user.real_name

    @property
    def failure(self) -> str | None:
        """What Slack showed when the last thing that was done failed, or None."""
        return self.client.failure

    @property
    def toasts(self) -> list[str]:
        """The sentences that Slack shows for a while."""
        return [toast.text for toast in self.client.toasts]

    @property
    def screen(self) -> str:
        """The visible screen as text."""
        return screen(self.client)

    @property
    def modals(self) -> list[Modal]:
        """The stack, root first."""
        return [Modal(self, view.id) for view in self.client.stack]

    @property
    def home(self) -> Home:
        """App Home as it is, without looking at it anew."""
        return Home(self)

    async def wait(self, find: Callable[[], T | None], what: str) -> T:
        """What `find` finds, now or after a change. Raises AssertionError with the screen."""
        try:
            return await self.client.slack.changes.until(find, self.patience_s)
        except TimeoutError:
            raise AssertionError(f"{self.name} waits in vain for {what}\n{self.screen}") from None

    async def until(self, holds: Callable[[], Any], what: str = "a condition") -> None:
        """Wait until `holds()` is true."""
        await self.wait(lambda: True if holds() else None, what)

    async def command(self, line: str, channel: str = DEFAULT_CHANNEL) -> None:
        """Send a line with a slash command; done when the app has acknowledged."""
        await starting.command(self.client, {"channel": self.channel(channel).id, "text": line})

    async def shortcut(self, callback_id: str) -> None:
        """Choose a global shortcut."""
        await starting.global_shortcut(self.client, {"callback_id": callback_id})

    async def message_shortcut(self, callback_id: str, message: Message) -> None:
        """Choose a shortcut from a message's menu."""
        request = {"callback_id": callback_id, "channel": message.channel.id, "ts": message.ts}
        await starting.message_shortcut(self.client, request)

    async def post(self, channel: str, text: str, thread: Message | None = None) -> Message:
        """Write into a conversation, or into a message's thread."""
        found = self.channel(channel)
        request: Json = {"channel": found.id, "text": text}
        if thread is not None:
            request["thread_ts"] = thread.ts
        reply = await starting.post_message(self.client, request)
        posted = found.message(reply["ts"])
        assert posted is not None
        return Message(self, found, posted)

    async def share_file(self, channel: str, name: str, data: bytes) -> None:
        """Drop a file into a conversation."""
        slack = self.client.slack
        file = slack.add_file(self.id, name, data)
        request: Json = {"channel": self.channel(channel).id, "files": [{"id": file.id}]}
        await starting.post_message(self.client, request)

    async def open_home(self) -> Home:
        """Look at App Home; done when the app has heard of it and there is a home."""
        await starting.open_app(self.client, "home")
        await self.until(lambda: self.client.home is not None, "App Home")
        return Home(self)

    async def modal(self, wanted: Callable[[Modal], Any] | str | None = None) -> Modal:
        """The modal on top, once it is there, isn't busy, and is as `wanted` (a title, or a
        condition)."""

        def found() -> Modal | None:
            if not self.client.stack or self.client.stack[-1].busy:
                return None
            modal = Modal(self, self.client.stack[-1].id)
            if isinstance(wanted, str):
                return modal if modal.title == wanted else None
            return modal if wanted is None or wanted(modal) else None

        return await self.wait(found, f"a modal {wanted if isinstance(wanted, str) else ''}")

    async def no_modal(self) -> None:
        """Wait until no modal is open."""
        await self.until(lambda: not self.client.stack, "all modals to close")

    def channel(self, name: str) -> Channel:
        """A conversation: a channel by its name, a direct message by the other one's name, the
        app's own by the app's name or "app"."""
        workspace = self.client.slack.workspace
        wanted = name.removeprefix("#")
        for channel in workspace.channels.values():
            if channel.sees(self.id) and wanted in {channel.id, channel.name} - {""}:
                return channel
        bot = workspace.users[workspace.bot_user_id]
        if wanted in {"app", bot.name, self.client.slack.manifest.name}:
            return workspace.app_dm(self.id)
        for user in workspace.people():
            if user.real_name == wanted:
                return workspace.dm(self.id, user.id)
        raise Refused("no_such_channel", f"There is no conversation {name!r}")

    def messages(self, channel: str = "app") -> list[Message]:
        """What the person sees in a conversation, oldest first."""
        found = self.channel(channel)
        return [
            Message(self, found, posted)
            for posted in found.messages
            if posted.ephemeral_for in {None, self.id}
        ]

    def all_messages(self) -> list[Message]:
        """Every message that the person sees, oldest first."""
        channels = self.client.slack.workspace.channels.values()
        seen = [m for c in channels if c.sees(self.id) for m in self.messages(c.id)]
        return sorted(seen, key=lambda message: message.ts)

    async def message(
        self, containing: str | Callable[[Message], Any], channel: str | None = None
    ) -> Message:
        """The newest message that contains a text or meets a condition, once it is there."""

        def fits(message: Message) -> bool:
            if isinstance(containing, str):
                return containing in message.text or containing in message.plain_text
            return bool(containing(message))

        def found() -> Message | None:
            pool = self.all_messages() if channel is None else self.messages(channel)
            return next((message for message in reversed(pool) if fits(message)), None)

        return await self.wait(found, f"a message {containing!r}")

    async def press_in_message(
        self, text: str, containing: str = "", *, near: str | None = None, confirm: bool = False
    ) -> Message:
        """Press a button of the newest message that has it; → that message."""
        message = await self.message(lambda m: text in m.buttons and containing in m.text)
        await message.press(text, near=near, confirm=confirm)
        return message

    def crash(self) -> None:
        """The person's client dies: nothing is sent, modals are gone."""
        self.client.crash()
