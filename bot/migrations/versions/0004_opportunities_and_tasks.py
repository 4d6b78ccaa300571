"""Opportunities and tasks"""

import sqlalchemy as sa
from alembic import op

from bot.migrations.columns import flag, words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sales_cycles",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column(
            "probability_calculation",
            words("probability_calculation", "multiply", "add", "chances_of_success", "completed"),
            nullable=False,
        ),
        flag("blocked"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_sales_cycles")),
    )
    op.create_table(
        "sales_cycle_stages",
        sa.Column("sales_cycle_code", sa.String(20), nullable=False),
        sa.Column("stage", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("completed_pct", sa.Integer(), server_default="0", nullable=False),
        sa.Column("chances_of_success_pct", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["sales_cycle_code"],
            ["sales_cycles.code"],
            name=op.f("fk_sales_cycle_stages_sales_cycle_code"),
        ),
        sa.PrimaryKeyConstraint("sales_cycle_code", "stage", name=op.f("pk_sales_cycle_stages")),
    )
    op.create_table(
        "opportunities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("contact_company_id", sa.Integer(), nullable=True),
        sa.Column("salesperson_code", sa.String(20), nullable=True),
        sa.Column("campaign_no", sa.String(20), nullable=True),
        sa.Column("segment_no", sa.String(20), nullable=True),
        sa.Column("sales_cycle_code", sa.String(20), nullable=True),
        sa.Column("creation_date", sa.Date(), nullable=False),
        sa.Column(
            "status",
            words("status", "not_started", "in_progress", "won", "lost"),
            server_default="not_started",
            nullable=False,
        ),
        sa.Column(
            "priority",
            words("priority", "low", "normal", "high"),
            server_default="normal",
            nullable=False,
        ),
        sa.Column("estimated_value", sa.Numeric(14, 2), nullable=True),
        flag("closed"),
        sa.Column("date_closed", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_no"], ["campaigns.no"], name=op.f("fk_opportunities_campaign_no")
        ),
        sa.ForeignKeyConstraint(
            ["contact_company_id"],
            ["contacts.id"],
            name=op.f("fk_opportunities_contact_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_opportunities_contact_id")
        ),
        sa.ForeignKeyConstraint(
            ["sales_cycle_code"],
            ["sales_cycles.code"],
            name=op.f("fk_opportunities_sales_cycle_code"),
        ),
        sa.ForeignKeyConstraint(
            ["salesperson_code"],
            ["salespeople.code"],
            name=op.f("fk_opportunities_salesperson_code"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunities")),
        sa.UniqueConstraint("no", name=op.f("uq_opportunities_no")),
    )
    op.create_index(
        op.f("ix_opportunities_contact_company_id_closed"),
        "opportunities",
        ["contact_company_id", "closed"],
    )
    op.create_index(op.f("ix_opportunities_contact_id"), "opportunities", ["contact_id"])

    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("type", words("type", "meeting", "phone_call"), nullable=True),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("time", sa.Time(), nullable=True),
        sa.Column("duration_min", sa.Integer(), nullable=True),
        flag("all_day"),
        sa.Column("salesperson_code", sa.String(20), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("contact_company_id", sa.Integer(), nullable=True),
        sa.Column("campaign_no", sa.String(20), nullable=True),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("segment_no", sa.String(20), nullable=True),
        sa.Column(
            "status",
            words("status", "not_started", "in_progress", "completed", "waiting", "postponed"),
            server_default="not_started",
            nullable=False,
        ),
        sa.Column(
            "priority",
            words("priority", "low", "normal", "high"),
            server_default="normal",
            nullable=False,
        ),
        sa.Column("location", sa.String(100), nullable=True),
        flag("closed"),
        sa.Column("date_closed", sa.Date(), nullable=True),
        flag("canceled"),
        sa.Column("completed_by", sa.String(20), nullable=True),
        sa.CheckConstraint("duration_min >= 0", name=op.f("ck_tasks_duration_min")),
        sa.ForeignKeyConstraint(
            ["campaign_no"], ["campaigns.no"], name=op.f("fk_tasks_campaign_no")
        ),
        sa.ForeignKeyConstraint(
            ["completed_by"], ["salespeople.code"], name=op.f("fk_tasks_completed_by")
        ),
        sa.ForeignKeyConstraint(
            ["contact_company_id"], ["contacts.id"], name=op.f("fk_tasks_contact_company_id")
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_tasks_contact_id")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunities.id"], name=op.f("fk_tasks_opportunity_id")
        ),
        sa.ForeignKeyConstraint(
            ["salesperson_code"], ["salespeople.code"], name=op.f("fk_tasks_salesperson_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("no", name=op.f("uq_tasks_no")),
    )
    op.create_index(op.f("ix_tasks_contact_id"), "tasks", ["contact_id"])
    op.create_index(
        op.f("ix_tasks_salesperson_code_closed_date"),
        "tasks",
        ["salesperson_code", "closed", "date"],
    )


def downgrade() -> None:
    op.drop_table("tasks")
    op.drop_table("opportunities")
    op.drop_table("sales_cycle_stages")
    op.drop_table("sales_cycles")
