"""*Export*: what is taken out, as which file, and which rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.domain.forms import NOTHING, Field, Kind, Problem, table
from bot.domain.messages import N_, Text
from bot.domain.wizard.table import FIELDS as OF_WIZARD

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bot.domain.forms import Entered

SCREEN, DATABASE = "screen", "database"
_FILTERS = ("salesperson", "contact", "template", "campaign")
FIELDS: Mapping[str, Field] = table(
    Field(
        "kind",
        N_("What"),
        Kind.CHOICE,
        required=True,
        choices={
            "contacts": N_("Contacts"),
            "interactions": N_("Interactions"),
            "segments": N_("Segments"),
            "templates": N_("Interaction templates"),
        },
    ),
    Field(
        "format",
        N_("File"),
        Kind.CHOICE,
        required=True,
        choices={"csv": "CSV", "xlsx": "Excel (.xlsx)", "json": "JSON"},
    ),
    Field(
        "headings",
        N_("Headings and words"),
        Kind.RADIO,
        required=True,
        choices={SCREEN: N_("as on screen"), DATABASE: N_("as in the database")},
    ),
    Field("from", N_("From"), Kind.DATE),
    Field("to", N_("To"), Kind.DATE),
) | {key: replace(OF_WIZARD[key], required=False, more=False, dispatch=False) for key in _FILTERS}
_NOT_BY_THIS = N_("This can't be used for what is exported. Please leave it empty.")
_BACKWARDS = N_("The first day is after the last one.")


def read(
    entered: Mapping[str, Entered], usable: Mapping[str, Collection[str]]
) -> tuple[dict[str, Any], list[Problem]]:
    """The filters of a form: days, codes, and the id of the contact. ``usable`` are those that each
    kind of export has."""
    kind = entered["kind"].text
    filters: dict[str, Any] = {}
    problems = []
    for key in ("from", "to", *_FILTERS):
        value = entered.get(key, NOTHING).text
        if not value:
            continue
        if key not in usable[kind]:
            problems.append(Problem(key, Text(_NOT_BY_THIS)))
        else:
            filters[key] = date.fromisoformat(value) if key in {"from", "to"} else value
    if "from" in filters and "to" in filters and filters["from"] > filters["to"]:
        problems.append(Problem("to", Text(_BACKWARDS)))
    return filters, problems
