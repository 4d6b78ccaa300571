"""The form that changes a segment's lines, one or many: drawn, and read back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.forms import NOTHING, Field, Kind
from bot.domain.messages import N_
from bot.domain.segments.line_form import BLANK, CAN_BE_BLANK, INHERIT, NAME_OF, LineEntry
from bot.domain.wizard.draft import LARGEST_ID
from bot.domain.wizard.table import FIELDS
from bot.views import blocks
from bot.views.forms import form as forms
from bot.views.metadata import pack, unpack
from bot.views.segments import reach
from bot.views.segments.lines import TURN, Place
from bot.views.wizard.fields import CHANGE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.segments.line_form import Shown
    from bot.domain.segments.lines import Line
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

FORM = "segment_line"
LEAVE = N_("Leave as it is")
CONTENT_CUT = N_(
    "The text is longer than Slack takes: this is its beginning. It stays whole unless you change "
    "it here."
)
_LINE_FIELDS = {key: replace(FIELDS[key], required=False, dispatch=False) for key in NAME_OF}
_LISTS = {
    INHERIT: Field(
        INHERIT,
        N_("Inherit again"),
        Kind.SEVERAL,
        placeholder=N_("Fields that follow the segment again"),
    ),
    BLANK: Field(
        BLANK,
        N_("Set to blank"),
        Kind.SEVERAL,
        placeholder=N_("Fields that are blank from now on"),
        choices={key: FIELDS[key].label for key in CAN_BE_BLANK},
    ),
}
OF_ONE: Mapping[str, Field] = {
    "contact": replace(
        FIELDS["contact"],
        required=False,
        dispatch=False,
        hint=N_("Another contact takes the line over; what is the line's own stays."),
    ),
    INHERIT: _LISTS[INHERIT],
    **_LINE_FIELDS,
}
"""The form of one line."""


def _leaving(field: Field) -> Field:
    """A field of many lines. A box that isn't ticked can't tell *no* from nothing said, and a list
    can't be emptied again in Slack: each says that it leaves the lines as they are."""
    kind = Kind.YES_NO if field.kind is Kind.FLAG else field.kind
    return replace(field, kind=kind, blank=LEAVE)


OF_MANY: Mapping[str, Field] = {
    **{key: _leaving(field) for key, field in _LINE_FIELDS.items()},
    INHERIT: replace(_LISTS[INHERIT], choices={key: FIELDS[key].label for key in NAME_OF}),
    BLANK: _LISTS[BLANK],
}
"""The form of many lines, in which what stays blank is left alone."""


def form(shown: Shown, line: Line | None, place: Place, t: Translator, *, count: int = 1) -> View:
    """The values of one line, or a blank form for many."""
    if line is None:
        body = _about_many(place, count, t)
        fields = dict(OF_MANY)
    else:
        title = line.contact_name or t(N_("No contact"))
        about = t(N_("What you change here is this line's own; the rest follows the segment."))
        body = [blocks.entry(title, about), *reach.of(line, t)]
        own = {key: FIELDS[key].label for key, name in NAME_OF.items() if name in line.own}
        fields = {**OF_ONE, INHERIT: replace(_LISTS[INHERIT], choices=own)}
    languages = {code: t.language(code) for code in shown.languages}
    fields["language"] = replace(fields["language"], choices=languages)
    for key, field in fields.items():
        if (key in NAME_OF and key not in shown.keys) or (key in _LISTS and not field.choices):
            continue
        if key == "content" and shown.content_cut:
            body.append(blocks.context(blocks.plain(t(CONTENT_CUT))))
        entered = shown.entered.get(key, NOTHING)
        body.append(forms.draw(field, entered, t, action=CHANGE, number=shown.number))
    body.append(back(place, t))
    return blocks.modal(
        t(N_("Change lines")),
        body,
        submit=t(N_("Save")),
        close=t(N_("Cancel")),
        callback_id=FORM,
        private_metadata=pack(place),
    )


def _about_many(place: Place, count: int, t: Translator) -> list[Block]:
    title = t.plural("{count} line", "{count} lines", count)
    if not place.chosen and place.words:
        title += " · " + t(N_("found by “{words}”"), words=place.words)
    if not place.chosen and place.own:
        title += " · " + t(N_("only with own values"))
    about = N_("What you fill in here becomes these lines' own; what stays blank is left.")
    return [blocks.entry(title, t(about))]


def read(window: View) -> LineEntry:
    """What was done in a form: what still is as it was drawn says nothing about the line."""
    entered = forms.read(window, fields_of(window))
    touched = {key: field for key, field in entered.items() if field.touched}
    inherit, blank = (
        tuple(key for key in touched.pop(name, NOTHING).values if key in NAME_OF)
        for name in (INHERIT, BLANK)
    )
    return LineEntry(touched, inherit, blank)


def fields_of(window: View) -> Mapping[str, Field]:
    """The table of the form in a window."""
    return OF_MANY if unpack(Place, window).line is None else OF_ONE


def chosen_contact(entry: LineEntry, line: Line) -> int | None:
    """The contact that was chosen for a line; None: as it was."""
    chosen = entry.form.get("contact", NOTHING).text
    if not chosen.isdecimal() or int(chosen) == line.contact_id:
        return None
    return min(int(chosen), LARGEST_ID)


def back(place: Place, t: Translator) -> Block:
    """To the page of the list that a form was opened from."""
    button = blocks.button(t(N_("Back to the lines")), f"{TURN}:{place.offset}:back")
    return blocks.actions(button, block_id="leave")


def working(t: Translator) -> View:
    """While many lines are changed."""
    told = t(N_("One moment, the lines are being changed …"))
    return blocks.modal(t(N_("Lines")), [blocks.section(blocks.plain(told))], close=t(N_("Close")))
