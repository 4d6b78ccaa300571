"""Segments: contacts that get the same interaction, before and after it is logged."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    func,
    text,
)
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from bot.domain.enums import CorrespondenceType, Evaluation, InformationFlow, InitiatedBy
from bot.models.base import CODE, DESCRIPTION, FALSE, SLACK_ID, Base, Money, UtcDateTime, words_of


class InteractionValues:
    """What a segment gives to its lines."""

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
    """The header of a segment that is not logged yet.

    `content` is the text in the header's language, NULL where the template's own is meant.
    `description_of_template`: nobody typed the description, so lines have that of their template
    instead. A segment with `deleted_at` is shown nowhere; until it is purged, its deletion can be
    taken back. `attachment_id` is the file that a template with the action *Import* takes.
    `revision` counts the changes of the segment, its lines included, so that nobody logs another
    than they saw.
    """

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
    content: Mapped[str | None] = mapped_column(Text, sort_order=1)
    deleted_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime, sort_order=1)
    attachment_id: Mapped[int | None] = mapped_column(sort_order=1)
    deleted_by: Mapped[str | None] = mapped_column(String(SLACK_ID), sort_order=1)
    revision: Mapped[int] = mapped_column(default=0, server_default="0", sort_order=1)
    description_of_template: Mapped[bool] = mapped_column(
        default=False, server_default=FALSE, sort_order=1
    )


class LineValues:
    """A contact of a segment and what the line has of its own.

    A value is NULL where it is inherited. `customised` is the mask
    (`bot.domain.segments.lines.Own`) of the fields that are the line's own, so that an own blank is
    not an inherited value. It is a number, not a list of names: both databases test and change it
    in place, for a million lines in one statement, where each has its own functions for JSON and
    reads it from text every time.
    """

    contact_id: Mapped[int | None]
    contact_company_id: Mapped[int | None]
    customised: Mapped[int] = mapped_column(default=0, server_default="0")
    description: Mapped[str | None] = mapped_column(String(DESCRIPTION))
    date: Mapped[dt.date | None]
    time: Mapped[dt.time | None]
    salesperson_code: Mapped[str | None] = mapped_column(String(CODE))
    template_code: Mapped[str | None] = mapped_column(String(CODE))
    group_code: Mapped[str | None] = mapped_column(String(CODE))
    language_code: Mapped[str | None] = mapped_column(String(10))
    subject: Mapped[str | None] = mapped_column(String(DESCRIPTION))
    content: Mapped[str | None] = mapped_column(Text)
    cost: Mapped[Decimal | None] = mapped_column(Money)
    duration_min: Mapped[int | None]
    campaign_no: Mapped[str | None] = mapped_column(String(CODE))
    campaign_target: Mapped[bool | None]
    campaign_response: Mapped[bool | None]

    @declared_attr
    def correspondence_type(self) -> Mapped[CorrespondenceType | None]:
        return mapped_column(words_of(CorrespondenceType, "correspondence_type"))

    @declared_attr
    def information_flow(self) -> Mapped[InformationFlow | None]:
        return mapped_column(words_of(InformationFlow, "information_flow"))

    @declared_attr
    def initiated_by(self) -> Mapped[InitiatedBy | None]:
        return mapped_column(words_of(InitiatedBy, "initiated_by"))

    @declared_attr
    def evaluation(self) -> Mapped[Evaluation | None]:
        return mapped_column(words_of(Evaluation, "evaluation"))


class SegmentLine(LineValues, Base):
    """One contact of a segment. `group_code` is that of the line's own template.

    `line_no` goes up in steps of 10,000, which an INTEGER of PostgreSQL can't count for a million
    lines. Few lines differ from their header, so those have an index of their own.
    """

    __tablename__ = "segment_lines"
    __table_args__ = (
        ForeignKeyConstraint(["contact_id"], ["contacts.id"]),
        ForeignKeyConstraint(["contact_company_id"], ["contacts.id"]),
        ForeignKeyConstraint(["salesperson_code"], ["salespeople.code"]),
        ForeignKeyConstraint(["template_code"], ["interaction_templates.code"]),
        ForeignKeyConstraint(["group_code"], ["interaction_groups.code"]),
        ForeignKeyConstraint(["campaign_no"], ["campaigns.no"]),
        Index(None, "contact_id", "segment_no"),
        Index(
            "ix_segment_lines_customised",
            "segment_no",
            "line_no",
            sqlite_where=text("customised <> 0"),
            postgresql_where=text("customised <> 0"),
        ),
        CheckConstraint("cost >= 0", name="cost"),
        CheckConstraint("duration_min >= 0", name="duration_min"),
    )

    segment_no: Mapped[str] = mapped_column(ForeignKey("segments.no"), primary_key=True)
    line_no: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
