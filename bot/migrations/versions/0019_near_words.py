"""Contacts are found by words that are near; all are indexed anew, in the background"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    folded = sa.String(50).with_variant(sa.String(50, collation="C"), "postgresql")
    op.create_table(
        "near_words",
        sa.Column("variant", folded, nullable=False),
        sa.Column("word", folded, nullable=False),
        sa.PrimaryKeyConstraint("variant", "word", name=op.f("pk_near_words")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contacts_to_index",
        sa.Column("contact_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_contacts_to_index")),
    )
    op.execute("INSERT INTO contacts_to_index (contact_id) SELECT id FROM contacts")


def downgrade() -> None:
    op.drop_table("contacts_to_index")
    op.drop_table("near_words")
    # The version before this one knows neither their kind nor what they are good for.
    op.execute("DELETE FROM contact_words WHERE kind = 3")
