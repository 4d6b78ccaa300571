"""Segments after they were logged, with what it takes to take that back."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.segment_log.rules import Reason
from bot.models.base import CODE, DESCRIPTION, FALSE, SLACK_ID, Base, UtcDateTime, words_of
from bot.models.segments import LineValues


class LoggedSegment(Base):
    """A segment that was logged; its interactions point here and are taken back through here.

    `part` counts the logs of one segment: only a segment in which lines stayed (`kept` of them)
    is ever logged again. `header` and `criteria` are the segment's rows as they were, `criteria`
    NULL while a rest of the segment has them. `left_out` counts lines by `Reason`. `logged` is how
    many interactions there were at first. An `id` is never given out again: messages and criteria
    keep that of a log which was taken back.
    """

    __tablename__ = "logged_segments"
    __table_args__ = (
        Index("uq_logged_segments_segment_no_part", "segment_no", "part", unique=True),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_no: Mapped[str] = mapped_column(String(CODE))
    description: Mapped[str | None] = mapped_column(String(DESCRIPTION))
    logged_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    logged_by: Mapped[str | None] = mapped_column(String(SLACK_ID))
    canceled: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    part: Mapped[int] = mapped_column(default=1, server_default="1")
    logged: Mapped[int] = mapped_column(default=0, server_default="0")
    kept: Mapped[int] = mapped_column(default=0, server_default="0")
    left_out: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    header: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    criteria: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))


class LoggedSegmentLine(LineValues, Base):
    """A line that its interaction doesn't tell: one with something of its own, or one left out.

    The other lines of a logged segment are their interactions. `reason` is why it was left out.
    """

    __tablename__ = "logged_segment_lines"

    logged_segment_id: Mapped[int] = mapped_column(
        ForeignKey("logged_segments.id"), primary_key=True
    )
    line_no: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    reason: Mapped[Reason | None] = mapped_column(words_of(Reason, "reason"))
