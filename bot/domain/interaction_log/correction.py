"""*Correct* and *Link*: which fields of an entry can be put right after it was logged.

They are the wizard's fields, so that what can be recorded can be corrected by the same rules.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.domain.amounts import Refused
from bot.domain.forms import NOTHING, Field, Kind, Problem, table
from bot.domain.messages import N_, Text
from bot.domain.wizard.table import FIELDS as OF_WIZARD
from bot.domain.wizard.table import read_field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.forms import Entered
    from bot.domain.wizard.reading import Context

KEYS = (
    "contact",
    "template",
    "description",
    "salesperson",
    "date",
    "time",
    "successful",
    "duration",
    "cost",
    "information_flow",
    "initiated_by",
    "correspondence_type",
)
LINKS = ("campaign", "campaign_target", "campaign_response", "opportunity")
ONE, ALL = "one", "all"
SCOPE = Field(
    "scope",
    N_("What is changed"),
    Kind.RADIO,
    required=True,
    choices={ONE: N_("Only this interaction"), ALL: N_("All that were recorded together")},
)
"""Asked where more contacts took part."""
REASON = Field("reason", N_("Reason"), Kind.LINE, max_length=500)
FIELDS: Mapping[str, Field] = {
    key: replace(OF_WIZARD[key], dispatch=False) for key in KEYS
} | table(SCOPE, REASON)
LINK_FIELDS: Mapping[str, Field] = {
    key: replace(OF_WIZARD[key], dispatch=False) for key in LINKS
} | table(SCOPE, REASON)
COLUMNS = {key: OF_WIZARD[key].column or key for key in (*KEYS, *LINKS)}
LABELS = {column: OF_WIZARD[key].label for key, column in COLUMNS.items()} | {
    "contact_via": N_("Contact via")
}
"""What the columns that a correction changes are called."""


def read(
    entered: Mapping[str, Entered], context: Context, keys: Sequence[str] = KEYS
) -> tuple[dict[str, Any], list[Problem]]:
    """The columns that a form says, and what is wrong with it."""
    values: dict[str, Any] = {}
    problems = []
    for key in keys:
        field, found = OF_WIZARD[key], entered.get(key, NOTHING)
        try:
            if field.required and not found.text:
                raise Refused(field.missing)
            values[COLUMNS[key]] = read_field(key, found.value, context)
        except Refused as refused:
            problems.append(Problem(key, refused.text))
    return values, problems


def read_links(
    entered: Mapping[str, Entered], context: Context
) -> tuple[dict[str, Any], list[Problem]]:
    """The same of the form that links. A target and a response are those of a campaign."""
    values, problems = read(entered, context, LINKS)
    for flag in ("campaign_target", "campaign_response"):
        if values.get(flag) and not values.get("campaign_no"):
            problems.append(Problem(flag, Text(N_("Please choose a campaign first."))))
    return values, problems
