"""A line's values in the wizard's fields, and the changes that a filled form asks for."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from bot.domain.amounts import Refused, read_cost, read_duration
from bot.domain.checks import Problem
from bot.domain.defaults import format_cost
from bot.domain.draft import Draft
from bot.domain.enums import CorrespondenceType, Evaluation, InformationFlow, InitiatedBy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.domain.draft import Value
    from bot.domain.edits import Entered
    from bot.domain.segment_lines import Line, LineChanges
    from bot.domain.segments import SegmentCard

NAME_OF: Mapping[str, str] = {
    "description": "description",
    "template": "template_code",
    "salesperson": "salesperson_code",
    "language": "language_code",
    "date": "date",
    "time": "time",
    "correspondence_type": "correspondence_type",
    "information_flow": "information_flow",
    "initiated_by": "initiated_by",
    "subject": "subject",
    "campaign": "campaign_no",
    "campaign_target": "campaign_target",
    "campaign_response": "campaign_response",
    "evaluation": "evaluation",
    "cost": "cost",
    "duration": "duration_min",
}
"""The wizard's fields that a line can have of its own, and their names on the line."""

_ENUMS: Mapping[str, Callable[[str], Any]] = {
    "correspondence_type": CorrespondenceType,
    "information_flow": InformationFlow,
    "initiated_by": InitiatedBy,
    "evaluation": Evaluation,
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def as_draft(card: SegmentCard, line: Line | None, decimal_sign: str) -> Draft:
    """What the form shows: the values that would be logged for ``line``; nothing for a set."""
    values: dict[str, Value] = {}
    labels: dict[str, str] = {}
    if line is not None:
        found = line.values
        values = {key: _typed(getattr(found, name)) for key, name in NAME_OF.items()}
        values["cost"] = format_cost(found.cost, decimal_sign)
        known = {
            "template": line.template_name,
            "salesperson": line.salesperson_name,
            "campaign": line.campaign_description,
        }
        labels = {key: label for key, label in known.items() if label}
    languages = {code: code for code in card.template_languages}
    if values.get("language"):
        languages[str(values["language"])] = str(values["language"])
    return Draft(
        id="",
        owner="",
        step="who",
        created_at=_EPOCH,
        updated_at=_EPOCH,
        values=values,
        labels=labels,
        facts={"languages": languages},
    )


def _typed(value: object) -> Value:
    match value:
        case None | bool():
            return value
        case time():
            return value.strftime("%H:%M")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def changes_of(
    shown: Draft, form: Mapping[str, Entered], decimal_sign: str
) -> tuple[LineChanges, list[Problem]]:
    """What the form changes on what it showed. An own blank is a change too."""
    changes: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, name in NAME_OF.items():
        if key not in form or (form[key].value or None) == (shown.values.get(key) or None):
            continue
        try:
            changes[name] = _read(key, form[key].value, decimal_sign)
        except Refused as refused:
            problems.append(Problem(key, refused.text))
    read: Any = changes
    return read, problems


def _read(key: str, value: Value, decimal_sign: str) -> Any:
    if isinstance(value, bool):
        return value
    typed = str(value or "").strip()
    match key:
        case "cost":
            return read_cost(typed or "0", decimal_sign)
        case "duration":
            return read_duration(typed or "0")
        case "date":
            return date.fromisoformat(typed) if typed else None
        case "time":
            return time.fromisoformat(typed) if typed else None
        case "campaign_target" | "campaign_response":
            return False
        case _ if key in _ENUMS:
            return _ENUMS[key](typed) if typed else None
        case _:
            return typed or None
