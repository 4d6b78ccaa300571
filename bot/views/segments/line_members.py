"""Contacts put on a segment by hand, and lines chosen one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.domain.contacts.label import OPTION_LENGTH, option_label
from bot.domain.forms import NOTHING, Field, Kind, table
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.forms import form as forms
from bot.views.metadata import pack
from bot.views.segments.line_form import back

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.segments.lines import Added, Line
    from bot.i18n import Translator
    from bot.views.blocks import Block, View
    from bot.views.segments.lines import Place

ADD, CONTACTS = "segment_contacts", "segment.contacts"
CHOOSE, CHOSEN = "segment_chosen_lines", "segment.chosen_lines"
REMOVE_CHOSEN = "segment.remove_lines"
MOST_CHOSEN = 100
"""So many lines can be chosen one by one: Slack carries their numbers from window to window."""

ADDED = table(
    Field(
        "contacts",
        N_("Contacts"),
        Kind.SEVERAL_FOUND,
        required=True,
        placeholder=N_("Name, company, e-mail or phone"),
    )
)
CHOOSABLE = table(
    Field(
        "lines",
        N_("Lines"),
        Kind.SEVERAL_FOUND,
        required=True,
        hint=N_("At most {count} lines. For more, search the list and change all that it shows."),
        placeholder=N_("Name, company or contact number"),
        most=MOST_CHOSEN,
    )
)


def add(place: Place, t: Translator) -> View:
    return blocks.modal(
        t(N_("Add by hand")),
        [forms.draw(ADDED["contacts"], NOTHING, t, action=CONTACTS), back(place, t)],
        submit=t(N_("Add")),
        close=t(N_("Cancel")),
        callback_id=ADD,
        private_metadata=pack(place),
    )


def added(found: Added, t: Translator) -> tuple[str, str]:
    """What adding did, and how the sentence is to be shown."""
    told = [
        t.plural("{count} contact was added.", "{count} contacts were added.", found.changed),
    ]
    if found.already:
        told.append(
            t.plural(
                "{count} of them was on the segment already and has one more line now.",
                "{count} of them were on the segment already and have one more line now.",
                found.already,
            )
        )
    if found.excluded:
        told.append(
            t.plural(
                "{count} of them is excluded from segments.",
                "{count} of them are excluded from segments.",
                found.excluded,
            )
        )
    return " ".join(told), "success" if len(told) == 1 else "warning"


def removed(count: int, t: Translator) -> str:
    """What removing chosen lines did."""
    return t.plural(
        "{count} line is removed. Go back on the segment brings it back.",
        "{count} lines are removed. Go back on the segment brings them back.",
        count,
    )


def choose(place: Place, number: int, t: Translator) -> View:
    """The lines to change or to remove. ``number`` tells this picture from another one, or Slack
    would keep what was chosen there."""
    field = CHOOSABLE["lines"]
    drawn = replace(field, hint=t(field.hint, count=MOST_CHOSEN))
    asks = blocks.confirmation(
        t(N_("Remove the chosen lines?")),
        t(N_("Their contacts leave the segment. Go back brings the lines back.")),
        t(N_("Remove")),
        t(N_("Keep")),
    )
    leave = back(place, t)
    remove = blocks.button(t(N_("Remove the chosen lines")), REMOVE_CHOSEN, confirm=asks)
    return blocks.modal(
        t(N_("Choose lines")),
        [
            forms.draw(drawn, NOTHING, t, action=CHOSEN, number=number),
            leave | {"elements": [remove, *leave["elements"]]},
        ],
        submit=t(N_("Change them")),
        close=t(N_("Cancel")),
        callback_id=CHOOSE,
        private_metadata=pack(place),
    )


def chosen(window: Mapping[str, Any], fields: Mapping[str, Field]) -> list[int]:
    """The numbers that were chosen in the one field of a form, each once."""
    (entered,) = forms.read(window, fields).values() or (NOTHING,)
    return list(dict.fromkeys(int(value) for value in entered.values if value.isdecimal()))


def line_options(lines: Sequence[Line], t: Translator) -> Block:
    """Lines to choose from: who stands on them, and what tells two of one contact apart."""
    return {"options": [_line_option(line, t) for line in lines]}


def _line_option(line: Line, t: Translator) -> Block:
    name = line.contact_name or t(N_("No contact"))
    found = blocks.option(str(line.line_no), option_label(name, line.company_name, line.city))
    about = " · ".join(part for part in (line.contact_no, line.values.description) if part)
    return found | {"description": blocks.plain(about, OPTION_LENGTH)} if about else found
