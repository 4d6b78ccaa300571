"""What was done already, so that no process does it a second time."""

import datetime as dt

from sqlalchemy import Index, String, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, UtcDateTime


class DoneAct(Base):
    """An act of a user (`bot.domain.acts`), written in the transaction that does it.

    `result` is what came of it, as JSON; it is there as soon as others can see the row. `done_at`
    is by the database's clock.
    """

    __tablename__ = "done_acts"
    __table_args__ = (Index(None, "done_at"),)

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    entered: Mapped[str] = mapped_column(String(64))
    result: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, server_default=func.now())
