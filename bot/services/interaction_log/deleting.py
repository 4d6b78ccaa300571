"""Canceled entries are deleted: counted first, gone from the log at once, undone for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, delete, func, select, update

from bot.domain.acts import doer
from bot.domain.errors.interaction_log import (
    DeletionUnknown,
    OthersAreCanceled,
    TooLateToUndoDeletion,
)
from bot.domain.interaction_log.deletion import UNDONE_FOR, Deletable, Deletion, only_canceled
from bot.domain.people.rights import Right, check
from bot.models import (
    Attachment,
    EntryDeletion,
    Interaction,
    InteractionChange,
    InteractionComment,
)
from bot.services.done_once import once
from bot.services.interaction_log.conditions import conditions
from bot.services.setup.audit import Done, record_act
from bot.storage.drawn_ids import tried_again

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.acts import Act
    from bot.domain.interaction_log.filters import LogFilter
    from bot.domain.people.person import Person
    from bot.storage.database import Database


class EntryDeletions:
    """Each raises :class:`bot.domain.errors.people.NotAllowed` for who may not delete entries."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def deletable(self, person: Person, chosen: LogFilter) -> Deletable:
        """How many entries :meth:`delete` would delete, and which deletions can be undone."""
        check(person, Right.DELETE_ENTRIES)
        canceled = conditions(only_canceled(chosen), person)
        counted = select(func.count()).select_from(Interaction).where(*canceled)
        latest = (
            select(EntryDeletion)
            .where(EntryDeletion.deleted_at > self._clock() - UNDONE_FOR)
            .order_by(EntryDeletion.id.desc())
        )
        async with self._db.read() as session:
            return Deletable(
                await session.scalar(counted) or 0,
                [
                    Deletion(row.id, row.deleted_at, row.deleted_by, row.count)
                    for row in await session.scalars(latest)
                ],
            )

    @tried_again
    async def delete(self, person: Person, chosen: LogFilter, count: int, *, act: Act) -> int:
        """Take the canceled entries of a filter off every list; how many.

        Raises :class:`bot.domain.errors.interaction_log.OthersAreCanceled` where they are not as
        many as the ``count`` that was shown.
        """

        async def deleting(session: AsyncSession) -> int:
            by = doer(act)
            check(by, Right.DELETE_ENTRIES)
            now, wanted = self._clock(), only_canceled(chosen)
            row = EntryDeletion(deleted_at=now, deleted_by=by.user_id if by else None, count=count)
            session.add(row)
            await session.flush()
            result = await session.execute(
                update(Interaction)
                .where(
                    Interaction.id.in_(select(Interaction.id).where(*conditions(wanted, person))),
                    # Asked again of a row that somebody is restoring meanwhile.
                    Interaction.canceled.is_(True),
                    Interaction.deletion_id.is_(None),
                )
                .values(deletion_id=row.id)
                .execution_options(synchronize_session=False)
            )
            if cast("CursorResult[Any]", result).rowcount != count:
                raise OthersAreCanceled
            _audit(session, by, now, "delete", row)
            return count

        return await once(self._db, act, int, deleting)

    @tried_again
    async def undo(self, deletion_id: int, *, act: Act) -> int:
        """Bring back what was deleted together, still canceled; how many entries.

        Raises ``DeletionUnknown`` or ``TooLateToUndoDeletion``.
        """

        async def undoing(session: AsyncSession) -> int:
            by, now = doer(act), self._clock()
            check(by, Right.DELETE_ENTRIES)
            row = await session.get(EntryDeletion, deletion_id, with_for_update=True)
            if row is None:
                raise DeletionUnknown
            if row.deleted_at <= now - UNDONE_FOR:
                raise TooLateToUndoDeletion(hours=int(UNDONE_FOR.total_seconds()) // 3600)
            result = await session.execute(
                update(Interaction)
                .where(Interaction.deletion_id == deletion_id)
                .values(deletion_id=None)
                .execution_options(synchronize_session=False)
            )
            _audit(session, by, now, "undelete", row)
            await session.delete(row)
            return cast("CursorResult[Any]", result).rowcount

        return await once(self._db, act, int, undoing)

    async def purge(self) -> None:
        """Remove for good what was deleted longer than :data:`UNDONE_FOR` ago, with its comments,
        files and former values."""
        old = select(EntryDeletion.id).where(EntryDeletion.deleted_at <= self._clock() - UNDONE_FOR)
        async with self._db.begin() as session:
            ids = (await session.scalars(old.with_for_update())).all()
            if not ids:
                return
            gone = select(Interaction.id).where(Interaction.deletion_id.in_(ids))
            await _pass_files_on(session, gone)
            for table in (InteractionComment, InteractionChange, Attachment):
                await session.execute(delete(table).where(table.interaction_id.in_(gone)))
            await session.execute(delete(Interaction).where(Interaction.deletion_id.in_(ids)))
            await session.execute(delete(EntryDeletion).where(EntryDeletion.id.in_(ids)))


async def _pass_files_on(session: AsyncSession, gone: Select[int]) -> None:
    """A file that others who took part share goes to one of those that stay."""
    heir = (
        select(func.min(Interaction.id))
        .where(Interaction.attachment_id == Attachment.id, Interaction.id.not_in(gone))
        .correlate(Attachment)
        .scalar_subquery()
    )
    await session.execute(
        update(Attachment)
        .where(Attachment.interaction_id.in_(gone), heir.is_not(None))
        .values(interaction_id=heir)
        .execution_options(synchronize_session=False)
    )


def _audit(
    session: AsyncSession, by: Person | None, now: datetime, act: str, row: EntryDeletion
) -> None:
    done = Done(act, "interactions", f"{row.deleted_at:%Y-%m-%d %H:%M} UTC")
    record_act(session, by, now, done, after={"count": row.count})
