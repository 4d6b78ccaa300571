"""Brings contacts in from files, lists what was brought in, and takes it back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from bot.domain.errors.imports import ImportUndone, ImportUnknown
from bot.domain.imports.outcomes import Imported, Outcome, PastImport, Report, Undone
from bot.domain.pages import Page
from bot.domain.people.rights import Right, check
from bot.models import Import
from bot.models.base import DESCRIPTION
from bot.services.imports.prepared import Request, keep_others_from_writing, prepared
from bot.services.imports.undo import UNDONE_FOR, undo
from bot.services.jobs import JobKind
from bot.services.setup.audit import Done, record_act

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.people.person import Person
    from bot.services.imports.plan import Progress
    from bot.services.jobs import Job, Work
    from bot.storage.database import Database

MOST_LISTED = 10_000


class ContactImports:
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
        check(by, Right.IMPORT)
        async with prepared(self._db, request, await self._region(), progress) as file:
            if request.dry_run:
                async with self._db.read_in_transaction() as session:
                    report = await file.compare(session, progress)
            else:
                async with self._db.begin() as session:
                    report = await file.write(session, by, self._clock(), progress)
            if request.refused:
                file.write_refused(request.refused)
            return report

    @asynccontextmanager
    async def work(self, request: Request, file_id: str) -> AsyncIterator[Work]:
        """The same as the work of a job: the file is taken apart before the job's transaction."""
        async with prepared(self._db, request, await self._region(), lambda _rows: None) as file:
            total, done = 2 * file.rows, 0

            async def write(
                session: AsyncSession, job: Job, report: Callable[[int, int], None]
            ) -> Mapping[str, Any]:
                def progress(rows: int) -> None:
                    nonlocal done
                    done += rows
                    report(min(done, total), total)

                written = await file.write(session, job.person, self._clock(), progress)
                counts = {outcome.value: count for outcome, count in written.counts.items()}
                name = request.path.name
                return Imported(written.id, file_id, name, counts, written.companies).to_json()

            yield write

    async def page(
        self, by: Person | None, offset: int = 0, count: int = MOST_LISTED
    ) -> Page[PastImport]:
        """The imports that can be undone or were, the newest first."""
        check(by, Right.IMPORT)
        lately = Import.done_at > self._clock() - UNDONE_FOR
        async with self._db.read() as session:
            total = await session.scalar(select(func.count()).select_from(Import).where(lately))
            rows = await session.scalars(
                select(Import).where(lately).order_by(Import.id.desc()).offset(offset).limit(count)
            )
            return Page(tuple(map(_past, rows)), offset, total or 0)

    async def past(self, by: Person | None, import_id: int) -> PastImport:
        """One of them. Raises `ImportUnknown`."""
        check(by, Right.IMPORT)
        async with self._db.read() as session:
            row = await session.get(Import, import_id)
        if row is None:
            raise ImportUnknown(number=str(import_id))
        return _past(row)

    async def undo(self, import_id: int, by: Person | None = None) -> Undone:
        """Take an import back. Raises `ImportUnknown`, also after a week, and `ImportUndone`."""
        async with self._db.begin() as session:
            return await self.undo_in(session, import_id, by)

    async def _undoing(
        self, session: AsyncSession, job: Job, _: Callable[[int, int], None]
    ) -> Mapping[str, Any]:
        """The same as the work of a job."""
        undone = await self.undo_in(session, job.arguments["import_id"], job.person)
        return undone.to_json()

    async def undo_in(self, session: AsyncSession, import_id: int, by: Person | None) -> Undone:
        """The same in its caller's transaction."""
        check(by, Right.IMPORT)
        now = self._clock()
        await keep_others_from_writing(session)
        row = await session.get(Import, import_id)
        if row is None or row.done_at <= now - UNDONE_FOR:
            raise ImportUnknown(number=str(import_id))
        if row.undone_at is not None:
            raise ImportUndone(number=str(import_id))
        undone = await undo(session, import_id, await self._region(), now)
        done = Done("undo import", "contacts", row.file_name[:DESCRIPTION])
        record_act(session, by, now, done)
        await session.execute(update(Import).where(Import.id == import_id).values(undone_at=now))
        return undone


def _past(row: Import) -> PastImport:
    counts = {outcome: getattr(row, outcome.value) for outcome in Outcome}
    return PastImport(
        row.id,
        row.file_name,
        row.done_at,
        row.done_by,
        counts,
        row.companies,
        undone=row.undone_at is not None,
    )
