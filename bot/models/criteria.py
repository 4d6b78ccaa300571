"""How the contacts of segments were chosen, and what it takes to go back."""

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    UniqueConstraint,
    func,
)
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from bot.domain.enums import CriteriaAction, CriteriaLineType, SegmentHistoryAction
from bot.models.base import CODE, DESCRIPTION, FALSE, SLACK_ID, Base, UtcDateTime, words_of
from bot.models.segments import LineValues


class CriteriaValues:
    """A step of segment criteria, or one filter of that step.

    `table_name` and `filter` (field to wanted values) are a filter's, the options an action's.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    line_no: Mapped[int]
    table_name: Mapped[str | None] = mapped_column(String(50))
    filter: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    filter_count: Mapped[int] = mapped_column(default=0, server_default="0")
    allow_existing_contacts: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    expand_companies: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    allow_related_companies: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    ignore_exclusion: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    entire_companies: Mapped[bool] = mapped_column(default=False, server_default=FALSE)

    @declared_attr
    def type(self) -> Mapped[CriteriaLineType]:
        return mapped_column(words_of(CriteriaLineType, "type"))

    @declared_attr
    def action(self) -> Mapped[CriteriaAction | None]:
        return mapped_column(words_of(CriteriaAction, "action"))


class SegmentCriteriaLine(CriteriaValues, Base):
    """How the contacts of a segment were chosen, in order."""

    __tablename__ = "segment_criteria"
    __table_args__ = (UniqueConstraint("segment_no", "line_no"),)

    segment_no: Mapped[str] = mapped_column(ForeignKey("segments.no"))


class SavedSegmentCriteria(Base):
    """Criteria kept under a name for other segments.

    With `deleted_at` they are used nowhere; until they are purged, they can be brought back.
    """

    __tablename__ = "saved_segment_criteria"

    code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    description: Mapped[str | None] = mapped_column(String(DESCRIPTION))
    created_by: Mapped[str | None] = mapped_column(String(SLACK_ID))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, server_default=func.now())
    deleted_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class SavedSegmentCriteriaLine(CriteriaValues, Base):
    """A step, or a filter of a step, of saved criteria."""

    __tablename__ = "saved_segment_criteria_lines"
    __table_args__ = (
        UniqueConstraint("saved_code", "line_no"),
        ForeignKeyConstraint(["saved_code"], ["saved_segment_criteria.code"]),
    )

    saved_code: Mapped[str] = mapped_column(String(CODE))


class SegmentHistory(LineValues, Base):
    """What a criteria action did to the lines, kept so that it can be taken back.

    A deletion has a row for each removed line, whole. An insertion needs one row whatever it added:
    the lines from `line_no` to `last_line_no`, because new lines come in one piece at the end. No
    foreign keys on the values: they are a copy, checked when the line comes back. None on the
    segment either: history outlives a segment that was logged, for the time that it can be taken
    back, since copying it away would take as long as logging.
    """

    __tablename__ = "segment_history"

    segment_no: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    action_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line_no: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    last_line_no: Mapped[int | None] = mapped_column(BigInteger)
    action: Mapped[SegmentHistoryAction] = mapped_column(words_of(SegmentHistoryAction, "action"))
