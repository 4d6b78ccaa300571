"""What Slack last said of a user; who linked a salesperson; requests to be linked"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("salespeople", sa.Column("linked_by", sa.String(32), nullable=True))
    # Nobody can tell any more who made the links that there are.
    op.execute("UPDATE salespeople SET linked_by = 'unknown' WHERE slack_user_id IS NOT NULL")
    op.create_table(
        "slack_users",
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("locale", sa.String(16), nullable=False),
        sa.Column(
            "standing",
            words("standing", "member", "guest", "deactivated", "app", "stranger", "unknown"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_slack_users")),
    )
    op.create_table(
        "link_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("salesperson_code", sa.String(20), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.Column("decision", words("decision", "linked", "refused"), nullable=True),
        sa.Column("decided_by", sa.String(32), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["salesperson_code"],
            ["salespeople.code"],
            name=op.f("fk_link_requests_salesperson_code"),
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_requests")),
        sqlite_autoincrement=True,
    )
    still_open = sa.text("decided_at IS NULL")
    op.create_index(
        "uq_link_requests_user_id_open",
        "link_requests",
        ["user_id"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


def downgrade() -> None:
    op.drop_table("link_requests")
    op.drop_table("slack_users")
    with op.batch_alter_table("salespeople") as salespeople:
        salespeople.drop_column("linked_by")


def words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)
