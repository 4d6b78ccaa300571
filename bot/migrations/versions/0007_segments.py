"""Segments"""

import sqlalchemy as sa
from alembic import op

from bot.migrations.columns import flag, instant, words

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "segments",
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=True),
        flag("ignore_contact_correspondence_type"),
        sa.Column("unit_cost", sa.Numeric(14, 2), server_default="0", nullable=False),
        sa.Column("unit_duration_min", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_by", sa.String(32), nullable=True),
        instant("created_at"),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("subject", sa.String(100), nullable=True),
        sa.Column("language_code", sa.String(10), nullable=True),
        flag("campaign_target"),
        flag("campaign_response"),
        sa.Column("salesperson_code", sa.String(20), nullable=True),
        sa.Column("campaign_no", sa.String(20), nullable=True),
        sa.Column("template_code", sa.String(20), nullable=True),
        sa.Column("group_code", sa.String(20), nullable=True),
        sa.Column(
            "correspondence_type", words("correspondence_type", "hard_copy", "email"), nullable=True
        ),
        sa.Column(
            "information_flow", words("information_flow", "outbound", "inbound"), nullable=True
        ),
        sa.Column("initiated_by", words("initiated_by", "us", "them"), nullable=True),
        sa.CheckConstraint("unit_cost >= 0", name=op.f("ck_segments_unit_cost")),
        sa.CheckConstraint("unit_duration_min >= 0", name=op.f("ck_segments_unit_duration_min")),
        sa.ForeignKeyConstraint(
            ["campaign_no"], ["campaigns.no"], name=op.f("fk_segments_campaign_no")
        ),
        sa.ForeignKeyConstraint(
            ["group_code"], ["interaction_groups.code"], name=op.f("fk_segments_group_code")
        ),
        sa.ForeignKeyConstraint(
            ["salesperson_code"], ["salespeople.code"], name=op.f("fk_segments_salesperson_code")
        ),
        sa.ForeignKeyConstraint(
            ["template_code"],
            ["interaction_templates.code"],
            name=op.f("fk_segments_template_code"),
        ),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_segments")),
    )
    op.create_table(
        "segment_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("segment_no", sa.String(20), nullable=False),
        sa.Column("action_no", sa.Integer(), nullable=False),
        sa.Column("action", words("action", "insertion", "deletion"), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("line", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_segment_history_contact_id")
        ),
        sa.ForeignKeyConstraint(
            ["segment_no"], ["segments.no"], name=op.f("fk_segment_history_segment_no")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment_history")),
    )
    op.create_index(
        op.f("ix_segment_history_segment_no_action_no"),
        "segment_history",
        ["segment_no", "action_no"],
    )

    op.create_table(
        "segment_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("segment_no", sa.String(20), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("contact_company_id", sa.Integer(), nullable=True),
        sa.Column("description", sa.String(100), nullable=True),
        sa.Column("time", sa.Time(), nullable=True),
        sa.Column("cost", sa.Numeric(14, 2), server_default="0", nullable=False),
        sa.Column("duration_min", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "evaluation",
            words(
                "evaluation", "very_positive", "positive", "neutral", "negative", "very_negative"
            ),
            nullable=True,
        ),
        sa.Column("customised", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("subject", sa.String(100), nullable=True),
        sa.Column("language_code", sa.String(10), nullable=True),
        flag("campaign_target"),
        flag("campaign_response"),
        sa.Column("salesperson_code", sa.String(20), nullable=True),
        sa.Column("campaign_no", sa.String(20), nullable=True),
        sa.Column("template_code", sa.String(20), nullable=True),
        sa.Column("group_code", sa.String(20), nullable=True),
        sa.Column(
            "correspondence_type", words("correspondence_type", "hard_copy", "email"), nullable=True
        ),
        sa.Column(
            "information_flow", words("information_flow", "outbound", "inbound"), nullable=True
        ),
        sa.Column("initiated_by", words("initiated_by", "us", "them"), nullable=True),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_segment_lines_cost")),
        sa.CheckConstraint("duration_min >= 0", name=op.f("ck_segment_lines_duration_min")),
        sa.ForeignKeyConstraint(
            ["campaign_no"], ["campaigns.no"], name=op.f("fk_segment_lines_campaign_no")
        ),
        sa.ForeignKeyConstraint(
            ["contact_company_id"],
            ["contacts.id"],
            name=op.f("fk_segment_lines_contact_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_segment_lines_contact_id")
        ),
        sa.ForeignKeyConstraint(
            ["group_code"], ["interaction_groups.code"], name=op.f("fk_segment_lines_group_code")
        ),
        sa.ForeignKeyConstraint(
            ["salesperson_code"],
            ["salespeople.code"],
            name=op.f("fk_segment_lines_salesperson_code"),
        ),
        sa.ForeignKeyConstraint(
            ["segment_no"], ["segments.no"], name=op.f("fk_segment_lines_segment_no")
        ),
        sa.ForeignKeyConstraint(
            ["template_code"],
            ["interaction_templates.code"],
            name=op.f("fk_segment_lines_template_code"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment_lines")),
        sa.UniqueConstraint(
            "segment_no", "line_no", name=op.f("uq_segment_lines_segment_no_line_no")
        ),
    )
    op.create_index(op.f("ix_segment_lines_contact_id"), "segment_lines", ["contact_id"])


def downgrade() -> None:
    op.drop_table("segment_lines")
    op.drop_table("segment_history")
    op.drop_table("segments")
