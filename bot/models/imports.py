"""What imports have done, for as long as they can be undone."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, func
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import CODE, SLACK_ID, Base, UtcDateTime


class Import(Base):
    """A file that was brought in; the command line calls it a `kind`. The counts add up to its
    rows, but for `companies`: of contacts those made from the companies' names of persons, of
    templates the interaction groups that they name. `done_by` is a Slack user id, empty where
    it was done from a terminal."""

    __tablename__ = "imports"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(
        String(CODE), default="contacts", server_default="contacts", sort_order=1
    )
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
    """What an import did to one contact or interaction. `changes` has, for each column, the value
    before and the one that was written; it is empty where the record was created. No foreign key to
    the record, which goes when the import is undone."""

    __tablename__ = "import_rows"
    __table_args__ = (Index(None, "record_id"), {"sqlite_with_rowid": False})

    import_id: Mapped[int] = mapped_column(
        ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True
    )
    record_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    row_number: Mapped[int]
    changes: Mapped[dict[str, list[Any]] | None] = mapped_column(JSON)


class ImportedRecord(Base):
    """What an import did to one record of the table `kind` that has a code; as above. The text of a
    template in a language has both codes."""

    __tablename__ = "imported_records"
    __table_args__ = ({"sqlite_with_rowid": False},)

    import_id: Mapped[int] = mapped_column(
        ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(50), primary_key=True)
    code: Mapped[str] = mapped_column(String(50), primary_key=True)
    row_number: Mapped[int]
    changes: Mapped[dict[str, list[Any]] | None] = mapped_column(JSON(none_as_null=True))


class ImportMapping(Base):
    """Which columns the headings of a file meant, for files with the same headings. `headings` is a
    digest of them; `columns` has, for each heading that somebody assigned, the column of a contact,
    or nothing where it is left out."""

    __tablename__ = "import_mappings"

    headings: Mapped[str] = mapped_column(String(64), primary_key=True)
    columns: Mapped[dict[str, str | None]] = mapped_column(JSON)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str | None] = mapped_column(String(SLACK_ID))
