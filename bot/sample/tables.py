"""Reads the tables of the sample company, and adds those rows that are not there yet."""

import csv
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.models import Base

_FOLDER = files("bot.sample")


def rows_of(table: str) -> list[dict[str, str]]:
    """The rows of `data/<table>.csv`; an empty cell is an empty text."""
    lines = (_FOLDER / "data" / f"{table}.csv").read_text("utf-8").splitlines()
    return list(csv.DictReader(lines))


def content_of(template_code: str, language_code: str) -> str | None:
    """The text of a template in a language; None if it has none."""
    text = _FOLDER / "content" / f"{template_code}.{language_code}.txt"
    return text.read_text("utf-8").strip() if text.is_file() else None


def described(row: dict[str, str], locale: str) -> str:
    """The description of a row in a language of ours."""
    return row["description" if locale == "en" else f"description_{locale}"]


def filled(row: dict[str, str], *columns: str) -> dict[str, str | None]:
    """Some cells of a row, empty ones as None."""
    return {column: row[column] or None for column in columns}


def flags(row: dict[str, str], *columns: str) -> dict[str, bool]:
    """Some cells of a row as booleans: `yes` or empty."""
    return {column: row[column] == "yes" for column in columns}


async def add_missing(
    session: AsyncSession, key: Sequence[InstrumentedAttribute[Any]], rows: Iterable[Base]
) -> int:
    """Add the rows whose `key` is free, and write them; the answer is how many."""
    names = [column.key for column in key]
    taken = {tuple(row) for row in await session.execute(select(*key))}
    new = [row for row in rows if tuple(getattr(row, name) for name in names) not in taken]
    session.add_all(new)
    await session.flush()
    return len(new)
