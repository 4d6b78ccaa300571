"""*Correct*: which fields of an entry can be put right after it was logged.

They are the wizard's fields, so that what can be recorded can be corrected by the same rules.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.domain.amounts import Refused
from bot.domain.forms import NOTHING, Field, Kind, Problem, table
from bot.domain.messages import N_
from bot.domain.wizard.table import FIELDS as OF_WIZARD
from bot.domain.wizard.table import read_field

if TYPE_CHECKING:
    from collections.abc import Mapping

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
REASON = Field("reason", N_("Reason"), Kind.LINE, max_length=500)
FIELDS: Mapping[str, Field] = {
    key: replace(OF_WIZARD[key], dispatch=False) for key in KEYS
} | table(REASON)
COLUMNS = {key: OF_WIZARD[key].column or key for key in KEYS}
LABELS = {COLUMNS[key]: OF_WIZARD[key].label for key in KEYS} | {"contact_via": N_("Contact via")}
"""What the columns that a correction changes are called."""


def read(entered: Mapping[str, Entered], context: Context) -> tuple[dict[str, Any], list[Problem]]:
    """The columns that a form says, and what is wrong with it."""
    values: dict[str, Any] = {}
    problems = []
    for key in KEYS:
        field, found = OF_WIZARD[key], entered.get(key, NOTHING)
        try:
            if field.required and not found.text:
                raise Refused(field.missing)
            values[COLUMNS[key]] = read_field(key, found.value, context)
        except Refused as refused:
            problems.append(Problem(key, refused.text))
    return values, problems
