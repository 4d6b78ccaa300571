"""A kind of import: what its files consist of, and what is done with their rows.

Every kind goes the same way: its rows are read and staged, compared with the database, written in
one transaction, and taken back.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from sqlalchemy import text

from bot.services.imports.staging import Staging

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.imports.cells import Manner
    from bot.domain.imports.columns import Layout
    from bot.domain.imports.outcomes import Undone
    from bot.services.imports.files.source import Source

Progress = Callable[[int], None]
"""Called with the number of rows that are done now."""

ROWS_AT_ONCE = 2_000

S = TypeVar("S", bound=Staging)


@dataclass(frozen=True, slots=True)
class Occasion:
    """When an import is made, and the country of phone numbers that have no country code."""

    now: datetime
    region: str


class Kind(ABC, Generic[S]):
    """`name` is what the command line calls it, `layout` what a file of it consists of, `held` the
    tables that others may read and not write until an import of this kind is done."""

    name: ClassVar[str]
    layout: ClassVar[Layout]
    held: ClassVar[tuple[str, ...]]
    labels: ClassVar[Mapping[str, str]] = {}
    """What columns are called that an import changes and a file doesn't have."""

    def __init__(self, occasion: Occasion) -> None:
        self.occasion = occasion

    @abstractmethod
    def staging(self) -> S:
        """Where the rows wait; empty."""

    @abstractmethod
    def stage(self, source: Source, staging: S, manner: Manner, progress: Progress) -> None:
        """Read the rows of a file, and refuse those that can't be read."""

    @abstractmethod
    async def plan(self, session: AsyncSession, staging: S, progress: Progress) -> None:
        """Give each row its outcome, in the caller's transaction; nothing is written."""

    @abstractmethod
    async def write(
        self, session: AsyncSession, staging: S, import_id: int, progress: Progress
    ) -> int:
        """Write what was planned; how many more records were made from names in the file."""

    def count_made(self, staging: S) -> int:  # noqa: ARG002 - of most kinds none are made
        """How many records `write` would make from names in the file."""
        return 0

    @abstractmethod
    async def undo(self, session: AsyncSession, import_id: int) -> Undone:
        """Take an import back, in the caller's transaction."""

    async def hold(self, session: AsyncSession) -> None:
        """Records stay as they are found until the end; they can be read, and logged for. SQLite
        has one writer anyway."""
        if session.get_bind().dialect.name == "postgresql":
            tables = ", ".join(self.held)
            await session.execute(text(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE"))

    def label(self, column: str) -> str:
        """What a column is called on screen."""
        known = self.layout.columns.get(column)
        return known.label if known else self.labels[column]
