"""The statements of the search for near words, written once and compiled once.

As in `contact_statements`, each reads ranges of indexes in their order up to a limit.
"""

from functools import cache, reduce
from operator import add
from typing import Any

from sqlalchemy import Select, and_, bindparam, literal, or_, select, union_all
from sqlalchemy.sql.elements import ColumnElement

from bot.models import ContactWord, NearWord
from bot.services.contacts.index import COMPANY, FIRST, OWN
from bot.services.contacts.search_sql import (
    KEY,
    contains,
    counted,
    literally,
    prefix,
    with_contacts,
)

CHOICES = 6
"""Words that are looked up in the place of a typed one."""

VARIANTS = 37
"""The most that a word has: of eight letters up to two are left out."""

HALVES = 12
"""Places at which a word that was typed in one is taken apart."""

PER_WORD = 12
"""Contacts of each word and kind, so that a frequent name leaves room for the others."""

COUNTED = 400
LOOKED_AT = 2_000
"""Rows of each word and kind that a search of several words may read."""

_KINDS = (FIRST, OWN, COMPANY)


def _given(name: str, count: int) -> list[ColumnElement[Any]]:
    return [bindparam(f"{name}_{n}") for n in range(count)]


NEAR_WORDS = (
    select(NearWord.word).where(NearWord.variant.in_(_given("variant", VARIANTS))).distinct()
)
"""Words that have a variant in common with a typed one, near or not."""

KNOWN_WORDS = (
    select(NearWord.word)
    .where(
        NearWord.variant.in_(_given("beginning", HALVES)), NearWord.word.in_(_given("word", HALVES))
    )
    .distinct()
)
"""Those of the given words that names are made of."""


@cache
def near_candidates(dialect: str, other_words: int) -> Select[*tuple[Any, ...]]:
    """Contacts that have a word in one of the ranges `low_0 <= word < high_0` …, and of each other
    typed word one of `other_0_0` …, with a space before it; see `candidate_of`."""
    arms = [
        select(_arm(dialect, n, kind, other_words).subquery())
        for n in range(CHOICES)
        for kind in _KINDS
    ]
    return with_contacts(dialect, union_all(*arms))


def _arm(dialect: str, n: int, kind: int, other_words: int) -> Select[*tuple[Any, ...]]:
    rows = (
        select(ContactWord.kind, *KEY)
        .where(prefix(f"_{n}", literal(kind)))
        .order_by(*KEY)
        .limit(literally(LOOKED_AT if other_words else PER_WORD))
    )
    if not other_words:
        return rows
    read = rows.subquery()
    has_all = [
        or_(
            *(
                contains(dialect, read.c.search_text, bindparam(f"other_{other}_{choice}"))
                for choice in range(CHOICES)
            )
        )
        for other in range(other_words)
    ]
    return select(read).where(and_(*has_all)).limit(literally(PER_WORD))


NEAR_FREQUENCY = select(
    reduce(add, (counted(f"_{n}", kind, COUNTED) for n in range(CHOICES) for kind in _KINDS))
)
"""How many rows the ranges `low_0`, `high_0` … have, each kind counted up to `COUNTED`."""
