"""What was done to entries of the interaction log, and how their readers last filtered it."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import DESCRIPTION, SLACK_ID, Base, UtcDateTime, folded


class InteractionChange(Base):
    """An entry that was canceled, restored, evaluated or corrected: by whom, when and why.

    `before` and `after` hold the columns that differ, as JSON.
    """

    __tablename__ = "interaction_changes"
    __table_args__ = (Index(None, "interaction_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    interaction_id: Mapped[int] = mapped_column(ForeignKey("interactions.id", ondelete="CASCADE"))
    act: Mapped[str] = mapped_column(String(20))
    changed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str | None] = mapped_column(String(SLACK_ID))
    reason: Mapped[str | None] = mapped_column(Text)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)


class EntryDeletion(Base):
    """Canceled entries that were deleted together. They are gone from every list, and from the
    tables when it is too late to undo it; then this row goes too."""

    __tablename__ = "entry_deletions"
    __table_args__ = (Index(None, "deleted_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    deleted_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    deleted_by: Mapped[str | None] = mapped_column(String(SLACK_ID))
    count: Mapped[int]


class KeptLogFilter(Base):
    """How a Slack user last filtered the log, as JSON."""

    __tablename__ = "kept_log_filters"

    user_id: Mapped[str] = mapped_column(String(SLACK_ID), primary_key=True)
    filter: Mapped[str] = mapped_column(Text)
    kept_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class Confirmation(Base):
    """The message that confirmed an interaction, in its user's conversation with the app. There is
    no foreign key: the message is there when the interaction has gone, and says so."""

    __tablename__ = "confirmations"
    __table_args__ = (
        Index("uq_confirmations_channel_id_message_ts", "channel_id", "message_ts", unique=True),
        Index(None, "posted_at"),
    )

    interaction_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    channel_id: Mapped[str] = mapped_column(String(SLACK_ID))
    message_ts: Mapped[str] = mapped_column(String(SLACK_ID))
    user_id: Mapped[str] = mapped_column(String(SLACK_ID))
    posted_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class LogText(Base):
    """What entries say, folded, to be searched: a `description` once, however many entries have
    it, or everything that the entry `interaction_id` and its comments say together.

    Triggers keep it (migration 0030), so nothing else writes it but for removing descriptions that
    no entry has any more. Every three letters that follow each other in `folded` are indexed: on
    SQLite in a table of its own, `log_texts_grams`, on PostgreSQL by `log_grams(folded)`.
    """

    __tablename__ = "log_texts"
    __table_args__ = (UniqueConstraint("interaction_id"), Index(None, "description"))

    id: Mapped[int] = mapped_column(primary_key=True)
    description: Mapped[str | None] = mapped_column(String(DESCRIPTION))
    interaction_id: Mapped[int | None] = mapped_column(
        ForeignKey("interactions.id", ondelete="CASCADE")
    )
    folded: Mapped[str] = mapped_column(Text)


class FoldedLetter(Base):
    """A letter and what it is searched as (`bot.domain.folding.fold_letters`), for triggers."""

    __tablename__ = "folded_letters"
    __table_args__ = ({"sqlite_with_rowid": False},)

    letter: Mapped[str] = mapped_column(folded(32), primary_key=True)
    plain: Mapped[str] = mapped_column(folded(32))
