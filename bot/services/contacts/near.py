"""Finds contacts whose names are near to what was typed, once nothing has what was typed itself.

`meagn` finds Meagan, `megan bnod` Meagan Bond (see `bot.domain.contacts.near_words` for how near),
and so does `meaganbond`. Names come by how many letters are different, then as in any search.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import Any

from rapidfuzz.distance import OSA

from bot.domain.contacts.contact import ContactHit
from bot.domain.contacts.near_words import BEGINNING, SHORTEST, tolerance, variants
from bot.domain.folding import after_prefix
from bot.services.contacts.near_sql import (
    CHOICES,
    HALVES,
    KNOWN_WORDS,
    NEAR_FREQUENCY,
    NEAR_WORDS,
    VARIANTS,
    near_candidates,
)
from bot.services.contacts.search_sql import candidate_of, candidates
from bot.storage.database import Database

AND_NO_MORE = "\x01"
"""`word <= x < word + AND_NO_MORE` is that word alone: no word has such a character."""

Ranked = dict[int, tuple[tuple[float, int, str], ContactHit]]


@dataclass(frozen=True, slots=True)
class Choice:
    """Words that may be meant by a typed one, `low <= word < high`; `low` begins them all."""

    low: str
    high: str
    distance: float


class NearContacts:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, typed: Sequence[str], limit: int) -> list[ContactHit]:
        """The contacts whose names are near to the typed words, which are folded; best first."""
        ranked: Ranked = {}
        choices = [await self._choices(word) for word in typed]
        await self._add_near(choices, ranked)
        if len(typed) == 1 and not ranked:
            await self._add_taken_apart(typed[0], ranked)
        for at, (first, second) in enumerate(pairwise(typed)):
            rest = [*typed[:at], *typed[at + 2 :]]
            joined = Choice(first + second, after_prefix(first + second), 1)
            await self._add(joined, [f" {word}" for word in rest], ranked)
        best = sorted(ranked.values(), key=itemgetter(0))
        return [hit for _, hit in best[:limit]]

    async def _choices(self, typed: str) -> list[Choice]:
        """What was typed itself, which one of several words may well be, then the nearest words."""
        found = {typed: Choice(typed, after_prefix(typed), 0)}
        if tolerance(typed):
            looked_up = sorted(variants(typed))
            asked = {f"variant_{n}": looked_up[n % len(looked_up)] for n in range(VARIANTS)}
            rows = await self._db.fetch(NEAR_WORDS, asked)
            near = [choice for (word,) in rows if (choice := _choice(typed, word))]
            for choice in sorted(near, key=lambda choice: _rank(typed, choice)):
                found.setdefault(choice.low, choice)
        return list(found.values())[:CHOICES]

    async def _add_near(self, choices: list[list[Choice]], ranked: Ranked) -> None:
        if all(len(of_word) == 1 for of_word in choices):
            return  # nothing is near to any of them
        first, *others = await self._rarest_first(choices)
        if not first:
            return
        asked = _ranges(first)
        for m, of_word in enumerate(others):
            asked |= {f"other_{m}_{n}": f" {of_word[n % len(of_word)].low}" for n in range(CHOICES)}
        rows = await self._db.fetch(near_candidates(self._db.dialect, len(others)), asked)
        for row in rows:
            text = candidate_of(row)[0][2]
            _take(row, sum(_distance(text, of_word) for of_word in choices), ranked)

    async def _rarest_first(self, choices: list[list[Choice]]) -> list[list[Choice]]:
        """The word with the fewest rows to look up in front; it is empty if some word has none."""
        if len(choices) == 1:
            return choices
        counts: list[int] = []
        for of_word in choices:
            [(count,)] = await self._db.fetch(NEAR_FREQUENCY, _ranges(of_word))
            if not count:
                return [[]]
            counts.append(count)
        rarest = min(range(len(counts)), key=counts.__getitem__)
        return [choices[rarest], *choices[:rarest], *choices[rarest + 1 :]]

    async def _add_taken_apart(self, typed: str, ranked: Ranked) -> None:
        """`meaganbond` is Meagan Bond."""
        places = range(SHORTEST, min(len(typed) - 1, SHORTEST + HALVES))
        if not places:
            return
        heads = [typed[: places[n % len(places)]] for n in range(HALVES)]
        asked = {f"word_{n}": head for n, head in enumerate(heads)}
        asked |= {f"beginning_{n}": head[:BEGINNING] for n, head in enumerate(heads)}
        for (head,) in await self._db.fetch(KNOWN_WORDS, asked):
            alone = Choice(head, head + AND_NO_MORE, 1)
            await self._add(alone, [f" {head} {typed[len(head) :]}"], ranked)

    async def _add(self, choice: Choice, others: list[str], ranked: Ranked) -> None:
        asked = {"low": choice.low, "high": choice.high}
        asked |= {f"other_{n}": other for n, other in enumerate(others)}
        for row in await self._db.fetch(candidates(self._db.dialect, len(others)), asked):
            _take(row, choice.distance, ranked)


def _choice(typed: str, word: str) -> Choice | None:
    """`word` as what `typed` may mean, or its beginning, if more of it is still to be typed."""
    most = tolerance(typed)
    distance = OSA.distance(typed, word, score_cutoff=most)
    if distance <= most:
        return Choice(word, word + AND_NO_MORE, distance)
    for length in (len(typed), len(typed) + 1, len(typed) - 1):
        begin = word[:length]
        if SHORTEST < length < len(word) and OSA.distance(typed, begin, score_cutoff=1) == 1:
            return Choice(begin, after_prefix(begin), 1.5)
    return None


def _rank(typed: str, choice: Choice) -> tuple[float, bool, int, str]:
    """The first letter is seldom wrong."""
    word = choice.low
    return choice.distance, word[0] != typed[0], abs(len(word) - len(typed)), word


def _distance(text: str, choices: Iterable[Choice]) -> float:
    """How far the nearest of the words is that a search text has."""
    return min((choice.distance for choice in choices if f" {choice.low}" in text), default=0)


def _ranges(choices: Sequence[Choice]) -> dict[str, str]:
    unused = Choice("", "", 0)  # a range without words
    padded = [*choices, *[unused] * (CHOICES - len(choices))]
    return {f"low_{n}": choice.low for n, choice in enumerate(padded)} | {
        f"high_{n}": choice.high for n, choice in enumerate(padded)
    }


def _take(row: tuple[Any, ...], distance: float, ranked: Ranked) -> None:
    key, hit = candidate_of(row)
    rank = (distance, key[0], key[2])
    if hit is not None and (hit.id not in ranked or rank < ranked[hit.id][0]):
        ranked[hit.id] = (rank, hit)
