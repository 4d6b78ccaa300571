"""Salespeople and number series."""

from decimal import Decimal

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.enums import SalespersonRole
from bot.models.base import CODE, DESCRIPTION, FALSE, SLACK_ID, Base, Money, folded, words_of


class Salesperson(Base):
    """Who interactions are done by, linked to at most one Slack user.

    A blocked salesperson is not offered in lists; a privacy-blocked one takes no new contacts.
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


class NumberSeries(Base):
    """Where the next number of a contact, segment … comes from: prefix, then digits."""

    __tablename__ = "number_series"

    code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    description: Mapped[str] = mapped_column(String(DESCRIPTION))
    prefix: Mapped[str] = mapped_column(String(10))
    digits: Mapped[int]
    last_used: Mapped[int] = mapped_column(default=0, server_default="0")
    manual_allowed: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
