"""Canceled entries that were deleted, as long as that can be undone"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entry_deletions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_by", sa.String(32), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_deletions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_entry_deletions_deleted_at"), "entry_deletions", ["deleted_at"])
    op.add_column("interactions", sa.Column("deletion_id", sa.Integer(), nullable=True))
    deleted = sa.text("deletion_id IS NOT NULL")
    op.create_index(
        op.f("ix_interactions_deletion_id"),
        "interactions",
        ["deletion_id"],
        sqlite_where=deleted,
        postgresql_where=deleted,
    )
    op.create_index(
        op.f("ix_interactions_canceled"),
        "interactions",
        ["date", "id"],
        sqlite_where=sa.text("canceled IS 1"),
        postgresql_where=sa.text("canceled IS true"),
    )
    op.create_index(op.f("ix_interactions_logged_by_date"), "interactions", ["logged_by", "date"])


def downgrade() -> None:
    op.drop_index(op.f("ix_interactions_logged_by_date"), "interactions")
    op.drop_index(op.f("ix_interactions_canceled"), "interactions")
    op.drop_index(op.f("ix_interactions_deletion_id"), "interactions")
    # Without the column they would be in the log again.
    entries = sa.table("interactions", sa.column("id"), sa.column("deletion_id"))
    deleted = entries.c.deletion_id.is_not(None)
    for name in ("interaction_comments", "interaction_changes", "attachments"):
        theirs = sa.table(name, sa.column("interaction_id"))
        ids = sa.select(entries.c.id).where(deleted)
        op.execute(sa.delete(theirs).where(theirs.c.interaction_id.in_(ids)))
    op.execute(sa.delete(entries).where(deleted))
    op.drop_column("interactions", "deletion_id")
    op.drop_index(op.f("ix_entry_deletions_deleted_at"), "entry_deletions")
    op.drop_table("entry_deletions")
