"""What an export consists of: its columns, the rows they come from, and how to choose among them.

Each kind of export is one `Table` in a module of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from bot.domain.messages import N_, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import ColumnElement, FromClause, ScalarSelect, Select
    from sqlalchemy.orm import InstrumentedAttribute

    Expression = ColumnElement[Any] | InstrumentedAttribute[Any] | ScalarSelect[Any]
    Condition = Callable[[Any], ColumnElement[bool]]

_UTC = N_("{column} (UTC)")


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is the one in the database, `label` the English message that stands on screen.

    `in_zone`: an instant, told on the clock of the reader instead of in UTC.
    """

    name: str
    label: str | Text
    expression: Expression
    in_zone: bool = False


def instant(name: str, label: str, expression: Expression) -> tuple[Column, Column]:
    """An instant, once in the reader's time zone and once in UTC."""
    return (
        Column(f"{name}_local", label, expression, in_zone=True),
        Column(name, Text(_UTC, {"column": Text(label)}), expression),
    )


@dataclass(frozen=True, slots=True)
class Table:
    """`filters` are the conditions that this kind takes, by the filter's name. Every
    row meets the conditions of `always`. `order` makes two exports of the same data the same."""

    columns: Sequence[Column]
    rows: FromClause
    order: Sequence[Expression]
    filters: Mapping[str, Condition] = field(default_factory=dict)
    always: Sequence[ColumnElement[bool]] = ()

    def select(self, filters: Mapping[str, Any]) -> Select[Any]:
        """The rows that `filters` let through. Raises `KeyError` for one that the kind lacks."""
        expressions = [column.expression.label(column.name) for column in self.columns]
        conditions = self._conditions(filters)
        return select(*expressions).select_from(self.rows).where(*conditions).order_by(*self.order)

    def count(self, filters: Mapping[str, Any]) -> Select[int]:
        """How many rows that is."""
        return select(func.count()).select_from(self.rows).where(*self._conditions(filters))

    def _conditions(self, filters: Mapping[str, Any]) -> list[ColumnElement[bool]]:
        return [*self.always, *(self.filters[name](value) for name, value in filters.items())]
