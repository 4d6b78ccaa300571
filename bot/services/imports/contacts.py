"""Brings contacts in from files, lists what was brought in, and takes it back."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text, update

from bot.domain.errors.imports import ImportUndone, ImportUnknown
from bot.domain.imports.columns import COLUMNS
from bot.domain.messages import N_, Text
from bot.i18n import translator
from bot.models import Import
from bot.models.base import DESCRIPTION
from bot.services.contacts.index import index_new
from bot.services.csv_stream import harmless
from bot.services.imports.files import open_source
from bot.services.imports.lookups import codes
from bot.services.imports.plan import Plan, Progress, stage
from bot.services.imports.staging import Outcome, Staging
from bot.services.imports.undo import UNDONE_FOR, Undone, undo
from bot.services.imports.write import Writer
from bot.services.setup.audit import Done, record_act

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.storage.database import Database

FIRST_REFUSED = 20
FIRST_DIFFERENCES = 10


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes in a contact: the label of each column with the values before and after."""

    row: int
    columns: Sequence[tuple[str, object, object]]


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do. `id` is None for a dry run and where nothing was to be done;
    `refused` and `differences` are the first of them."""

    id: int | None
    read_as: str
    counts: Mapping[Outcome, int]
    companies: int
    refused: Sequence[tuple[int, Sequence[Text]]]
    differences: Sequence[Difference]

    @property
    def rows(self) -> int:
        """How many there were in the file."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Request:
    """A file to bring in. `mapping` goes before the known headings and `encoding` before what the
    file looks like; a dry run writes nothing; the refused rows are written to `refused`, with their
    reasons in the language of `say`."""

    path: Path
    mapping: Mapping[str, str | None] | None = None
    encoding: str | None = None
    dry_run: bool = False
    refused: Path | None = None
    say: Callable[[Text], str] = field(default_factory=lambda: translator("en"))


class ContactImports:
    """The use cases. `region` is the country of phone numbers that have no country code."""

    def __init__(self, database: Database, clock: Callable[[], datetime], region: str) -> None:
        self._db = database
        self._clock = clock
        self._region = region

    async def bring_in(self, request: Request, progress: Progress = lambda _rows: None) -> Report:
        """Import a file in one transaction. Raises what `bot.domain.errors.imports` has.

        `progress` counts every row once when it is read, once when it is compared and, if it is
        new or changed, once when it is written.
        """
        source = open_source(request.path, request.mapping, request.encoding)
        with _staging() as staging:
            async with self._db.read() as session:
                known = await codes(session)
            stage(source, staging, known, self._region, progress)
            await index_new(self._db, self._region)
            import_id, companies = await self._done(request, staging, progress)
            if request.refused:
                _write_refused(request, request.refused, staging)
            changed = staging.results(Outcome.CHANGED)
            return Report(
                import_id,
                source.read_as,
                staging.counts(),
                companies,
                list(islice(staging.problems(), FIRST_REFUSED)),
                [_difference(*row) for row in islice(changed, FIRST_DIFFERENCES)],
            )

    async def _done(
        self, request: Request, staging: Staging, progress: Progress
    ) -> tuple[int | None, int]:
        if request.dry_run:
            async with self._db.read_in_transaction() as session:
                await Plan(session, staging, self._region).make(progress)
                return None, staging.count_companies_to_create()
        async with self._db.begin() as session:
            await _keep_others_from_writing(session)
            await Plan(session, staging, self._region).make(progress)
            counts = staging.counts()
            if not (counts[Outcome.NEW] or counts[Outcome.CHANGED]):
                return None, 0
            row = Import(
                file_name=request.path.name[-255:],
                done_at=self._clock(),
                companies=0,
                **{outcome.value: count for outcome, count in counts.items()},
            )
            session.add(row)
            await session.flush()
            writer = Writer(session, staging, row.id, self._region, self._clock())
            row.companies = await writer.write(progress)
            done = Done("import", "contacts", row.file_name[:DESCRIPTION])
            after = {outcome.value: count for outcome, count in counts.items()}
            record_act(session, None, self._clock(), done, after=after)
            return row.id, row.companies

    async def listed(self) -> Sequence[Import]:
        """The imports that can be undone or were, the newest first."""
        async with self._db.read() as session:
            rows = await session.scalars(
                select(Import)
                .where(Import.done_at > self._clock() - UNDONE_FOR)
                .order_by(Import.id.desc())
            )
            return rows.all()

    async def undo(self, import_id: int) -> Undone:
        """Take an import back. Raises `ImportUnknown`, also after a week, and `ImportUndone`."""
        now = self._clock()
        async with self._db.begin() as session:
            await _keep_others_from_writing(session)
            row = await session.get(Import, import_id)
            if row is None or row.done_at <= now - UNDONE_FOR:
                raise ImportUnknown(number=str(import_id))
            if row.undone_at is not None:
                raise ImportUndone(number=str(import_id))
            undone = await undo(session, import_id, self._region, now)
            done = Done("undo import", "contacts", row.file_name[:DESCRIPTION])
            record_act(session, None, now, done)
            await session.execute(
                update(Import).where(Import.id == import_id).values(undone_at=now)
            )
            return undone


async def _keep_others_from_writing(session: AsyncSession) -> None:
    """Contacts stay as they are found until the end; they can be read, and logged for. SQLite has
    one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("LOCK TABLE contacts IN SHARE ROW EXCLUSIVE MODE"))


@contextmanager
def _staging() -> Iterator[Staging]:
    staging = Staging()
    try:
        yield staging
    finally:
        staging.close()


def _difference(number: int, changes: Mapping[str, Sequence[Any]]) -> Difference:
    shown = []
    for column, (before, after) in changes.items():
        known = COLUMNS.get(column) or COLUMNS["company"]
        shown.append((known.label, before, after))
    return Difference(number, shown)


def _write_refused(request: Request, path: Path, staging: Staging) -> None:
    """The refused rows as they stand in the file, as CSV, with a column that says why."""
    source = open_source(request.path, request.mapping, request.encoding)
    problems = staging.problems()
    number, texts = next(problems, (None, []))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*source.headings, request.say(Text(N_("Refused because")))])
        width = len(source.headings)
        for row in source.rows:
            if row.number == number:
                cells = [*row.as_read, *[""] * (width - len(row.as_read))][:width]
                why = " ".join(map(request.say, texts))
                writer.writerow([harmless(cell) for cell in (*cells, why)])
                number, texts = next(problems, (None, []))
