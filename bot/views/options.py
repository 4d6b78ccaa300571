"""Answers to Slack's question for the options of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.contacts.label import contact_label
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
