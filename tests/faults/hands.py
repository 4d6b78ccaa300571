"""What a person can do in the wizard's window, by what stands in it rather than by its words.

Works in every language. Each act waits for the app's answer; where Slack's client doesn't let the
person act (the form has just changed, or is being submitted), nothing happens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.client import acting, submitting
from simulator.client.elements import Placed, options_of, placed
from simulator.client.refused import Refused

if TYPE_CHECKING:
    from simulator.client.views import OpenView
    from simulator.script import Person

FIELD = "wizard.change:"

NOT_LOADED = "(the list could not be loaded)"
"""The value of an option that stands for trouble."""


class Hands:
    """A person's hands on the topmost window. `refused` counts what the client didn't allow."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.client = person.client
        self.refused = 0

    @property
    def window(self) -> OpenView | None:
        """The topmost window."""
        return self.client.stack[-1] if self.client.stack else None

    @property
    def form(self) -> OpenView | None:
        """The topmost window if it is a step of the wizard."""
        window = self.window
        if window is None or not str(window.wire["callback_id"]).startswith("wizard:"):
            return None
        return window

    @property
    def step(self) -> str:
        """The key of the wizard's step, blank without one."""
        form = self.form
        return "" if form is None else str(form.wire["callback_id"]).partition(":")[2]

    def fields(self) -> dict[str, Placed]:
        """The form's fields by their keys."""
        return {
            place.action_id.removeprefix(FIELD): place
            for place in placed(self.form.blocks if self.form else [])
            if place.action_id.startswith(FIELD)
        }

    def value(self, key: str) -> Any:
        """What a field of the form holds."""
        place = self.fields().get(key)
        return None if self.form is None or place is None else self.form.inputs.get(place)

    def buttons(self, prefix: str) -> list[Placed]:
        """The window's buttons whose action begins like this."""
        blocks = self.window.blocks if self.window else []
        return [place for place in placed(blocks) if place.action_id.startswith(prefix)]

    async def offered(self, key: str, query: str) -> list[Any]:
        """The options of a list, asked of the app where they aren't in the form.

        The sentence that a list can't be loaded is none of them.
        """
        place = self.fields().get(key)
        if place is None:
            return []
        if place.type != "external_select":
            return options_of(place.element)
        reply = await self._try(acting.suggest, place, query=query)
        grouped = [
            option for group in reply.get("option_groups", []) for option in group["options"]
        ]
        found = grouped or list(reply.get("options", []))
        return [option for option in found if option["value"] != NOT_LOADED]

    async def enter(self, key: str, value: Any) -> None:
        """Type or choose."""
        place = self.fields().get(key)
        if place is not None:
            await self._try(acting.enter_value, place, value=value)

    async def press_enter(self, key: str) -> None:
        """The Enter key in a text field."""
        place = self.fields().get(key)
        if place is not None:
            await self._try(acting.press_enter, place)

    async def press(self, place: Placed) -> None:
        """A button of the window."""
        await self._try(acting.press, place, confirmed="confirm" in place.element)

    async def submit(self) -> None:
        """The button that submits."""
        await self._end(submitting.submit)

    async def close(self, how: str) -> None:
        """`cancel` is the button that closes, `x` the cross in the corner."""
        await self._end(submitting.close, how=how)

    async def _end(self, act: Any, **more: Any) -> None:
        if self.window is not None:
            try:
                await act(self.client, {"view_id": self.window.id, **more})
            except Refused:
                self.refused += 1

    async def _try(self, act: Any, place: Placed, **more: Any) -> dict[str, Any]:
        window = self.window
        if window is not None and window.busy:  # Slack lets nobody touch what is being submitted
            self.refused += 1
            return {}
        request = {
            "surface": "modal",
            "view_id": window.id if window else "",
            "block_id": place.block_id,
            "action_id": place.action_id,
            **more,
        }
        try:
            return dict(await act(self.client, request))
        except Refused:
            self.refused += 1
            return {}
