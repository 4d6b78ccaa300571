"""What an interaction can relate to: campaigns, opportunities and tasks."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, func
from sqlalchemy.orm import Mapped, mapped_column, synonym

from bot.domain.enums import (
    OpportunityStatus,
    Priority,
    ProbabilityCalculation,
    TaskStatus,
    TaskType,
)
from bot.models.base import CODE, DESCRIPTION, FALSE, SLACK_ID, Base, Money, UtcDateTime, words_of


class CampaignStatus(Base):
    """How far a campaign is."""

    __tablename__ = "campaign_statuses"

    code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    description: Mapped[str] = mapped_column(String(DESCRIPTION))
    archived_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime, sort_order=1)


class Campaign(Base):
    """A campaign that interactions can belong to. `code` is its number's other name, as all records
    of the set-up have one."""

    __tablename__ = "campaigns"
    __table_args__ = (CheckConstraint("starting_date <= ending_date", name="dates"),)

    no: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    description: Mapped[str] = mapped_column(String(DESCRIPTION))
    starting_date: Mapped[dt.date | None]
    ending_date: Mapped[dt.date | None]
    salesperson_code: Mapped[str | None] = mapped_column(ForeignKey("salespeople.code"))
    status_code: Mapped[str | None] = mapped_column(ForeignKey("campaign_statuses.code"))
    activated: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    modified_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, server_default=func.now())
    archived_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime, sort_order=1)

    code: Mapped[str] = synonym("no")


class CampaignEntry(Base):
    """What was done for a campaign in one go; interactions point here.

    `canceled_with_segment` tells an entry canceled with its logged segment from one canceled by
    itself.
    """

    __tablename__ = "campaign_entries"
    __table_args__ = (
        Index(None, "campaign_no", "segment_no"),
        Index(
            "uq_campaign_entries_logged_segment_id_campaign_no",
            "logged_segment_id",
            "campaign_no",
            unique=True,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_no: Mapped[str] = mapped_column(ForeignKey("campaigns.no"))
    description: Mapped[str | None] = mapped_column(String(DESCRIPTION))
    date: Mapped[dt.date]
    logged_by: Mapped[str | None] = mapped_column(String(SLACK_ID))
    segment_no: Mapped[str | None] = mapped_column(String(CODE))
    salesperson_code: Mapped[str | None] = mapped_column(ForeignKey("salespeople.code"))
    logged_segment_id: Mapped[int | None] = mapped_column(ForeignKey("logged_segments.id"))
    canceled: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    canceled_with_segment: Mapped[bool] = mapped_column(
        default=False, server_default=FALSE, sort_order=1
    )


class SalesCycle(Base):
    """The stages an opportunity goes through."""

    __tablename__ = "sales_cycles"

    code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    description: Mapped[str] = mapped_column(String(DESCRIPTION))
    probability_calculation: Mapped[ProbabilityCalculation] = mapped_column(
        words_of(ProbabilityCalculation, "probability_calculation")
    )
    blocked: Mapped[bool] = mapped_column(default=False, server_default=FALSE)


class SalesCycleStage(Base):
    """One stage, with both percentages that a probability can be made of."""

    __tablename__ = "sales_cycle_stages"

    sales_cycle_code: Mapped[str] = mapped_column(ForeignKey("sales_cycles.code"), primary_key=True)
    stage: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    description: Mapped[str] = mapped_column(String(DESCRIPTION))
    completed_pct: Mapped[int] = mapped_column(default=0, server_default="0")
    chances_of_success_pct: Mapped[int] = mapped_column(default=0, server_default="0")


class Opportunity(Base):
    """A possible sale to a contact. `closed` goes with the statuses won and lost."""

    __tablename__ = "opportunities"
    __table_args__ = (Index(None, "contact_company_id", "closed"), Index(None, "contact_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    no: Mapped[str] = mapped_column(String(CODE), unique=True)
    description: Mapped[str] = mapped_column(String(DESCRIPTION))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"))
    contact_company_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    salesperson_code: Mapped[str | None] = mapped_column(ForeignKey("salespeople.code"))
    campaign_no: Mapped[str | None] = mapped_column(ForeignKey("campaigns.no"))
    segment_no: Mapped[str | None] = mapped_column(String(CODE))
    sales_cycle_code: Mapped[str | None] = mapped_column(ForeignKey("sales_cycles.code"))
    creation_date: Mapped[dt.date]
    status: Mapped[OpportunityStatus] = mapped_column(
        words_of(OpportunityStatus, "status"),
        default=OpportunityStatus.NOT_STARTED,
        server_default=OpportunityStatus.NOT_STARTED.value,
    )
    priority: Mapped[Priority] = mapped_column(
        words_of(Priority, "priority"),
        default=Priority.NORMAL,
        server_default=Priority.NORMAL.value,
    )
    estimated_value: Mapped[Decimal | None] = mapped_column(Money)
    closed: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    date_closed: Mapped[dt.date | None]


class Task(Base):
    """Something to do, by a salesperson, with or for a contact."""

    __tablename__ = "tasks"
    __table_args__ = (
        Index(None, "salesperson_code", "closed", "date"),
        Index(None, "contact_id"),
        CheckConstraint("duration_min >= 0", name="duration_min"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    no: Mapped[str] = mapped_column(String(CODE), unique=True)
    type: Mapped[TaskType | None] = mapped_column(words_of(TaskType, "type"))
    description: Mapped[str] = mapped_column(String(DESCRIPTION))
    date: Mapped[dt.date | None]
    time: Mapped[dt.time | None]
    duration_min: Mapped[int | None]
    all_day: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    salesperson_code: Mapped[str | None] = mapped_column(ForeignKey("salespeople.code"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    contact_company_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    campaign_no: Mapped[str | None] = mapped_column(ForeignKey("campaigns.no"))
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunities.id"))
    segment_no: Mapped[str | None] = mapped_column(String(CODE))
    status: Mapped[TaskStatus] = mapped_column(
        words_of(TaskStatus, "status"),
        default=TaskStatus.NOT_STARTED,
        server_default=TaskStatus.NOT_STARTED.value,
    )
    priority: Mapped[Priority] = mapped_column(
        words_of(Priority, "priority"),
        default=Priority.NORMAL,
        server_default=Priority.NORMAL.value,
    )
    location: Mapped[str | None] = mapped_column(String(DESCRIPTION))
    closed: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    date_closed: Mapped[dt.date | None]
    canceled: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    completed_by: Mapped[str | None] = mapped_column(ForeignKey("salespeople.code"))
