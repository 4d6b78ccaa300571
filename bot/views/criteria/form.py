"""The filters of segment criteria as a form: drawn field by field, and read back.

A block keeps its id as long as its window keeps the form, so that Slack keeps what was typed when
sentences or more fields come in. After another picture was shown in between, the form is drawn
anew with other ids (``round``) and with what had been typed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from bot.domain.contacts.label import clip
from bot.domain.criteria.sentences import EVALUATIONS, OPTIONS, TYPES
from bot.domain.enums import CriteriaAction
from bot.domain.messages import N_
from bot.domain.wizard.draft import Choice
from bot.views import blocks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.i18n import Translator
    from bot.views.blocks import Block

FIELD = "criteria.field"
MOST_CHOSEN = 40
"""So many entries of a list can be chosen; ten such lists stay below Slack's 250 kB a view."""


class Kind(Enum):
    """What a field is drawn as."""

    LINE = auto()
    DATE = auto()
    LIST = auto()
    SEVERAL = auto()
    FOUND = auto()
    SEVERAL_FOUND = auto()
    TICKS = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """``choices`` are values and their words; ``table`` names a list that is searched."""

    key: str
    label: str
    kind: Kind
    hint: str = ""
    choices: Mapping[Any, str] = field(default_factory=dict)
    table: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a field: a text or a day, or chosen options."""

    text: str = ""
    chosen: tuple[Choice, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        if self.chosen:
            return tuple(choice.value for choice in self.chosen)
        return (self.text,) if self.text else ()


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
    Field(
        "contact.name",
        N_("Name"),
        Kind.LINE,
        hint=N_("One or more words, each the beginning of a word of the name"),
    ),
    Field("contact.type", N_("Contact type"), Kind.LIST, choices=TYPES),
    Field(
        "contact.salespeople", N_("Contact's salespeople"), Kind.SEVERAL_FOUND, table="salespeople"
    ),
    Field("mailing_group.codes", N_("Mailing groups"), Kind.SEVERAL_FOUND, table="mailing_groups"),
    Field(
        "industry_group.codes", N_("Industry groups"), Kind.SEVERAL_FOUND, table="industry_groups"
    ),
    Field("contact.countries", N_("Countries"), Kind.SEVERAL_FOUND, table="countries"),
)
FURTHER: tuple[tuple[str, tuple[Field, ...]], ...] = (
    (
        N_("Contact"),
        (
            Field("contact.nos", N_("Contact numbers"), Kind.LINE, hint=SEVERAL_CODES),
            Field("contact.post_codes", N_("Post codes"), Kind.LINE, hint=SEVERAL_CODES),
            Field("contact.cities", N_("Cities"), Kind.LINE, hint=N_("Several with commas")),
            Field(
                "contact.territories", N_("Territories"), Kind.LINE, hint=N_("Several with commas")
            ),
            Field("contact.languages", N_("Languages"), Kind.SEVERAL_FOUND, table="languages"),
            Field(
                "business_relation.codes",
                N_("Business relations"),
                Kind.SEVERAL_FOUND,
                table="business_relations",
            ),
            Field(
                "job_responsibility.codes",
                N_("Job responsibilities"),
                Kind.SEVERAL_FOUND,
                table="job_responsibilities",
            ),
        ),
    ),
    (
        N_("An interaction with the contact"),
        (
            Field("interaction.date_from", N_("From"), Kind.DATE),
            Field("interaction.date_to", N_("Until"), Kind.DATE),
            Field(
                "interaction.templates",
                N_("Interaction templates"),
                Kind.SEVERAL_FOUND,
                table="templates",
            ),
            Field(
                "interaction.campaigns",
                N_("Campaigns of the interaction"),
                Kind.SEVERAL_FOUND,
                table="campaigns",
            ),
            Field("interaction.evaluations", N_("Evaluations"), Kind.SEVERAL, choices=EVALUATIONS),
            Field(
                "interaction.salespeople",
                N_("Salespeople of the interaction"),
                Kind.SEVERAL_FOUND,
                table="salespeople",
            ),
            Field(
                "interaction.segments",
                N_("Segments of the interaction"),
                Kind.SEVERAL_FOUND,
                table="segments",
            ),
        ),
    ),
    (
        N_("Part in a campaign"),
        (
            Field("campaign.campaigns", N_("Campaigns"), Kind.SEVERAL_FOUND, table="campaigns"),
            Field("campaign.part", N_("Part"), Kind.LIST, choices=PARTS),
        ),
    ),
    (
        N_("Was in a logged segment"),
        (
            Field("logged_segment.id", N_("Logged segment"), Kind.FOUND, table="logged_segments"),
            Field("logged_segment.members", N_("Which contacts"), Kind.LIST, choices=MEMBERS),
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
FIELDS: Mapping[str, Field] = {
    one.key: one for one in (*FIRST, *(one for _, several in FURTHER for one in several))
}
OPTIONS_FIELD = Field("options", N_("Options"), Kind.TICKS, choices=OPTIONS)


def draw(one: Field, entry: Entry, number: int, t: Translator) -> Block:
    """A field's block in the form's ``number``-th round."""
    return blocks.input_block(
        t(one.label),
        _element(one, entry, t),
        block_id=f"{one.key}.{number}",
        hint=t(one.hint) if one.hint else "",
    )


def draw_options(action: CriteriaAction, entry: Entry, number: int, t: Translator) -> Block:
    """The options that an action has, with a word on each."""
    offered = [
        blocks.option(name, t(OPTIONS[name])) | {"description": blocks.plain(t(help_), 75)}
        for name, help_ in OPTION_HELP.items()
        if name in OPTIONS_OF[action]
    ]
    element: Block = {"type": "checkboxes", "action_id": FIELD, "options": offered}
    if ticked := [each for each in offered if each["value"] in entry.values]:
        element["initial_options"] = ticked
    return blocks.input_block(t(OPTIONS_FIELD.label), element, block_id=f"options.{number}")


def read(values: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, Entry]:
    """What stands in the fields of a view's ``state.values``, by field."""
    found: dict[str, Entry] = {}
    for block_id, elements in values.items():
        key = block_id.rpartition(".")[0]
        if key in FIELDS or key == "options":
            for state in elements.values():
                found[key] = read_state(state)
    return found


