"""Logging a segment: what will be logged, what is left out and why, and what was logged.

Source: business-central 3.12 and 4.4 as amended by decisions.md: nothing is dropped silently, and
everything is logged, canceled, restored or taken back as one unit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.domain.criteria.criteria import LoggedMembers
from bot.domain.messages import N_

if TYPE_CHECKING:
    from datetime import date, datetime, time
    from decimal import Decimal

    from bot.domain.enums import Evaluation
    from bot.domain.messages import Text

Report = Callable[[int, int], None]
"""Told how many of how many lines are done; returns at once and never raises."""

LONG = 5_000
"""Lines from which on work on a segment belongs in a job: a second or two of the database."""

TAKE_BACK = timedelta(days=1)
"""How long after logging a segment can be taken back, as long as a deleted one."""


class Reason(StrEnum):
    """Why a line is left out. A line that has several is counted under the first of this order."""

    NO_CONTACT = "no_contact"
    CONTACT_GONE = "contact_gone"
    PRIVACY_BLOCKED = "privacy_blocked"
    MINOR = "minor"
    NO_TEMPLATE = "no_template"
    TEMPLATE_ARCHIVED = "template_archived"
    LANGUAGE_UNKNOWN = "language_unknown"
    NO_SALESPERSON = "no_salesperson"
    SALESPERSON_BLOCKED = "salesperson_blocked"
    NO_DATE = "no_date"
    NO_DESCRIPTION = "no_description"
    DUPLICATE = "duplicate"
    """Only when the user chose to log each contact once: it stands on an earlier line already."""


REASONS: Mapping[Reason, str] = {
    Reason.NO_CONTACT: N_("No contact"),
    Reason.CONTACT_GONE: N_("Contact deleted or merged"),
    Reason.PRIVACY_BLOCKED: N_("Blocked for privacy reasons"),
    Reason.MINOR: N_("Minor without parental consent"),
    Reason.NO_TEMPLATE: N_("No interaction template"),
    Reason.TEMPLATE_ARCHIVED: N_("Interaction template no longer in use"),
    Reason.LANGUAGE_UNKNOWN: N_("Language that the template doesn't have"),
    Reason.NO_SALESPERSON: N_("No salesperson"),
    Reason.SALESPERSON_BLOCKED: N_("Salesperson blocked"),
    Reason.NO_DATE: N_("No date"),
    Reason.NO_DESCRIPTION: N_("No description"),
    Reason.DUPLICATE: N_("Contact already on an earlier line"),
}


class Part(StrEnum):
    """A list of the preview that is no single reason."""

    TO_LOG = "to_log"
    LEFT_OUT = "left_out"
    REPEATED = "repeated"
    """Lines that are logged although their contact stands on an earlier one too."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What logging would do now: ``lines`` is ``to_log`` plus all of ``left_out``.

    ``repeated`` lines are among ``to_log``: the user may choose to log each contact once; asked
    with ``duplicates_once`` they are left out instead. ``obstacle`` says why nothing at all can be
    logged. ``rest``: what an earlier log of this segment left in it. ``revision`` is the segment's.
    """

    no: str
    description: str | None
    lines: int
    to_log: int
    left_out: Mapping[Reason, int] = field(default_factory=dict)
    repeated: int = 0
    obstacle: Text | None = None
    rest: bool = False
    revision: int = 0

    @property
    def left_out_total(self) -> int:
        return sum(self.left_out.values())

    @property
    def long(self) -> bool:
        """Whether logging belongs in a job."""
        return self.lines >= LONG


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A line of a list of the preview. ``reason`` is None for one that will be logged."""

    line_no: int
    contact_id: int | None
    contact_no: str | None
    contact_name: str | None
    company_name: str | None
    city: str | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class LogOptions:
    """How to log.

    ``keep_left_out``: lines that are left out stay in the segment, which can then be logged again.
    ``follow_up_description`` is in the user's language; its first 100 characters are kept.
    ``follow_up_members``: whom the lines, or the campaign so far, know to have answered can be
    spared. Who is not reached is known only after the log.
    ``expected`` is the number that the user agreed to log, ``revision`` that of the segment they
    saw; another one stops everything.
    """

    keep_left_out: bool = False
    duplicates_once: bool = False
    follow_up: bool = False
    follow_up_template: bool = False
    follow_up_description: str = ""
    follow_up_members: LoggedMembers = LoggedMembers.ALL
    expected: int | None = None
    revision: int | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> LogOptions:
        """What ``to_json`` wrote, of an older version too."""
        members = LoggedMembers(values.get("follow_up_members", LoggedMembers.ALL))
        return cls(**{**values, "follow_up_members": members})


@dataclass(frozen=True, slots=True)
class Logged:
    """What logging did; ``kept`` lines are still in the segment."""

    logged_segment_id: int
    segment_no: str
    description: str
    logged: int
    left_out: Mapping[str, int]
    kept: int
    campaign_entries: int
    follow_up_no: str | None = None
    follow_up_lines: int = 0

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def logged_name(segment_no: str, part: int) -> str:
    """What its user calls a logged segment: which log of a segment, where there are several."""
    return f"{segment_no} ({part})" if part > 1 else segment_no


@dataclass(frozen=True, slots=True)
class LoggedSegmentRow:
    """A logged segment in a list. ``part`` counts the logs of one segment, from 1."""

    id: int
    segment_no: str
    part: int
    description: str
    logged_at: datetime
    logged_by: str | None
    interactions: int
    canceled: bool

    @property
    def name(self) -> str:
        return logged_name(self.segment_no, self.part)


@dataclass(frozen=True, slots=True)
class LoggedSegmentCard:
    """A logged segment. Numbers count what is not canceled, but for ``canceled_interactions``.

    ``evaluations`` has None for interactions without one. ``left_out`` counts what stayed out when
    it was logged. ``not_takeable`` says why it can't be taken back; None: it can, until
    ``takeable_until``; the segments that were ``made_from`` it stay then. ``file`` is what the file
    is called that went with the interactions. ``salesperson_code`` is the segment's, as long as it
    can be taken back.
    """

    row: LoggedSegmentRow
    evaluations: Mapping[Evaluation | None, int]
    reached: int
    not_reached: int
    responses: int
    canceled_interactions: int
    cost: Decimal
    duration_min: int
    campaign_entries: int
    left_out: Mapping[Reason, int]
    kept: int
    segment_open: bool
    takeable_until: datetime
    not_takeable: Text | None = None
    made_from: tuple[str, ...] = ()
    file: str | None = None
    salesperson_code: str | None = None

    @property
    def long(self) -> bool:
        return self.row.interactions + self.canceled_interactions >= LONG


@dataclass(frozen=True, slots=True)
class Member:
    """A contact of a logged segment as it was called then, and its interaction."""

    interaction_id: int
    contact_id: int
    contact_name: str
    company_name: str | None
    date: date
    time: time | None
    salesperson_name: str
    evaluation: Evaluation | None
    attempt_failed: bool
    campaign_response: bool
    canceled: bool


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking back did. ``segment_was_open``: a rest of it was there, its header stays."""

    segment_no: str
    interactions: int
    lines: int
    segment_was_open: bool

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Switched:
    """What canceling or restoring a logged segment did, and what stays as it was.

    ``unchanged``: interactions that were canceled one by one before and stay so.
    """

    logged_segment_id: int
    canceled: bool
    interactions: int
    unchanged: int

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """The follow-up segment; ``left_out`` contacts may not enter a segment any more."""

    no: str
    lines: int
    left_out: int

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
