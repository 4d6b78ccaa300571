"""Somebody who records interactions, at random but repeatably, whatever happens to the bot.

They do what people do: choose, type, change their mind, press again when Slack says that it had
trouble, close the window and come back, sometimes faster than the form is redrawn.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.faults.doors import WORDS, Doors
from tests.faults.hands import Hands

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Coroutine

    from simulator.script import Person
    from tests.faults.company import Company

SEEN_WITHIN_S = 4.0
UP_WITHIN_S = 90.0
BUSY_AT_MOST_S = 10.0
TRIES = 6
READS_TROUBLE_S = 1.0
"""Nobody goes on sooner after Slack said that something failed. A signature has whole seconds, so
of two acts in one of them the bot can't tell which came first once the earlier is sent anew."""
REDRAWN_WITHIN_S = 0.25
MOVES = 26
FINISH_NOW = "wizard.finish"
EVALUATIONS = ("very_negative", "negative", "neutral", "positive", "very_positive")
PROSE = ("Ça va: rappeler", "Fünf Stühle 🪑", "<@U000000BC1> &lt;b&gt;", "عرض سعر", "Budget?")


class Walker:
    """`did` counts wizards and how they ended."""

    def __init__(self, company: Company, person: Person, chance: random.Random) -> None:
        self._company = company
        self._person = person
        self._chance = chance
        self._hands = Hands(person)
        self._doors = Doors(person, chance)
        self._under_way: set[asyncio.Task[None]] = set()
        self._written = 0
        self.did: Counter[str] = Counter()

    async def work(self, stop: asyncio.Event) -> None:
        """One wizard after the other until `stop`."""
        while not stop.is_set():
            await self.record()
        await self._catch_up()

    async def record(self) -> None:
        """One wizard from a door to some end."""
        if not await self._open(self._doors.any_way()):
            self.did["not opened"] += 1
            return
        self.did["wizards"] += 1
        for _ in range(MOVES):
            if not await self._form_is_ready():
                break
            await self._move()
            await self._think()
        await self._catch_up()
        await self._leave()

    async def _open(self, way: str) -> bool:
        for _ in range(TRIES):
            await self._bot_is_up()
            await self._doors.try_way(way)
            if way == "list" and await self._sees(lambda: bool(self._hands.window)):
                found = self._hands.buttons("draft.resume:")
                if not found:
                    await self._hands.close("x")
                    return False
                await self._hands.press(self._chance.choice(found))
            if await self._sees(lambda: self._hands.form is not None):
                return True
            if self._hands.window is not None:  # a form that never came, or a sentence
                await self._hands.close("x")
            if way.startswith("resume"):  # maybe there is nothing to resume
                way = "command"
        return False

    async def _move(self) -> None:
        fields = self._hands.fields()
        if "contact" in fields and not self._hands.value("contact") and self._often(0.7):
            await self._do(self._choose, "contact", self._chance.choice(WORDS[:4]))
        elif "template" in fields and not self._hands.value("template") and self._often(0.7):
            await self._do(
                self._choose, "template", self._chance.choice(("phone", "meeting", "letter"))
            )
        elif self._hands.step == "result" and self._often(0.3):
            await self._do(self._hands.submit)
        else:
            await self._any_move(list(fields))

    async def _any_move(self, keys: list[str]) -> None:
        move = self._chance.choices(
            ("type", "choose", "submit", "back", "more", "finish", "close", "crash", "pick"),
            (30, 14, 20, 7, 6, 7, 5, 2, 4),
        )[0]
        match move:
            case "type":
                await self._type()
            case "choose":
                await self._do(self._choose, self._chance.choice(keys or ["contact"]), "")
            case "submit":
                await self._do(self._hands.submit)
            case "close":
                await self._do(self._hands.close, self._chance.choice(("cancel", "x")))
                self.did["closed"] += 1
            case "crash":
                self._person.crash()
                self.did["client crashes"] += 1
            case _:
                prefix = {"back": "wizard.back", "more": "wizard.more", "pick": "wizard.pick"}
                await self._press(prefix.get(move, FINISH_NOW))

    async def _type(self) -> None:
        texts = [
            key for key, place in self._hands.fields().items() if place.type == "plain_text_input"
        ]
        if not texts:
            return
        key = self._chance.choice(texts)
        await self._hands.enter(key, self._text(key))
        if self._often(0.6):
            await self._do(self._hands.press_enter, key)

    def _text(self, key: str) -> str | None:
        self._written += 1
        if key in {"cost", "duration"}:
            return self._chance.choice((str(self._chance.randrange(500)), "12", "a few"))
        if self._often(0.03):
            return None
        mine = f"{self._person.id}-{self._written}"
        return f"{self._chance.choice(PROSE)} [{mine}]"

    async def _choose(self, key: str, query: str) -> None:
        place = self._hands.fields().get(key)
        if place is None:
            return
        if place.type == "datepicker":
            await self._hands.enter(key, f"2026-0{self._chance.randrange(1, 10)}-11")
        elif place.type == "timepicker":
            await self._hands.enter(key, f"{self._chance.randrange(10, 20)}:15")
        elif place.type in {"external_select", "static_select", "checkboxes"}:
            options = await self._hands.offered(key, query)
            if options:
                option: Any = self._chance.choice(options)
                boxed = [option] if not self._hands.value(key) else []
                await self._hands.enter(key, boxed if place.type == "checkboxes" else option)

    async def _press(self, prefix: str) -> None:
        found = self._hands.buttons(prefix)
        if found:
            # Whoever has pressed Finish looks what becomes of it.
            await self._do(self._hands.press, found[0], patient=prefix == FINISH_NOW)

    async def _do(
        self,
        act: Callable[..., Coroutine[Any, Any, None]],
        *given: Any,
        patient: bool = False,
    ) -> None:
        """Do it, again when Slack says that there was trouble; unless `patient`, sometimes go on
        before there is an answer."""
        if not patient and self._often(0.15):
            self._under_way.add(asyncio.create_task(act(*given)))
            return
        form = self._hands.form
        before = form.wire["hash"] if form else None
        for _ in range(TRIES):
            await act(*given)
            if self._person.failure is None:
                break
            self.did["troubles"] += 1
            await asyncio.sleep(READS_TROUBLE_S)
            if self._often(0.8):
                await self._bot_is_up()
            if self._often(0.1):
                await self._type()
            if self._hands.form is not form:
                return
        if patient or self._often(0.8):
            within_s = SEEN_WITHIN_S if patient else REDRAWN_WITHIN_S
            await self._sees(
                lambda: self._hands.form is not form or _hash(form) != before, within_s
            )

    async def _leave(self) -> None:
        window = self._hands.window
        if window is None:
            return
        ended = self._hands.form is None
        self.did["read the end" if ended else "left open"] += 1
        await self._hands.close("x")
        if self._often(0.08):
            discarded = await self._doors.press_at_home("draft.discard:")
            self.did["discarded"] += discarded
            if discarded and self._often(0.5):
                await self._think()
                self.did["brought back"] += await self._doors.press_at_home("draft.restore:")

    async def _sees(self, holds: Callable[[], bool], within_s: float = SEEN_WITHIN_S) -> bool:
        """Whether it is on the screen in time; no use in waiting when the bot dies."""
        lives = self._company.lives

        def decided() -> bool | None:
            if holds():
                return True
            dead = not self._company.up.is_set() or self._company.lives != lives
            return False if dead or self._person.failure else None

        try:
            return await self._company.slack.slack.changes.until(decided, within_s)
        except TimeoutError:
            return False

    async def _form_is_ready(self) -> bool:
        """False when there is none; a form that is being submitted can't be used meanwhile."""
        changes = self._company.slack.slack.changes
        async with asyncio.timeout(BUSY_AT_MOST_S):
            while (form := self._hands.form) is not None and form.busy:
                await changes.next()
        if self._person.failure is not None:
            await asyncio.sleep(READS_TROUBLE_S)
        return form is not None

    async def _bot_is_up(self) -> None:
        async with asyncio.timeout(UP_WITHIN_S):
            await self._company.up.wait()

    async def _catch_up(self) -> None:
        if self._under_way:
            await asyncio.wait(self._under_way)
        for task in self._under_way:
            task.result()
        self._under_way.clear()

    async def _think(self) -> None:
        await asyncio.sleep(self._chance.uniform(0, 0.04))

    def _often(self, share: float) -> bool:
        return self._chance.random() < share


def _hash(form: Any) -> Any:
    return form.wire["hash"] if form else None