def read_state(state: Mapping[str, Any]) -> Entry:
    one = state.get("selected_option")
    several = state.get("selected_options") or ([one] if one else [])
    chosen = [each for each in several if each["value"] != blocks.BLANK]
    # PostgreSQL takes no NUL in a text, and nobody can see one.
    text = (state.get("value") or state.get("selected_date") or "").replace("\0", "")
    return Entry(text, tuple(Choice(each["value"], each["text"]["text"]) for each in chosen))


def _element(one: Field, entry: Entry, t: Translator) -> Block:
    action_id = f"{FIELD}:{one.key}"
    match one.kind:
        case Kind.LINE:
            return blocks.text_input(action_id, entry.text, max_length=1000)
        case Kind.DATE:
            element: Block = {
                "type": "datepicker",
                "action_id": action_id,
                "placeholder": blocks.plain(t(N_("Choose a date"))),
            }
            return element | {"initial_date": entry.text} if entry.text else element
        case Kind.FOUND:
            chosen = _options(entry.chosen)
            return blocks.external_select(action_id, chosen[0] if chosen else None, t(N_("Choose")))
        case Kind.SEVERAL_FOUND:
            return _several(
                {"type": "multi_external_select", "min_query_length": 0}, action_id, entry, t
            )
        case Kind.SEVERAL:
            offered = [blocks.option(str(value), t(word)) for value, word in one.choices.items()]
            return _several(
                {"type": "multi_static_select", "options": offered}, action_id, entry, t
            )
        case _:
            blank = blocks.option(blocks.BLANK, "—")
            offered = [blocks.option(str(value), t(word)) for value, word in one.choices.items()]
            wanted = entry.values[0] if entry.values else None
            return blocks.static_select(action_id, [blank, *offered], wanted, t(N_("Choose")))


def _several(element: Block, action_id: str, entry: Entry, t: Translator) -> Block:
    element |= {
        "action_id": action_id,
        "placeholder": blocks.plain(t(N_("Choose one or more"))),
        "max_selected_items": MOST_CHOSEN,
    }
    chosen = _options(entry.chosen[:MOST_CHOSEN])
    if element["type"] == "multi_static_select":  # an initial option must equal an offered one
        values = {each["value"] for each in chosen}
        chosen = [each for each in element["options"] if each["value"] in values]
    return element | {"initial_options": chosen} if chosen else element


def _options(choices: Sequence[Choice]) -> list[Block]:
    return [blocks.option(choice.value, clip(choice.label, 75)) for choice in choices]
