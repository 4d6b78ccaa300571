"""Who deleted a segment can bring it back"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("segments", sa.Column("deleted_by", sa.String(32), nullable=True))


def downgrade() -> None:
    op.drop_column("segments", "deleted_by")
