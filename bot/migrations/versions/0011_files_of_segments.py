"""A segment's interaction can have a file, which its log entries share"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SHARED = sa.text("attachment_id IS NOT NULL")


def upgrade() -> None:
    op.add_column("attachments", sa.Column("segment_no", sa.String(20), nullable=True))
    for table in ("segments", "interactions"):
        op.add_column(table, sa.Column("attachment_id", sa.Integer(), nullable=True))
    op.create_index(
        op.f("ix_interactions_attachment_id"),
        "interactions",
        ["attachment_id"],
        sqlite_where=SHARED,
        postgresql_where=SHARED,
    )


def downgrade() -> None:
    # Without the columns nobody would find the files again.
    op.execute("DELETE FROM attachments WHERE segment_no IS NOT NULL")
    op.drop_index(op.f("ix_interactions_attachment_id"), "interactions")
    for table in ("interactions", "segments"):
        op.drop_column(table, "attachment_id")
    op.drop_column("attachments", "segment_no")
