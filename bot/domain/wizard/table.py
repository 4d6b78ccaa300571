"""The *Create interaction* wizard as a table of steps.

A step or a field is added by an entry here: one view draws any step, one parser reads it, one
listener takes it. Order and fields follow Business Central's guide (four steps: who and what,
content, what it relates to, result); only the last step's *Finish* logs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from bot.domain import forms
from bot.domain.amounts import Refused
from bot.domain.enums import CorrespondenceType, Evaluation, InformationFlow, InitiatedBy
from bot.domain.forms import Kind, words_of
from bot.domain.messages import N_
from bot.domain.wizard import reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.forms import Value
    from bot.domain.wizard.draft import Draft


@dataclass(frozen=True, slots=True)
class Field(forms.Field):
    """One field. ``more`` hides it behind *More fields*.

    ``filled_beside``: choosing in another field of its step may fill this text while its user is
    typing. So every character is sent, which comes before what the bot fills in, and Slack's own
    client doesn't insist on it while it is blank; *Next* and *Finish* do.

    ``of``: whether it belongs to an interaction with one contact, to a segment's, or to both.
    ``only_with`` names the field without which it is neither shown nor asked for.
    ``may_wait``: required, but a segment can do without until it is logged. ``missing`` is what
    its user is told where it is required and blank.

    ``read`` reads it strictly, ``if_empty`` is its value while nothing stands in it. ``column`` is
    where an interaction has it (:class:`bot.domain.wizard.checks.Entry`) and a line of a segment,
    ``header_column`` where the segment's header has it; each is called like the field unless
    another name is given. ``on_line``: whether a line can have it of its own; as a rule what
    belongs to both. ``not_logged``: it is kept in the draft only.
    """

    dispatch: bool = True
    more: bool = False
    filled_beside: bool = False
    of: Literal["both", "contact", "segment"] = "both"
    only_with: str = ""
    may_wait: bool = False
    missing: str = ""
    read: reading.Reader = reading.as_is
    if_empty: Any = None
    column: str = ""
    header_column: str = ""
    on_line: bool | None = None
    not_logged: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    key: str
    title: str
    fields: tuple[Field, ...]
    only_with_wizard_action: bool = False


TITLE = N_("Create interaction")
MOST_PARTICIPANTS = 25
EACH, TOGETHER = "each", "together"
"""What is recorded where more contacts took part."""

STEPS: tuple[Step, ...] = (
    Step(
        "who",
        N_("Who and what"),
        (
            Field(
                "contact",
                N_("Contact"),
                Kind.SEARCH,
                placeholder=N_("Name, company, e-mail or phone"),
                required=True,
                of="contact",
                missing=N_("Please choose the contact."),
                read=reading.read_id,
                column="contact_id",
            ),
            Field(
                "participants",
                N_("Also took part"),
                Kind.SEVERAL_FOUND,
                placeholder=N_("More contacts, up to 25"),
                more=True,
                of="contact",
                most=MOST_PARTICIPANTS,
                read=reading.read_ids,
                if_empty=(),
            ),
            Field(
                "participation",
                N_("What is recorded"),
                Kind.RADIO,
                required=True,
                more=True,
                of="contact",
                only_with="participants",
                missing=N_("Please say whether it is one interaction each, or one together."),
                choices={
                    EACH: N_("One interaction each"),
                    TOGETHER: N_("One interaction together"),
                },
                about={
                    EACH: N_("Cost and duration count for every contact"),
                    TOGETHER: N_("Cost and duration count once, with the contact above"),
                },
            ),
            Field(
                "template",
                N_("Interaction template"),
                Kind.SEARCH,
                placeholder=N_("What kind of interaction?"),
                required=True,
                may_wait=True,
                missing=N_("Please choose an interaction template."),
                column="template_code",
            ),
            Field(
                "description",
                N_("Description"),
                Kind.LINE,
                required=True,
                filled_beside=True,
                max_length=100,
                missing=N_("Please describe the interaction in a few words."),
            ),
            Field(
                "salesperson",
                N_("Salesperson"),
                Kind.SEARCH,
                placeholder=N_("Who did it?"),
                required=True,
                more=True,
                may_wait=True,
                missing=N_("Please choose the salesperson."),
                column="salesperson_code",
            ),
            Field(
                "language",
                N_("Language"),
                Kind.CHOICE,
                placeholder=N_("Choose a language"),
                more=True,
                column="language_code",
            ),
            Field(
                "date",
                N_("Date"),
                Kind.DATE,
                required=True,
                more=True,
                missing=N_("Please choose a date."),
                read=reading.read_date,
            ),
            Field(
                "time",
                N_("Time"),
                Kind.TIME,
                more=True,
                of="contact",
                read=reading.read_time,
                on_line=True,
            ),
            Field(
                "correspondence_type",
                N_("Correspondence type"),
                Kind.CHOICE,
                more=True,
                choices=words_of(CorrespondenceType),
                read=reading.one_of(CorrespondenceType),
            ),
            Field(
                "information_flow",
                N_("Information flow"),
                Kind.CHOICE,
                more=True,
                choices=words_of(InformationFlow),
                read=reading.one_of(InformationFlow),
            ),
            Field(
                "initiated_by",
                N_("Initiated by"),
                Kind.CHOICE,
                more=True,
                choices=words_of(InitiatedBy),
                read=reading.one_of(InitiatedBy),
            ),
            Field(
                "ignore_preference",
                N_("Ignore contact's correspondence type"),
                Kind.FLAG,
                more=True,
                of="segment",
                column="ignore_contact_correspondence_type",
            ),
            Field(
                "subject",
                N_("Subject"),
                Kind.LINE,
                more=True,
                max_length=100,
                of="segment",
                on_line=True,
            ),
        ),
    ),
    Step(
        "content",
        N_("Content"),
        (
            Field(
                "content",
                N_("Content"),
                Kind.TEXT,
                dispatch=False,
                max_length=3000,
                read=reading.read_content,
            ),
        ),
        only_with_wizard_action=True,
    ),
    Step(
        "relation",
        N_("What it relates to"),
        (
            Field(
                "campaign",
                N_("Campaign"),
                Kind.SEARCH,
                placeholder=N_("Choose a campaign"),
                column="campaign_no",
            ),
            Field("campaign_target", N_("Campaign target"), Kind.FLAG),
            Field("campaign_response", N_("Campaign response"), Kind.FLAG),
            Field(
                "opportunity",
                N_("Opportunity"),
                Kind.SEARCH,
                placeholder=N_("Open opportunities of the contact's company"),
                of="contact",
                read=reading.read_id,
                column="opportunity_id",
            ),
        ),
    ),
    Step(
        "result",
        N_("Result"),
        (
            Field(
                "evaluation",
                N_("Evaluation"),
                Kind.CHOICE,
                choices=words_of(Evaluation),
                read=reading.one_of(Evaluation),
                of="contact",
                on_line=True,
            ),
            Field(
                "successful",
                N_("Successful"),
                Kind.FLAG,
                of="contact",
                read=lambda ticked, _: not ticked,
                column="attempt_failed",
            ),
            Field(
                "cost",
                N_("Cost"),
                Kind.LINE,
                max_length=40,
                read=reading.read_cost,
                if_empty=Decimal(0),
                header_column="unit_cost",
            ),
            Field(
                "duration",
                N_("Duration (min)"),
                Kind.LINE,
                max_length=40,
                hint=N_("Minutes, or hours and minutes: 75, 1h15 or 1:15"),
                read=reading.read_duration,
                if_empty=0,
                column="duration_min",
                header_column="unit_duration_min",
            ),
            Field(
                "comment", N_("Comment"), Kind.TEXT, dispatch=False, max_length=3000, of="contact"
            ),
        ),
    ),
)

FIELDS: Mapping[str, Field] = {field.key: field for step in STEPS for field in step.fields}
_NOT_KEPT = {Kind.TICKS, Kind.FILE}
"""A draft has a file only as content."""

assert all(field.missing for field in FIELDS.values() if field.required)
assert not [field for field in FIELDS.values() if field.kind in _NOT_KEPT]

_LOGGED = {key: field for key, field in FIELDS.items() if not field.not_logged}
IN_ENTRY: Mapping[str, str] = {
    key: field.column or key for key, field in _LOGGED.items() if field.of != "segment"
}
IN_HEADER: Mapping[str, str] = {
    key: field.header_column or field.column or key
    for key, field in _LOGGED.items()
    if field.of != "contact"
}
ON_LINE: Mapping[str, str] = {
    key: field.column or key
    for key, field in _LOGGED.items()
    if (field.of == "both" if field.on_line is None else field.on_line)
}
"""Where fields are stored: their names in an interaction, a segment's header and on its lines. What
stores them is compared with these tables when it is imported, so that no field gets lost."""

_STEP_OF_FIELD = {field.key: step for step in STEPS for field in step.fields}
_OF_CONTACT = {
    step.key: tuple(field for field in step.fields if field.of != "segment") for step in STEPS
}
_OF_SEGMENT = {
    step.key: tuple(
        replace(field, required=field.required and not field.may_wait)
        for field in step.fields
        if field.of != "contact"
    )
    for step in STEPS
}


def read_field(key: str, value: Value, context: reading.Context) -> Any:
    """What stands in a field, read strictly. Raises :class:`Refused`."""
    field = FIELDS[key]
    if isinstance(value, list):
        return field.read(value, context)
    if field.kind is Kind.FLAG or isinstance(value, bool):
        return field.read(value is True, context)
    typed = "" if value is None or isinstance(value, dict) else str(value).strip()
    if not typed:
        return field.if_empty
    if field.choices and typed not in field.choices:  # in a forged payload
        raise Refused(N_("Please choose one of the values of the list."))
    return field.read(typed, context)


def steps_of(draft: Draft) -> tuple[Step, ...]:
    """The steps that this draft walks: content is left out unless its template has an action."""
    action = draft.facts.get("wizard_action")
    return tuple(step for step in STEPS if action or not step.only_with_wizard_action)


def step_of(draft: Draft) -> Step:
    """The step where the draft is; the first one if its own no longer applies."""
    steps = steps_of(draft)
    return next((step for step in steps if step.key == draft.step), steps[0])


def step_with(field_key: str) -> Step:
    return _STEP_OF_FIELD[field_key]


def position(draft: Draft) -> tuple[int, int]:
    """(number of the step, number of steps), counted from 1."""
    steps = steps_of(draft)
    return steps.index(step_of(draft)) + 1, len(steps)


def is_last(draft: Draft) -> bool:
    return step_of(draft) is steps_of(draft)[-1]


def next_step(draft: Draft) -> str:
    steps = steps_of(draft)
    return steps[min(steps.index(step_of(draft)) + 1, len(steps) - 1)].key


def previous_step(draft: Draft) -> str:
    steps = steps_of(draft)
    return steps[max(steps.index(step_of(draft)) - 1, 0)].key


def fields_of(step: Step, draft: Draft) -> tuple[Field, ...]:
    """The step's fields for this kind of draft: one contact's, or a segment's."""
    fields = (_OF_SEGMENT if draft.segment_no else _OF_CONTACT)[step.key]
    return tuple(
        field for field in fields if not field.only_with or draft.values.get(field.only_with)
    )


def shown_fields(draft: Draft) -> tuple[Field, ...]:
    """The fields of the draft's step that are on screen."""
    fields = fields_of(step_of(draft), draft)
    return tuple(field for field in fields if draft.more or not field.more)
