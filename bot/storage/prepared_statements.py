"""Statements that are compiled once, and their rows with the values that Python knows.

A session builds, caches and walks a good deal for every statement, which costs several times what
the database needs for a row found by its key; on SQLite it sends four messages to the driver's
thread. What runs at every keystroke and step of the wizard, and what keeps others waiting while it
writes (`bot.storage.transaction_scripts`), is prepared instead.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from weakref import WeakKeyDictionary, ref

import aiosqlite
import psycopg
from sqlalchemy import BindParameter, Boolean, Integer, Numeric, String
from sqlalchemy.sql import visitors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlalchemy import Delete, Dialect, Insert, SelectBase, Update

    Convert = Callable[[Any], Any]
    Statement = SelectBase | Insert | Update | Delete


class Done(NamedTuple):
    """What a statement gave: its rows as named tuples, or how many rows it wrote."""

    rows: list[Any]
    number: int


async def ask(driver: Any, statement: Prepared, parameters: Mapping[str, Any]) -> Done:
    """Give a prepared statement to the driver's connection."""
    if isinstance(driver, aiosqlite.Connection):
        values = statement.ordered(parameters)
        if not statement.width:
            return Done([], (await driver.execute(statement.sql, values)).rowcount)
        found = list(await driver.execute_fetchall(statement.sql, values))
        return Done(statement.rows(found, [None] * statement.width), len(found))
    driver = cast("psycopg.AsyncConnection[tuple[Any, ...]]", driver)
    cursor = await driver.execute(statement.sql.encode(), statement.values(parameters))
    if not statement.width:
        return Done([], cursor.rowcount)
    rows = await cursor.fetchall()
    codes = [column.type_code for column in cursor.description or ()]
    return Done(statement.rows(rows, codes), len(rows))


_Kept = WeakKeyDictionary["Statement", "Prepared"]
_KEPT: WeakKeyDictionary[Dialect, _Kept] = WeakKeyDictionary()


def prepared(statement: Statement, dialect: Dialect) -> Prepared:
    """``statement`` in the words of ``dialect``, made at its first use and kept while it lives."""
    kept = _KEPT.get(dialect)
    if kept is None:
        kept = _KEPT[dialect] = WeakKeyDictionary()
    found = kept.get(statement)
    if found is None:
        found = kept[statement] = Prepared(statement, dialect)
    return found


_WRITTEN = (String, Integer, Numeric, Boolean)


def _with_constants(statement: Statement) -> Statement:
    """The statement with its constants in its text, where they are the same there as bound.

    SQLite plans a statement anew at every run when a parameter stands where an index on some of
    the rows, or a LIKE, could be used: it looks at the value.
    """

    def constant(element: Any, **_: Any) -> BindParameter[Any] | None:
        if isinstance(element, BindParameter) and element.unique:
            return element.render_literal_execute() if isinstance(element.type, _WRITTEN) else None
        return None

    return cast("Statement", visitors.replacement_traverse(statement, {}, constant))


class Prepared:
    """``statement`` in the words of ``dialect``.

    Its parameters are `bindparam`s with names of one's own, and it has none that expand
    (``column.in_(…)`` of a list).
    """

    def __init__(self, statement: Statement, dialect: Dialect) -> None:
        compiled: Any = _with_constants(statement).compile(dialect=dialect)
        if compiled.prefetch:
            raise ValueError(f"no values for {compiled.prefetch}")
        if any(bind.expanding for bind in compiled.bind_names):
            raise ValueError("a list in a statement that is kept prepared")
        binds = {
            name: bind
            for bind, name in compiled.bind_names.items()
            if bind not in compiled.literal_execute_params
        }
        self._given = {name: compiled.params[name] for name in binds}
        written = compiled.construct_expanded_state(self._given)
        self.sql = str(written.statement)
        self._dialect = ref(dialect)  # which keeps us
        self._in_order: Sequence[str] = written.positiontup or ()
        self._bound = {
            name: convert
            for name, bind in binds.items()
            if (convert := bind.type.dialect_impl(dialect).bind_processor(dialect))
        }
        given = list(statement.exported_columns)
        self.width = len(given)
        self._types = [column.type.dialect_impl(dialect) for column in given]
        # Unnamed expressions get a number for a name.
        keys = [column.key or "" for column in given]
        row_class: Any = namedtuple
        self._make: Convert = row_class("Row", keys, rename=True)._make
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
            dialect = self._dialect()
            assert dialect is not None
            processors = [
                type_.result_processor(dialect, code)
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
