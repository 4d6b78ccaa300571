"""Confirmations follow what happens to their interactions"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "confirmations",
        sa.Column("interaction_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("message_ts", sa.String(32), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("interaction_id", name=op.f("pk_confirmations")),
    )
    op.create_index(
        op.f("uq_confirmations_channel_id_message_ts"),
        "confirmations",
        ["channel_id", "message_ts"],
        unique=True,
    )
    op.create_index(op.f("ix_confirmations_posted_at"), "confirmations", ["posted_at"])


def downgrade() -> None:
    op.drop_table("confirmations")
