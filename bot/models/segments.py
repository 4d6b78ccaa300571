"""Segments: contacts that get the same interaction, and how they were chosen."""

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    func,
)
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from bot.domain.enums import (
    CorrespondenceType,
    CriteriaAction,
    CriteriaLineType,
    Evaluation,
    InformationFlow,
    InitiatedBy,
    SegmentHistoryAction,
)
from bot.models.base import CODE, DESCRIPTION, FALSE, SLACK_ID, Base, Money, UtcDateTime, words_of


class InteractionValues:
    """What a segment gives to its lines, and a line to the interaction it becomes."""

    date: Mapped[dt.date | None]
    subject: Mapped[str | None] = mapped_column(String(DESCRIPTION))
    language_code: Mapped[str | None] = mapped_column(String(10))
    campaign_target: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    campaign_response: Mapped[bool] = mapped_column(default=False, server_default=FALSE)

    @declared_attr
    def salesperson_code(self) -> Mapped[str | None]:
        return mapped_column(ForeignKey("salespeople.code"))

    @declared_attr
    def campaign_no(self) -> Mapped[str | None]:
        return mapped_column(ForeignKey("campaigns.no"))

    @declared_attr
    def template_code(self) -> Mapped[str | None]:
        return mapped_column(ForeignKey("interaction_templates.code"))

    @declared_attr
    def group_code(self) -> Mapped[str | None]:
        return mapped_column(ForeignKey("interaction_groups.code"))

    @declared_attr
    def correspondence_type(self) -> Mapped[CorrespondenceType | None]:
        return mapped_column(words_of(CorrespondenceType, "correspondence_type"))

    @declared_attr
    def information_flow(self) -> Mapped[InformationFlow | None]:
        return mapped_column(words_of(InformationFlow, "information_flow"))

    @declared_attr
    def initiated_by(self) -> Mapped[InitiatedBy | None]:
        return mapped_column(words_of(InitiatedBy, "initiated_by"))


class Segment(InteractionValues, Base):
    """The header of a segment that is not logged yet."""

    __tablename__ = "segments"
    __table_args__ = (
        CheckConstraint("unit_cost >= 0", name="unit_cost"),
        CheckConstraint("unit_duration_min >= 0", name="unit_duration_min"),
    )

    no: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    description: Mapped[str | None] = mapped_column(String(DESCRIPTION))
    ignore_contact_correspondence_type: Mapped[bool] = mapped_column(
        default=False, server_default=FALSE
    )
    unit_cost: Mapped[Decimal] = mapped_column(Money, default=Decimal(0), server_default="0")
    unit_duration_min: Mapped[int] = mapped_column(default=0, server_default="0")
    created_by: Mapped[str | None] = mapped_column(String(SLACK_ID))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, server_default=func.now())

    lines: Mapped[list["SegmentLine"]] = relationship(
        lazy="raise", order_by="SegmentLine.line_no", cascade="all, delete-orphan"
    )


class SegmentLine(InteractionValues, Base):
    """One contact of a segment.

    `customised` names the fields whose value is the line's own; the others follow the header.
    """

    __tablename__ = "segment_lines"
    __table_args__ = (
        UniqueConstraint("segment_no", "line_no"),
        Index(None, "contact_id"),
        CheckConstraint("cost >= 0", name="cost"),
        CheckConstraint("duration_min >= 0", name="duration_min"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_no: Mapped[str] = mapped_column(ForeignKey("segments.no"))
    line_no: Mapped[int]
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    contact_company_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    description: Mapped[str | None] = mapped_column(String(DESCRIPTION))
    time: Mapped[dt.time | None]
    cost: Mapped[Decimal] = mapped_column(Money, default=Decimal(0), server_default="0")
    duration_min: Mapped[int] = mapped_column(default=0, server_default="0")
    evaluation: Mapped[Evaluation | None] = mapped_column(words_of(Evaluation, "evaluation"))
    customised: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")


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
    """Criteria kept under a name for other segments."""

    __tablename__ = "saved_segment_criteria"

    code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    description: Mapped[str | None] = mapped_column(String(DESCRIPTION))
    created_by: Mapped[str | None] = mapped_column(String(SLACK_ID))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, server_default=func.now())


class SavedSegmentCriteriaLine(CriteriaValues, Base):
    """A step, or a filter of a step, of saved criteria."""

    __tablename__ = "saved_segment_criteria_lines"
    __table_args__ = (
        UniqueConstraint("saved_code", "line_no"),
        ForeignKeyConstraint(["saved_code"], ["saved_segment_criteria.code"]),
    )

    saved_code: Mapped[str] = mapped_column(String(CODE))


class SegmentHistory(Base):
    """What each step did to the lines; `line` keeps a removed line whole so it can come back."""

    __tablename__ = "segment_history"
    __table_args__ = (Index(None, "segment_no", "action_no"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_no: Mapped[str] = mapped_column(ForeignKey("segments.no"))
    action_no: Mapped[int]
    action: Mapped[SegmentHistoryAction] = mapped_column(words_of(SegmentHistoryAction, "action"))
    line_no: Mapped[int]
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    line: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class LoggedSegment(Base):
    """A segment that was logged; its interactions point here and are taken back through here."""

    __tablename__ = "logged_segments"
    __table_args__ = (Index(None, "segment_no"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_no: Mapped[str] = mapped_column(String(CODE))
    description: Mapped[str | None] = mapped_column(String(DESCRIPTION))
    logged_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    logged_by: Mapped[str | None] = mapped_column(String(SLACK_ID))
    canceled: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
