"""Keeps the words that names are made of, each once, to find those that are near (`NearWord`)."""

from collections.abc import Iterable
from typing import cast

from sqlalchemy import Table, select, text, tuple_
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.contacts.near_words import BEGINNING, may_be_near, variants
from bot.models import NearWord

_TABLE = cast("Table", NearWord.__table__)
"""Not the class: what the ORM does for each of so many rows costs more than writing it."""

_AS_ARRAYS = text(
    "INSERT INTO near_words (variant, word) SELECT * FROM "
    "unnest(CAST(:variant AS varchar[]), CAST(:word AS varchar[])) ON CONFLICT DO NOTHING"
)
"""One statement on PostgreSQL, which parses a statement for each row otherwise."""

AT_ONCE = 1_000
"""Words per round trip; also keeps within SQLite's 32,766 parameters."""


async def learn(session: AsyncSession, words: Iterable[str]) -> None:
    """Add the words that aren't known yet."""
    # In one order, or two who learn the same words at once could wait for each other.
    wanted = sorted(set(filter(may_be_near, words)))
    for start in range(0, len(wanted), AT_ONCE):
        await _learn(session, wanted[start : start + AT_ONCE])


async def _learn(session: AsyncSession, words: list[str]) -> None:
    whole = [(word[:BEGINNING], word) for word in words]
    known = set(
        await session.scalars(
            select(NearWord.word).where(tuple_(NearWord.variant, NearWord.word).in_(whole))
        )
    )
    rows = [
        {"variant": variant, "word": word}
        for word in words
        if word not in known
        for variant in sorted(variants(word))
    ]
    if not rows:
        return
    if session.get_bind().dialect.name == "postgresql":
        arrays = {name: [row[name] for row in rows] for name in ("variant", "word")}
        await session.execute(_AS_ARRAYS, arrays)
    else:
        await session.execute(insert(_TABLE).on_conflict_do_nothing(), rows)
