"""A reading statement that is compiled once, and its rows with the values that Python knows.

A session builds, caches and walks a good deal for every statement, which costs several times what
the database needs for a row found by its key. What runs at every keystroke and every step of the
wizard is prepared instead.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlalchemy import Dialect, SelectBase

    Convert = Callable[[Any], Any]


class Prepared:
    """``statement`` in the words of ``dialect``.

    Its parameters are `bindparam`s with names of one's own, and it has none that expand
    (``column.in_(…)`` of a list).
    """

    def __init__(self, statement: SelectBase, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.sql = compiled.string
        self._dialect = dialect
        self._given = compiled.params
        self._in_order: Sequence[str] = compiled.positiontup or ()
        self._bound = {
            name: convert
            for name, bind in compiled.binds.items()
            if (convert := bind.type.dialect_impl(dialect).bind_processor(dialect))
        }
        columns = list(statement.selected_columns)
        self.width = len(columns)
        self._types = [column.type.dialect_impl(dialect) for column in columns]
        # Unnamed expressions get a number for a name.
        names = [column.key or "" for column in columns]
        row_class: Any = namedtuple
        self._make: Convert = row_class("Row", names, rename=True)._make
        self._converted: list[tuple[int, Convert]] | None = None

    def values(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters by name, as the driver takes them."""
        values = {**self._given, **parameters}
        for name, convert in self._bound.items():
            values[name] = convert(values[name])
        return values

    def ordered(self, parameters: Mapping[str, Any]) -> list[Any]:
        """The parameters in their order, for a driver that takes them so."""
        values = self.values(parameters)
        return [values[name] for name in self._in_order]

    def rows(self, found: Iterable[Sequence[Any]], driver_types: Sequence[Any]) -> list[Any]:
        """Named tuples of what the driver found; ``driver_types`` are its codes of the columns."""
        if self._converted is None:
            processors = [
                type_.result_processor(self._dialect, code)
                for type_, code in zip(self._types, driver_types, strict=True)
            ]
            self._converted = [(n, convert) for n, convert in enumerate(processors) if convert]
        make = self._make
        if not self._converted:
            return [make(row) for row in found]
        rows = []
        for row in found:
            values = list(row)
            for n, convert in self._converted:
                values[n] = convert(values[n])
            rows.append(make(values))
        return rows
