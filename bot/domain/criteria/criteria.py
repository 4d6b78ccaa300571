"""How the contacts of a segment are chosen: sets of filters, options, steps.

Source: business-central 1.13, 3.6 and 3.7. The fields of a set combine, sets combine with AND, and
of a related table any matching row is enough. Everything is a plain value with a round trip
through JSON, since criteria are stored, saved under a name and replayed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import TYPE_CHECKING, Any, Self, Union, get_args, get_origin, get_type_hints

from bot.domain.enums import ContactType, CriteriaAction, Evaluation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class LoggedMembers(StrEnum):
    """Which contacts of a logged segment: all, those who did not respond, those not reached."""

    ALL = "all"
    NO_RESPONSE = "no_response"
    NOT_REACHED = "not_reached"


class CampaignPart(StrEnum):
    """A contact's part in a campaign, by its interactions."""

    ANY = "any"
    TARGET = "target"
    RESPONSE = "response"
    NO_RESPONSE = "no_response"


@dataclass(frozen=True, slots=True)
class FilterSet:
    """Filters on one table; an empty field filters nothing, several values are alternatives."""

    @property
    def is_empty(self) -> bool:
        return not self.to_json()

    def to_json(self) -> dict[str, Any]:
        """The fields that filter, as JSON can hold them."""
        stored = [f for f in fields(self) if f.compare]
        plain = {f.name: _plain(getattr(self, f.name)) for f in stored}
        blank = {f.name: _plain(f.default) for f in stored}
        return {name: value for name, value in plain.items() if value != blank[name]}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """The set that `to_json` wrote. Raises ``ValueError`` for a word that is no member."""
        kinds = get_type_hints(cls)
        return cls(**{name: _read(kinds[name], value) for name, value in values.items()})


@dataclass(frozen=True, slots=True)
class ContactFilter(FilterSet):
    """Fields of the contact itself.

    ``name`` is words that each begin a word of the name. A value of ``nos`` or ``post_codes`` may
    end in ``*`` for whatever follows, or be a range ``CT000010..CT000020``; of ``cities``, case
    doesn't matter.
    """

    nos: tuple[str, ...] = ()
    name: str = ""
    type: ContactType | None = None
    salespeople: tuple[str, ...] = ()
    post_codes: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MailingGroupFilter(FilterSet):
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InteractionFilter(FilterSet):
    """An interaction of the contact's own that was not canceled, with all of this."""

    date_from: date | None = None
    date_to: date | None = None
    templates: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    salespeople: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JobResponsibilityFilter(FilterSet):
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndustryGroupFilter(FilterSet):
    """Tested on the contact's company."""

    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BusinessRelationFilter(FilterSet):
    """Tested on the contact's company."""

    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CampaignFilter(FilterSet):
    """Contacts that took part in a campaign, by interactions that were not canceled.

    ``NO_RESPONSE``: an interaction of the campaign, but none that is a response.
    """

    campaigns: tuple[str, ...] = ()
    part: CampaignPart = CampaignPart.ANY


@dataclass(frozen=True, slots=True)
class LoggedSegmentFilter(FilterSet):
    """The contacts of a logged segment, one line for each of its interactions (3.10).

    ``name`` and ``description`` are what its user calls it: looked up to be read, neither stored
    nor compared.
    """

    id: int | None = None
    members: LoggedMembers = LoggedMembers.ALL
    name: str = field(default="", compare=False)
    description: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Filters:
    """All filter sets of a step. Empty: every contact."""

    contact: ContactFilter = ContactFilter()
    mailing_group: MailingGroupFilter = MailingGroupFilter()
    interaction: InteractionFilter = InteractionFilter()
    job_responsibility: JobResponsibilityFilter = JobResponsibilityFilter()
    industry_group: IndustryGroupFilter = IndustryGroupFilter()
    business_relation: BusinessRelationFilter = BusinessRelationFilter()
    campaign: CampaignFilter = CampaignFilter()
    logged_segment: LoggedSegmentFilter = LoggedSegmentFilter()

    def sets(self) -> Iterator[tuple[str, FilterSet]]:
        """The sets that filter something, by name, in a fixed order."""
        for f in fields(self):
            filter_set: FilterSet = getattr(self, f.name)
            if not filter_set.is_empty:
                yield f.name, filter_set

    @property
    def is_empty(self) -> bool:
        return next(self.sets(), None) is None

    def to_json(self) -> dict[str, dict[str, Any]]:
        return {name: filter_set.to_json() for name, filter_set in self.sets()}

    @classmethod
    def from_json(cls, values: Mapping[str, Mapping[str, Any]]) -> Filters:
        sets: dict[str, Any] = {name: SETS[name].from_json(f) for name, f in values.items()}
        return cls(**sets)


SETS: Mapping[str, type[FilterSet]] = get_type_hints(Filters)
"""The filter sets by name, as stored in the criteria."""


@dataclass(frozen=True, slots=True)
class Options:
    """The first four are options of adding (3.6), the last one of reducing and refining (3.7)."""

    allow_existing_contacts: bool = False
    expand_companies: bool = False
    allow_related_companies: bool = False
    ignore_exclusion: bool = False
    entire_companies: bool = False

    def of(self, action: CriteriaAction) -> Options:
        """Without the options that mean nothing to ``action``."""
        if action is CriteriaAction.ADD:
            return replace(self, entire_companies=False)
        return Options(entire_companies=self.entire_companies)


@dataclass(frozen=True, slots=True)
class Step:
    """One criteria action with its filters, in the order of a segment's criteria."""

    action: CriteriaAction
    filters: Filters = Filters()
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Contacts that match but don't enter, each counted under the first reason that holds."""

    already_there: int = 0
    privacy_blocked: int = 0
    minors: int = 0
    excluded: int = 0

    @property
    def total(self) -> int:
        return self.already_there + self.privacy_blocked + self.minors + self.excluded


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a step would do: ``changed`` lines added or removed, ``after`` lines left then.

    ``everything``: no filter was given, so the user is asked first.
    """

    action: CriteriaAction
    changed: int
    before: int
    after: int
    left_out: LeftOut = LeftOut()
    everything: bool = False

    @property
    def may_apply(self) -> bool:
        """Whether doing it means anything. Removing nobody is a step all the same: reused, it
        holds for whoever is there then. Adding nobody is a filter gone wrong."""
        return self.changed > 0 or self.action is not CriteriaAction.ADD


@dataclass(frozen=True, slots=True)
class Applied:
    """What a step did: ``changed`` lines added or removed, ``lines`` are there now."""

    action: CriteriaAction
    action_no: int
    changed: int
    lines: int


@dataclass(frozen=True, slots=True)
class WentBack:
    """The step that was taken back, and what that did to the lines."""

    step: Step
    removed: int
    restored: int
    lines: int
    actions_left: int


@dataclass(frozen=True, slots=True)
class SavedCriteria:
    """Criteria under a name; ``created_by`` is a Slack user."""

    code: str
    description: str | None
    created_by: str | None
    actions: int


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def _read(kind: Any, value: Any) -> Any:
    """A value that `_plain` made, as the type of its field."""
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], item) for item in value)
    if get_origin(kind) in {Union, UnionType}:
        kind = next(choice for choice in get_args(kind) if choice is not type(None))
        return None if value is None else _read(kind, value)
    if kind is date:
        return date.fromisoformat(value)
    return kind(value)
