"""The file of a segment's interaction, inside its caller's transaction.

A row is never changed: interactions that were logged with it share it. What nothing points to any
more is removed later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.domain.segment_log.rules import TAKE_BACK
from bot.domain.segments.header import SegmentFile
from bot.models import Attachment, Interaction, LoggedSegment, Segment

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession


async def file_of(session: AsyncSession, attachment_id: int | None) -> SegmentFile | None:
    row = await session.get(Attachment, attachment_id) if attachment_id is not None else None
    if row is None or row.slack_file_id is None:
        return None
    return SegmentFile(row.slack_file_id, row.name, row.mime_type, row.size)


async def attach(session: AsyncSession, row: Segment, file: SegmentFile | None) -> int | None:
    """The attachment that a header has from now on; the present one where that is the file."""
    if file is None:
        return None
    present = await file_of(session, row.attachment_id)
    if present is not None and present.slack_file_id == file.slack_file_id:
        return row.attachment_id
    added = Attachment(
        segment_no=row.no,
        slack_file_id=file.slack_file_id,
        name=file.name[:255],
        mime_type=file.mime_type,
        size=file.size,
    )
    session.add(added)
    await session.flush()
    return added.id


async def forget_unused(session: AsyncSession, now: datetime) -> None:
    """Remove files that no segment and no interaction has, nor a log that can be taken back."""
    shared = select(Interaction.id).where(Interaction.attachment_id == Attachment.id)
    of_segment = select(Segment.no).where(Segment.attachment_id == Attachment.id)
    takeable = select(LoggedSegment.id).where(
        LoggedSegment.segment_no == Attachment.segment_no,
        LoggedSegment.logged_at >= now - TAKE_BACK,
    )
    await session.execute(
        delete(Attachment)
        .where(
            Attachment.segment_no.is_not(None),
            *(~found.correlate(Attachment).exists() for found in (shared, of_segment, takeable)),
        )
        .execution_options(synchronize_session=False)
    )
