"""A logged segment's id is never given out again; a segment counts its changes"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "segments", sa.Column("revision", sa.Integer(), server_default="0", nullable=False)
    )
    make_logged_segments_anew(sqlite_autoincrement=True)


def downgrade() -> None:
    make_logged_segments_anew(sqlite_autoincrement=False)
    with op.batch_alter_table("segments") as segments:
        segments.drop_column("revision")


def make_logged_segments_anew(*, sqlite_autoincrement: bool) -> None:
    """Only on SQLite: a sequence of PostgreSQL never goes back."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table(
            "logged_segments",
            recreate="always",
            table_kwargs={"sqlite_autoincrement": sqlite_autoincrement},
        ):
            pass
