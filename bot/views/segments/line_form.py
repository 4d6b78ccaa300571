"""The form that changes a segment's lines, one or many: drawn, and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.contacts.label import OPTION_LENGTH, clip
from bot.domain.messages import N_
from bot.domain.segments.line_form import BLANK, CAN_BE_BLANK, INHERIT, NAME_OF, LineEntry
from bot.domain.wizard.draft import LARGEST_ID
from bot.domain.wizard.edits import Entered
from bot.domain.wizard.table import FIELDS, Kind
from bot.views import blocks
from bot.views.forms import fields, redrawn
from bot.views.segments import reach
from bot.views.segments.lines import TURN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.domain.segments.lines import Line
    from bot.domain.wizard.checks import Problem
    from bot.domain.wizard.draft import Draft
    from bot.i18n import Translator
    from bot.views.blocks import Block, View
    from bot.views.segments.lines import Place

FORM, CONTACT = "segment_line", "segment.line_contact"
LEAVE = N_("Leave as it is")
_YES, _NO = "yes", "no"
_LISTS: Mapping[str, tuple[str, str]] = {
    INHERIT: (N_("Inherit again"), N_("Fields that follow the segment again")),
    BLANK: (N_("Set to blank"), N_("Fields that are blank from now on")),
}
"""Label and placeholder of the lists of fields."""


def form(
    shown: Draft,
    line: Line | None,
    place: Place,
    t: Translator,
    *,
    keys: Iterable[str] = tuple(NAME_OF),
    count: int = 1,
) -> View:
    """The values of one line, or a blank form for many: what stays blank there is left alone."""
    number = shown.entered
    if line is None:
        body = _about_many(place, count, t)
    else:
        title = line.contact_name or t(N_("No contact"))
        about = t(N_("What you change here is this line's own; the rest follows the segment."))
        body = [blocks.entry(title, about), *reach.of(line, t), _contact(line, t)]
        if own := [key for key, name in NAME_OF.items() if name in line.own]:
            body.append(_fields_list(INHERIT, own, number, t))
    for key in keys:
        if shown.facts.get("content_cut") and key == "content":
            told = N_(
                "The text is longer than Slack takes: this is its beginning. It stays whole "
                "unless you change it here."
            )
            body.append(blocks.context(blocks.plain(t(told))))
        body.append(_field(key, shown, t, many=line is None))
    if line is None:
        body.append(_fields_list(INHERIT, NAME_OF, number, t))
        body.append(_fields_list(BLANK, CAN_BE_BLANK, number, t))
    body.append(back(place, t))
    return blocks.modal(
        t(N_("Change lines")),
        body,
        submit=t(N_("Save")),
        close=t(N_("Cancel")),
        callback_id=FORM,
        private_metadata=place.pack(),
    )


def _about_many(place: Place, count: int, t: Translator) -> list[Block]:
    title = t.plural("{count} line", "{count} lines", count)
    if not place.chosen and place.words:
        title += " · " + t(N_("found by “{words}”"), words=place.words)
    if not place.chosen and place.own:
        title += " · " + t(N_("only with own values"))
    about = N_("What you fill in here becomes these lines' own; what stays blank is left.")
    return [blocks.entry(title, t(about))]


def _field(key: str, shown: Draft, t: Translator, *, many: bool) -> Block:
    field = FIELDS[key]
    if many and field.kind is Kind.FLAG:
        return _flag(key, shown.entered, t)
    drawn = fields.draw(field, shown, t) | {"optional": True}
    drawn.pop("dispatch_action", None)
    element = drawn["element"]
    if many and element["type"] == "static_select":
        # A list can't be emptied again in Slack, and here the sign for that blanks nothing.
        leave, offered = blocks.option(blocks.BLANK, t(LEAVE)), element["options"]
        drawn["element"] = element | {"options": [leave, *offered[1:]]}
    return drawn


def _flag(key: str, number: int, t: Translator) -> Block:
    """Yes, no or neither: a box that isn't ticked can't tell the last two apart."""
    offered = [
        blocks.option(blocks.BLANK, t(LEAVE)),
        blocks.option(_YES, t(N_("Yes"))),
        blocks.option(_NO, t(N_("No"))),
    ]
    element = blocks.static_select(key, offered, blocks.BLANK, t(LEAVE))
    return blocks.input_block(t(FIELDS[key].label), element, block_id=f"{key}.{number}")


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


def drawn_for(window: View) -> str:
    """The contact for whom the form of one line was drawn, as a block's id tells it."""
    blocks_of_contacts = (name for name in redrawn.values(window) if name.startswith(f"{CONTACT}."))
    return next(blocks_of_contacts, "").rpartition(".")[2]


def chosen_contact(window: View, line: Line) -> int | None:
    """The contact that was chosen for a line; None: as it was."""
    state = redrawn.values(window).get(contact_block(line), {})
    chosen = state.get(CONTACT, {}).get("selected_option")
    if not chosen or not chosen["value"].isdecimal() or int(chosen["value"]) == line.contact_id:
        return None
    return min(int(chosen["value"]), LARGEST_ID)


def _fields_list(name: str, keys: Iterable[str], number: int, t: Translator) -> Block:
    label, placeholder = _LISTS[name]
    element: Block = {
        "type": "multi_static_select",
        "action_id": name,
        "placeholder": blocks.plain(t(placeholder), 150),
        "options": [blocks.option(key, t(FIELDS[key].label)) for key in keys],
    }
    return blocks.input_block(t(label), element, block_id=f"{name}.{number}")


def read(window: View) -> LineEntry:
    """What was done in a form: what still is as it was drawn says nothing about the line."""
    touched, values = redrawn.touched(window), redrawn.values(window)
    changed = {block_id: state for block_id, state in values.items() if block_id in touched}
    return LineEntry(
        {**fields.read_form(changed), **_read_flags(changed)},
        _read_list(INHERIT, changed),
        _read_list(BLANK, changed),
    )


def _read_flags(changed: Mapping[str, Any]) -> dict[str, Entered]:
    """Flags of many lines, for which a choice stands in the place of the box."""
    found = {}
    for block_id, elements in changed.items():
        key = block_id.rpartition(".")[0]
        chosen = elements.get(key, {}).get("selected_option")
        if key in FIELDS and FIELDS[key].kind is Kind.FLAG and chosen:
            found[key] = Entered({_YES: True, _NO: False}.get(chosen["value"]), 0)
    return found


def _read_list(name: str, changed: Mapping[str, Any]) -> tuple[str, ...]:
    chosen = [
        option["value"]
        for block_id, elements in changed.items()
        if block_id.rpartition(".")[0] == name
        for option in elements.get(name, {}).get("selected_options") or ()
    ]
    return tuple(key for key in chosen if key in NAME_OF)


def errors(window: View, problems: Sequence[Problem], t: Translator) -> dict[str, str]:
    """A sentence at each field that is wrong, by the id of its block."""
    first = {block_id.rpartition(".")[0]: block_id for block_id in redrawn.values(window)}
    return {
        redrawn.shown_as(window, first.get(problem.field, problem.field)): t(problem.text)
        for problem in problems
    }


def back(place: Place, t: Translator) -> Block:
    """To the page of the list that a form was opened from."""
    button = blocks.button(t(N_("Back to the lines")), f"{TURN}:{place.offset}:back")
    return blocks.actions(button, block_id="leave")


def working(t: Translator) -> View:
    """While many lines are changed."""
    told = t(N_("One moment, the lines are being changed …"))
    return blocks.modal(t(N_("Lines")), [blocks.section(blocks.plain(told))], close=t(N_("Close")))
