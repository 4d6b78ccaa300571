"""Brings files in, lists what was brought in, and takes it back."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from bot.domain.errors.imports import ImportUndone, ImportUnknown
from bot.domain.imports.cells import Manner
from bot.domain.messages import N_, Text
from bot.i18n import translator
from bot.models import Import
from bot.models.base import DESCRIPTION
from bot.services.contacts.index import index_new
from bot.services.csv_stream import harmless
from bot.services.imports.contacts import Contacts
from bot.services.imports.files import open_source
from bot.services.imports.interactions import Interactions
from bot.services.imports.kinds import Kind, Occasion, Progress
from bot.services.imports.lists import lists
from bot.services.imports.salespeople import Salespeople
from bot.services.imports.staging import Outcome, Staging
from bot.services.imports.templates import Templates
from bot.services.imports.undo import UNDONE_FOR, Undone
from bot.services.setup.audit import Done, record_act

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path

    from bot.storage.database import Database

KINDS: Mapping[str, type[Kind[Any]]] = {
    kind.name: kind for kind in (Contacts, Salespeople, Templates, Interactions)
}
"""The kinds of imports, by the names that the command line knows them by."""

FIRST_REFUSED = 20
FIRST_DIFFERENCES = 10


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes in a record: the label of each column with the values before and after."""

    row: int
    columns: Sequence[tuple[str, object, object]]


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do. `id` is None for a dry run and where nothing was to be done;
    `companies` counts what was made from names: companies of contacts, groups of templates;
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
    """A file to bring in, of a kind of `KINDS`. `mapping` goes before the known headings and
    `encoding` before what the file looks like; a dry run writes nothing; the refused rows are
    written to `refused`, with their reasons in the language of `say`. `day_order` (``dmy``,
    ``mdy``) says how days are written that can be read in two ways, `zone` where an instant is a
    day and a time; None: as it is written."""

    path: Path
    kind: str = "contacts"
    mapping: Mapping[str, str | None] | None = None
    encoding: str | None = None
    dry_run: bool = False
    refused: Path | None = None
    say: Callable[[Text], str] = field(default_factory=lambda: translator("en"))
    day_order: str | None = None
    zone: tzinfo | None = None


class Imports:
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
        kind = self._kind(request.kind)
        source = open_source(request.path, kind.layout, request.mapping, request.encoding)
        with _closing(kind.staging()) as staging:
            async with self._db.read() as session:
                manner = Manner(await lists(session), request.day_order, request.zone)
            kind.stage(source, staging, manner, progress)
            await index_new(self._db, self._region)
            import_id, companies = await self._done(kind, request, staging, progress)
            if request.refused:
                _write_refused(kind, request, request.refused, staging)
            changed = staging.results(Outcome.CHANGED)
            return Report(
                import_id,
                source.read_as,
                staging.counts(),
                companies,
                list(islice(staging.problems(), FIRST_REFUSED)),
                [_difference(kind, *row) for row in islice(changed, FIRST_DIFFERENCES)],
            )

    def _kind(self, name: str) -> Kind[Any]:
        return KINDS[name](Occasion(self._clock(), self._region))

    async def _done(
        self, kind: Kind[Any], request: Request, staging: Staging, progress: Progress
    ) -> tuple[int | None, int]:
        if request.dry_run:
            async with self._db.read_in_transaction() as session:
                await kind.plan(session, staging, progress)
                return None, kind.count_made(staging)
        async with self._db.begin() as session:
            await kind.hold(session)
            await kind.plan(session, staging, progress)
            counts = staging.counts()
            if not (counts[Outcome.NEW] or counts[Outcome.CHANGED]):
                return None, 0
            now = kind.occasion.now
            row = Import(
                kind=kind.name,
                file_name=request.path.name[-255:],
                done_at=now,
                companies=0,
                **{outcome.value: count for outcome, count in counts.items()},
            )
            session.add(row)
            await session.flush()
            row.companies = await kind.write(session, staging, row.id, progress)
            done = Done("import", kind.name, row.file_name[:DESCRIPTION])
            after = {outcome.value: count for outcome, count in counts.items()}
            record_act(session, None, now, done, after=after)
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
        async with self._db.begin() as session:
            row = await session.get(Import, import_id, with_for_update=True)
            now = self._clock()
            if row is None or row.done_at <= now - UNDONE_FOR:
                raise ImportUnknown(number=str(import_id))
            if row.undone_at is not None:
                raise ImportUndone(number=str(import_id))
            kind = self._kind(row.kind)
            await kind.hold(session)
            undone = await kind.undo(session, import_id)
            done = Done("undo import", kind.name, row.file_name[:DESCRIPTION])
            record_act(session, None, now, done)
            await session.execute(
                update(Import).where(Import.id == import_id).values(undone_at=now)
            )
            return undone


@contextmanager
def _closing(staging: Staging) -> Iterator[Staging]:
    try:
        yield staging
    finally:
        staging.close()


def _difference(kind: Kind[Any], number: int, changes: Mapping[str, Sequence[Any]]) -> Difference:
    shown = [(kind.label(column), before, after) for column, (before, after) in changes.items()]
    return Difference(number, shown)


def _write_refused(kind: Kind[Any], request: Request, path: Path, staging: Staging) -> None:
    """The refused rows as they stand in the file, as CSV, with a column that says why."""
    source = open_source(request.path, kind.layout, request.mapping, request.encoding)
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
