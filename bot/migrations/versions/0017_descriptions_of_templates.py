"""A segment's description that nobody typed follows the template

Of the segments there are, those whose description is what their template is called, in any of its
languages: choosing the template filled that in.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

FIND = """
UPDATE segments SET description_of_template = true
WHERE description IN (
    SELECT description FROM interaction_templates
    WHERE interaction_templates.code = segments.template_code
    UNION SELECT description FROM interaction_template_languages
    WHERE interaction_template_languages.template_code = segments.template_code
)
"""


def upgrade() -> None:
    op.add_column(
        "segments",
        sa.Column(
            "description_of_template",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
        ),
    )
    op.execute(FIND)


def downgrade() -> None:
    with op.batch_alter_table("segments") as segments:
        segments.drop_column("description_of_template")
