"""Contact groups"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "business_relations",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_business_relations")),
    )
    op.create_table(
        "industry_groups",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_industry_groups")),
    )
    op.create_table(
        "job_responsibilities",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_job_responsibilities")),
    )
    op.create_table(
        "mailing_groups",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_mailing_groups")),
    )
    op.create_table(
        "contact_business_relations",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("external_no", sa.String(20), nullable=True),
        sa.ForeignKeyConstraint(
            ["code"], ["business_relations.code"], name=op.f("fk_contact_business_relations_code")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_contact_business_relations_contact_id")
        ),
        sa.PrimaryKeyConstraint("contact_id", "code", name=op.f("pk_contact_business_relations")),
    )
    op.create_table(
        "contact_industry_groups",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(
            ["code"], ["industry_groups.code"], name=op.f("fk_contact_industry_groups_code")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_contact_industry_groups_contact_id")
        ),
        sa.PrimaryKeyConstraint("contact_id", "code", name=op.f("pk_contact_industry_groups")),
    )
    op.create_table(
        "contact_job_responsibilities",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(
            ["code"],
            ["job_responsibilities.code"],
            name=op.f("fk_contact_job_responsibilities_code"),
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_contact_job_responsibilities_contact_id")
        ),
        sa.PrimaryKeyConstraint("contact_id", "code", name=op.f("pk_contact_job_responsibilities")),
    )
    op.create_table(
        "contact_mailing_groups",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(
            ["code"], ["mailing_groups.code"], name=op.f("fk_contact_mailing_groups_code")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_contact_mailing_groups_contact_id")
        ),
        sa.PrimaryKeyConstraint("contact_id", "code", name=op.f("pk_contact_mailing_groups")),
    )


def downgrade() -> None:
    op.drop_table("contact_mailing_groups")
    op.drop_table("contact_job_responsibilities")
    op.drop_table("contact_industry_groups")
    op.drop_table("contact_business_relations")
    op.drop_table("mailing_groups")
    op.drop_table("job_responsibilities")
    op.drop_table("industry_groups")
    op.drop_table("business_relations")
