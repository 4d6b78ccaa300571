"""People and contacts"""

import sqlalchemy as sa
from alembic import op

from bot.migrations.columns import flag, folded, instant, words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact_words",
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("word", folded(50), nullable=False),
        sa.Column("search_text", folded(500), nullable=False),
        sa.Column("contact_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint(
            "kind", "word", "search_text", "contact_id", name=op.f("pk_contact_words")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_contact_words_contact_id"), "contact_words", ["contact_id"])

    op.create_table(
        "number_series",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("prefix", sa.String(10), nullable=False),
        sa.Column("digits", sa.Integer(), nullable=False),
        sa.Column("last_used", sa.Integer(), server_default="0", nullable=False),
        flag("manual_allowed"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_number_series")),
    )
    op.create_table(
        "salespeople",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("job_title", sa.String(50), nullable=True),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("email_folded", folded(254), nullable=True),
        sa.Column("phone", sa.String(40), nullable=True),
        sa.Column("commission_pct", sa.Numeric(14, 2), server_default="0", nullable=False),
        sa.Column(
            "role",
            words("role", "salesperson", "manager", "administrator"),
            server_default="salesperson",
            nullable=False,
        ),
        flag("blocked"),
        flag("privacy_blocked"),
        sa.Column("slack_user_id", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_salespeople")),
        sa.UniqueConstraint("slack_user_id", name=op.f("uq_salespeople_slack_user_id")),
    )
    op.create_index(op.f("ix_salespeople_email_folded"), "salespeople", ["email_folded"])

    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("type", words("type", "company", "person"), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("search_name", folded(400), server_default="", nullable=False),
        sa.Column("first_name", sa.String(50), nullable=True),
        sa.Column("middle_name", sa.String(50), nullable=True),
        sa.Column("surname", sa.String(50), nullable=True),
        sa.Column("job_title", sa.String(50), nullable=True),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(100), nullable=True),
        sa.Column("address_2", sa.String(50), nullable=True),
        sa.Column("post_code", sa.String(20), nullable=True),
        sa.Column("city", sa.String(50), nullable=True),
        sa.Column("county", sa.String(50), nullable=True),
        sa.Column("country_code", sa.String(10), nullable=True),
        sa.Column("territory_code", sa.String(10), nullable=True),
        sa.Column("phone", sa.String(40), nullable=True),
        sa.Column("phone_e164", sa.String(20), nullable=True),
        sa.Column("mobile_phone", sa.String(40), nullable=True),
        sa.Column("mobile_phone_e164", sa.String(20), nullable=True),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("email_folded", folded(254), nullable=True),
        sa.Column("email_2", sa.String(254), nullable=True),
        sa.Column("home_page", sa.String(255), nullable=True),
        sa.Column("language_code", sa.String(10), nullable=True),
        sa.Column("salesperson_code", sa.String(20), nullable=True),
        sa.Column(
            "correspondence_type", words("correspondence_type", "hard_copy", "email"), nullable=True
        ),
        sa.Column("salutation_code", sa.String(10), nullable=True),
        sa.Column("organizational_level_code", sa.String(10), nullable=True),
        flag("exclude_from_segment"),
        flag("privacy_blocked"),
        flag("minor"),
        flag("parental_consent_received"),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        instant("created_at"),
        instant("modified_at"),
        sa.CheckConstraint(
            "type = 'person' OR company_id IS NULL", name=op.f("ck_contacts_company_of_person")
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["contacts.id"], name=op.f("fk_contacts_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["contacts.id"], name=op.f("fk_contacts_merged_into_id")
        ),
        sa.ForeignKeyConstraint(
            ["salesperson_code"], ["salespeople.code"], name=op.f("fk_contacts_salesperson_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("no", name=op.f("uq_contacts_no")),
    )
    op.create_index(op.f("ix_contacts_company_id"), "contacts", ["company_id"])
    op.create_index(op.f("ix_contacts_email_folded"), "contacts", ["email_folded"])
    op.create_index(op.f("ix_contacts_mobile_phone_e164"), "contacts", ["mobile_phone_e164"])
    op.create_index(op.f("ix_contacts_phone_e164"), "contacts", ["phone_e164"])
    op.create_index(op.f("ix_contacts_search_name"), "contacts", ["search_name"])


def downgrade() -> None:
    op.drop_table("contacts")
    op.drop_table("salespeople")
    op.drop_table("number_series")
    op.drop_table("contact_words")
