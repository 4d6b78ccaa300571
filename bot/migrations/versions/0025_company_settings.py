"""What a company decides once for everybody"""

import sqlalchemy as sa
from alembic import op

from bot.migrations.columns import words

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "company_settings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("inherited", sa.JSON(), nullable=False),
        sa.Column("new_salesperson_code", sa.String(20), nullable=True),
        sa.Column("new_language_code", sa.String(10), nullable=True),
        sa.Column("new_country_code", sa.String(10), nullable=True),
        sa.Column(
            "new_correspondence_type",
            words("new_correspondence_type", "hard_copy", "email"),
            nullable=True,
        ),
        sa.Column("phone_region", sa.String(2), nullable=True),
        sa.Column("default_locale", sa.String(16), nullable=True),
        sa.Column("self_service", sa.Boolean(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_company_settings_one")),
        sa.ForeignKeyConstraint(
            ["new_salesperson_code"],
            ["salespeople.code"],
            name=op.f("fk_company_settings_new_salesperson_code"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_settings")),
    )


def downgrade() -> None:
    op.drop_table("company_settings")
