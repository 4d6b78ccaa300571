"""The ways into the wizard: commands, shortcuts, App Home, a message, a postponed draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.client import acting, starting
from simulator.client.elements import Placed, placed
from simulator.client.refused import Refused

if TYPE_CHECKING:
    import random

    from simulator.script import Message, Person

WAYS = {
    "command": 4,
    "command with words": 2,
    "global shortcut": 1,
    "message shortcut": 2,
    "home": 2,
    "resume at home": 4,
    "resume in a message": 2,
    "list": 1,
}
WORDS = ("meagan", "adatum", "ecole", "relecloud", "a", "nobody at all")


class Doors:
    """Tries one way; whether a window opens is seen by whoever asked."""

    def __init__(self, person: Person, chance: random.Random) -> None:
        self._person = person
        self._chance = chance

    def any_way(self) -> str:
        return self._chance.choices(list(WAYS), list(WAYS.values()))[0]

    async def try_way(self, way: str) -> None:
        """Done when the app has answered, or hasn't."""
        client = self._person.client
        channel = self._person.channel("sales").id
        match way:
            case "command":
                await starting.command(client, {"channel": channel, "text": "/interaction"})
            case "command with words":
                line = f"/interaction {self._chance.choice(WORDS)}"
                await starting.command(client, {"channel": channel, "text": line})
            case "list":
                await starting.command(client, {"channel": channel, "text": "/postponed"})
            case "global shortcut":
                await starting.global_shortcut(client, {"callback_id": "log_interaction"})
            case "message shortcut":
                message = self._chance.choice(self._person.messages("sales")[:6])
                shortcut = {"callback_id": "log_interaction_from_message", "ts": message.ts}
                await starting.message_shortcut(client, {"channel": channel, **shortcut})
            case "home":
                await self.press_at_home("home.create")
            case "resume at home":
                await self.press_at_home("draft.resume:")
            case _:
                await self._press_in_message("draft.resume:")

    async def look_at_home(self) -> None:
        await starting.open_app(self._person.client, "home")

    async def press_at_home(self, prefix: str) -> bool:
        """Press one of App Home's buttons that begin like this, if there is one."""
        client = self._person.client
        await self.look_at_home()
        if client.home is None:
            return False
        found = _buttons(client.home.blocks, prefix)
        if found:
            await self._press({"surface": "home"}, self._chance.choice(found))
        return bool(found)

    async def _press_in_message(self, prefix: str) -> None:
        having: list[Message] = [
            message
            for message in self._person.messages("app")[-12:]
            if _buttons(message.blocks, prefix)
        ]
        if having:
            message = self._chance.choice(having)
            where = {"surface": "message", "channel": message.channel.id, "ts": message.ts}
            await self._press(where, _buttons(message.blocks, prefix)[0])

    async def _press(self, where: dict[str, str], place: Placed) -> None:
        ids = {"block_id": place.block_id, "action_id": place.action_id}
        confirmed = "confirm" in place.element
        try:
            await acting.press(self._person.client, {**where, **ids, "confirmed": confirmed})
        except Refused:
            return  # App Home was drawn anew that very moment


def _buttons(blocks: list[dict[str, object]], prefix: str) -> list[Placed]:
    return [place for place in placed(blocks) if place.action_id.startswith(prefix)]
