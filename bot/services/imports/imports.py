"""Brings files in, lists what was brought in, and takes it back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from bot.domain.errors.imports import ImportUndone, ImportUnknown
from bot.domain.imports.outcomes import Imported, Outcome, PastImport, Report, Undone
from bot.domain.pages import Page
from bot.domain.people.rights import check_import
from bot.models import Import
from bot.models.base import DESCRIPTION
from bot.services.imports.contacts.kind import Contacts
from bot.services.imports.interactions.kind import Interactions
from bot.services.imports.kinds import Kind, Occasion
from bot.services.imports.prepared import Request, prepared
from bot.services.imports.salespeople import Salespeople
from bot.services.imports.templates.kind import Templates
from bot.services.imports.undo import UNDONE_FOR
from bot.services.jobs import JobKind
from bot.services.setup.audit import Done, record_act

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.people.person import Person
    from bot.services.imports.kinds import Progress
    from bot.services.jobs import Job, Work
    from bot.storage.database import Database

KINDS: Mapping[str, type[Kind[Any]]] = {
    kind.name: kind for kind in (Contacts, Salespeople, Templates, Interactions)
}
"""The kinds of imports, by the names that the command line knows them by."""

MOST_LISTED = 10_000


class Imports:
    """The use cases. `region` gives the country of phone numbers that have no country code."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        region: Callable[[], Awaitable[str]],
    ) -> None:
        self._db = database
        self._clock = clock
        self._region = region

    @property
    def works(self) -> dict[JobKind, Work]:
        """Those that jobs do without preparing anything."""
        return {JobKind.UNDO_IMPORT: self._undoing}

    async def bring_in(
        self, request: Request, progress: Progress = lambda _rows: None, by: Person | None = None
    ) -> Report:
        """Import a file in one transaction. Raises what `bot.domain.errors.imports` has.

        `progress` counts every row once when it is read, once when it is compared and, if it is
        new or changed, once when it is written.
        """
        check_import(by, request.kind)
        async with prepared(self._db, await self._kind(request.kind), request, progress) as file:
            if request.dry_run:
                async with self._db.read_in_transaction() as session:
                    report = await file.compare(session, progress)
            else:
                async with self._db.begin() as session:
                    report = await file.write(session, by, progress)
            if request.refused:
                file.write_refused(request.refused)
            return report

    @asynccontextmanager
    async def work(self, request: Request, file_id: str) -> AsyncIterator[Work]:
        """The same as the work of a job: the file is taken apart before the job's transaction."""
        kind = await self._kind(request.kind)
        async with prepared(self._db, kind, request, lambda _rows: None) as file:
            total, done = 2 * file.rows, 0

            async def write(
                session: AsyncSession, job: Job, report: Callable[[int, int], None]
            ) -> Mapping[str, Any]:
                def progress(rows: int) -> None:
                    nonlocal done
                    done += rows
                    report(min(done, total), total)

                check_import(job.person, request.kind)
                written = await file.write(session, job.person, progress)
                return Imported(
                    written.id,
                    request.kind,
                    file_id,
                    request.path.name,
                    {outcome.value: count for outcome, count in written.counts.items()},
                    written.companies,
                    request.encoding,
                ).to_json()

            yield write

    async def page(
        self, by: Person | None, offset: int = 0, count: int = MOST_LISTED
    ) -> Page[PastImport]:
        """The imports that can be undone or were, the newest first."""
        check_import(by)
        lately = Import.done_at > self._clock() - UNDONE_FOR
        async with self._db.read() as session:
            total = await session.scalar(select(func.count()).select_from(Import).where(lately))
            rows = await session.scalars(
                select(Import).where(lately).order_by(Import.id.desc()).offset(offset).limit(count)
            )
            return Page(tuple(map(_past, rows)), offset, total or 0)

    async def past(self, by: Person | None, import_id: int) -> PastImport:
        """One of them. Raises `ImportUnknown`."""
        async with self._db.read() as session:
            row = await session.get(Import, import_id)
        if row is None:
            raise ImportUnknown(number=str(import_id))
        check_import(by, row.kind)
        return _past(row)

    async def undo(self, import_id: int, by: Person | None = None) -> Undone:
        """Take an import back. Raises `ImportUnknown`, also after a week, and `ImportUndone`."""
        async with self._db.begin() as session:
            return await self._undo(session, import_id, by)

    async def _undoing(
        self, session: AsyncSession, job: Job, _: Callable[[int, int], None]
    ) -> Mapping[str, Any]:
        undone = await self._undo(session, job.arguments["import_id"], job.person)
        return undone.to_json()

    async def _undo(self, session: AsyncSession, import_id: int, by: Person | None) -> Undone:
        row = await session.get(Import, import_id, with_for_update=True)
        now = self._clock()
        if row is None or row.done_at <= now - UNDONE_FOR:
            raise ImportUnknown(number=str(import_id))
        if row.undone_at is not None:
            raise ImportUndone(number=str(import_id))
        check_import(by, row.kind)
        kind = await self._kind(row.kind)
        await kind.hold(session)
        undone = await kind.undo(session, import_id)
        done = Done("undo import", kind.name, row.file_name[:DESCRIPTION])
        record_act(session, by, now, done)
        await session.execute(update(Import).where(Import.id == import_id).values(undone_at=now))
        return undone

    async def _kind(self, name: str) -> Kind[Any]:
        return KINDS[name](Occasion(self._clock(), await self._region()))


def _past(row: Import) -> PastImport:
    return PastImport(
        row.id,
        row.kind,
        row.file_name,
        row.done_at,
        row.done_by,
        {outcome: getattr(row, outcome.value) for outcome in Outcome},
        row.companies,
        undone=row.undone_at is not None,
    )
