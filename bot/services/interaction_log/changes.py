"""What is done to entries after they were logged: canceled, restored, evaluated, commented on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

from bot.domain.acts import doer
from bot.domain.enums import Evaluation
from bot.domain.errors.interaction_log import (
    CanceledWithCampaignEntry,
    CanceledWithSegment,
    CommentOfSomebodyElse,
    CommentUnknown,
    EntryCanceledAlready,
    EntryChanged,
    EntryNotCanceled,
    EntryUnknown,
    LoggedBySomebodyElse,
    TooLateToTakeBackEntry,
)
from bot.domain.interaction_log.entries import check_change
from bot.domain.people.rights import Right, check
from bot.models import (
    Attachment,
    CampaignEntry,
    Interaction,
    InteractionChange,
    InteractionComment,
    LoggedSegment,
)
from bot.services.done_once import once
from bot.storage.drawn_ids import tried_again

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.acts import Act
    from bot.domain.people.person import Person
    from bot.storage.database import Database


TAKE_BACK = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Told:
    """What is noted of a change; ``before`` and ``after`` hold the columns that differ."""

    act: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


class LogChanges:
    """Each raises :class:`bot.domain.errors.interaction_log.EntryUnknown` for an entry that is
    gone, and :class:`bot.domain.errors.people.NotAllowed` where it isn't for the act's doer.

    An ``act`` that was done before does nothing more (see :mod:`bot.services.done_once`).
    """

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    @tried_again
    async def cancel(self, entry_id: int, reason: str, *, act: Act, together: bool = False) -> None:
        """It stays visible and counts no more (business-central 4.4); ``together``: so do those
        that were recorded with it.

        Raises ``EntryCanceledAlready``.
        """

        async def canceling(session: AsyncSession) -> None:
            entry = await take_entry(session, entry_id, doer(act))
            if entry.canceled:
                raise EntryCanceledAlready
            others = await taken_with(session, entry, doer(act)) if together else []
            for each in (entry, *others):
                if not each.canceled:
                    each.canceled = True
                    self._note(session, each, act, Told("cancel", reason=reason))

        await once(self._db, act, type(None), canceling)

    @tried_again
    async def restore(
        self, entry_id: int, reason: str = "", *, act: Act, together: bool = False
    ) -> None:
        """It counts again; ``together``: so do those that were recorded with it.

        Raises ``EntryNotCanceled``, ``CanceledWithSegment`` or ``CanceledWithCampaignEntry``.
        """

        async def restoring(session: AsyncSession) -> None:
            entry = await take_entry(session, entry_id, doer(act))
            if not entry.canceled:
                raise EntryNotCanceled
            if await _canceled(session, LoggedSegment, entry.logged_segment_id):
                raise CanceledWithSegment
            others = await taken_with(session, entry, doer(act)) if together else []
            for each in (entry, *others):
                if not each.canceled:
                    continue
                if await _canceled(session, CampaignEntry, each.campaign_entry_id):
                    raise CanceledWithCampaignEntry
                each.canceled = each.canceled_with_segment = False
                self._note(session, each, act, Told("restore", reason=reason))

        await once(self._db, act, type(None), restoring)

    async def take_back(self, entry_id: int, *, act: Act) -> int:
        """Remove an entry as if it had not been logged, with those that were recorded together with
        it: for :data:`TAKE_BACK`, for who logged it, as long as nobody did anything with one of
        them. The id of its contact.

        Raises a :class:`bot.domain.errors.interaction_log.NotTakeable`.
        """

        async def taking_back(session: AsyncSession) -> int:
            entry, *others = await self._takeable(session, entry_id, act)
            contact_id, campaign_entry = entry.contact_id, entry.campaign_entry_id
            ids = [each.id for each in (entry, *others)]
            for table in (InteractionComment, Attachment):
                await session.execute(delete(table).where(table.interaction_id.in_(ids)))
            for each in (entry, *others):
                await session.delete(each)
            await session.flush()
            if campaign_entry is not None:
                await _drop_if_empty(session, campaign_entry)
            return contact_id

        return await once(self._db, act, int, taking_back)

    async def check_takeable(self, entry_id: int, *, act: Act) -> None:
        """Raises what :meth:`take_back` would, now."""
        async with self._db.begin() as session:
            await self._takeable(session, entry_id, act)

    async def _takeable(self, session: AsyncSession, entry_id: int, act: Act) -> list[Interaction]:
        entry = await take_entry(session, entry_id, by := doer(act))
        if by is not None and entry.logged_by != by.user_id:
            raise LoggedBySomebodyElse
        if self._clock() > entry.logged_at + TAKE_BACK or entry.draft_id is None:
            raise TooLateToTakeBackEntry(minutes=int(TAKE_BACK.total_seconds()) // 60)
        entries = [entry, *await taken_with(session, entry, by)]
        if any(each.modified_at != each.logged_at or each.canceled for each in entries):
            raise EntryChanged
        return entries

    @tried_again
    async def evaluate(self, entry_ids: Sequence[int], evaluation: Evaluation, *, act: Act) -> int:
        """How it went, of one entry or of several; how many are evaluated otherwise than before."""

        async def evaluating(session: AsyncSession) -> int:
            changed = 0
            for entry_id in sorted(set(entry_ids)):
                entry = await take_entry(session, entry_id, doer(act))
                if entry.evaluation != evaluation:
                    before, entry.evaluation = entry.evaluation, evaluation
                    told = Told("evaluate", {"evaluation": before}, {"evaluation": evaluation})
                    self._note(session, entry, act, told)
                    changed += 1
            return changed

        return await once(self._db, act, int, evaluating)

    @tried_again
    async def comment(self, entry_id: int, text: str, person: Person, *, act: Act) -> None:
        """Add a remark, of the person's day."""

        async def adding(session: AsyncSession) -> None:
            check(doer(act), Right.RECORD)
            entry = await session.get(Interaction, entry_id)
            if entry is None or entry.deletion_id is not None:
                raise EntryUnknown
            day = self._clock().astimezone(ZoneInfo(person.zone)).date()
            session.add(
                InteractionComment(
                    interaction_id=entry_id, date=day, comment=text, created_by=person.user_id
                )
            )

        await once(self._db, act, type(None), adding)

    async def change_comment(self, comment_id: int, text: str, *, act: Act) -> int:
        """Put one's own remark in other words; the entry's id. Raises ``CommentUnknown`` or
        ``CommentOfSomebodyElse``."""

        async def changing(session: AsyncSession) -> int:
            row = await _own_comment(session, comment_id, doer(act))
            row.comment, row.modified_at = text, self._clock()
            return row.interaction_id

        return await once(self._db, act, int, changing)

    async def delete_comment(self, comment_id: int, *, act: Act) -> int:
        """Remove one's own remark; the entry's id. Raises as :meth:`change_comment`."""

        async def deleting(session: AsyncSession) -> int:
            row = await _own_comment(session, comment_id, doer(act))
            await session.execute(
                delete(InteractionComment).where(InteractionComment.id == comment_id)
            )
            return row.interaction_id

        return await once(self._db, act, int, deleting)

    def _note(self, session: AsyncSession, entry: Interaction, act: Act, told: Told) -> None:
        """Whoever reads the entry sees what was done to it."""
        by = doer(act)
        entry.modified_at = self._clock()
        session.add(
            InteractionChange(
                interaction_id=entry.id,
                act=told.act,
                changed_at=entry.modified_at,
                changed_by=by.user_id if by else None,
                reason=told.reason or None,
                before=dict(told.before),
                after=dict(told.after),
            )
        )


