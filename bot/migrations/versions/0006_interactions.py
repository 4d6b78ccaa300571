"""Interactions"""

import sqlalchemy as sa
from alembic import op

from bot.migrations.columns import flag, instant, words

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "interactions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.String(64), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("contact_name", sa.String(100), nullable=False),
        sa.Column("contact_company_id", sa.Integer(), nullable=True),
        sa.Column("contact_company_name", sa.String(100), nullable=True),
        sa.Column("contact_via", sa.String(254), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("time", sa.Time(), nullable=True),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("logged_by", sa.String(32), nullable=True),
        instant("modified_at"),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("subject", sa.String(100), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("group_code", sa.String(20), nullable=True),
        sa.Column("template_code", sa.String(20), nullable=False),
        sa.Column("language_code", sa.String(10), nullable=True),
        sa.Column(
            "information_flow", words("information_flow", "outbound", "inbound"), nullable=True
        ),
        sa.Column("initiated_by", words("initiated_by", "us", "them"), nullable=True),
        sa.Column(
            "correspondence_type", words("correspondence_type", "hard_copy", "email"), nullable=True
        ),
        sa.Column("salesperson_code", sa.String(20), nullable=False),
        sa.Column("cost", sa.Numeric(14, 2), server_default="0", nullable=False),
        sa.Column("duration_min", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "evaluation",
            words(
                "evaluation", "very_positive", "positive", "neutral", "negative", "very_negative"
            ),
            nullable=True,
        ),
        flag("attempt_failed"),
        flag("canceled"),
        flag("canceled_with_segment"),
        sa.Column("campaign_no", sa.String(20), nullable=True),
        sa.Column("campaign_entry_id", sa.Integer(), nullable=True),
        flag("campaign_target"),
        flag("campaign_response"),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("segment_no", sa.String(20), nullable=True),
        sa.Column("logged_segment_id", sa.Integer(), nullable=True),
        sa.Column(
            "delivery_status", words("delivery_status", "in_progress", "error"), nullable=True
        ),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_interactions_cost")),
        sa.CheckConstraint("duration_min >= 0", name=op.f("ck_interactions_duration_min")),
        sa.ForeignKeyConstraint(
            ["campaign_entry_id"],
            ["campaign_entries.id"],
            name=op.f("fk_interactions_campaign_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["campaign_no"], ["campaigns.no"], name=op.f("fk_interactions_campaign_no")
        ),
        sa.ForeignKeyConstraint(
            ["contact_company_id"], ["contacts.id"], name=op.f("fk_interactions_contact_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_interactions_contact_id")
        ),
        sa.ForeignKeyConstraint(
            ["group_code"], ["interaction_groups.code"], name=op.f("fk_interactions_group_code")
        ),
        sa.ForeignKeyConstraint(
            ["logged_segment_id"],
            ["logged_segments.id"],
            name=op.f("fk_interactions_logged_segment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunities.id"], name=op.f("fk_interactions_opportunity_id")
        ),
        sa.ForeignKeyConstraint(
            ["salesperson_code"],
            ["salespeople.code"],
            name=op.f("fk_interactions_salesperson_code"),
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_interactions_task_id")),
        sa.ForeignKeyConstraint(
            ["template_code"],
            ["interaction_templates.code"],
            name=op.f("fk_interactions_template_code"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interactions")),
        sa.UniqueConstraint(
            "draft_id", "contact_id", name=op.f("uq_interactions_draft_id_contact_id")
        ),
    )
    op.create_index(
        op.f("ix_interactions_contact_company_id_date"),
        "interactions",
        ["contact_company_id", "date"],
    )
    op.create_index(op.f("ix_interactions_contact_id_date"), "interactions", ["contact_id", "date"])
    op.create_index(
        op.f("ix_interactions_logged_segment_id"), "interactions", ["logged_segment_id"]
    )
    op.create_index(
        op.f("ix_interactions_salesperson_code_logged_at"),
        "interactions",
        ["salesperson_code", "logged_at"],
    )

    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interaction_id", sa.Integer(), nullable=True),
        sa.Column("draft_id", sa.String(64), nullable=True),
        sa.Column("slack_file_id", sa.String(32), nullable=True),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("mime_type", sa.String(255), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        instant("created_at"),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("size >= 0", name=op.f("ck_attachments_size")),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interactions.id"], name=op.f("fk_attachments_interaction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index(op.f("ix_attachments_draft_id"), "attachments", ["draft_id"])
    op.create_index(op.f("ix_attachments_interaction_id"), "attachments", ["interaction_id"])

    op.create_table(
        "interaction_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(32), nullable=True),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interactions.id"],
            name=op.f("fk_interaction_comments_interaction_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction_comments")),
    )
    op.create_index(
        op.f("ix_interaction_comments_interaction_id"), "interaction_comments", ["interaction_id"]
    )


def downgrade() -> None:
    op.drop_table("interaction_comments")
    op.drop_table("attachments")
    op.drop_table("interactions")
