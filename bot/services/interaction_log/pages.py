"""The entries of one page of the log, as fast by words as without."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Integer, func, literal, select, tuple_, union, union_all

from bot.models import Interaction, LogText
from bot.services.interaction_log.conditions import branches, without_words
from bot.services.interaction_log.words import contains, texts_with, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, CompoundSelect, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.interaction_log.filters import LogFilter
    from bot.domain.people.person import Person

WALKED = 1_000
"""Entries that are read in their order in the hope that enough of them say the words."""
FEW = 20
"""Texts whose entries are each read in order."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the log a page begins, and in which direction it goes."""

    newer: bool = False
    day: date | None = None
    key: int | None = None

    @classmethod
    def at(cls, mark: str) -> Self:
        """Raises ValueError for what no page said."""
        if not mark:
            return cls()
        direction, day, key = mark.split("/")
        return cls(direction == "newer", date.fromisoformat(day), int(key))

    @property
    def beyond(self) -> list[ColumnElement[bool]]:
        if self.day is None:
            return []
        place, mark = tuple_(Interaction.date, Interaction.id), tuple_(self.day, self.key)
        return [place > mark if self.newer else place < mark]

    @property
    def order(self) -> list[ColumnElement[Any]]:
        columns = (Interaction.date, Interaction.id)
        return [each.asc() if self.newer else each.desc() for each in columns]

    def first(self, count: int, *conditions: ColumnElement[bool]) -> Select[Any]:
        """The ids of the first entries from here on."""
        chosen = select(Interaction.id).where(*conditions, *self.beyond)
        return chosen.order_by(*self.order).limit(count)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The first `count` entries of a filter from a place on."""

    chosen: LogFilter
    person: Person
    place: Place
    count: int

    def lists(self, *also: ColumnElement[bool], count: int | None = None) -> list[Select[Any]]:
        """What selects their ids, each in an order that has an index; and some that come later."""
        return [
            self.place.first(count or self.count, *also, *branch)
            for branch in branches(self.chosen, self.person)
        ]

    def among(self, ids: Any) -> Select[Any]:
        """What selects those that have one of these ids."""
        conditions = without_words(self.chosen, self.person)
        return self.place.first(self.count, Interaction.id.in_(ids), *conditions)


async def ids_of_page(
    session: AsyncSession, dialect: str, wanted: Wanted
) -> Sequence[int] | CompoundSelect[Any]:
    """The ids of the entries that are wanted, or what selects them; later ones may be among them.

    A frequent word is found by reading entries in their order. Where a thousand of them don't
    say it often enough it is rare, at least there, and looked up.
    """
    words = words_of(wanted.chosen)
    if not words:
        return _any_of(wanted.lists())
    walked = await _walked(session, words, wanted)
    if walked is not None:
        return walked
    return await _looked_up(session, texts_with(words, dialect), wanted)


async def _walked(
    session: AsyncSession, words: Sequence[str], wanted: Wanted
) -> Sequence[int] | None:
    """Those that say the words among the first entries; None where there may be more of them."""
    said, read = [], []
    for number, ids in enumerate(wanted.lists(count=WALKED)):
        first = ids.add_columns(Interaction.date, Interaction.description).subquery()
        of_list = literal(number, Integer).label("list")
        found = select(of_list, first.c.date, first.c.id).where(contains(_text_of(first.c), words))
        order = (first.c.date, first.c.id)
        ordered = order if wanted.place.newer else [each.desc() for each in order]
        said.append(select(found.order_by(*ordered).limit(wanted.count).subquery()))
        read.append(select(of_list, func.count()).select_from(first))
    rows = (await session.execute(union_all(*said))).all()
    enough = Counter(row.list for row in rows)
    if any(enough[number] < wanted.count for number in range(len(said))):
        for number, count in await session.execute(union_all(*read)):
            if count == WALKED and enough[number] < wanted.count:
                return None
    found_in_order = sorted({(row.date, row.id) for row in rows}, reverse=not wanted.place.newer)
    return [key for _, key in found_in_order[: wanted.count]]


def _text_of(entry: Any) -> ColumnElement[str]:
    """What an entry and its comments say; of one without comments, its description."""
    folded = select(LogText.folded).limit(1)
    with_comments = folded.where(LogText.interaction_id == entry.id).scalar_subquery()
    alone = folded.where(LogText.description == entry.description).scalar_subquery()
    return func.coalesce(with_comments, alone)


async def _looked_up(
    session: AsyncSession, said: ColumnElement[bool], wanted: Wanted
) -> CompoundSelect[Any]:
    texts = select(LogText.description, LogText.interaction_id).where(said)
    few = (await session.execute(texts.limit(FEW + 1))).all()
    if len(few) <= FEW:
        lists = [
            ids
            for text in few
            if text.description is not None
            for ids in wanted.lists(Interaction.description == text.description)
        ]
        entries = [text.interaction_id for text in few if text.interaction_id is not None]
        return _any_of([*lists, wanted.among(entries)])
    many = texts.cte("texts")
    described = select(Interaction.id).join(many, many.c.description == Interaction.description)
    entries_too = select(many.c.interaction_id).where(many.c.interaction_id.is_not(None))
    return _any_of([wanted.among(union(described, entries_too))])


def _any_of(lists: Sequence[Select[Any]]) -> CompoundSelect[Any]:
    return union(*(select(each.subquery().c.id) for each in lists))
