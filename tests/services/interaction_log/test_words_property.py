"""Whatever is done to entries, words find those that say them.

Random sequences of log, correct, comment, cancel, restore, take back, delete, undo and purge are
held against a plain list of what was said.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.domain.errors.base import TouchpointError
from bot.domain.folding import fold_letters
from bot.domain.interaction_log.filters import LogFilter
from bot.models import InteractionComment
from bot.services.interaction_log import pages
from bot.services.interaction_log.words import forget_unsaid
from tests.services.interaction_log.world import DAY, LogWorld

PARTS = (
    "Élan vital",
    "ELAN",
    "Straße",
    "e\u0301té",
    "会议记录",
    "ประชุม",
    "ПРИВЕТ",
    "50%_a/b",
    '"x"',
)
SAID = st.lists(st.sampled_from(PARTS), min_size=1, max_size=2).map(" ".join)
PLACES = st.integers(0, 9)
MOVES = st.one_of(
    st.tuples(st.just("log"), SAID, st.none() | SAID, st.integers(0, 3)),
    st.tuples(st.just("correct"), PLACES, SAID, st.integers(0, 3)),
    st.tuples(st.just("comment"), PLACES, SAID),
    st.tuples(st.just("change comment"), PLACES, SAID),
    st.tuples(st.sampled_from(["delete comment", "cancel", "restore", "take back"]), PLACES),
    st.tuples(st.sampled_from(["delete", "undo", "purge", "forget"])),
)


@st.composite
def parts_of_words(draw: st.DrawFn) -> str:
    part = draw(st.sampled_from(PARTS))
    first = draw(st.integers(0, len(part) - 1))
    words = part[first : first + draw(st.integers(1, 6))]
    return draw(st.sampled_from([words, words.upper(), words.lower()]))


WORDS = st.lists(parts_of_words(), min_size=1, max_size=2).map(" ".join)


@dataclass
class Said:
    date: date
    description: str
    comments: dict[int, str] = field(default_factory=dict)
    canceled: bool = False
    deletion: int | None = None

    def says(self, word: str) -> bool:
        texts = (self.description, *self.comments.values())
        return any(fold_letters(word) in fold_letters(text) for text in texts)


class Player:
    """Plays moves on the log, as far as they can be made, and on its own list of entries."""

    def __init__(self, world: LogWorld) -> None:
        self.world = world
        self.entries: dict[int, Said] = {}

    def found(self, words: str) -> list[int]:
        found = [
            (entry.date, key)
            for key, entry in self.entries.items()
            if entry.deletion is None and all(map(entry.says, words.split()))
        ]
        return [key for _, key in sorted(found, reverse=True)]

    async def play(self, move: Any) -> None:
        world = self.world
        match move:
            case ("log", description, comment, days):
                day = DAY + timedelta(days=days)
                key = await world.log(description=description, date=day)
                self.entries[key] = Said(day, description)
                if comment is not None:
                    await self.comment(key, comment)
            case ("delete",):
                if await world.delete():
                    deletion = await world.last_deletion()
                    for entry in self.entries.values():
                        if entry.canceled and entry.deletion is None:
                            entry.deletion = deletion
            case ("undo",):
                ids = [entry.deletion for entry in self.entries.values() if entry.deletion]
                if ids:
                    with suppress(TouchpointError):  # too late
                        await world.deletions.undo(max(ids), act=world.act())
                        for entry in self.entries.values():
                            if entry.deletion == max(ids):
                                entry.deletion = None
            case ("purge",):
                world.now += timedelta(days=2)
                await world.deletions.purge()
            case ("forget",):
                await forget_unsaid(world.database)
            case (name, place, *values):
                here = [key for key, entry in self.entries.items() if entry.deletion is None]
                if here:
                    with suppress(TouchpointError):  # not to be done, or not any more
                        await self.on_entry(name, here[place % len(here)], *values)

    async def on_entry(self, name: str, key: int, *values: Any) -> None:
        changes, act, entry = self.world.changes, self.world.act, self.entries[key]
        comment = max(entry.comments, default=None)
        if name == "correct":
            description, days = values
            day = DAY + timedelta(days=days)
            seen = (await self.world.entries.card(key, "en")).modified_at
            columns = {"description": description, "date": day}
            await self.world.corrections.correct(key, columns, seen, "", act=act())
            entry.description, entry.date = description, day
        elif name == "comment":
            await self.comment(key, *values)
        elif name == "change comment" and comment is not None:
            await changes.change_comment(comment, *values, act=act())
            (entry.comments[comment],) = values
        elif name == "delete comment" and comment is not None:
            await changes.delete_comment(comment, act=act())
            del entry.comments[comment]
        elif name == "cancel" and not entry.canceled:
            await changes.cancel(key, "Wrong", act=act())
            entry.canceled = True
        elif name == "restore" and entry.canceled:
            await changes.restore(key, act=act())
            entry.canceled = False
        elif name == "take back":
            await changes.take_back(key, act=act())
            del self.entries[key]

    async def comment(self, key: int, said: str) -> None:
        async with self.world.database.begin() as session:
            row = InteractionComment(interaction_id=key, comment=said, created_by="U1")
            session.add(row)
            await session.flush()
            self.entries[key].comments[row.id] = said


@given(
    moves=st.lists(MOVES, min_size=5, max_size=20),
    searched=st.lists(WORDS, min_size=3, max_size=5),
)
@settings(
    max_examples=15,
    deadline=None,
    # Shrinking would replay on a database for minutes; what failed is printed whole.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@pytest.mark.parametrize(
    ("walked", "few"), [(1_000, 20), (1, 20), (1, 0)], ids=["read", "each text", "all texts"]
)
async def test_words_find_the_entries_that_say_them(
    world: LogWorld,
    monkeypatch: pytest.MonkeyPatch,
    walked: int,
    few: int,
    moves: list[Any],
    searched: list[str],
) -> None:
    monkeypatch.setattr(pages, "WALKED", walked)
    monkeypatch.setattr(pages, "FEW", few)
    await world.clear()
    player = Player(world)
    for move in moves:
        await player.play(move)
    for words in searched:
        chosen = LogFilter(words=words)
        shown: list[int] = []
        older: str | None = ""
        while older is not None:
            page = await world.entries.page(world.otis, chosen, older, count=2)
            shown += [row.id for row in page.rows]
            older = page.older
        assert shown == player.found(words)
