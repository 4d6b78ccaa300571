"""Statements that are compiled once, and their rows with the values that Python knows.

A session builds, caches and walks a good deal for every statement, which costs several times what
the database needs for a row found by its key; on SQLite it sends four messages to the driver's
thread. What runs at every keystroke and step of the wizard, and what keeps others waiting while it
writes, is prepared instead.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from weakref import WeakKeyDictionary, ref

import aiosqlite
import psycopg
from sqlalchemy import BindParameter, Boolean, Integer, Numeric, String
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import visitors

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlalchemy import Delete, Dialect, Insert, SelectBase, Update
    from sqlalchemy.ext.asyncio import AsyncSession

    Convert = Callable[[Any], Any]
    Statement = SelectBase | Insert | Update | Delete


class Done(NamedTuple):
    """What a statement gave: its rows as named tuples, or how many rows it wrote."""

    rows: list[Any]
    number: int


async def run(session: AsyncSession, statement: Statement, parameters: Mapping[str, Any]) -> Done:
    """Run a statement in the transaction of a session that has nothing to flush.

    It is kept prepared, so it is one that is made once; defaults of columns are the server's.
    Raises what a session would, such as SQLAlchemy's IntegrityError.
    """
    [done] = await run_all(session, [statement], parameters)
    return done


async def run_all(
    session: AsyncSession, statements: Sequence[Statement], parameters: Mapping[str, Any]
) -> list[Done]:
    """The same of several statements, in their order, which are given what they need of
    ``parameters``: on SQLite in one message to the driver's thread. None comes after one that
    fails.
    """
    connection = await session.connection()
    driver = (await connection.get_raw_connection()).driver_connection
    asked = [prepared(statement, connection.dialect) for statement in statements]
    try:
        return await _ask_all(driver, asked, parameters)
    except (aiosqlite.Error, psycopg.Error) as error:
        sql = "; ".join(statement.sql for statement in asked)
        raise DBAPIError.instance(sql, None, error, Exception, True) from error
    except BaseException:
        # Given up in the midst of an answer.
        await connection.invalidate()
        raise


async def _ask_all(
    driver: Any, statements: Sequence[Prepared], parameters: Mapping[str, Any]
) -> list[Done]:
    if len(statements) == 1 or not isinstance(driver, aiosqlite.Connection):
        return [await ask(driver, statement, parameters) for statement in statements]
    # Its own names, as it has no message for several statements.
    worker: Any = driver
    bare: sqlite3.Connection = worker._conn
    values = [statement.ordered(parameters) for statement in statements]

    def one_after_the_other() -> list[tuple[list[Any], int]]:
        cursors = zip(statements, values, strict=True)
        done = (bare.execute(statement.sql, given) for statement, given in cursors)
        return [(cursor.fetchall(), cursor.rowcount) for cursor in done]

    found = await worker._execute(one_after_the_other)
    return [
        Done(statement.rows(rows, [None] * statement.width), len(rows))
        if statement.width
        else Done([], number)
        for statement, (rows, number) in zip(statements, found, strict=True)
    ]


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


_KEPT: WeakKeyDictionary[Dialect, dict[Statement, Prepared]] = WeakKeyDictionary()


def prepared(statement: Statement, dialect: Dialect) -> Prepared:
    """``statement`` in the words of ``dialect``, made at its first use."""
    kept = _KEPT.setdefault(dialect, {})
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
