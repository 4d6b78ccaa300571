"""What a company decides once for everybody."""

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.enums import CorrespondenceType
from bot.models.base import Base, UtcDateTime, words_of


class CompanySettingsRow(Base):
    """The one row of settings; there is none before the first change. An empty column is for the
    environment or the bot to say."""

    __tablename__ = "company_settings"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    inherited: Mapped[list[str]] = mapped_column(JSON)
    new_salesperson_code: Mapped[str | None] = mapped_column(ForeignKey("salespeople.code"))
    new_language_code: Mapped[str | None] = mapped_column(String(10))
    new_country_code: Mapped[str | None] = mapped_column(String(10))
    new_correspondence_type: Mapped[CorrespondenceType | None] = mapped_column(
        words_of(CorrespondenceType, "new_correspondence_type")
    )
    phone_region: Mapped[str | None] = mapped_column(String(2))
    default_locale: Mapped[str | None] = mapped_column(String(16))
    self_service: Mapped[bool | None]
    changed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
