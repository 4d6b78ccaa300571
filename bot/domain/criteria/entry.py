"""What was typed into a form of filters, read strictly: the step it means, or what is wrong.

Source: business-central 3.6 and 3.7. A field is named ``set.field`` after
:mod:`bot.domain.criteria.criteria`.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from bot.domain.criteria.criteria import SETS, Filters, Options, Step
from bot.domain.criteria.rows import rows_of
from bot.domain.messages import N_, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.domain.enums import CriteriaAction

TYPED_LISTS = ("contact.nos", "contact.post_codes", "contact.cities", "contact.territories")
"""Fields into which several values are typed, one after another."""
CODES = ("contact.nos", "contact.post_codes", "contact.territories")
"""Of these, what Business Central keeps in capitals."""
PATTERNS = ("contact.nos", "contact.post_codes")
"""Of these, what may be a range or a beginning."""

RANGE = N_("“{value}” is no range. Write the first and the last value, such as {first}..{last}.")
STAR = N_("In “{value}”, the * can only stand at the end.")
DATES = N_("The last day is before the first one.")
NO_LOGGED_SEGMENT = N_("Please choose a logged segment.")


def step_of(
    action: CriteriaAction, entered: Mapping[str, Sequence[str]]
) -> tuple[Step, dict[str, Text]]:
    """The step that a form means, and what is wrong with its fields.

    ``entered`` holds what was typed or chosen by field, the options under ``options``. ValueError
    for a value that no form offers.
    """
    sets: dict[str, dict[str, Any]] = {}
    problems: dict[str, Text] = {}
    for key, raw in entered.items():
        name, _, field = key.partition(".")
        values = [value for text in raw for value in _values(key, text)]
        if not values or name not in SETS:
            continue
        for problem in (_wrong_pattern(value) for value in values if key in PATTERNS):
            if problem is not None:
                problems[key] = problem
        several = isinstance(getattr(SETS[name](), field), tuple)
        sets.setdefault(name, {})[field] = values if several else values[0]
    problems |= _contradictions(sets)
    if "id" in (chosen := sets.get("logged_segment", {})):
        chosen["id"] = int(chosen["id"])
    names = {field.name for field in fields(Options)}
    options = Options(**{name: True for name in entered.get("options", ()) if name in names})
    return Step(action, Filters.from_json(sets), options.of(action)), problems


def fingerprint(no: str, steps: Iterable[Step]) -> str:
    """Tells whether steps are still what they were when they were counted."""
    told = [
        (row.action, row.table_name, row.filter, repr(row.options))
        for step in steps
        for row in rows_of(step)
    ]
    return hashlib.sha256(json.dumps([no, told], sort_keys=True).encode()).hexdigest()[:16]


def reuse_fingerprint(no: str, code: str, history: Iterable[Step], saved: Iterable[Step]) -> str:
    """The same for saved criteria that are used on a segment: neither has changed."""
    return fingerprint(f"{no} {code}", [*history, *saved])


def _values(key: str, text: str) -> list[str]:
    if key not in TYPED_LISTS:
        return [text.strip()] if text.strip() else []
    found = [value.strip() for value in re.split(r"[,;\n]", text)]
    return [value.upper() if key in CODES else value for value in found if value]


def _wrong_pattern(value: str) -> Text | None:
    if "*" in value[:-1] or value == "*":
        return Text(STAR, {"value": value})
    first, dots, last = (part.strip() for part in value.partition(".."))
    if dots and (".." in last or "*" in last or not (first or last) or (last and first > last)):
        return Text(RANGE, {"value": value, "first": "A10", "last": "A20"})
    return None


def _contradictions(sets: Mapping[str, Mapping[str, Any]]) -> dict[str, Text]:
    found: dict[str, Text] = {}
    interaction, logged = sets.get("interaction", {}), sets.get("logged_segment", {})
    first, last = interaction.get("date_from"), interaction.get("date_to")
    if first and last and first > last:
        found["interaction.date_to"] = Text(DATES)
    if logged.get("members", "all") != "all" and "id" not in logged:
        found["logged_segment.members"] = Text(NO_LOGGED_SEGMENT)
    return found
