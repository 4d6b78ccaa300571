"""A whole wizard, as a measurement of many at once has it walked."""

import asyncio
import random

from bench.person import NotAnsweredError, Person
from bench.slack_stub import View

MOST_STEPS = 6


class Walk:
    """One wizard from ``/interaction`` to *Finish*."""

    def __init__(self, person: Person, pauses: tuple[float, float], seed: int) -> None:
        self._person = person
        self._pauses = pauses
        self._random = random.Random(seed)

    async def _think(self) -> None:
        await asyncio.sleep(self._random.uniform(*self._pauses))

    async def __call__(self) -> None:
        await asyncio.sleep(self._random.uniform(0, self._pauses[1]))
        view = await self._person.open()
        for field, words in (("contact", "a"), ("template", "phone")):
            await self._think()
            options = await self._person.options(view, field, words)
            view = await self._person.choose(view, field, options[0])
        answers: dict[str, object] = {"description": "Talked about the offer"}
        for _ in range(MOST_STEPS):
            await self._think()
            view = await self._person.submit(view, answers)
            if not _is_form(view):
                return
        raise NotAnsweredError(f"the wizard has no end: {_sentences(view)}")


def _is_form(view: View) -> bool:
    return "submit" in view


def _sentences(view: View) -> list[str]:
    """What a view says above its fields."""
    texts = (block["text"]["text"] for block in view["blocks"] if block["type"] == "alert")
    return [view.get("callback_id", ""), *texts]
