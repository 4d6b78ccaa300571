"""The role of a reader; an audit trail of set-up and bulk acts"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_BEFORE = ("salesperson", "manager", "administrator")


def upgrade() -> None:
    _roles("reader", *_BEFORE)
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_by", sa.String(32), nullable=True),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(50), nullable=False),
        sa.Column("subject", sa.String(100), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_entries_kind_subject", "audit_entries", ["kind", "subject"])


def downgrade() -> None:
    op.drop_table("audit_entries")
    op.execute("UPDATE salespeople SET role = 'salesperson' WHERE role = 'reader'")
    _roles(*_BEFORE)


def _roles(*words: str) -> None:
    listed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table("salespeople") as salespeople:
        salespeople.drop_constraint(op.f("ck_salespeople_role"), type_="check")
        salespeople.create_check_constraint(op.f("ck_salespeople_role"), f"role IN ({listed})")
