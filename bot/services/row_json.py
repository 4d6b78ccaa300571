"""A row as JSON can hold it, and back: for the few rows that outlive their table's."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect
from sqlalchemy import types as sqltypes

from bot.models.base import Money, UtcDateTime

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from bot.models import Base


def row_to_json(row: Mapping[str, Any], without: Collection[str] = ()) -> dict[str, Any]:
    """The columns of a row, by their names, which are those of its table's attributes."""
    return {name: _plain(value) for name, value in row.items() if name not in without}


def row_from_json(table: type[Base], values: Mapping[str, Any]) -> dict[str, Any]:
    """What `row_to_json` made, for an INSERT. A column that is no longer there is passed over."""
    columns = {name: column.columns[0] for name, column in inspect(table).column_attrs.items()}
    return {
        name: _reader(columns[name].type)(value) if value is not None else None
        for name, value in values.items()
        if name in columns
    }


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case Decimal():
            return str(value)
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return value


def _reader(kind: Any) -> Callable[[Any], Any]:
    match kind:
        case Money():
            return Decimal
        case UtcDateTime():
            return datetime.fromisoformat
        case sqltypes.Date():
            return date.fromisoformat
        case sqltypes.Time():
            return time.fromisoformat
        case sqltypes.Enum() if kind.enum_class is not None:
            return kind.enum_class
        case _:
            return lambda value: value
