"""Entries that say something: each word stands in the description or in a comment, anywhere in it,
whatever the case and the accents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    ARRAY,
    Text,
    and_,
    cast,
    column,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
)

from bot.domain.folding import fold_letters
from bot.models import Interaction, LogText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement

    from bot.domain.interaction_log.filters import LogFilter
    from bot.storage.database import Database

WORDS = 6
"""Further words are passed over."""
GRAM = 3
"""How many letters that follow each other are indexed together."""
FORGOTTEN_AT_ONCE = 1_000
_TEXT = LogText.__table__.c.folded


def words_of(chosen: LogFilter) -> list[str]:
    """The words of a filter as they are searched."""
    folded = dict.fromkeys(map(fold_letters, chosen.words.split()))
    return [word for word in folded if word][:WORDS]


def contains(folded: ColumnElement[str], words: Sequence[str]) -> ColumnElement[bool]:
    """Whether a folded text has them all."""
    return and_(*(folded.contains(word, autoescape=True) for word in words))


def says(words: Sequence[str]) -> ColumnElement[bool]:
    """Whether an entry is one of those that say the words. All their texts are found first, so
    this is for reading many entries; for a page of them, see `pages`."""
    said = contains(_TEXT, words)
    descriptions = select(LogText.description).where(LogText.description.is_not(None), said)
    entries = select(LogText.interaction_id).where(LogText.interaction_id.is_not(None), said)
    return or_(Interaction.description.in_(descriptions), Interaction.id.in_(entries))


def texts_with(words: Sequence[str], dialect: str) -> ColumnElement[bool]:
    """The same as :func:`contains`, found in the index of letters that follow each other.

    A word of fewer letters is looked for in every text, of which there are fewer than entries.
    """
    long = [word for word in words if len(word) >= GRAM]
    if not long:
        return contains(_TEXT, words)
    return and_(_indexed(long, dialect), contains(_TEXT, words))


async def forget_unsaid(db: Database) -> None:
    """Remove the descriptions that no entry has any more.

    Nobody may be logging one of them meanwhile: on PostgreSQL this waits for nobody, and raises
    :class:`bot.domain.errors.base.DatabaseUnavailable` where somebody is.
    """
    unsaid = and_(
        LogText.description.is_not(None),
        ~exists().where(Interaction.description == LogText.description),
    )
    async with db.read() as session:
        ids = (await session.scalars(select(LogText.id).where(unsaid))).all()
    for first in range(0, len(ids), FORGOTTEN_AT_ONCE):
        some = LogText.id.in_(ids[first : first + FORGOTTEN_AT_ONCE])
        async with db.begin() as session:
            if db.dialect == "postgresql":
                alone = "LOCK TABLE log_texts IN SHARE ROW EXCLUSIVE MODE NOWAIT"
                await session.execute(text(alone))
            gone = delete(LogText).where(some, unsaid)
            await session.execute(gone.execution_options(synchronize_session=False))


def _indexed(words: Sequence[str], dialect: str) -> ColumnElement[bool]:
    if dialect == "sqlite":
        index = table("log_texts_grams", column("rowid"))
        asked = " AND ".join('"' + word.replace('"', '""') + '"' for word in words)
        found = literal_column("log_texts_grams").op("MATCH", is_comparison=True)(asked)
        return LogText.id.in_(select(index.c.rowid).where(found))
    grams = {word[n : n + GRAM] for word in words for n in range(len(word) - GRAM + 1)}
    asked_of = cast(sorted(grams), ARRAY(Text))
    return func.log_grams(LogText.folded).op("@>", is_comparison=True)(asked_of)
