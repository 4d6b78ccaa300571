"""Interaction templates"""

import sqlalchemy as sa
from alembic import op

from bot.migrations.columns import flag, words

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "interaction_groups",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_interaction_groups")),
    )
    op.create_table(
        "interaction_templates",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("group_code", sa.String(20), nullable=True),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("unit_cost", sa.Numeric(14, 2), server_default="0", nullable=False),
        sa.Column("unit_duration_min", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "information_flow", words("information_flow", "outbound", "inbound"), nullable=True
        ),
        sa.Column("initiated_by", words("initiated_by", "us", "them"), nullable=True),
        sa.Column(
            "correspondence_type", words("correspondence_type", "hard_copy", "email"), nullable=True
        ),
        flag("ignore_contact_correspondence_type"),
        sa.Column("language_code", sa.String(10), nullable=True),
        sa.Column(
            "wizard_action", words("wizard_action", "open", "import", "merge"), nullable=True
        ),
        sa.Column("campaign_no", sa.String(20), nullable=True),
        flag("campaign_target"),
        flag("campaign_response"),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("unit_cost >= 0", name=op.f("ck_interaction_templates_unit_cost")),
        sa.CheckConstraint(
            "unit_duration_min >= 0", name=op.f("ck_interaction_templates_unit_duration_min")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_no"], ["campaigns.no"], name=op.f("fk_interaction_templates_campaign_no")
        ),
        sa.ForeignKeyConstraint(
            ["group_code"],
            ["interaction_groups.code"],
            name=op.f("fk_interaction_templates_group_code"),
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_interaction_templates")),
    )
    op.create_table(
        "interaction_template_languages",
        sa.Column("template_code", sa.String(20), nullable=False),
        sa.Column("language_code", sa.String(10), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["template_code"],
            ["interaction_templates.code"],
            name=op.f("fk_interaction_template_languages_template_code"),
        ),
        sa.PrimaryKeyConstraint(
            "template_code", "language_code", name=op.f("pk_interaction_template_languages")
        ),
    )


def downgrade() -> None:
    op.drop_table("interaction_template_languages")
    op.drop_table("interaction_templates")
    op.drop_table("interaction_groups")
