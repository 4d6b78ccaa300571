"""Segments can be logged once, taken back, and worked on in jobs

A line of a logged segment gives one interaction, and keys see to it.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.migrations.columns import flag, words

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LINE_OF_LOG = "uq_interactions_logged_segment_id_segment_line_no"
CAMPAIGN_OF_LOG = "uq_campaign_entries_logged_segment_id_campaign_no"
PART_OF_SEGMENT = "uq_logged_segments_segment_no_part"
REASONS = (
    *("no_contact", "contact_gone", "privacy_blocked", "minor", "no_template"),
    *("template_archived", "language_unknown", "no_salesperson", "salesperson_blocked"),
    *("no_date", "no_description", "duplicate"),
)


def upgrade() -> None:
    op.add_column("logged_segments", count("part", "1"))
    op.add_column("logged_segments", count("logged", "0"))
    op.add_column("logged_segments", count("kept", "0"))
    for name in ("left_out", "header", "criteria"):
        op.add_column("logged_segments", sa.Column(name, sa.JSON(), nullable=True))
    # What is there was logged before the number of a segment was held to be logged once.
    op.execute(
        "UPDATE logged_segments SET part = 1 + (SELECT count(*) FROM logged_segments earlier "
        "WHERE earlier.segment_no = logged_segments.segment_no "
        "AND earlier.id < logged_segments.id)"
    )
    op.drop_index(op.f("ix_logged_segments_segment_no"), "logged_segments")
    op.create_index(PART_OF_SEGMENT, "logged_segments", ["segment_no", "part"], unique=True)
    op.add_column("interactions", sa.Column("segment_line_no", sa.BigInteger(), nullable=True))
    op.drop_index(op.f("ix_interactions_logged_segment_id"), "interactions")
    op.create_index(
        LINE_OF_LOG, "interactions", ["logged_segment_id", "segment_line_no"], unique=True
    )
    op.add_column("campaign_entries", flag("canceled_with_segment"))
    op.create_index(
        CAMPAIGN_OF_LOG, "campaign_entries", ["logged_segment_id", "campaign_no"], unique=True
    )
    op.create_table(
        "logged_segment_lines",
        sa.Column("logged_segment_id", sa.Integer(), nullable=False),
        sa.Column("line_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", words("reason", *REASONS), nullable=True),
        *values(),
        sa.ForeignKeyConstraint(
            ["logged_segment_id"],
            ["logged_segments.id"],
            name=op.f("fk_logged_segment_lines_logged_segment_id"),
        ),
        sa.PrimaryKeyConstraint(
            "logged_segment_id", "line_no", name=op.f("pk_logged_segment_lines")
        ),
    )
    make_history_anew()
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("person", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(20), server_default="waiting", nullable=False),
        count("attempts", "0"),
        sa.Column("channel_id", sa.String(32), nullable=True),
        sa.Column("message_ts", sa.String(32), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("problem", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index(
        "uq_jobs_subject_waiting",
        "jobs",
        ["subject"],
        unique=True,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_index(op.f("ix_jobs_told_at"), "jobs", ["told_at"])


def downgrade() -> None:
    op.drop_table("jobs")
    # History of segments that are logged has nothing to point to.
    op.execute("DELETE FROM segment_history WHERE segment_no NOT IN (SELECT no FROM segments)")
    make_history_anew(
        sa.ForeignKeyConstraint(
            ["segment_no"], ["segments.no"], name=op.f("fk_segment_history_segment_no")
        )
    )
    op.drop_table("logged_segment_lines")
    op.drop_index(CAMPAIGN_OF_LOG, "campaign_entries")
    op.drop_column("campaign_entries", "canceled_with_segment")
    op.drop_index(LINE_OF_LOG, "interactions")
    op.create_index(
        op.f("ix_interactions_logged_segment_id"), "interactions", ["logged_segment_id"]
    )
    op.drop_column("interactions", "segment_line_no")
    op.drop_index(PART_OF_SEGMENT, "logged_segments")
    op.create_index(op.f("ix_logged_segments_segment_no"), "logged_segments", ["segment_no"])
    for name in ("criteria", "header", "left_out", "kept", "logged", "part"):
        op.drop_column("logged_segments", name)


def make_history_anew(*keys: sa.ForeignKeyConstraint) -> None:
    """The table with its rows and these foreign keys: SQLite can't drop or add one."""
    op.execute("CREATE TABLE segment_history_kept AS SELECT * FROM segment_history")
    op.drop_table("segment_history")
    op.create_table(
        "segment_history",
        sa.Column("segment_no", sa.String(20), nullable=False),
        sa.Column("action_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last_line_no", sa.BigInteger(), nullable=True),
        sa.Column("action", words("action", "insertion", "deletion"), nullable=False),
        *values(),
        *keys,
        sa.PrimaryKeyConstraint(
            "segment_no", "action_no", "line_no", name=op.f("pk_segment_history")
        ),
    )
    op.execute("INSERT INTO segment_history SELECT * FROM segment_history_kept")
    op.drop_table("segment_history_kept")


def count(name: str, default: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), server_default=default, nullable=False)


def values() -> list[sa.Column[Any]]:
    """What a line can have of its own."""
    levels = ("very_positive", "positive", "neutral", "negative", "very_negative")
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
        *(
            sa.Column(name, words(name, *members), nullable=True)
            for name, members in (
                ("correspondence_type", ("hard_copy", "email")),
                ("information_flow", ("outbound", "inbound")),
                ("initiated_by", ("us", "them")),
                ("evaluation", levels),
            )
        ),
    ]
