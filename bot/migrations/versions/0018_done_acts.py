"""What a user did is known by a key, so that it is done once by however many processes"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "done_acts",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("entered", sa.String(64), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column(
            "done_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_done_acts")),
    )
    op.create_index(op.f("ix_done_acts_done_at"), "done_acts", ["done_at"])


def downgrade() -> None:
    op.drop_table("done_acts")
