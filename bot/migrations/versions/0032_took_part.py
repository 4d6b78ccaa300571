"""Interactions that were recorded together know of each other"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_TOGETHER = sa.text("together_id IS NOT NULL")


def upgrade() -> None:
    op.add_column("interactions", sa.Column("together_id", sa.Integer(), nullable=True))
    op.create_index(
        op.f("ix_interactions_together_id"),
        "interactions",
        ["together_id"],
        sqlite_where=_TOGETHER,
        postgresql_where=_TOGETHER,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_interactions_together_id"), "interactions")
    op.drop_column("interactions", "together_id")
