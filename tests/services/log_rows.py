"""What stands in the tables of the log."""

from typing import TypeVar

from sqlalchemy import select

from bot.models.base import Base
from bot.storage.database import Database

Row = TypeVar("Row", bound=Base)


async def rows(database: Database, table: type[Row]) -> list[Row]:
    """Every row of a table, in the order of its key."""
    async with database.read() as session:
        found = await session.scalars(select(table).order_by(*table.__table__.primary_key))
        return list(found)
