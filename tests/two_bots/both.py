"""The way from Slack to two bots: what is sent while it is doubled reaches both at once.

Afterwards each gets it once more, as from a user who presses again after "We had some trouble
connecting": the same window and the same hash, under a trigger of its own.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from sqlalchemy import text

from bot.models import Base
from simulator.delivery.delivery import INTERACTIVE, Delivery
from simulator.delivery.http import HttpTransport

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bot.app import Touchpoint
    from simulator.delivery.delivery import Answer
    from simulator.delivery.http import Request
    from simulator.script import Workspace
    from tests.scenarios.stage import Stage

NOT_COMPARED = {"done_acts"}
"""Tables that say nothing to users."""


class Both:
    """Stands in for the simulator's transport, as which it may be used."""

    name = "http"

    def __init__(self, transport: HttpTransport, stage: Stage, second: Touchpoint) -> None:
        self._transport = transport
        self._stage = stage
        self._bots = (stage.bot, second)
        self.urls: Sequence[str] = ()
        self._doubled = False
        self.takes_all_else = 0  # the bot that gets what isn't doubled
        self.one_after_the_other = False
        self._sent: list[tuple[Request, list[Answer]]] = []

    @property
    def second(self) -> Touchpoint:
        return self._bots[1]

    @property
    def connected(self) -> bool:
        return self._transport.connected

    def pack(self, delivery: Delivery) -> Request:
        return self._transport.pack(delivery)

    async def ready_for_events(self) -> bool:
        return await self._transport.ready_for_events()

    async def close(self) -> None:
        await self._transport.close()

    async def send(self, package: Request) -> Answer:
        if not self._doubled:
            return await self.send_to(self.takes_all_else, package)
        if self.one_after_the_other:
            answers = [await self.send_to(0, package)]
        else:
            answers = await asyncio.gather(*(self.send_to(bot, package) for bot in range(2)))
        self._sent.append((package, answers))
        return answers[0]

    async def send_to(self, bot: int, package: Request) -> Answer:
        return await self._transport.send(replace(package, url=self.urls[bot]))

    @asynccontextmanager
    async def doubled(self, later: str = "") -> AsyncIterator[None]:
        """What is pressed in the block reaches both. Whatever comes later changes nothing, and all
        answers show the same; or, once a job has ended, what it came to (words of that)."""
        pictures = len(self._pictures())
        self._doubled = True
        try:
            yield
        finally:
            self._doubled = False
        await self.quiet()
        ((package, answers),) = self._sent
        self._sent.clear()
        if self.one_after_the_other:
            answers.append(await self.send_to(1, package))
            await self.quiet()
        shown = [said(answer.body) for answer in answers if answer.body]
        shown += [said(picture) for picture in self._pictures()[pictures:]]
        # Of two redrawings of one window one may be left out, or tried again after the other.
        assert shown
        assert shown == [shown[0]] * len(shown)
        before = await self._state()
        for bot in (1, 0):
            pictures = len(self._pictures())
            answer = await self.send_to(bot, self._pressed_again(package, f"again.{bot}"))
            await self.quiet()
            again = answer.body or self._pictures()[pictures]
            assert later in str(said(again)) if later else said(again) == shown[0]
            assert await self._state() == before

    async def quiet(self) -> None:
        for bot in self._bots:
            assert await bot.entrance.tasks.drain(10)

    def _pictures(self) -> list[Any]:
        """What the bots have drawn into windows of their own accord, also what came too late."""
        drawn = self._stage.slack.traffic("api:views.update")
        return [entry.body["view"] for entry in drawn]

    async def _state(self) -> dict[str, list[Any]]:
        """All rows of all tables."""
        async with self._stage.db.read() as session:
            return {
                table.name: sorted(
                    map(repr, await session.execute(text(f"SELECT * FROM {table.name}")))
                )
                for table in Base.metadata.sorted_tables
                if table.name not in NOT_COMPARED
            }

    def _pressed_again(self, package: Request, trigger: str) -> Request:
        payload = json.loads(parse_qs(package.body.decode())["payload"][0])
        payload["trigger_id"] = trigger
        return self.pack(Delivery(INTERACTIVE, payload["type"], trigger, payload))


def said(body: Any) -> list[str]:
    """All words of an answer or a view, but for the clock's."""
    if isinstance(body, dict):
        own = [body["text"]] if isinstance(body.get("text"), str) else []
        return own + [word for key in sorted(body) for word in said(body[key])]
    if isinstance(body, list):
        return [word for entry in body for word in said(entry)]
    return []


def address_of(slack: Workspace) -> str:
    """Where the simulator sends now."""
    transport = slack.slack.transport
    assert isinstance(transport, HttpTransport)
    return transport.app_url
