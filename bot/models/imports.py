"""What imports have done, for as long as they can be undone."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, func
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import SLACK_ID, Base, UtcDateTime


class Import(Base):
    """A file of contacts that was brought in. The counts add up to its rows, but for `companies`,
    which were made from the companies' names of persons. `done_by` is a Slack user id, empty where
    it was done from a terminal."""

    __tablename__ = "imports"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(String(255))
    done_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, server_default=func.now())
    done_by: Mapped[str | None] = mapped_column(String(SLACK_ID))
    new: Mapped[int]
    changed: Mapped[int]
    unchanged: Mapped[int]
    refused: Mapped[int]
    repeated: Mapped[int]
    companies: Mapped[int]
    undone_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class ImportRow(Base):
    """What an import did to one contact. `changes` has, for each column, the value before and the
    one that was written; it is empty where the contact was created. No foreign key to the contact,
    which goes when the import is undone."""

    __tablename__ = "import_rows"
    __table_args__ = (Index(None, "contact_id"), {"sqlite_with_rowid": False})

    import_id: Mapped[int] = mapped_column(
        ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True
    )
    contact_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    row_number: Mapped[int]
    changes: Mapped[dict[str, list[Any]] | None] = mapped_column(JSON)


class ImportMapping(Base):
    """Which columns the headings of a file meant, for files with the same headings. `headings` is a
    digest of them; `columns` has, for each heading that somebody assigned, the column of a contact,
    or nothing where it is left out."""

    __tablename__ = "import_mappings"

    headings: Mapped[str] = mapped_column(String(64), primary_key=True)
    columns: Mapped[dict[str, str | None]] = mapped_column(JSON)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str | None] = mapped_column(String(SLACK_ID))
