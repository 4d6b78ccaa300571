"""Campaigns"""

import sqlalchemy as sa
from alembic import op

from bot.migrations.columns import flag, instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "campaign_statuses",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_campaign_statuses")),
    )
    op.create_table(
        "logged_segments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("segment_no", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=True),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("logged_by", sa.String(32), nullable=True),
        flag("canceled"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logged_segments")),
    )
    op.create_index(op.f("ix_logged_segments_segment_no"), "logged_segments", ["segment_no"])

    op.create_table(
        "campaigns",
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("starting_date", sa.Date(), nullable=True),
        sa.Column("ending_date", sa.Date(), nullable=True),
        sa.Column("salesperson_code", sa.String(20), nullable=True),
        sa.Column("status_code", sa.String(20), nullable=True),
        flag("activated"),
        instant("modified_at"),
        sa.CheckConstraint("starting_date <= ending_date", name=op.f("ck_campaigns_dates")),
        sa.ForeignKeyConstraint(
            ["salesperson_code"], ["salespeople.code"], name=op.f("fk_campaigns_salesperson_code")
        ),
        sa.ForeignKeyConstraint(
            ["status_code"], ["campaign_statuses.code"], name=op.f("fk_campaigns_status_code")
        ),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_campaigns")),
    )
    op.create_table(
        "campaign_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_no", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("logged_by", sa.String(32), nullable=True),
        sa.Column("segment_no", sa.String(20), nullable=True),
        sa.Column("salesperson_code", sa.String(20), nullable=True),
        sa.Column("logged_segment_id", sa.Integer(), nullable=True),
        flag("canceled"),
        sa.ForeignKeyConstraint(
            ["campaign_no"], ["campaigns.no"], name=op.f("fk_campaign_entries_campaign_no")
        ),
        sa.ForeignKeyConstraint(
            ["logged_segment_id"],
            ["logged_segments.id"],
            name=op.f("fk_campaign_entries_logged_segment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salesperson_code"],
            ["salespeople.code"],
            name=op.f("fk_campaign_entries_salesperson_code"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_entries")),
    )
    op.create_index(
        op.f("ix_campaign_entries_campaign_no_segment_no"),
        "campaign_entries",
        ["campaign_no", "segment_no"],
    )


def downgrade() -> None:
    op.drop_table("campaign_entries")
    op.drop_table("campaigns")
    op.drop_table("logged_segments")
    op.drop_table("campaign_statuses")
