"""Files of interactions for a small company, and its log."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.domain.imports.outcomes import Report
from bot.models import (
    Interaction,
    InteractionComment,
)
from bot.storage.database import Database
from tests.imports.making import bring, write_csv

HEADINGS = [
    "Activity ID", "Contact email", "Date", "Time", "Template", "Description", "Assigned to",
    "Duration", "Outcome", "Notes",
]  # fmt: skip
CALL = [
    "a1", "Anna@example.com", "2020-03-05", "9:30 AM", "Phone call", "About chairs",
    "peter saddow", "00:15:00", "Positive", "Wants a quote\nby Friday",
]  # fmt: skip
MAIL = ["a2", "anna@example.com", "31/12/2019", "", "MAIL", "", "", "", "No answer", ""]


async def bring_table(
    database: Database, tmp_path: Path, *rows: list[str], headings: list[str] = HEADINGS,
    **options: Any,
) -> Report:  # fmt: skip
    path = write_csv(tmp_path / "log.csv", [headings, *rows])
    return await bring(database, path, kind="interactions", **options)


async def log(database: Database, *columns: str) -> list[tuple[Any, ...]]:
    async with database.read() as session:
        chosen = [getattr(Interaction, name) for name in columns]
        return [
            tuple(row) for row in await session.execute(select(*chosen).order_by(Interaction.id))
        ]


async def comments(database: Database) -> list[str]:
    async with database.read() as session:
        own = InteractionComment
        return list(await session.scalars(select(own.comment).order_by(own.id)))
