"""Contacts are imported, known by another system's id; imports can be undone"""

import sqlalchemy as sa
from alembic import op

from bot.migrations.columns import instant

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_COUNTS = ("new", "changed", "unchanged", "refused", "repeated", "companies")


def upgrade() -> None:
    op.add_column("contacts", sa.Column("external_id", sa.String(100), nullable=True))
    op.create_index("uq_contacts_external_id", "contacts", ["external_id"], unique=True)
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(255), nullable=False),
        instant("done_at"),
        sa.Column("done_by", sa.String(32), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "import_rows",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["imports.id"],
            name=op.f("fk_import_rows_import_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("import_id", "contact_id", name=op.f("pk_import_rows")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_import_rows_contact_id"), "import_rows", ["contact_id"])


def downgrade() -> None:
    op.drop_table("import_rows")
    op.drop_table("imports")
    op.drop_index("uq_contacts_external_id", "contacts")
    op.drop_column("contacts", "external_id")
