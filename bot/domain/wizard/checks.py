"""The checks before an interaction is logged, and the interaction that passes them.

Source: Business Central's status check of the guide (contact, template, salesperson, date and
description must be there), as amended: they run at *Next* for the step at hand and at *Finish*
for all, never when postponing; and logging that an e-mail happened needs no content.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from bot.domain.amounts import Refused, read_cost, read_duration
from bot.domain.forms import Problem
from bot.domain.merge_fields import unknown_fields
from bot.domain.messages import N_
from bot.domain.wizard.table import fields_of, steps_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal

    from bot.domain.wizard.draft import Draft
    from bot.domain.wizard.table import Field, Step

YEARS_BACK = 20
YEARS_AHEAD = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A draft read strictly: what is written to the log.

    ``cost`` in the company's currency, ``duration_min`` in whole minutes, ``date`` and ``time``
    on the salesperson's own clock.
    """

    contact_id: int
    template_code: str
    description: str
    salesperson_code: str
    date: date
    time: time | None
    language_code: str | None
    correspondence_type: str | None
    information_flow: str | None
    initiated_by: str | None
    campaign_no: str | None
    campaign_target: bool
    campaign_response: bool
    opportunity_id: int | None
    evaluation: str | None
    attempt_failed: bool
    cost: Decimal
    duration_min: int
    comment: str | None
    content: str | None
    file: Mapping[str, Any] | None


def allowed_dates(today: date) -> tuple[date, date]:
    """The first and last day that an interaction may have (both included)."""
    return _years(today, -YEARS_BACK), _years(today, YEARS_AHEAD)


def _years(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def check_step(draft: Draft, step: Step, today: date, decimal_sign: str) -> list[Problem]:
    """What keeps the user from going on from ``step``."""
    return _problems(draft, fields_of(step, draft), today, decimal_sign)


def check_all(draft: Draft, today: date, decimal_sign: str) -> list[Problem]:
    """What keeps the draft from being logged, in the order of the wizard."""
    fields = [field for step in steps_of(draft) for field in fields_of(step, draft)]
    return _problems(draft, fields, today, decimal_sign)


def _problems(
    draft: Draft, fields: Iterable[Field], today: date, decimal_sign: str
) -> list[Problem]:
    found = []
    for field in fields:
        try:
            _check(draft, field, today, decimal_sign)
        except Refused as refused:
            found.append(Problem(field.key, refused.text))
    return found


def _check(draft: Draft, field: Field, today: date, decimal_sign: str) -> None:
    typed = draft.text(field.key).strip()
    if field.required and not typed:
        raise Refused(_MISSING[field.key])
    if field.max_length and len(typed) > field.max_length:
        raise Refused(N_("Please use at most {limit} characters."), limit=field.max_length)
    if check := _READERS.get(field.key):
        if typed:
            check(typed, today, decimal_sign)
    elif typed and not _listed(draft, field, typed):
        raise Refused(N_("Please choose one of the values of the list."))
    elif field.key == "content" and (unknown := _unknown_merge_fields(draft, typed)):
        raise Refused(N_("There is no merge field {field}."), field=unknown[0])


def _listed(draft: Draft, field: Field, typed: str) -> bool:
    """Whether a list can have offered ``typed``; only a forged payload says otherwise."""
    if field.key in _IDS:
        return draft.number(field.key) is not None
    return not field.choices or typed in set(field.choices)


def _unknown_merge_fields(draft: Draft, typed: str) -> list[str]:
    return unknown_fields(typed) if draft.facts.get("wizard_action") == "merge" else []


def read_date(typed: str, today: date) -> date:
    """A day that an interaction may have. Raises :class:`Refused`."""
    first, last = allowed_dates(today)
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise Refused(N_("Please choose a date.")) from None
    if not first <= day <= last:
        raise Refused(N_("The date must lie between {first} and {last}."), first=first, last=last)
    return day


def _read_time(typed: str, _today: date, _sign: str) -> time:
    try:
        return time.fromisoformat(typed)
    except ValueError:
        raise Refused(N_("Please choose a time.")) from None


_IDS = {"contact", "opportunity"}
"""Fields whose value is the id of a row."""

_READERS: Mapping[str, Callable[[str, date, str], object]] = {
    "date": lambda typed, today, _sign: read_date(typed, today),
    "time": _read_time,
    "cost": lambda typed, _today, sign: read_cost(typed, sign),
    "duration": lambda typed, _today, _sign: read_duration(typed),
}

_MISSING: Mapping[str, str] = {
    "contact": N_("Please choose the contact."),
    "template": N_("Please choose an interaction template."),
    "description": N_("Please describe the interaction in a few words."),
    "salesperson": N_("Please choose the salesperson."),
    "date": N_("Please choose a date."),
}


def read_entry(draft: Draft, today: date, decimal_sign: str) -> Entry:
    """The interaction of a draft without problems (see :func:`check_all`)."""

    def optional(key: str) -> str | None:
        return draft.text(key).strip() or None

    # What another template left behind, a file or a text, is on no screen and so isn't logged.
    action, content = draft.facts.get("wizard_action"), draft.values.get("content")
    clock = optional("time")
    cost, duration = optional("cost"), optional("duration")
    return Entry(
        contact_id=int(draft.text("contact")),
        template_code=draft.text("template"),
        description=draft.text("description").strip(),
        salesperson_code=draft.text("salesperson"),
        date=read_date(draft.text("date"), today),
        time=time.fromisoformat(clock) if clock else None,
        language_code=optional("language"),
        correspondence_type=optional("correspondence_type"),
        information_flow=optional("information_flow"),
        initiated_by=optional("initiated_by"),
        campaign_no=optional("campaign"),
        campaign_target=draft.flag("campaign_target"),
        campaign_response=draft.flag("campaign_response"),
        opportunity_id=draft.number("opportunity"),
        evaluation=optional("evaluation"),
        attempt_failed=not draft.flag("successful"),
        cost=read_cost(cost or "0", decimal_sign),
        duration_min=read_duration(duration or "0"),
        comment=optional("comment"),
        content=content if isinstance(content, str) and action in {"open", "merge"} else None,
        file=content if isinstance(content, dict) and action == "import" else None,
    )
