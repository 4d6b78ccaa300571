"""The state of the inputs of one view or message, as one client holds it.

The rules are those of Slack's client: an input that comes back in an update with the same
`block_id`, `action_id` and type keeps its value, whatever `initial_*` now says; any other starts
from its initial value. What was never touched is sent as well.
"""

import copy
from typing import Any

from simulator.client.elements import Placed, placed
from simulator.wire import Json

Values = dict[str, dict[str, Json]]


class InputState:
    """`values` are in the form of `view.state.values`."""

    def __init__(self, blocks: list[Json]) -> None:
        self.values: Values = {}
        self._touched: set[str] = set()
        self._offered: dict[tuple[str, str], dict[str, Json]] = {}
        self.update(blocks)

    def update(self, blocks: list[Json]) -> None:
        """The app replaced the blocks."""
        values: Values = {}
        for place in placed(blocks):
            if place.kind is None:
                continue
            old = self.values.get(place.block_id, {}).get(place.action_id)
            keeps = old is not None and old["type"] == place.type
            entry = old if keeps and old is not None else _initial(place)
            values.setdefault(place.block_id, {})[place.action_id] = entry
        self.values = values
        self._touched &= {str(block["block_id"]) for block in blocks}
        self._offered = {
            (block_id, action_id): options
            for (block_id, action_id), options in self._offered.items()
            if action_id in values.get(block_id, {})
        }

    @property
    def dirty(self) -> bool:
        """Whether the user changed something that is still on the screen."""
        return bool(self._touched)

    def get(self, place: Placed) -> Any:
        """The present value of an element."""
        kind = place.kind
        assert kind is not None
        return self.values[place.block_id][place.action_id][kind.key]

    def set(self, place: Placed, value: Any) -> None:
        """The user changed an element."""
        kind = place.kind
        assert kind is not None
        self.values[place.block_id][place.action_id] = {"type": place.type, kind.key: value}
        self._touched.add(place.block_id)

    def offer(self, place: Placed, options: list[Json]) -> None:
        """The app offered these options; several answers may be on their way at once."""
        known = self._offered.setdefault((place.block_id, place.action_id), {})
        known.update({str(option["value"]): option for option in options})

    def offered(self, place: Placed) -> list[Json]:
        """All options that the app has offered for an external select."""
        return list(self._offered.get((place.block_id, place.action_id), {}).values())

    def sent(self) -> Values:
        """What a payload carries of them."""
        return copy.deepcopy(self.values)

    def sent_on_close(self, blocks: list[Json]) -> Values:
        """What view_closed carries: nothing of input blocks."""
        form = {str(block["block_id"]) for block in blocks if block["type"] == "input"}
        return {
            block_id: copy.deepcopy(entries)
            for block_id, entries in self.values.items()
            if block_id not in form
        }


def _initial(place: Placed) -> Json:
    kind = place.kind
    assert kind is not None
    value = place.element.get(kind.initial) if kind.initial is not None else None
    if value is None or value == "":
        value = kind.empty
    return {"type": place.type, kind.key: copy.deepcopy(value)}
