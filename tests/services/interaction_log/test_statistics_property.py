"""Whatever is done to entries, a contact's figures are the sums over those that count.

Random sequences of log, take back, cancel, restore, correct, delete and undo are held against a
plain list of what the entries should be.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.domain.contacts.card import Figures
from bot.domain.enums import InitiatedBy
from bot.domain.interaction_log.filters import LogFilter
from tests.services.company import FINE_ART, MEAGAN, MEGAN, ROBERT, TREY
from tests.services.interaction_log.world import DAY, LogWorld

COMPANY = {MEAGAN: FINE_ART, MEGAN: FINE_ART, ROBERT: TREY, FINE_ART: None}
CONTACTS = st.sampled_from(sorted(COMPANY))
VALUES = st.fixed_dictionaries(
    {
        "cost": st.sampled_from([Decimal(0), Decimal("0.10"), Decimal("12.35")]),
        "duration_min": st.sampled_from([0, 5, 75]),
        "date": st.integers(0, 20).map(lambda days: DAY + timedelta(days=days)),
        "attempt_failed": st.booleans(),
        "initiated_by": st.sampled_from([None, InitiatedBy.US, InitiatedBy.THEM]),
    }
)
PLACES = st.integers(0, 9)
MOVES = st.one_of(
    st.tuples(st.just("log"), CONTACTS, VALUES),
    st.tuples(st.just("correct"), PLACES, CONTACTS, VALUES),
    st.tuples(st.sampled_from(["cancel", "restore", "take back"]), PLACES),
    st.tuples(st.just("delete"), st.sampled_from([None, *sorted(COMPANY)])),
    st.tuples(st.just("undo")),
    st.tuples(st.just("purge")),
)


@dataclass(frozen=True)
class Expected:
    contact: int
    cost: Decimal
    duration_min: int
    date: date
    attempt_failed: bool
    initiated_by: InitiatedBy | None
    canceled: bool = False
    deletion: int | None = None
    corrected: bool = False


class Player:
    """Plays moves on the log, as far as they can be made, and on its own list of entries."""

    def __init__(self, world: LogWorld) -> None:
        self.world = world
        self.entries: dict[int, Expected] = {}

    def pick(self, place: int) -> int | None:
        here = [key for key, entry in self.entries.items() if entry.deletion is None]
        return here[place % len(here)] if here else None

    async def play(self, move: Any) -> None:
        world = self.world
        match move:
            case ("log", contact, values):
                key = await world.log(contact, **values)
                self.entries[key] = Expected(contact, **values)
            case ("delete", contact):
                if await world.delete(LogFilter(contact=contact)):
                    self.deleted(contact, await world.last_deletion())
            case ("undo",):
                ids = [entry.deletion for entry in self.entries.values() if entry.deletion]
                if ids:
                    await world.deletions.undo(max(ids), act=world.act())
                    for key, entry in self.entries.items():
                        if entry.deletion == max(ids):
                            self.entries[key] = replace(entry, deletion=None)
            case ("purge",):
                await world.deletions.purge()
            case (name, place, *given_values):
                picked = self.pick(place)
                if picked is not None:
                    await self.on_entry(name, picked, *given_values)

    async def on_entry(self, name: str, key: int, *given_values: Any) -> None:
        changes, act, entry = self.world.changes, self.world.act, self.entries[key]
        if name == "correct":
            contact, values = given_values
            seen = (await self.world.entries.card(key, "en")).modified_at
            columns = {"contact_id": contact, **values}
            corrected = await self.world.corrections.correct(key, columns, seen, "", act=act())
            self.entries[key] = Expected(
                contact,
                **values,
                canceled=entry.canceled,
                corrected=entry.corrected or corrected,
            )
        elif name == "cancel" and not entry.canceled:
            await changes.cancel(key, "Wrong", act=act())
            self.entries[key] = replace(entry, canceled=True, corrected=True)
        elif name == "restore" and entry.canceled:
            await changes.restore(key, act=act())
            self.entries[key] = replace(entry, canceled=False)
        elif name == "take back" and not entry.corrected:
            await changes.take_back(key, act=act())
            del self.entries[key]

    def deleted(self, contact: int | None, deletion: int) -> None:
        for key, entry in self.entries.items():
            theirs = contact is None or contact in {entry.contact, COMPANY[entry.contact]}
            if theirs and entry.canceled and entry.deletion is None:
                self.entries[key] = replace(entry, deletion=deletion)

    def figures(self, contact: int) -> Figures:
        counted = [
            entry
            for entry in self.entries.values()
            if not entry.canceled and contact in {entry.contact, COMPANY[entry.contact]}
        ]
        begun = [each.date for each in counted if each.initiated_by is InitiatedBy.US]
        return Figures(
            len(counted),
            sum((each.cost for each in counted), Decimal(0)),
            sum(each.duration_min for each in counted),
            max((each.date for each in counted if not each.attempt_failed), default=None),
            max(begun, default=None),
        )


@given(moves=st.lists(MOVES, min_size=5, max_size=20))
@settings(
    max_examples=30,
    deadline=None,
    # Shrinking would replay on a database for minutes; what failed is printed whole.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_figures_are_the_sums_over_the_entries_that_count(
    world: LogWorld, moves: list[Any]
) -> None:
    await world.clear()
    player = Player(world)
    for move in moves:
        await player.play(move)
    for contact in (*COMPANY, TREY):
        assert await world.figures(contact) == player.figures(contact)
