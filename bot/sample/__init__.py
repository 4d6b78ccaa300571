"""The sample company."""

from datetime import date

from bot.database import Database


async def seed(db: Database, today: date, *, force: bool = False) -> None:
    """Fill the database."""
