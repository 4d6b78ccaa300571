"""Many rows at once, inside their caller's transaction: COPY on PostgreSQL, executemany on SQLite.

Values are given as the driver writes them: words of a closed list as text, JSON as text.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncSession


async def insert_rows(
    session: AsyncSession, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows of `columns`. Raises what the driver raises."""
    names = ", ".join(columns)
    driver: Any = (await (await session.connection()).get_raw_connection()).driver_connection
    if session.get_bind().dialect.name == "postgresql":
        async with (
            driver.cursor() as cursor,
            cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy,
        ):
            for row in rows:
                await copy.write_row(row)
    else:
        marks = ", ".join("?" * len(columns))
        await driver.executemany(
            f"INSERT INTO {table.name} ({names}) VALUES ({marks})",  # noqa: S608 our own names
            list(rows),
        )
