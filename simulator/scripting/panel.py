"""Blocks on a person's screen, whichever surface they are on."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from simulator.client import acting
from simulator.client.elements import EXTERNAL, Placed, options_of, placed
from simulator.client.inputs import InputState
from simulator.client.refused import Refused
from simulator.scripting import reading
from simulator.wire import Json

if TYPE_CHECKING:
    from simulator.scripting.person import Person


class Panel:
    """Reads blocks and uses their elements, by the words that stand on them.

    Everything that acts waits until what it needs is there, a few seconds at most.
    """

    def __init__(self, person: "Person", where: Json) -> None:
        self._person = person
        self._where = where

    @property
    def blocks(self) -> list[Json]:
        """The blocks that are shown now."""
        raise NotImplementedError

    @property
    def _inputs(self) -> InputState:
        raise NotImplementedError

    @property
    def texts(self) -> list[str]:
        """All texts apart from labels and buttons."""
        return reading.texts(self.blocks)

    @property
    def text(self) -> str:
        """All texts, one below the other."""
        return "\n".join(self.texts)

    @property
    def alerts(self) -> list[str]:
        """The texts of alert blocks."""
        return reading.texts(self.blocks, alerts=True)

    @property
    def labels(self) -> list[str]:
        """The labels of all fields."""
        return reading.labels(self.blocks)

    @property
    def buttons(self) -> list[str]:
        """What stands on the buttons."""
        return [button.text for button in reading.buttons(self.blocks)]

    def value(self, label: str) -> Any:
        """What a field holds: a text, the text of the chosen option, a list of those, or None."""
        place = reading.labelled(self.blocks, label)
        assert place is not None, f"there is no field {label!r}\n{self._person.screen}"
        return reading.readable(self._inputs.get(place))

    def choices(self, label: str) -> list[str]:
        """The options that a field has with it."""
        place = reading.labelled(self.blocks, label)
        assert place is not None, f"there is no field {label!r}\n{self._person.screen}"
        return [reading.option_text(option) for option in options_of(place.element)]

    async def until(self, condition: Callable[[Self], Any]) -> Self:
        """Wait until `condition` holds for this panel."""

        def holds() -> bool:
            return bool(condition(self))

        await self._person.until(holds, "a condition on this panel")
        return self

    async def type(self, label: str, text: str) -> None:
        """Type into a text field, in place of what was there."""
        await self._enter(await self._field(label), text)

    async def enter(self, label: str) -> bool:
        """Press Enter in a text field; whether that told the app."""
        place = await self._field(label)
        reply = await acting.press_enter(self._person.client, self._request(place))
        return bool(reply["dispatched"])

    async def clear(self, label: str) -> None:
        """Empty a field."""
        await self._enter(await self._field(label), None)

    async def options(self, label: str, query: str = "") -> list[str]:
        """The options of a field; an external select asks the app for `query`."""
        place = await self._field(label)
        return [reading.option_text(option) for option in await self._options(place, query)]

    async def headings(self, label: str, query: str = "") -> dict[str, list[str]]:
        """The options that an external select shows under headings, by heading."""
        reply = await self._suggested(await self._field(label), query)
        return {
            group["label"]["text"]: [reading.option_text(option) for option in group["options"]]
            for group in reply.get("option_groups", [])
        }

    async def choose(
        self, label: str, *texts: str, confirm: bool = False, typed: str | None = None
    ) -> None:
        """Choose the option (of a multi-select, the options) whose text contains `texts`.

        An external select is asked for the text first, or for what is `typed`. Raises
        AssertionError, which lists the options, unless exactly one contains a text or is equal
        to it.
        """
        place = await self._field(label)
        assert place.kind is not None
        chosen = [await self._option(place, text, typed) for text in texts]
        value = chosen if isinstance(place.kind.empty, list) else chosen[0]
        await self._enter(place, value, confirm=confirm)

    async def check(self, label: str, on: bool = True) -> None:
        """Tick or clear a checkbox, by its field's label or by its own text."""
        place, option = await self._person.wait(
            lambda: _checkbox(self.blocks, label), f"a checkbox {label!r}"
        )
        present = [o for o in self._inputs.get(place) if o["value"] != option["value"]]
        await self._enter(place, [*present, option] if on else present)

    async def pick_date(self, label: str, date: str | None) -> None:
        """Choose a day, like 2026-01-31."""
        await self._enter(await self._field(label), date)

    async def pick_time(self, label: str, time: str | None) -> None:
        """Choose a time, like 09:30."""
        await self._enter(await self._field(label), time)

    async def upload(self, label: str, *files: tuple[str, bytes]) -> None:
        """Put files, each a name and its bytes, into a file field."""
        slack, client = self._person.client.slack, self._person.client
        place = await self._field(label)
        kept = [slack.add_file(client.user.id, name, data) for name, data in files]
        await self._enter(place, [{"id": file.id} for file in kept])

    async def press(self, text: str, *, near: str | None = None, confirm: bool = False) -> None:
        """Press a button; of several alike, the first one after the text `near`.

        `confirm` says yes to the button's confirm dialog, which must then be there.
        """
        button = await self._person.wait(lambda: self._button(text, near), f"a button {text!r}")
        await self._act(button.place, confirm, {})

    async def select(self, text: str, *, near: str | None = None, confirm: bool = False) -> None:
        """Choose an entry of an overflow menu."""
        place, option = await self._person.wait(
            lambda: _menu_entry(self.blocks, text, near), f"a menu entry {text!r}"
        )
        await self._act(place, confirm, {"option": option})

    def _button(self, text: str, near: str | None) -> reading.Button | None:
        found = [b for b in reading.buttons(_after(self.blocks, near)) if b.text == text]
        if near is None and len(found) > 1:
            raise AssertionError(f"several buttons {text!r}: say near what\n{self._person.screen}")
        return found[0] if found else None

    async def _act(self, place: Placed, confirm: bool, extra: Json) -> None:
        _check_confirm(place, confirm)
        request = {**self._request(place), "confirmed": confirm, **extra}
        await acting.press(self._person.client, request)

    async def _field(self, label: str) -> Placed:
        return await self._person.wait(
            lambda: reading.labelled(self.blocks, label), f"a field {label!r}"
        )

    async def _enter(self, place: Placed, value: Any, *, confirm: bool = False) -> None:
        request = {**self._request(place), "value": value, "confirmed": confirm}
        await acting.enter_value(self._person.client, request)

    async def _options(self, place: Placed, query: str) -> list[Json]:
        if place.type not in EXTERNAL:
            return options_of(place.element)
        reply = await self._suggested(place, query)
        flat: list[Json] = list(reply.get("options", []))
        for group in reply.get("option_groups", []):
            flat.extend(group["options"])
        return flat

    async def _suggested(self, place: Placed, query: str) -> Json:
        request = {**self._request(place), "query": query}
        reply: Json = await acting.suggest(self._person.client, request)
        if reply.get("failed"):
            raise Refused("no_options", str(self._person.client.failure_reason))
        return reply

    async def _option(self, place: Placed, text: str, typed: str | None) -> Any:
        workspace = self._person.client.slack.workspace
        if place.type in {"users_select", "multi_users_select"}:
            return next(user.id for user in workspace.people() if user.real_name == text)
        if "conversations" in place.type or "channels" in place.type:
            return self._person.channel(text).id
        options = await self._options(place, text if typed is None else typed)
        matching = [o for o in options if reading.option_text(o) == text] or [
            o for o in options if reading.folded(text) in reading.folded(reading.option_text(o))
        ]
        if len(matching) != 1:
            offered = "\n".join(f"  {reading.option_text(option)}" for option in options)
            raise AssertionError(
                f"{len(matching)} options for {text!r}; offered were:\n{offered or '  none'}"
            )
        return matching[0]

    def _request(self, place: Placed) -> Json:
        return {**self._where, "block_id": place.block_id, "action_id": place.action_id}


def _check_confirm(place: Placed, confirm: bool) -> None:
    if confirm and place.element.get("confirm") is None:
        raise AssertionError(f"{place.action_id} asks for no confirmation")


def _after(blocks: list[Json], near: str | None) -> list[Json]:
    if near is None:
        return blocks
    for index, block in enumerate(blocks):
        if any(near in text for text in reading.block_texts(block)):
            return blocks[index:]
    return []


def _checkbox(blocks: list[Json], wanted: str) -> tuple[Placed, Json] | None:
    boxes = [p for p in _fields(blocks) if p.type == "checkboxes"]
    for place in boxes:
        for option in options_of(place.element):
            if reading.option_text(option) == wanted:
                return place, option
    for place in boxes:
        options = options_of(place.element)
        if reading.label(place) == wanted and len(options) == 1:
            return place, options[0]
    return None


def _fields(blocks: list[Json]) -> list[Placed]:
    return [place for place in placed(blocks) if place.kind is not None]


def _menu_entry(blocks: list[Json], text: str, near: str | None) -> tuple[Placed, Json] | None:
    for place in placed(_after(blocks, near)):
        if place.type == "overflow":
            for option in options_of(place.element):
                if reading.option_text(option) == text:
                    return place, option
    return None
