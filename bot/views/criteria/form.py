"""The filters of segment criteria as a table of fields.

A block keeps its id as long as its window keeps the form, so that Slack keeps what was typed when
sentences or more fields come in. After another picture was shown in between, the form is drawn
anew with other ids (``round``) and with what had been typed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain import forms
from bot.domain.criteria.sentences import OPTIONS
from bot.domain.enums import ContactType, CriteriaAction, Evaluation
from bot.domain.forms import Kind, words_of
from bot.domain.messages import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELD = "criteria.field"
MOST_CHOSEN = 40
"""So many entries of a list can be chosen; ten such lists stay below Slack's 250 kB a view."""


@dataclass(frozen=True, slots=True)
class Field(forms.Field):
    """``searched`` names the list that is searched."""

    searched: str = ""


def _line(key: str, label: str, hint: str) -> Field:
    return Field(key, label, Kind.LINE, hint=hint, max_length=1000)


def _found(key: str, label: str, searched: str) -> Field:
    return Field(key, label, Kind.SEVERAL_FOUND, most=MOST_CHOSEN, searched=searched)


PARTS = {
    "target": N_("Target"),
    "response": N_("Responded"),
    "no_response": N_("Did not respond"),
}
MEMBERS = {
    "all": N_("All contacts"),
    "no_response": N_("Those without a response"),
    "not_reached": N_("Those not reached"),
}
SEVERAL_CODES = N_("Several with commas; BEGINNING* and FIRST..LAST work as well")

FIRST: tuple[Field, ...] = (
    _line(
        "contact.name",
        N_("Name"),
        N_("One or more words, each the beginning of a word of the name"),
    ),
    Field("contact.type", N_("Contact type"), Kind.CHOICE, choices=words_of(ContactType)),
    _found("contact.salespeople", N_("Contact's salespeople"), "salespeople"),
    _found("mailing_group.codes", N_("Mailing groups"), "mailing_groups"),
    _found("industry_group.codes", N_("Industry groups"), "industry_groups"),
    _found("contact.countries", N_("Countries"), "countries"),
)
FURTHER: tuple[tuple[str, tuple[Field, ...]], ...] = (
    (
        N_("Contact"),
        (
            _line("contact.nos", N_("Contact numbers"), SEVERAL_CODES),
            _line("contact.post_codes", N_("Post codes"), SEVERAL_CODES),
            _line("contact.cities", N_("Cities"), N_("Several with commas")),
            _line("contact.territories", N_("Territories"), N_("Several with commas")),
            _found("contact.languages", N_("Languages"), "languages"),
            _found("business_relation.codes", N_("Business relations"), "business_relations"),
            _found("job_responsibility.codes", N_("Job responsibilities"), "job_responsibilities"),
        ),
    ),
    (
        N_("An interaction with the contact"),
        (
            Field("interaction.date_from", N_("From"), Kind.DATE),
            Field("interaction.date_to", N_("Until"), Kind.DATE),
            _found("interaction.templates", N_("Interaction templates"), "templates"),
            _found("interaction.campaigns", N_("Campaigns of the interaction"), "campaigns"),
            Field(
                "interaction.evaluations",
                N_("Evaluations"),
                Kind.SEVERAL,
                choices=words_of(Evaluation),
            ),
            _found("interaction.salespeople", N_("Salespeople of the interaction"), "salespeople"),
            _found("interaction.segments", N_("Segments of the interaction"), "segments"),
        ),
    ),
    (
        N_("Part in a campaign"),
        (
            _found("campaign.campaigns", N_("Campaigns"), "campaigns"),
            Field("campaign.part", N_("Part"), Kind.CHOICE, choices=PARTS),
        ),
    ),
    (
        N_("Was in a logged segment"),
        (
            Field(
                "logged_segment.id",
                N_("Logged segment"),
                Kind.SEARCH,
                searched="logged_segments",
            ),
            Field("logged_segment.members", N_("Which contacts"), Kind.CHOICE, choices=MEMBERS),
        ),
    ),
)
OPTION_HELP = {
    "allow_existing_contacts": N_("Contacts with a line get another one"),
    "expand_companies": N_("The company and all its persons enter as well"),
    "allow_related_companies": N_("The companies of the persons enter as well"),
    "ignore_exclusion": N_("Also contacts that are excluded from segments"),
    "entire_companies": N_("All contacts of a company count if one matches"),
}
OPTIONS_OF = {
    CriteriaAction.ADD: (
        "allow_existing_contacts",
        "expand_companies",
        "allow_related_companies",
        "ignore_exclusion",
    ),
    CriteriaAction.REDUCE: ("entire_companies",),
    CriteriaAction.REFINE: ("entire_companies",),
}
OPTIONS_FIELD = Field("options", N_("Options"), Kind.TICKS, choices=OPTIONS, about=OPTION_HELP)
FIELDS: Mapping[str, Field] = {
    field.key: field
    for field in (*FIRST, *(field for _, fields in FURTHER for field in fields), OPTIONS_FIELD)
}


def options_of(action: CriteriaAction) -> Field:
    """The options that an action has, with a word on each."""
    offered = {name: word for name, word in OPTIONS.items() if name in OPTIONS_OF[action]}
    return replace(OPTIONS_FIELD, choices=offered)
