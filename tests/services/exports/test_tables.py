"""Which columns of the database are exported."""

from typing import Any

import pytest

from bot.models import Contact, Interaction, InteractionTemplate
from bot.services.exports.exports import TABLES


@pytest.mark.parametrize(
    ("model", "kind", "left_out"),
    [
        (
            Contact,
            "contacts",
            {
                "id", "search_name", "phone_e164", "mobile_phone_e164", "email_folded",
                "company_id", "merged_into_id", "deleted_at",
            },
        ),
        (
            Interaction,
            "interactions",
            {
                "draft_id", "contact_id", "contact_company_id", "canceled_with_segment",
                "campaign_entry_id", "opportunity_id", "task_id", "logged_segment_id",
                "segment_line_no", "attachment_id", "deletion_id", "together_id", "import_key",
            },
        ),
        (InteractionTemplate, "templates", set()),
    ],
)  # fmt: skip
def test_a_column_is_exported_or_left_out_on_purpose(
    model: Any, kind: str, left_out: set[str]
) -> None:
    """Ids say nothing outside the database; what they point to stands by number and name."""
    names = {column.name for column in TABLES[kind].columns}
    assert {column.name for column in model.__table__.columns} - names == left_out
