"""Segment lines hold only what is their own; a deleted segment can come back

Until now nothing could be changed on a line, so every value of a line is inherited.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.migrations.columns import words

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("segments", sa.Column("content", sa.Text(), nullable=True))
    op.add_column("segments", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_table("segment_history")
    op.create_table(
        "segment_history",
        sa.Column("segment_no", sa.String(20), nullable=False),
        sa.Column("action_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last_line_no", sa.BigInteger(), nullable=True),
        sa.Column("action", words("action", "insertion", "deletion"), nullable=False),
        *values(),
        sa.ForeignKeyConstraint(
            ["segment_no"], ["segments.no"], name=op.f("fk_segment_history_segment_no")
        ),
        sa.PrimaryKeyConstraint(
            "segment_no", "action_no", "line_no", name=op.f("pk_segment_history")
        ),
    )
    set_lines_aside()
    op.create_table(
        "segment_lines",
        sa.Column("segment_no", sa.String(20), nullable=False),
        sa.Column("line_no", sa.BigInteger(), autoincrement=False, nullable=False),
        *values(),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_segment_lines_cost")),
        sa.CheckConstraint("duration_min >= 0", name=op.f("ck_segment_lines_duration_min")),
        *line_keys(),
        sa.PrimaryKeyConstraint("segment_no", "line_no", name=op.f("pk_segment_lines")),
    )
    bring_lines_back()
    op.create_index(
        op.f("ix_segment_lines_contact_id_segment_no"),
        "segment_lines",
        ["contact_id", "segment_no"],
    )
    op.create_index(
        "ix_segment_lines_customised",
        "segment_lines",
        ["segment_no", "line_no"],
        sqlite_where=sa.text("customised <> 0"),
        postgresql_where=sa.text("customised <> 0"),
    )


def downgrade() -> None:
    set_lines_aside()
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
        evaluation(),
        sa.Column("customised", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("subject", sa.String(100), nullable=True),
        sa.Column("language_code", sa.String(10), nullable=True),
        *(
            sa.Column(name, sa.Boolean(), server_default=sa.text("false"), nullable=False)
            for name in ("campaign_target", "campaign_response")
        ),
        *(
            sa.Column(name, sa.String(20), nullable=True)
            for name in ("salesperson_code", "campaign_no", "template_code", "group_code")
        ),
        *channels(),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_segment_lines_cost")),
        sa.CheckConstraint("duration_min >= 0", name=op.f("ck_segment_lines_duration_min")),
        *line_keys(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment_lines")),
        sa.UniqueConstraint(
            "segment_no", "line_no", name=op.f("uq_segment_lines_segment_no_line_no")
        ),
    )
    bring_lines_back()
    op.create_index(op.f("ix_segment_lines_contact_id"), "segment_lines", ["contact_id"])
    op.drop_table("segment_history")
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
    with op.batch_alter_table("segments") as segments:
        segments.drop_column("deleted_at")
        segments.drop_column("content")


def set_lines_aside() -> None:
    """Drop the table of lines, keeping who is on them in another one."""
    op.execute(
        "CREATE TABLE segment_lines_kept AS "
        "SELECT segment_no, line_no, contact_id, contact_company_id FROM segment_lines"
    )
    op.drop_table("segment_lines")


def bring_lines_back() -> None:
    op.execute(
        "INSERT INTO segment_lines (segment_no, line_no, contact_id, contact_company_id) "
        "SELECT segment_no, line_no, contact_id, contact_company_id FROM segment_lines_kept "
        "ORDER BY segment_no, line_no"
    )
    op.drop_table("segment_lines_kept")


def values() -> list[sa.Column[Any]]:
    """What a line can have of its own."""
    return [
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("contact_company_id", sa.Integer(), nullable=True),
        sa.Column("customised", sa.Integer(), server_default="0", nullable=False),
        sa.Column("description", sa.String(100), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("time", sa.Time(), nullable=True),
        sa.Column("salesperson_code", sa.String(20), nullable=True),
        sa.Column("template_code", sa.String(20), nullable=True),
        sa.Column("group_code", sa.String(20), nullable=True),
        sa.Column("language_code", sa.String(10), nullable=True),
        sa.Column("subject", sa.String(100), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("cost", sa.Numeric(14, 2), nullable=True),
        sa.Column("duration_min", sa.Integer(), nullable=True),
        sa.Column("campaign_no", sa.String(20), nullable=True),
        sa.Column("campaign_target", sa.Boolean(), nullable=True),
        sa.Column("campaign_response", sa.Boolean(), nullable=True),
        *channels(),
        evaluation(),
    ]


def channels() -> list[sa.Column[Any]]:
    return [
        sa.Column(
            "correspondence_type", words("correspondence_type", "hard_copy", "email"), nullable=True
        ),
        sa.Column(
            "information_flow", words("information_flow", "outbound", "inbound"), nullable=True
        ),
        sa.Column("initiated_by", words("initiated_by", "us", "them"), nullable=True),
    ]


def evaluation() -> sa.Column[Any]:
    levels = ("very_positive", "positive", "neutral", "negative", "very_negative")
    return sa.Column("evaluation", words("evaluation", *levels), nullable=True)


def line_keys() -> list[sa.ForeignKeyConstraint]:
    """What a line points to."""
    targets = {
        "campaign_no": "campaigns.no",
        "contact_company_id": "contacts.id",
        "contact_id": "contacts.id",
        "group_code": "interaction_groups.code",
        "salesperson_code": "salespeople.code",
        "segment_no": "segments.no",
        "template_code": "interaction_templates.code",
    }
    return [
        sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_segment_lines_{column}"))
        for column, target in targets.items()
    ]
