"""A segment's lines in Slack: the list, the form that changes one or many, adding by hand."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.contact_label import OPTION_LENGTH, clip
from bot.domain.draft import LARGEST_ID
from bot.domain.line_form import NAME_OF
from bot.domain.wizard import FIELDS
from bot.domain.words import N_
from bot.views import blocks, fields, paging, segments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.draft import Draft
    from bot.domain.segment_lines import Line
    from bot.domain.segments import Page
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

LIST, FORM, ADD = "segment_lines", "segment_line", "segment_contacts"
SEARCH, TURN, ONLY_OWN = "segment.search_lines", "segment.turn_lines", "segment.own_lines"
CONTACT = "segment.line_contact"
CHANGE, CHANGE_ALL, REMOVE = "segment.line", "segment.all_lines", "segment.remove_line"
BY_HAND, CONTACTS, INHERIT = "segment.by_hand", "segment.contacts", "segment.inherit"
PAGE_SIZE = 8

_HINDRANCES: Mapping[str, str] = {
    "privacy": N_("blocked for privacy reasons: will be left out"),
    "minor": N_("minor without parental consent: will be left out"),
    "gone": N_("contact no longer there: will be left out"),
    "no_contact": N_("no contact: will be left out"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the lines a window is: what Slack carries for us between two payloads.

    ``line`` is the line that a form is about, None for all that ``words`` and ``own`` show.
    """

    no: str
    offset: int = 0
    words: str = ""
    own: bool = False
    line: int | None = None

    def pack(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def unpack(cls, metadata: str) -> Place:
        """Raises ``ValueError`` or ``TypeError`` for what `pack` didn't write."""
        return cls(**json.loads(metadata))


def listing(
    page: Page[Line], place: Place, t: Translator, sentence: str = "", level: str = "info"
) -> View:
    body: list[Block] = [blocks.alert(sentence, level)] if sentence else []
    many = t.plural("Change {count} line", "Change all {count} lines", page.total)
    wanted = N_("All lines") if place.own else N_("Only with own values")
    body += [
        blocks.input_block(
            t(N_("Search")),
            blocks.text_input(SEARCH, place.words, max_length=150),
            block_id=SEARCH,
            hint=t(N_("Name or company")),
        ),
        blocks.actions(
            blocks.button(t(N_("Add by hand")), BY_HAND),
            *([blocks.button(many, CHANGE_ALL)] if page.total else []),
            blocks.button(t(wanted), ONLY_OWN),
            blocks.button(t(N_("Segment {no}"), no=place.no), f"{segments.OPEN}:{place.no}"),
            block_id="lines",
        ),
    ]
    for line in page.rows:
        body += _row(line, t)
    if not page.rows:
        body.append(blocks.section(blocks.plain(t(N_("No line to show.")))))
    body += paging.turns(page, PAGE_SIZE, TURN, t)
    return blocks.modal(
        t(N_("Lines")),
        body,
        submit=t(N_("Search")),
        close=t(N_("Close")),
        callback_id=LIST,
        private_metadata=place.pack(),
    )


def _row(line: Line, t: Translator) -> list[Block]:
    name = line.contact_name or t(N_("No contact"))
    about = ", ".join(part for part in (line.company_name, line.city) if part)
    values = line.values
    told = [value for value in (values.description, line.template_name) if value]
    if values.date:
        told.append(t.day(values.date))
    told.append(t(N_("cost {cost}"), cost=values.cost))
    if line.own:
        names = [t(FIELDS[key].label) for key, name in NAME_OF.items() if name in line.own]
        told.append(t(N_("own: {fields}"), fields=t.listing(names)))
    if line.hindrance:
        told.append(t(_HINDRANCES[line.hindrance]))
    asks = blocks.confirmation(
        t(N_("Remove this line?")),
        t(N_("{contact} leaves the segment. Go back brings the line back."), contact=name),
        t(N_("Remove")),
        t(N_("Keep")),
    )
    return [
        blocks.entry(f"{name} ({about})" if about else name, " · ".join(told)),
        blocks.actions(
            blocks.button(t(N_("Change")), f"{CHANGE}:{line.line_no}"),
            blocks.button(t(N_("Remove")), f"{REMOVE}:{line.line_no}", confirm=asks),
            block_id=f"line.{line.line_no}",
        ),
    ]


def form(shown: Draft, line: Line | None, place: Place, count: int, t: Translator) -> View:
    """The values of one line, or a blank form for many: what stays blank there is left alone."""
    if line is not None:
        title = line.contact_name or t(N_("No contact"))
        about = t(N_("What you change here is this line's own; the rest follows the segment."))
        own = [key for key, name in NAME_OF.items() if name in line.own]
    else:
        title = t.plural("{count} line", "{count} lines", count)
        about = t(N_("What you fill in here becomes these lines' own; what stays blank is left."))
        own = list(NAME_OF)
    body = [blocks.entry(title, about)]
    if line is not None:
        body.append(_contact(line, t))
    if own:
        body.append(_inherit(own, t))
    for key in NAME_OF:
        drawn = fields.draw(FIELDS[key], shown, t)
        drawn.pop("dispatch_action", None)
        body.append(drawn | {"optional": True})
    body.append(_back(place, t))
    return blocks.modal(
        t(N_("Change lines")),
        body,
        submit=t(N_("Save")),
        close=t(N_("Cancel")),
        callback_id=FORM,
        private_metadata=place.pack(),
    )


def _contact(line: Line, t: Translator) -> Block:
    """Who stands on the line; another contact takes over what is the line's own."""
    present = None
    if line.contact_id is not None:
        name = line.contact_name or "—"
        label = f"{name} ({line.company_name})" if line.company_name else name
        present = blocks.option(str(line.contact_id), clip(label, OPTION_LENGTH))
    hint = t(N_("Another contact takes the line over; what is the line's own stays."))
    element = blocks.external_select(CONTACT, present, t(N_("Name, company, e-mail or phone")))
    return blocks.input_block(t(N_("Contact")), element, block_id=contact_block(line), hint=hint)


def contact_block(line: Line) -> str:
    """The block's id: another one for each line and contact, or Slack keeps what was chosen."""
    return f"{CONTACT}.{line.line_no}.{line.contact_id}"


def chosen_contact(values: Mapping[str, Any], line: Line) -> int | None:
    """The contact that was chosen for a line in a view's ``state.values``; None: as it was."""
    chosen = values.get(contact_block(line), {}).get(CONTACT, {}).get("selected_option")
    if not chosen or not chosen["value"].isdecimal() or int(chosen["value"]) == line.contact_id:
        return None
    return min(int(chosen["value"]), LARGEST_ID)


def _inherit(own: list[str], t: Translator) -> Block:
    element: Block = {
        "type": "multi_static_select",
        "action_id": INHERIT,
        "placeholder": blocks.plain(t(N_("Fields that follow the segment again")), 150),
        "options": [blocks.option(key, t(FIELDS[key].label)) for key in own],
    }
    return blocks.input_block(t(N_("Inherit again")), element, block_id=INHERIT)


def add(place: Place, t: Translator) -> View:
    element: Block = {
        "type": "multi_external_select",
        "action_id": CONTACTS,
        "placeholder": blocks.plain(t(N_("Name, company, e-mail or phone")), 150),
        "min_query_length": 0,
    }
    return blocks.modal(
        t(N_("Add by hand")),
        [
            blocks.input_block(t(N_("Contacts")), element, block_id=CONTACTS, optional=False),
            _back(place, t),
        ],
        submit=t(N_("Add")),
        close=t(N_("Cancel")),
        callback_id=ADD,
        private_metadata=place.pack(),
    )


def _back(place: Place, t: Translator) -> Block:
    """To the page of the list that a form was opened from."""
    back = blocks.button(t(N_("Back to the lines")), f"{TURN}:{place.offset}:back")
    return blocks.actions(back, block_id="leave")


def working(t: Translator) -> View:
    """While many lines are changed."""
    told = t(N_("One moment, the lines are being changed …"))
    return blocks.modal(t(N_("Lines")), [blocks.section(blocks.plain(told))], close=t(N_("Close")))
