"""Criteria kept under a code, inside their caller's transaction (business-central 3.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.domain.criteria.criteria import SavedCriteria
from bot.domain.criteria.rows import rows_of, steps_of
from bot.domain.enums import CriteriaLineType
from bot.domain.errors.criteria import (
    CriteriaCodeNeeded,
    CriteriaCodeTaken,
    NoCriteriaToSave,
    SavedCriteriaUnknown,
)
from bot.domain.errors.segments import TextTooLong
from bot.domain.folding import fold
from bot.domain.people.rights import check_segment
from bot.domain.segments.header import LINE_STEP, TEXT_LENGTH
from bot.models import SavedSegmentCriteria, SavedSegmentCriteriaLine
from bot.models.base import CODE
from bot.services.criteria.record import named, row_of, values_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.criteria.criteria import Step
    from bot.domain.people.person import Person


async def add(
    session: AsyncSession,
    steps: Sequence[Step],
    code: str,
    description: str | None,
    user_id: str,
) -> None:
    """Keep `steps` under `code`, which is written in capitals like every code."""
    key = code.strip().upper()
    if not steps:
        raise NoCriteriaToSave
    if not key or len(key) > CODE:
        raise CriteriaCodeNeeded(length=CODE)
    before = await session.get(SavedSegmentCriteria, key, with_for_update=True)
    if before is not None and before.deleted_at is None:
        raise CriteriaCodeTaken(code=key)
    if before is not None:
        await _erase(session, key)
    session.add(
        SavedSegmentCriteria(code=key, description=_description(description), created_by=user_id)
    )
    try:
        await session.flush()
    except IntegrityError:  # somebody else was quicker
        raise CriteriaCodeTaken(code=key) from None
    rows = [row for step in steps for row in rows_of(step)]
    await session.execute(
        insert(SavedSegmentCriteriaLine),
        [
            {"saved_code": key, "line_no": at * LINE_STEP, **values_of(row)}
            for at, row in enumerate(rows, start=1)
        ],
    )


async def listed(
    session: AsyncSession, words: str, *, deleted_since: datetime | None = None
) -> list[SavedCriteria]:
    """By code; every word is somewhere in the code or the description.

    ``deleted_since``: instead those that were deleted later than then.
    """
    deleted_at = SavedSegmentCriteria.deleted_at
    wanted_ones = deleted_at.is_(None) if deleted_since is None else deleted_at > deleted_since
    of_actions = case((SavedSegmentCriteriaLine.type == CriteriaLineType.ACTION, 1))
    statement = (
        select(SavedSegmentCriteria, func.count(of_actions))
        .outerjoin(
            SavedSegmentCriteriaLine,
            SavedSegmentCriteriaLine.saved_code == SavedSegmentCriteria.code,
        )
        .where(wanted_ones)
        .group_by(SavedSegmentCriteria.code)
        .order_by(SavedSegmentCriteria.code)
    )
    wanted = fold(words).split()
    return [
        SavedCriteria(row.code, row.description, row.created_by, actions)
        for row, actions in (await session.execute(statement)).all()
        if all(word in fold(f"{row.code} {row.description or ''}") for word in wanted)
    ]


async def steps_under(session: AsyncSession, code: str) -> list[Step]:
    """The steps kept under a code. Raises `SavedCriteriaUnknown`."""
    await _saved(session, code)
    lines = await session.scalars(
        select(SavedSegmentCriteriaLine)
        .where(SavedSegmentCriteriaLine.saved_code == code)
        .order_by(SavedSegmentCriteriaLine.line_no)
    )
    return await named(session, steps_of([row_of(line) for line in lines]))


async def describe(
    session: AsyncSession, code: str, description: str | None, by: Person | None
) -> bool:
    saved = await _saved(session, code, hold=True)
    check_segment(by, saved.created_by, None)
    before, saved.description = saved.description, _description(description)
    return saved.description != before


async def forget(session: AsyncSession, code: str, now: datetime, by: Person | None) -> None:
    saved = await _saved(session, code, hold=True)
    check_segment(by, saved.created_by, None)
    saved.deleted_at = now


async def bring_back(
    session: AsyncSession, code: str, deleted_since: datetime, by: Person | None
) -> None:
    """Undo `forget`, of what was deleted later than then. Raises `SavedCriteriaUnknown`."""
    saved = await session.get(SavedSegmentCriteria, code, with_for_update=True)
    if saved is None or saved.deleted_at is None or saved.deleted_at <= deleted_since:
        raise SavedCriteriaUnknown(code=code)
    check_segment(by, saved.created_by, None)
    saved.deleted_at = None


async def purge(session: AsyncSession, deleted_until: datetime) -> None:
    """Remove for good what was deleted by then."""
    old = select(SavedSegmentCriteria.code).where(SavedSegmentCriteria.deleted_at <= deleted_until)
    for code in (await session.scalars(old.with_for_update())).all():
        await _erase(session, code)


async def _erase(session: AsyncSession, code: str) -> None:
    lines, saved = SavedSegmentCriteriaLine, SavedSegmentCriteria
    await session.execute(delete(lines).where(lines.saved_code == code))
    await session.execute(delete(saved).where(saved.code == code))


async def _saved(session: AsyncSession, code: str, *, hold: bool = False) -> SavedSegmentCriteria:
    saved = await session.get(SavedSegmentCriteria, code, with_for_update=hold or None)
    if saved is None or saved.deleted_at is not None:
        raise SavedCriteriaUnknown(code=code)
    return saved


def _description(text: str | None) -> str | None:
    text = (text or "").strip()
    if len(text) > TEXT_LENGTH:
        raise TextTooLong(length=TEXT_LENGTH)
    return text or None