async def take_entry(session: AsyncSession, entry_id: int, by: Person | None) -> Interaction:
    """An entry to change, locked until the transaction ends."""
    entry = await session.get(Interaction, entry_id, with_for_update=True)
    if entry is None or entry.deletion_id is not None:
        raise EntryUnknown
    check_change(by, entry.logged_by, entry.salesperson_code)
    return entry


async def taken_with(
    session: AsyncSession, entry: Interaction, by: Person | None
) -> list[Interaction]:
    """The entries that were recorded together with one, locked as well."""
    if entry.together_id is None:
        return []
    statement = select(Interaction.id).where(
        Interaction.together_id == entry.together_id,
        Interaction.id != entry.id,
        Interaction.deletion_id.is_(None),
    )
    ids = await session.scalars(statement.order_by(Interaction.id))
    return [await take_entry(session, each, by) for each in ids.all()]


async def _drop_if_empty(session: AsyncSession, campaign_entry_id: int) -> None:
    """A campaign entry that was made for interactions which are gone."""
    used = select(Interaction.id).where(Interaction.campaign_entry_id == campaign_entry_id)
    await session.execute(
        delete(CampaignEntry).where(CampaignEntry.id == campaign_entry_id, ~used.exists())
    )


async def _canceled(
    session: AsyncSession, table: type[LoggedSegment | CampaignEntry], key: int | None
) -> bool:
    if key is None:
        return False
    return bool(await session.scalar(select(table.canceled).where(table.id == key)))


async def _own_comment(
    session: AsyncSession, comment_id: int, by: Person | None
) -> InteractionComment:
    check(by, Right.RECORD)
    row = await session.get(InteractionComment, comment_id, with_for_update=True)
    if row is None:
        raise CommentUnknown
    if by is not None and row.created_by != by.user_id:
        raise CommentOfSomebodyElse
    return row
