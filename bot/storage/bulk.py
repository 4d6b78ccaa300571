"""Many rows at once, inside their caller's transaction: COPY on PostgreSQL, executemany on SQLite.

Values are given as the driver writes them: words of a closed list as text, JSON as text.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table, func, select
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


async def draw_ids(session: AsyncSession, table: Table, count: int) -> list[int]:
    """Ids for so many new rows, which nobody else gets. SQLite has one writer."""
    if not count:
        return []
    largest = await session.scalar(select(func.max(table.c.id))) or 0
    if session.get_bind().dialect.name == "sqlite":
        return list(range(largest + 1, largest + 1 + count))
    sequence = func.pg_get_serial_sequence(table.name, "id")
    draw = select(func.nextval(sequence)).select_from(func.generate_series(1, count).alias("n"))
    ids = list(await session.scalars(draw))
    if ids[0] <= largest:  # a sequence that lags behind, see bot.storage.drawn_ids
        await session.execute(select(func.setval(sequence, largest)))
        ids = list(await session.scalars(draw))
    return ids
