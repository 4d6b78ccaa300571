"""Who belongs to a record of the set-up: which contacts may, by the kind of record.

Source: business-central 1.2 (industry groups and business relations are of companies, job
responsibilities of persons).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.enums import ContactType
from bot.domain.forms import Field, Kind, table
from bot.domain.messages import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

OF_KIND: Mapping[str, ContactType | None] = {
    "mailing_groups": None,
    "industry_groups": ContactType.COMPANY,
    "job_responsibilities": ContactType.PERSON,
    "business_relations": ContactType.COMPANY,
}
"""The records that contacts belong to, and the only type of contact that may; None for both."""

MOST_AT_ONCE = 100
FIELDS = table(
    Field("contacts", N_("Contacts"), Kind.SEVERAL_FOUND, required=True, most=MOST_AT_ONCE)
)
