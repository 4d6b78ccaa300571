"""Salespeople, the Slack users behind them, and number series."""

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.enums import LinkDecision, SalespersonRole, Standing
from bot.models.base import (
    CODE,
    DESCRIPTION,
    FALSE,
    SLACK_ID,
    Base,
    Money,
    UtcDateTime,
    folded,
    words_of,
)

_OPEN = text("decided_at IS NULL")


BY_EMAIL, BY_THEMSELVES, BY_NOBODY_KNOWN = "email", "self", "unknown"
"""Links that no administrator has made, or that are older than this column."""


class SlackUser(Base):
    """What Slack last said of somebody, for when it doesn't say."""

    __tablename__ = "slack_users"

    user_id: Mapped[str] = mapped_column(String(SLACK_ID), primary_key=True)
    name: Mapped[str] = mapped_column(String(DESCRIPTION))
    email: Mapped[str | None] = mapped_column(String(254))
    zone: Mapped[str] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(16))
    standing: Mapped[Standing] = mapped_column(words_of(Standing, "standing"))


class LinkRequest(Base):
    """Somebody wants to be an existing salesperson; administrators decide.

    `messages` are those that ask them, as (channel, timestamp). A user has one open request.
    """

    __tablename__ = "link_requests"
    __table_args__ = (
        Index(
            "uq_link_requests_user_id_open",
            "user_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(String(SLACK_ID))
    salesperson_code: Mapped[str] = mapped_column(
        ForeignKey("salespeople.code", ondelete="CASCADE", onupdate="CASCADE")
    )
    asked_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    messages: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    decision: Mapped[LinkDecision | None] = mapped_column(words_of(LinkDecision, "decision"))
    decided_by: Mapped[str | None] = mapped_column(String(SLACK_ID))
    decided_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class Salesperson(Base):
    """Who interactions are done by, linked to at most one Slack user.

    A blocked salesperson is not offered in lists; a privacy-blocked one takes no new contacts.
    `linked_by` is the Slack user id of the administrator who linked the two, or one of the words
    below; empty where it was done by hand in the database.
    """

    __tablename__ = "salespeople"
    __table_args__ = (Index(None, "email_folded"),)

    code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    name: Mapped[str] = mapped_column(String(DESCRIPTION))
    job_title: Mapped[str | None] = mapped_column(String(50))
    email: Mapped[str | None] = mapped_column(String(254))
    email_folded: Mapped[str | None] = mapped_column(folded(254))
    phone: Mapped[str | None] = mapped_column(String(40))
    commission_pct: Mapped[Decimal] = mapped_column(Money, default=Decimal(0), server_default="0")
    role: Mapped[SalespersonRole] = mapped_column(
        words_of(SalespersonRole, "role"),
        default=SalespersonRole.SALESPERSON,
        server_default=SalespersonRole.SALESPERSON.value,
    )
    blocked: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    privacy_blocked: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    slack_user_id: Mapped[str | None] = mapped_column(String(SLACK_ID), unique=True)
    linked_by: Mapped[str | None] = mapped_column(String(SLACK_ID))


class NumberSeries(Base):
    """Where the next number of a contact, segment … comes from: prefix, then digits."""

    __tablename__ = "number_series"

    code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    description: Mapped[str] = mapped_column(String(DESCRIPTION))
    prefix: Mapped[str] = mapped_column(String(10))
    digits: Mapped[int]
    last_used: Mapped[int] = mapped_column(default=0, server_default="0")
    manual_allowed: Mapped[bool] = mapped_column(default=False, server_default=FALSE)

    @property
    def next_number(self) -> int:
        """The number that is drawn next, unless it is in use: then the first one after it."""
        return self.last_used + 1

    @next_number.setter
    def next_number(self, number: int) -> None:
        self.last_used = number - 1


class AuditEntry(Base):
    """A set-up or bulk act: who did what to which record, and what it was before and after."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "kind", "subject"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    done_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    done_by: Mapped[str | None] = mapped_column(String(SLACK_ID))
    act: Mapped[str] = mapped_column(String(CODE))
    kind: Mapped[str] = mapped_column(String(50))
    subject: Mapped[str] = mapped_column(String(DESCRIPTION))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
