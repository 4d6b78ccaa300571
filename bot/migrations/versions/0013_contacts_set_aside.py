"""Contacts that may not be offered are found among the lines of a segment without reading all"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NAME = "ix_contacts_set_aside"
GONE = "deleted_at IS NOT NULL OR merged_into_id IS NOT NULL"


def upgrade() -> None:
    op.create_index(
        NAME,
        "contacts",
        ["company_id", "search_name"],
        sqlite_where=sa.text(f"privacy_blocked IS 1 OR minor IS 1 OR {GONE}"),
        postgresql_where=sa.text(f"privacy_blocked IS true OR minor IS true OR {GONE}"),
    )


def downgrade() -> None:
    op.drop_index(NAME, "contacts")
