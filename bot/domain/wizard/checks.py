"""The checks before an interaction is logged, and the interaction that passes them.

Source: Business Central's status check of the guide (contact, template, salesperson, date and
description must be there), as amended: they run at *Next* for the step at hand and at *Finish*
for all, never when postponing; and logging that an e-mail happened needs no content.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, time
from typing import TYPE_CHECKING, Any

from bot.domain.amounts import Refused
from bot.domain.forms import Problem
from bot.domain.messages import N_
from bot.domain.wizard.reading import Context
from bot.domain.wizard.table import IN_ENTRY, fields_of, read_field, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from bot.domain.wizard.draft import Draft
    from bot.domain.wizard.table import Field, Step


@dataclass(frozen=True, slots=True)
class Entry:
    """A draft read strictly: what is written to the log.

    ``cost`` in the company's currency, ``duration_min`` in whole minutes, ``date`` and ``time``
    on the salesperson's own clock. ``participants`` are contacts beside the first one,
    ``participation`` what is recorded of them, ``contents`` the content of those of them who read
    another one.
    """

    contact_id: int
    participants: tuple[int, ...]
    participation: str | None
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
    contents: Mapping[int, str]


assert {*IN_ENTRY.values(), "file", "contents"} == {field.name for field in fields(Entry)}


def check_step(draft: Draft, step: Step, today: date, decimal_sign: str) -> list[Problem]:
    """What keeps the user from going on from ``step``."""
    return _problems(draft, fields_of(step, draft), today, decimal_sign)


def check_all(draft: Draft, today: date, decimal_sign: str) -> list[Problem]:
    """What keeps the draft from being logged, in the order of the wizard."""
    asked = [each for step in steps_of(draft) for each in fields_of(step, draft)]
    return _problems(draft, asked, today, decimal_sign)


def _problems(
    draft: Draft, fields: Iterable[Field], today: date, decimal_sign: str
) -> list[Problem]:
    found = []
    context = _context(draft, today, decimal_sign)
    for asked in fields:
        try:
            _check(draft, asked, context)
        except Refused as refused:
            found.append(Problem(asked.key, refused.text))
    return found


def _context(draft: Draft, today: date, decimal_sign: str) -> Context:
    return Context(today, decimal_sign, draft.facts.get("wizard_action"))


def _check(draft: Draft, field: Field, context: Context) -> None:
    typed = draft.text(field.key).strip()
    if field.required and not typed:
        raise Refused(field.missing)
    if field.max_length and len(typed) > field.max_length:
        raise Refused(N_("Please use at most {limit} characters."), limit=field.max_length)
    value = read_field(field.key, draft.values.get(field.key), context)
    if field.key == "participants" and draft.number("contact") in value:
        raise Refused(N_("The contact above takes part anyway. Please leave it out here."))


def read_entry(draft: Draft, today: date, decimal_sign: str) -> Entry:
    """The interaction of a draft without problems (see :func:`check_all`)."""
    context = _context(draft, today, decimal_sign)
    values = {
        name: read_field(key, draft.values.get(key), context) for key, name in IN_ENTRY.items()
    }
    # What another template left behind, a file or a text, is on no screen and so isn't logged.
    action, content = context.wizard_action, draft.values.get("content")
    values["content"] = (
        content if isinstance(content, str) and action in {"open", "merge"} else None
    )
    file = content if isinstance(content, dict) and action == "import" else None
    return Entry(**values, file=file, contents={})
