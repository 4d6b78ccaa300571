"""A file that is read and taken apart: what an import of it would do, and doing it."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from bot.domain.imports.columns import COLUMNS
from bot.domain.imports.outcomes import Difference, Outcome, Report
from bot.domain.messages import N_, Text
from bot.i18n import translator
from bot.models import Import
from bot.models.base import DESCRIPTION
from bot.services.contacts.index import index_new
from bot.services.csv_stream import harmless
from bot.services.imports.assigning import remembered
from bot.services.imports.files import open_source
from bot.services.imports.lookups import codes
from bot.services.imports.plan import Plan, Progress, stage
from bot.services.imports.staging import Staging
from bot.services.imports.write import Writer
from bot.services.setup.audit import Done, record_act

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.people.person import Person
    from bot.services.imports.files import Source
    from bot.storage.database import Database

FIRST_REFUSED = 20
FIRST_DIFFERENCES = 10


@dataclass(frozen=True, slots=True)
class Request:
    """A file to bring in. `mapping` goes before the known headings (None: what was last chosen for
    such headings does) and `encoding` before what the file looks like; a dry run writes nothing;
    the refused rows are written to `refused`, with their reasons in the language of `say`."""

    path: Path
    mapping: Mapping[str, str | None] | None = None
    encoding: str | None = None
    dry_run: bool = False
    refused: Path | None = None
    say: Callable[[Text], str] = field(default_factory=lambda: translator("en"))


class PreparedFile:
    """The rows of a file in a temporary database, until they are compared and written."""

    def __init__(self, request: Request, source: Source, staging: Staging, region: str) -> None:
        self._request = request
        self._source = source
        self._staging = staging
        self._region = region

    @property
    def rows(self) -> int:
        """How many there are that can still be taken."""
        return self._staging.count_open()

    async def compare(self, session: AsyncSession, progress: Progress) -> Report:
        """What writing it would do, as the database stands."""
        await Plan(session, self._staging, self._region).make(progress)
        return self._report(None, self._staging.count_companies_to_create())

    async def write(
        self, session: AsyncSession, by: Person | None, now: datetime, progress: Progress
    ) -> Report:
        """Compare it and write it, in its caller's transaction; nobody changes contacts before
        its end."""
        await keep_others_from_writing(session)
        await Plan(session, self._staging, self._region).make(progress)
        counts = self._staging.counts()
        if not (counts[Outcome.NEW] or counts[Outcome.CHANGED]):
            return self._report(None, 0)
        by_outcome = {outcome.value: count for outcome, count in counts.items()}
        row = Import(
            file_name=self._request.path.name[-255:],
            done_at=now,
            done_by=by.user_id if by else None,
            companies=0,
            **by_outcome,
        )
        session.add(row)
        await session.flush()
        writer = Writer(session, self._staging, row.id, self._region, now)
        row.companies = await writer.write(progress)
        done = Done("import", "contacts", row.file_name[:DESCRIPTION])
        record_act(session, by, now, done, after=by_outcome)
        return self._report(row.id, row.companies)

    def write_refused(self, path: Path) -> None:
        """The refused rows as they stand in the file, as CSV, with a column that says why."""
        request = self._request
        source = open_source(request.path, request.mapping, request.encoding)
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

    def _report(self, import_id: int | None, companies: int) -> Report:
        changed = self._staging.results(Outcome.CHANGED)
        return Report(
            import_id,
            self._source.read_as,
            self._staging.counts(),
            companies,
            list(islice(self._staging.problems(), FIRST_REFUSED)),
            [_difference(*row) for row in islice(changed, FIRST_DIFFERENCES)],
        )


@asynccontextmanager
async def prepared(
    db: Database, request: Request, region: str, progress: Progress
) -> AsyncIterator[PreparedFile]:
    """Read a file and take it apart, in a thread; ``progress`` is called from there. Raises what
    `bot.domain.errors.imports` has."""
    if request.mapping is None:
        mapping = await remembered(db, request.path, request.encoding)
        request = replace(request, mapping=mapping)
    source = await asyncio.to_thread(open_source, request.path, request.mapping, request.encoding)
    staging = Staging()
    try:
        async with db.read() as session:
            known = await codes(session)
        await asyncio.to_thread(stage, source, staging, known, region, progress)
        await index_new(db, region)
        yield PreparedFile(request, source, staging, region)
    finally:
        staging.close()


async def keep_others_from_writing(session: AsyncSession) -> None:
    """Contacts stay as they are found until the end; they can be read, and logged for. SQLite has
    one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("LOCK TABLE contacts IN SHARE ROW EXCLUSIVE MODE"))


def _difference(number: int, changes: Mapping[str, Sequence[Any]]) -> Difference:
    shown = []
    for column, (before, after) in changes.items():
        known = COLUMNS.get(column) or COLUMNS["company"]
        shown.append((known.label, before, after))
    return Difference(number, shown)
