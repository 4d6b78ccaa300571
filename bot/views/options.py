"""Answers to Slack's question for the options of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.contacts.label import OPTION_LENGTH, contact_label
from bot.domain.folding import fold
from bot.domain.forms import Choice
from bot.domain.messages import N_
from bot.views import blocks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.contacts.contact import ContactHit, Found
    from bot.i18n import Translator
    from bot.views.blocks import Block

MAX_OPTIONS = 100

NEAR = N_("No exact match, only similar names")


def listed(choices: Sequence[Choice], *, blank: bool = False) -> Block:
    """A flat list; ``blank`` puts an option for *nothing* on top."""
    found = [blocks.option(blocks.BLANK, "—")] if blank else []
    found += [blocks.option(choice.value, choice.label) for choice in choices]
    return {"options": found[:MAX_OPTIONS]}


def matching(names: Mapping[str, str], query: str) -> list[Choice]:
    """Those of these names by code that have every word of a query, in their order."""
    words = fold(query).split()
    found = [
        Choice(code, name)
        for code, name in names.items()
        if all(word in fold(f"{name} {code}") for word in words)
    ]
    return sorted(found, key=lambda choice: fold(choice.label))[:MAX_OPTIONS]


def grouped(groups: Sequence[tuple[str, Sequence[Choice]]]) -> Block:
    """Options under headings. Slack wants no empty group, and an empty answer as ``options``."""
    found = [
        {
            "label": blocks.plain(label, 75),
            "options": [blocks.option(choice.value, choice.label) for choice in choices],
        }
        for label, choices in groups[:MAX_OPTIONS]
        if choices
    ]
    return {"option_groups": found} if found else {"options": []}


def choices(contacts: Sequence[ContactHit]) -> list[Choice]:
    """Contacts as options."""
    return [Choice(str(hit.id), contact_label(hit)) for hit in contacts]


def contacts(found: Found, t: Translator) -> Block:
    """What a search found. Contacts whose names are only near stand under a heading that says so,
    since a list with one option reads like an answer."""
    hits = choices(found.hits)
    return grouped([(t(NEAR), hits)]) if found.near else listed(hits)


@dataclass(frozen=True, slots=True)
class Hint:
    """What stands in an empty list: that there is nothing yet, and what comes first. Slack shows
    75 characters of each."""

    nothing: str
    first: str


_BY_ADMINISTRATORS = N_("Administrators set them up")
HINTS: Mapping[str, Hint] = {
    "contact": Hint(
        N_("No contacts yet"),
        N_("Managers drop a file into their conversation with Touchpoint"),
    ),
    "template": Hint(
        N_("No interaction templates yet"),
        N_("Administrators bring them in from Touchpoint's Home tab"),
    ),
    "campaign": Hint(N_("No campaigns yet"), _BY_ADMINISTRATORS),
    "themselves": Hint(
        N_("Nobody to choose from"), N_("Enter a new code and a new name below instead")
    ),
    "segment": Hint(N_("No segments yet"), N_("Create one with New segment")),
    "line": Hint(N_("No lines yet"), N_("First put contacts on the segment")),
    "saved": Hint(
        N_("No saved criteria yet"), N_("First choose contacts of a segment, then Save criteria")
    ),
    "logged": Hint(N_("No logged segments yet"), N_("First log a segment: Preview and log")),
    "code": Hint(N_("Nothing to choose from yet"), _BY_ADMINISTRATORS),
}


def nothing(what: str, t: Translator) -> Block:
    """In the place of a list in which there is nothing yet. To choose it is to choose nothing."""
    hint = HINTS[what]
    said = blocks.option(blocks.BLANK, t(hint.nothing))
    return {"options": [said | {"description": blocks.plain(t(hint.first), OPTION_LENGTH)}]}


def is_empty(answer: Mapping[str, Any]) -> bool:
    """Whether an answer offers nothing, or nothing but a blank."""
    offered = answer.get("options", ())
    return "option_groups" not in answer and all(o["value"] == blocks.BLANK for o in offered)


def unavailable(t: Translator) -> Block:
    """In the place of a list that can't be loaded, so that it doesn't look like an empty one."""
    told = t(N_("The list can't be loaded right now. Please try again."))
    return {"options": [blocks.option(blocks.NO_LIST, told)]}


def not_loaded(view: Mapping[str, Any]) -> str | None:
    """The label of a field in which :func:`unavailable` stands, in a view that Slack sends."""
    state = view.get("state", {}).get("values", {})
    for block in view.get("blocks", ()):
        for found in state.get(block.get("block_id"), {}).values():
            several = found.get("selected_options") or ()
            chosen = [option for option in (found.get("selected_option"), *several) if option]
            if any(option["value"] == blocks.NO_LIST for option in chosen):
                return str((block.get("label") or {}).get("text", ""))
    return None


def recent(
    offered: Sequence[Choice], latest: Sequence[Choice], t: Translator, *, near: bool = False
) -> Block:
    """Before anything is typed: the contacts at hand, then the user's last ones. ``near``: those
    at hand are only like the words that the user began with."""
    known = {choice.value for choice in offered}
    rest = [choice for choice in latest if choice.value not in known]
    heading = t(NEAR) if near else t(N_("Suggested"))
    return grouped([(heading, offered), (t(N_("Recent contacts")), rest)])
