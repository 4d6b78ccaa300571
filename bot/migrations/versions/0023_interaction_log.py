"""The interaction log: its order, what was done to entries later, and filters that are kept"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_interactions_date_id": ["date", "id"],
    "ix_interactions_salesperson_code_date": ["salesperson_code", "date"],
    "ix_interactions_template_code_date": ["template_code", "date"],
    "ix_interactions_campaign_no_date": ["campaign_no", "date"],
}


def upgrade() -> None:
    op.create_table(
        "interaction_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interactions.id"],
            name=op.f("fk_interaction_changes_interaction_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction_changes")),
    )
    op.create_index(
        op.f("ix_interaction_changes_interaction_id"), "interaction_changes", ["interaction_id"]
    )
    op.create_table(
        "kept_log_filters",
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("filter", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_kept_log_filters")),
    )
    for name, columns in _INDEXES.items():
        op.create_index(op.f(name), "interactions", columns)


def downgrade() -> None:
    for name in reversed(_INDEXES):
        op.drop_index(op.f(name), "interactions")
    op.drop_table("kept_log_filters")
    op.drop_table("interaction_changes")
