"""Criteria as sentences: what each action did, with which filters and options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.domain.criteria.criteria import (
    BusinessRelationFilter,
    CampaignFilter,
    CampaignPart,
    ContactFilter,
    IndustryGroupFilter,
    InteractionFilter,
    JobResponsibilityFilter,
    LoggedMembers,
    LoggedSegmentFilter,
    MailingGroupFilter,
)
from bot.domain.enum_words import ENUM_WORDS
from bot.domain.enums import CriteriaAction
from bot.domain.messages import N_, Text
from bot.domain.segments.header import CriteriaSentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.domain.criteria.criteria import FilterSet, Options, Step

ACTIONS = {
    CriteriaAction.ADD: N_("Add contacts"),
    CriteriaAction.REDUCE: N_("Remove contacts that match (reduce)"),
    CriteriaAction.REFINE: N_("Keep only contacts that match (refine)"),
}
OPTIONS = {
    "allow_existing_contacts": N_("Allow existing contacts"),
    "expand_companies": N_("Expand companies"),
    "allow_related_companies": N_("Allow related companies"),
    "ignore_exclusion": N_("Ignore exclusion"),
    "entire_companies": N_("Entire companies"),
}
PARTS = {
    CampaignPart.ANY: N_("Campaign: {campaigns}"),
    CampaignPart.TARGET: N_("Target of campaign: {campaigns}"),
    CampaignPart.RESPONSE: N_("Responded to campaign: {campaigns}"),
    CampaignPart.NO_RESPONSE: N_("Did not respond to campaign: {campaigns}"),
}
MEMBERS = {
    LoggedMembers.ALL: N_("Contacts of logged segment {segment}"),
    LoggedMembers.NO_RESPONSE: N_("Contacts of logged segment {segment} without a response"),
    LoggedMembers.NOT_REACHED: N_("Contacts of logged segment {segment} that were not reached"),
}
SEGMENT = N_("{no} “{description}”")
"""What a segment is called in a sentence."""
MOST_NAMED = 10
"""So many values are named; of longer lists, the first ones and how many more there are."""


Names = Mapping[str, Mapping[str, str]]
"""What codes are called, by the list that they are of. A code without a name is said itself."""
UNNAMED: Names = MappingProxyType({})
_LISTS: Mapping[tuple[str, str], str] = {
    ("contact", "nos"): "contacts",
    ("contact", "salespeople"): "salespeople",
    ("contact", "countries"): "countries",
    ("contact", "languages"): "languages",
    ("mailing_group", "codes"): "mailing_groups",
    ("interaction", "templates"): "templates",
    ("interaction", "campaigns"): "campaigns",
    ("interaction", "salespeople"): "salespeople",
    ("interaction", "segments"): "segments",
    ("job_responsibility", "codes"): "job_responsibilities",
    ("industry_group", "codes"): "industry_groups",
    ("business_relation", "codes"): "business_relations",
    ("campaign", "campaigns"): "campaigns",
}
"""Of which list the values of a field are."""


def codes_of(steps: Iterable[Step]) -> dict[str, set[str]]:
    """The codes that the sentences of ``steps`` say, by list."""
    found: dict[str, set[str]] = {}
    for step in steps:
        for name, filters in step.filters.sets():
            for (of, field), table in _LISTS.items():
                if of == name and (codes := getattr(filters, field)[:MOST_NAMED]):
                    found.setdefault(table, set()).update(codes)
    return found


def sentences(steps: Iterable[Step], names: Names = UNNAMED) -> list[CriteriaSentence]:
    """The criteria as a list to read; filters stand under their action."""
    return [line for step in steps for line in sentences_of(step, names)]


def sentences_of(step: Step, names: Names = UNNAMED) -> list[CriteriaSentence]:
    """The action with its options, then a line for each set of filters."""
    sets = [_called(name, found, names) for name, found in step.filters.sets()]
    filters = [CriteriaSentence(text, True) for found in sets for text in _filters(found)]
    if not filters:
        filters = [CriteriaSentence(Text(N_("All contacts")), True)]
    return [CriteriaSentence(_action(step.action, step.options)), *filters]


def _action(action: CriteriaAction, options: Options) -> Text:
    chosen = [Text(words) for name, words in OPTIONS.items() if getattr(options, name)]
    if not chosen:
        return Text(ACTIONS[action])
    return Text(
        N_("{action} – {options}"), {"action": Text(ACTIONS[action]), "options": _listing(chosen)}
    )


def _called(name: str, found: FilterSet, names: Names) -> FilterSet:
    """A set of filters to read, with names in the place of the codes that have one."""
    named = {}
    for (of, field), table in _LISTS.items():
        if of == name and (known := names.get(table)):
            values = getattr(found, field)
            said = (known.get(value, value) for value in values[:MOST_NAMED])
            named[field] = (*said, *values[MOST_NAMED:])
    return replace(found, **named)


def _filters(found: FilterSet) -> Iterator[Text]:
    match found:
        case ContactFilter():
            yield from _contact(found)
        case InteractionFilter():
            yield _interaction(found)
        case MailingGroupFilter():
            yield Text(N_("Mailing group: {codes}"), {"codes": _values(found.codes)})
        case JobResponsibilityFilter():
            yield Text(N_("Job responsibility: {codes}"), {"codes": _values(found.codes)})
        case IndustryGroupFilter():
            yield Text(N_("Industry group of the company: {codes}"), _codes(found.codes))
        case BusinessRelationFilter():
            yield Text(N_("Business relation of the company: {codes}"), _codes(found.codes))
        case CampaignFilter():
            anyone = Text(N_("any campaign"))
            campaigns = _values(found.campaigns) if found.campaigns else anyone
            yield Text(PARTS[found.part], {"campaigns": campaigns})
        case LoggedSegmentFilter():
            yield Text(MEMBERS[found.members], {"segment": _logged(found)})


def _logged(found: LoggedSegmentFilter) -> str | Text:
    if not found.name:
        return Text(N_("(taken back)"))
    if not found.description:
        return found.name
    return Text(SEGMENT, {"no": found.name, "description": found.description})


def _contact(found: ContactFilter) -> Iterator[Text]:
    if found.nos:
        yield Text(N_("Contact: {codes}"), _codes(found.nos))
    if found.name:
        yield Text(N_("Name: {name}"), {"name": found.name})
    if found.type:
        yield Text(N_("Contact type: {type}"), {"type": Text(ENUM_WORDS[found.type])})
    if found.salespeople:
        yield Text(N_("Salesperson: {codes}"), _codes(found.salespeople))
    if found.post_codes:
        yield Text(N_("Post code: {codes}"), _codes(found.post_codes))
    if found.cities:
        yield Text(N_("City: {codes}"), _codes(found.cities))
    if found.countries:
        yield Text(N_("Country: {codes}"), _codes(found.countries))
    if found.territories:
        yield Text(N_("Territory: {codes}"), _codes(found.territories))
    if found.languages:
        yield Text(N_("Language: {codes}"), _codes(found.languages))


def _interaction(found: InteractionFilter) -> Text:
    """One sentence, since all of it must hold for the same interaction."""
    parts = []
    if found.date_from:
        parts.append(Text(N_("from {date}"), {"date": found.date_from}))
    if found.date_to:
        parts.append(Text(N_("until {date}"), {"date": found.date_to}))
    if found.templates:
        parts.append(Text(N_("template {codes}"), _codes(found.templates)))
    if found.campaigns:
        parts.append(Text(N_("campaign {codes}"), _codes(found.campaigns)))
    if found.evaluations:
        words = [Text(ENUM_WORDS[evaluation]) for evaluation in found.evaluations]
        parts.append(Text(N_("evaluation {codes}"), {"codes": _listing(words)}))
    if found.salespeople:
        parts.append(Text(N_("salesperson {codes}"), _codes(found.salespeople)))
    if found.segments:
        parts.append(Text(N_("segment {codes}"), _codes(found.segments)))
    return Text(N_("Interaction: {parts}"), {"parts": _listing(parts)})


def _codes(values: Sequence[str]) -> dict[str, object]:
    return {"codes": _values(values)}


def _values(values: Sequence[str]) -> str | Text:
    named = ", ".join(values[:MOST_NAMED])
    if len(values) <= MOST_NAMED:
        return named
    more = len(values) - MOST_NAMED
    return Text(N_("{values} and {count} more"), {"values": named, "count": more})


def _listing(parts: Sequence[Text]) -> Text:
    """Sentences in a row; each is said in the reader's language."""
    first, *others = parts
    for other in others:
        first = Text(N_("{first}, {next}"), {"first": first, "next": other})
    return first
