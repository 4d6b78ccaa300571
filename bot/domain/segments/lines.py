"""A line of a segment: one contact, and what it has of its own.

Source: business-central 1.11, 3.4 and 3.5. A field is *own* when it was customised on the line,
even to a blank; otherwise it is inherited: from the line's own template for what a template
decides, else from the header and the contact.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING, Any, Literal, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, time
    from decimal import Decimal

    from bot.domain.enums import CorrespondenceType, Evaluation, InformationFlow, InitiatedBy


class Own(IntFlag):
    """The fields that a line can have of its own, as stored: never renumber."""

    DESCRIPTION = 1
    DATE = 1 << 1
    TIME = 1 << 2
    SALESPERSON_CODE = 1 << 3
    TEMPLATE_CODE = 1 << 4
    LANGUAGE_CODE = 1 << 5
    SUBJECT = 1 << 6
    CONTENT = 1 << 7
    CORRESPONDENCE_TYPE = 1 << 8
    INFORMATION_FLOW = 1 << 9
    INITIATED_BY = 1 << 10
    COST = 1 << 11
    DURATION_MIN = 1 << 12
    EVALUATION = 1 << 13
    CAMPAIGN_NO = 1 << 14
    CAMPAIGN_TARGET = 1 << 15
    CAMPAIGN_RESPONSE = 1 << 16


FIELDS = tuple(str(member.name).lower() for member in Own)
"""The names of the fields, as in :class:`LineChanges` and in the table."""

OF_TEMPLATE = (
    Own.LANGUAGE_CODE
    | Own.SUBJECT
    | Own.CONTENT
    | Own.CORRESPONDENCE_TYPE
    | Own.INFORMATION_FLOW
    | Own.INITIATED_BY
    | Own.COST
    | Own.DURATION_MIN
    | Own.CAMPAIGN_TARGET
    | Own.CAMPAIGN_RESPONSE
)
"""What choosing a template for a line resets (business-central 2.4)."""


class LineChanges(TypedDict, total=False):
    """The fields to make a line's own; None is an own blank."""

    description: str | None
    date: date | None
    time: time | None
    salesperson_code: str | None
    template_code: str | None
    language_code: str | None
    subject: str | None
    content: str | None
    correspondence_type: CorrespondenceType | None
    information_flow: InformationFlow | None
    initiated_by: InitiatedBy | None
    cost: Decimal
    duration_min: int
    evaluation: Evaluation | None
    campaign_no: str | None
    campaign_target: bool
    campaign_response: bool


@dataclass(frozen=True, slots=True)
class LineValues:
    """What would be logged for a line: each field's own value, or the one it inherits.

    ``cost`` in the company's currency; ``date`` and ``time`` are local. ``content`` still holds its
    merge fields.
    """

    description: str | None
    date: date | None
    time: time | None
    salesperson_code: str | None
    template_code: str | None
    group_code: str | None
    language_code: str | None
    subject: str | None
    content: str | None
    correspondence_type: CorrespondenceType | None
    information_flow: InformationFlow | None
    initiated_by: InitiatedBy | None
    cost: Decimal
    duration_min: int
    evaluation: Evaluation | None
    campaign_no: str | None
    campaign_target: bool
    campaign_response: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line as lists and its card show it.

    ``hindrance`` says why nothing may be logged for the contact now: it was blocked or went away
    after it was added. ``excluded``: the contact is excluded from segments, yet is on this one.
    Names are None for a line without contact; the numbers are as somebody wrote them, and in
    international form (``…_e164``) where they have one. ``template_name`` and those below it say
    what ``values`` has codes of.
    """

    line_no: int
    contact_id: int | None
    contact_no: str | None
    contact_type: Literal["company", "person"] | None
    contact_name: str | None
    company_name: str | None
    city: str | None
    email: str | None
    phone: str | None
    phone_e164: str | None
    mobile_phone: str | None
    mobile_phone_e164: str | None
    template_name: str | None
    salesperson_name: str | None
    campaign_description: str | None
    values: LineValues
    own: frozenset[str]
    hindrance: Literal["privacy", "minor", "gone", "no_contact"] | None
    excluded: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """Chosen lines: by number, or all that a list shows for ``words``.

    ``Lines()`` is every line, ``Lines(words="bond")`` those whose contact or company has such
    words, ``Lines(customised=True)`` those with something of their own, ``Lines.of([10000])`` one.
    """

    numbers: frozenset[int] | None = None
    words: str = ""
    customised: bool = False

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Lines:
        return cls(frozenset(numbers))


@dataclass(frozen=True, slots=True)
class Changed:
    """What changing many lines did; the segment's ``revision`` since, by which it is undone."""

    lines: int
    revision: int


@dataclass(frozen=True, slots=True)
class Removed:
    """What removing lines by hand did.

    ``action_no`` is the criteria action that it was; None when there was nothing to remove.
    """

    lines: int
    left: int
    action_no: int | None = None

    @property
    def may_reset(self) -> bool:
        """No line is left and there is more than one criteria action, so the user is asked
        whether to start the criteria afresh (business-central 3.7)."""
        return self.left == 0 and (self.action_no or 0) > 1


@dataclass(frozen=True, slots=True)
class Added:
    """What adding contacts by hand did: ``changed`` lines added, ``lines`` are there now.

    ``already`` of the added contacts were on a line before, or are on several of the new ones;
    ``excluded`` are to be left out of segments, and were chosen all the same.
    """

    action_no: int
    changed: int
    lines: int
    already: int = 0
    excluded: int = 0


def mask(fields: Iterable[str]) -> Own:
    """Fields by name as one mask. Raises ``KeyError`` for a name that is no field."""
    found = Own(0)
    for name in fields:
        found |= Own[name.upper()]
    return found


def names(own: int) -> frozenset[str]:
    """The fields of a mask by name."""
    return frozenset(str(member.name).lower() for member in Own if member & own)


def tidy(value: Any) -> Any:
    """Typed text without blanks around it; an empty one is a blank value."""
    return value.strip() or None if type(value) is str else value
