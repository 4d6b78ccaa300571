"""The *Create interaction* wizard as a table of steps.

A step or a field is added by an entry here: one view draws any step, one parser reads it, one
listener takes it. Order and fields follow Business Central's guide (four steps: who and what,
content, what it relates to, result); only the last step's *Finish* logs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from bot.domain import forms
from bot.domain.enums import CorrespondenceType, Evaluation, InformationFlow, InitiatedBy
from bot.domain.forms import Kind, words_of
from bot.domain.messages import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.wizard.draft import Draft


@dataclass(frozen=True, slots=True)
class Field(forms.Field):
    """One field. ``more`` hides it behind *More fields*.

    ``filled_beside``: choosing in another field of its step may fill this text while its user is
    typing. So every character is sent, which comes before what the bot fills in, and Slack's own
    client doesn't insist on it while it is blank; *Next* and *Finish* do.

    ``of``: whether it belongs to an interaction with one contact, to a segment's, or to both.
    ``may_wait``: required, but a segment can do without until it is logged.
    """

    more: bool = False
    filled_beside: bool = False
    of: Literal["both", "contact", "segment"] = "both"
    may_wait: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    key: str
    title: str
    fields: tuple[Field, ...]
    only_with_wizard_action: bool = False


TITLE = N_("Create interaction")

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
                dispatch=True,
                of="contact",
            ),
            Field(
                "template",
                N_("Interaction template"),
                Kind.SEARCH,
                placeholder=N_("What kind of interaction?"),
                required=True,
                dispatch=True,
                may_wait=True,
            ),
            Field(
                "description",
                N_("Description"),
                Kind.LINE,
                required=True,
                dispatch=True,
                filled_beside=True,
                max_length=100,
            ),
            Field(
                "salesperson",
                N_("Salesperson"),
                Kind.SEARCH,
                placeholder=N_("Who did it?"),
                required=True,
                more=True,
                dispatch=True,
                may_wait=True,
            ),
            Field(
                "language",
                N_("Language"),
                Kind.CHOICE,
                placeholder=N_("Choose a language"),
                more=True,
                dispatch=True,
            ),
            Field("date", N_("Date"), Kind.DATE, required=True, more=True, dispatch=True),
            Field("time", N_("Time"), Kind.TIME, more=True, dispatch=True, of="contact"),
            Field(
                "correspondence_type",
                N_("Correspondence type"),
                Kind.CHOICE,
                more=True,
                dispatch=True,
                choices=words_of(CorrespondenceType),
            ),
            Field(
                "information_flow",
                N_("Information flow"),
                Kind.CHOICE,
                more=True,
                dispatch=True,
                choices=words_of(InformationFlow),
            ),
            Field(
                "initiated_by",
                N_("Initiated by"),
                Kind.CHOICE,
                more=True,
                dispatch=True,
                choices=words_of(InitiatedBy),
            ),
            Field(
                "ignore_preference",
                N_("Ignore contact's correspondence type"),
                Kind.FLAG,
                more=True,
                dispatch=True,
                of="segment",
            ),
            Field(
                "subject",
                N_("Subject"),
                Kind.LINE,
                more=True,
                dispatch=True,
                max_length=100,
                of="segment",
            ),
        ),
    ),
    Step(
        "content",
        N_("Content"),
        (Field("content", N_("Content"), Kind.TEXT, max_length=3000),),
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
                dispatch=True,
            ),
            Field("campaign_target", N_("Campaign target"), Kind.FLAG, dispatch=True),
            Field("campaign_response", N_("Campaign response"), Kind.FLAG, dispatch=True),
            Field(
                "opportunity",
                N_("Opportunity"),
                Kind.SEARCH,
                placeholder=N_("Open opportunities of the contact's company"),
                dispatch=True,
                of="contact",
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
                dispatch=True,
                choices=words_of(Evaluation),
                of="contact",
            ),
            Field("successful", N_("Successful"), Kind.FLAG, dispatch=True, of="contact"),
            Field("cost", N_("Cost"), Kind.LINE, dispatch=True, max_length=40),
            Field(
                "duration",
                N_("Duration (min)"),
                Kind.LINE,
                dispatch=True,
                max_length=40,
                hint=N_("Minutes, or hours and minutes: 75, 1h15 or 1:15"),
            ),
            Field("comment", N_("Comment"), Kind.TEXT, max_length=3000, of="contact"),
        ),
    ),
)

FIELDS: Mapping[str, Field] = {field.key: field for step in STEPS for field in step.fields}
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
    return (_OF_SEGMENT if draft.segment_no else _OF_CONTACT)[step.key]


def shown_fields(draft: Draft) -> tuple[Field, ...]:
    """The fields of the draft's step that are on screen."""
    fields = fields_of(step_of(draft), draft)
    return tuple(field for field in fields if draft.more or not field.more)
