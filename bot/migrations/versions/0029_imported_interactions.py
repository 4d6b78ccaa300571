"""Salespeople, templates and interactions are imported; a row of a file is known again"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_IMPORTED = sa.text("import_key IS NOT NULL")


def upgrade() -> None:
    op.add_column(
        "imports", sa.Column("kind", sa.String(20), server_default="contacts", nullable=False)
    )
    _call_records("contact_id", "record_id")
    op.create_table(
        "imported_records",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(50), nullable=False),
        sa.Column("code", sa.String(50), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["imports.id"],
            name=op.f("fk_imported_records_import_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("import_id", "kind", "code", name=op.f("pk_imported_records")),
        sqlite_with_rowid=False,
    )
    op.add_column("interactions", sa.Column("import_key", sa.String(64), nullable=True))
    op.create_index(
        op.f("ix_interactions_import_key"),
        "interactions",
        ["import_key"],
        sqlite_where=_IMPORTED,
        postgresql_where=_IMPORTED,
    )


def downgrade() -> None:
    op.drop_index("ix_interactions_import_key", "interactions")
    op.drop_column("interactions", "import_key")
    op.drop_table("imported_records")
    # The rows of an older version are about contacts only.
    op.execute("DELETE FROM imports WHERE kind <> 'contacts'")
    op.execute("DELETE FROM import_rows WHERE import_id NOT IN (SELECT id FROM imports)")
    _call_records("record_id", "contact_id")
    op.drop_column("imports", "kind")


def _call_records(before: str, after: str) -> None:
    op.drop_index(f"ix_import_rows_{before}", "import_rows")
    op.alter_column("import_rows", before, new_column_name=after)
    op.create_index(f"ix_import_rows_{after}", "import_rows", [after])
