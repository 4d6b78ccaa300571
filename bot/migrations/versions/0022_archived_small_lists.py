"""Small lists of contacts' groups can be archived"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_TABLES = ("mailing_groups", "industry_groups", "job_responsibilities", "business_relations")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for table in _TABLES:
        op.drop_column(table, "archived_at")
