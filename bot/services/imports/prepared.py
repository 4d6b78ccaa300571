"""A file that is read and taken apart: what an import of it would do, and doing it."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from bot.domain.imports.cells import Manner
from bot.domain.imports.outcomes import Difference, Outcome, Report
from bot.domain.messages import N_, Text
from bot.i18n import translator
from bot.models import Import
from bot.models.base import DESCRIPTION
from bot.services.contacts.index import index_new
from bot.services.csv_stream import harmless
from bot.services.imports.assigning import remembered
from bot.services.imports.files.source import open_source
from bot.services.imports.lists import lists
from bot.services.setup.audit import Done, record_act

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import tzinfo
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.people.person import Person
    from bot.services.imports.files.source import Source
    from bot.services.imports.kinds import Kind, Progress
    from bot.services.imports.staging import Staging
    from bot.storage.database import Database

FIRST_REFUSED = 20
FIRST_DIFFERENCES = 10


@dataclass(frozen=True, slots=True)
class Request:
    """A file to bring in, of a kind of `KINDS`. `mapping` goes before the known headings (None:
    what was last chosen for such headings does) and `encoding` before what the file looks like; a
    dry run writes nothing; the refused rows are written to `refused`, with their reasons in the
    language of `say`. `day_order` (``dmy``, ``mdy``) says how days are written that can be read in
    two ways, `zone` where an instant is a day and a time; None: as it is written."""

    path: Path
    kind: str = "contacts"
    mapping: Mapping[str, str | None] | None = None
    encoding: str | None = None
    dry_run: bool = False
    refused: Path | None = None
    say: Callable[[Text], str] = field(default_factory=lambda: translator("en"))
    day_order: str | None = None
    zone: tzinfo | None = None


class PreparedFile:
    """The rows of a file in a temporary database, until they are compared and written."""

    def __init__(self, kind: Kind[Any], request: Request, source: Source, staging: Staging) -> None:
        self._kind = kind
        self._request = request
        self._source = source
        self._staging = staging

    @property
    def rows(self) -> int:
        """How many there are that can still be taken."""
        return self._staging.count_open()

    async def compare(self, session: AsyncSession, progress: Progress) -> Report:
        """What writing it would do, as the database stands."""
        await self._kind.plan(session, self._staging, progress)
        return self._report(None, self._kind.count_made(self._staging))

    async def write(self, session: AsyncSession, by: Person | None, progress: Progress) -> Report:
        """Compare it and write it, in its caller's transaction; nobody changes such records before
        its end."""
        kind, now = self._kind, self._kind.occasion.now
        await kind.hold(session)
        await kind.plan(session, self._staging, progress)
        counts = self._staging.counts()
        if not (counts[Outcome.NEW] or counts[Outcome.CHANGED]):
            return self._report(None, 0)
        by_outcome = {outcome.value: count for outcome, count in counts.items()}
        row = Import(
            kind=kind.name,
            file_name=self._request.path.name[-255:],
            done_at=now,
            done_by=by.user_id if by else None,
            companies=0,
            **by_outcome,
        )
        session.add(row)
        await session.flush()
        row.companies = await kind.write(session, self._staging, row.id, progress)
        done = Done("import", kind.name, row.file_name[:DESCRIPTION])
        record_act(session, by, now, done, after=by_outcome)
        return self._report(row.id, row.companies)

    def write_refused(self, path: Path) -> None:
        """The refused rows as they stand in the file, as CSV, with a column that says why."""
        request = self._request
        source = open_source(request.path, self._kind.layout, request.mapping, request.encoding)
        problems = self._staging.problems()
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

    def _report(self, import_id: int | None, made: int) -> Report:
        changed = self._staging.results(Outcome.CHANGED)
        return Report(
            import_id,
            self._source.read_as,
            self._staging.counts(),
            made,
            list(islice(self._staging.problems(), FIRST_REFUSED)),
            [self._difference(*row) for row in islice(changed, FIRST_DIFFERENCES)],
        )

    def _difference(self, number: int, changes: Mapping[str, Sequence[Any]]) -> Difference:
        label = self._kind.label
        shown = [(label(column), before, after) for column, (before, after) in changes.items()]
        return Difference(number, shown)


@asynccontextmanager
async def prepared(
    db: Database, kind: Kind[Any], request: Request, progress: Progress
) -> AsyncIterator[PreparedFile]:
    """Read a file and take it apart, in a thread; ``progress`` is called from there. Raises what
    `bot.domain.errors.imports` has."""
    if request.mapping is None:
        mapping = await remembered(db, request.path, kind, request.encoding)
        request = replace(request, mapping=mapping)
    source = await asyncio.to_thread(
        open_source, request.path, kind.layout, request.mapping, request.encoding
    )
    staging = kind.staging()
    try:
        async with db.read() as session:
            manner = Manner(await lists(session), request.day_order, request.zone)
        await asyncio.to_thread(kind.stage, source, staging, manner, progress)
        await index_new(db, kind.occasion.region)
        yield PreparedFile(kind, request, source, staging)
    finally:
        staging.close()
