"""Segment criteria"""

import sqlalchemy as sa
from alembic import op

from bot.migrations.columns import flag, instant, words

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_segment_criteria",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=True),
        sa.Column("created_by", sa.String(32), nullable=True),
        instant("created_at"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_saved_segment_criteria")),
    )
    op.create_table(
        "saved_segment_criteria_lines",
        sa.Column("saved_code", sa.String(20), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(50), nullable=True),
        sa.Column("filter", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("filter_count", sa.Integer(), server_default="0", nullable=False),
        flag("allow_existing_contacts"),
        flag("expand_companies"),
        flag("allow_related_companies"),
        flag("ignore_exclusion"),
        flag("entire_companies"),
        sa.Column("type", words("type", "action", "filter"), nullable=False),
        sa.Column("action", words("action", "add", "reduce", "refine"), nullable=True),
        sa.ForeignKeyConstraint(
            ["saved_code"],
            ["saved_segment_criteria.code"],
            name=op.f("fk_saved_segment_criteria_lines_saved_code"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_segment_criteria_lines")),
        sa.UniqueConstraint(
            "saved_code", "line_no", name=op.f("uq_saved_segment_criteria_lines_saved_code_line_no")
        ),
    )
    op.create_table(
        "segment_criteria",
        sa.Column("segment_no", sa.String(20), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(50), nullable=True),
        sa.Column("filter", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("filter_count", sa.Integer(), server_default="0", nullable=False),
        flag("allow_existing_contacts"),
        flag("expand_companies"),
        flag("allow_related_companies"),
        flag("ignore_exclusion"),
        flag("entire_companies"),
        sa.Column("type", words("type", "action", "filter"), nullable=False),
        sa.Column("action", words("action", "add", "reduce", "refine"), nullable=True),
        sa.ForeignKeyConstraint(
            ["segment_no"], ["segments.no"], name=op.f("fk_segment_criteria_segment_no")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment_criteria")),
        sa.UniqueConstraint(
            "segment_no", "line_no", name=op.f("uq_segment_criteria_segment_no_line_no")
        ),
    )


def downgrade() -> None:
    op.drop_table("segment_criteria")
    op.drop_table("saved_segment_criteria_lines")
    op.drop_table("saved_segment_criteria")
