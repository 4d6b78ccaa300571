"""What was recorded: interactions, their comments and their files."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from bot.domain.enums import (
    CorrespondenceType,
    DeliveryStatus,
    Evaluation,
    InformationFlow,
    InitiatedBy,
)
from bot.models.base import CODE, DESCRIPTION, FALSE, SLACK_ID, Base, Money, UtcDateTime, words_of
from bot.models.contacts import Contact

_SHARED = text("attachment_id IS NOT NULL")
_DELETED = text("deletion_id IS NOT NULL")
_TOGETHER = text("together_id IS NOT NULL")
_FIGURES = ("date", "id", "canceled", "attempt_failed", "initiated_by", "cost", "duration_min")
_IMPORTED = text("import_key IS NOT NULL")


class Interaction(Base):
    """An interaction log entry, one contact each.

    `date` and `time` are the salesperson's local ones, `logged_at` is the instant of logging.
    `draft_id` with `contact_id` makes a second Finish of the same draft harmless; an entry logged
    from a segment has no draft, but `segment_line_no`, the line it came from, which is also its
    place in the logged segment. `contact_name` stays when the contact goes. `content` is the text
    of the wizard's second step. `canceled_with_segment` tells an entry canceled with its logged
    segment from one canceled by itself. `attachment_id` is the file that the entries of a segment
    share; without a foreign key, since attachments point here and SQLite can't add the other half
    of a circle. An entry with `deletion_id` is canceled and shown nowhere, until it is purged or
    its deletion (`EntryDeletion`) is undone. `import_key` is what the row of a file is known
    by that an entry came from: it is known again however the entry was corrected. Where more
    contacts took part, each has an entry, and `together_id` is the id of the first one, which alone
    has the draft.
    """

    __tablename__ = "interactions"
    __table_args__ = (
        UniqueConstraint("draft_id", "contact_id"),
        # In the order of the log, with all that their figures are made of.
        Index("ix_interactions_contact_id_figures", "contact_id", *_FIGURES),
        Index(
            "ix_interactions_contact_company_id_figures",
            "contact_company_id",
            *_FIGURES,
            "contact_id",
        ),
        Index(None, "salesperson_code", "logged_at"),
        # The order of the log, of everybody's and of what it is filtered by.
        Index(None, "date", "id"),
        Index(None, "description", "date", "id"),
        Index(None, "salesperson_code", "date"),
        Index(None, "logged_by", "date"),
        Index(None, "template_code", "date"),
        Index(None, "campaign_no", "date"),
        # Few are canceled, and fewer deleted.
        Index(
            "ix_interactions_canceled",
            "date",
            "id",
            sqlite_where=text("canceled IS 1"),
            postgresql_where=text("canceled IS true"),
        ),
        Index(None, "deletion_id", sqlite_where=_DELETED, postgresql_where=_DELETED),
        Index(
            "uq_interactions_logged_segment_id_segment_line_no",
            "logged_segment_id",
            "segment_line_no",
            unique=True,
        ),
        Index(None, "attachment_id", sqlite_where=_SHARED, postgresql_where=_SHARED),
        Index(None, "together_id", sqlite_where=_TOGETHER, postgresql_where=_TOGETHER),
        Index(None, "import_key", sqlite_where=_IMPORTED, postgresql_where=_IMPORTED),
        CheckConstraint("cost >= 0", name="cost"),
        CheckConstraint("duration_min >= 0", name="duration_min"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[str | None] = mapped_column(String(64))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"))
    contact_name: Mapped[str] = mapped_column(String(DESCRIPTION))
    contact_company_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    contact_company_name: Mapped[str | None] = mapped_column(String(DESCRIPTION))
    contact_via: Mapped[str | None] = mapped_column(String(254))
    date: Mapped[dt.date]
    time: Mapped[dt.time | None]
    logged_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    logged_by: Mapped[str | None] = mapped_column(String(SLACK_ID))
    modified_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, server_default=func.now())
    description: Mapped[str] = mapped_column(String(DESCRIPTION))
    subject: Mapped[str | None] = mapped_column(String(DESCRIPTION))
    content: Mapped[str | None] = mapped_column(Text)
    group_code: Mapped[str | None] = mapped_column(ForeignKey("interaction_groups.code"))
    template_code: Mapped[str] = mapped_column(ForeignKey("interaction_templates.code"))
    language_code: Mapped[str | None] = mapped_column(String(10))
    information_flow: Mapped[InformationFlow | None] = mapped_column(
        words_of(InformationFlow, "information_flow")
    )
    initiated_by: Mapped[InitiatedBy | None] = mapped_column(words_of(InitiatedBy, "initiated_by"))
    correspondence_type: Mapped[CorrespondenceType | None] = mapped_column(
        words_of(CorrespondenceType, "correspondence_type")
    )
    salesperson_code: Mapped[str] = mapped_column(ForeignKey("salespeople.code"))
    cost: Mapped[Decimal] = mapped_column(Money, default=Decimal(0), server_default="0")
    duration_min: Mapped[int] = mapped_column(default=0, server_default="0")
    evaluation: Mapped[Evaluation | None] = mapped_column(words_of(Evaluation, "evaluation"))
    attempt_failed: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    canceled: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    canceled_with_segment: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    campaign_no: Mapped[str | None] = mapped_column(ForeignKey("campaigns.no"))
    campaign_entry_id: Mapped[int | None] = mapped_column(ForeignKey("campaign_entries.id"))
    campaign_target: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    campaign_response: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunities.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"))
    segment_no: Mapped[str | None] = mapped_column(String(CODE))
    logged_segment_id: Mapped[int | None] = mapped_column(ForeignKey("logged_segments.id"))
    segment_line_no: Mapped[int | None] = mapped_column(BigInteger, sort_order=1)
    attachment_id: Mapped[int | None] = mapped_column(sort_order=1)
    delivery_status: Mapped[DeliveryStatus | None] = mapped_column(
        words_of(DeliveryStatus, "delivery_status")
    )
    deletion_id: Mapped[int | None] = mapped_column(sort_order=1)
    import_key: Mapped[str | None] = mapped_column(String(64), sort_order=1)
    together_id: Mapped[int | None] = mapped_column(sort_order=1)

    contact: Mapped[Contact] = relationship(lazy="raise", foreign_keys=[contact_id])
    comments: Mapped[list["InteractionComment"]] = relationship(
        lazy="raise", order_by="InteractionComment.id"
    )


class InteractionComment(Base):
    """A remark on an interaction, added when it was logged or any time later."""

    __tablename__ = "interaction_comments"
    __table_args__ = (Index(None, "interaction_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    interaction_id: Mapped[int] = mapped_column(ForeignKey("interactions.id"))
    date: Mapped[dt.date | None]
    comment: Mapped[str] = mapped_column(Text)
    created_by: Mapped[str | None] = mapped_column(String(SLACK_ID))
    modified_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class Attachment(Base):
    """A file of an interaction, or of all those of a segment (`segment_no`), stored once.

    `content` is NULL until the file was fetched from Slack; `size` is in bytes. The content is
    only loaded when asked for.
    """

    __tablename__ = "attachments"
    __table_args__ = (
        Index(None, "interaction_id"),
        Index(None, "draft_id"),
        CheckConstraint("size >= 0", name="size"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    interaction_id: Mapped[int | None] = mapped_column(ForeignKey("interactions.id"))
    draft_id: Mapped[str | None] = mapped_column(String(64))
    slack_file_id: Mapped[str | None] = mapped_column(String(SLACK_ID))
    name: Mapped[str] = mapped_column(String(255))
    mime_type: Mapped[str | None] = mapped_column(String(255))
    size: Mapped[int | None]
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary), raiseload=True)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, server_default=func.now())
    fetched_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    segment_no: Mapped[str | None] = mapped_column(String(CODE))
