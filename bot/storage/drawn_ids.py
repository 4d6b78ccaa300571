"""Ids that PostgreSQL draws from a sequence, which may stand below ids that are there already.

After a restore of data only, or an import that brings ids, a sequence gives out ids that are taken,
and every insert fails. SQLite looks at the rows themselves and knows no such trouble.
"""

from __future__ import annotations

from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

import psycopg
from sqlalchemy import Integer, cast, func, literal_column, select, text
from sqlalchemy.dialects.postgresql import REGCLASS

from bot.domain.errors.base import IdTaken
from bot.models import Base

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from sqlalchemy import Connection
    from sqlalchemy.exc import IntegrityError

P = ParamSpec("P")
T = TypeVar("T")

DRAWN = {
    table.name: table.autoincrement_column
    for table in Base.metadata.sorted_tables
    if table.autoincrement_column is not None
}
"""The columns whose values are drawn, by the names of their tables."""
TRIES = 3
"""Of a use case: whoever brings ids may be at it still."""
_NEXT = literal_column("last_value + CASE WHEN is_called THEN 1 ELSE 0 END", Integer)


class Lag(NamedTuple):
    """A sequence that gives out `next_id`, while the table has ids up to `largest`."""

    table: str
    sequence: str
    next_id: int
    largest: int


def lagging(connection: Connection) -> list[Lag]:
    """The sequences that would give out an id below the largest of their table."""
    if connection.dialect.name != "postgresql":
        return []
    found = []
    for name, column in DRAWN.items():
        sequence = connection.scalar(select(func.pg_get_serial_sequence(name, column.name)))
        if sequence is None:
            continue  # its ids come from elsewhere
        # The name is quoted where it must be.
        next_id = select(_NEXT).select_from(text(sequence)).scalar_subquery()
        largest = select(func.max(column)).scalar_subquery()
        row = connection.execute(select(next_id, largest)).one()
        if row[1] is not None and row[1] >= row[0]:
            found.append(Lag(name, sequence, *row))
    return found


def set_right(connection: Connection) -> list[Lag]:
    """Let every sequence go on after the largest id; which ones did not."""
    lags = lagging(connection)
    for lag in lags:
        connection.execute(select(func.setval(cast(lag.sequence, REGCLASS), lag.largest)))
    return lags


def is_taken(error: IntegrityError) -> bool:
    """Whether an insert failed because an id that was drawn is there already."""
    if not isinstance(error.orig, psycopg.errors.UniqueViolation):
        return False
    told = error.orig.diag
    return told.table_name in DRAWN and told.constraint_name == f"pk_{told.table_name}"


def tried_again(
    use_case: Callable[P, Coroutine[Any, Any, T]],
) -> Callable[P, Coroutine[Any, Any, T]]:
    """A use case of one transaction, begun anew when an id that it drew was taken.

    ``Database`` has undone the transaction and set the sequences right by then.
    """

    @wraps(use_case)
    async def run(*arguments: P.args, **named: P.kwargs) -> T:
        for _ in range(TRIES - 1):
            with suppress(IdTaken):
                return await use_case(*arguments, **named)
        return await use_case(*arguments, **named)

    return run
