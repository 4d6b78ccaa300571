"""The list of a segment's lines, and where in it a window is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.messages import N_
from bot.domain.segments.line_form import NAME_OF
from bot.domain.segments.lines import Lines
from bot.domain.wizard.table import FIELDS
from bot.views import blocks
from bot.views.listing import Listing, Row, draw
from bot.views.segments import cards as segment_cards
from bot.views.segments import reach

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.pages import Page
    from bot.domain.segments.lines import Line
    from bot.i18n import Translator
    from bot.views.blocks import View

LIST = "segment_lines"
TURN, ONLY_OWN = "segment.turn_lines", "segment.own_lines"
CHANGE, CHANGE_ALL, REMOVE = "segment.line", "segment.all_lines", "segment.remove_line"
BY_HAND, CHOOSE, UNDO = "segment.by_hand", "segment.choose_lines", "segment.undo_lines"
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

    ``line`` is the line that a form is about, drawn for ``contact``; else it is about the
    ``chosen`` ones, or, without any, about all that ``words`` and ``own`` show. ``undo`` is the
    segment's revision after many lines were changed here. ``fixed``: only to be looked at.
    """

    no: str
    offset: int = 0
    words: str = ""
    own: bool = False
    line: int | None = None
    contact: int | None = None
    chosen: tuple[int, ...] = ()
    undo: int | None = None
    fixed: bool = False

    @property
    def lines(self) -> Lines:
        """The lines that a form for many is about."""
        if self.chosen:
            return Lines.of(self.chosen)
        return Lines(words=self.words, customised=self.own)


def listing(
    page: Page[Line], place: Place, t: Translator, sentence: str = "", level: str = "info"
) -> View:
    undo = []
    if place.undo is not None:
        button = blocks.button(t(N_("Undo the change")), f"{UNDO}:{place.undo}")
        undo.append(blocks.actions(button, block_id="undo"))
    many = t.plural("Change {count} line", "Change all {count} lines", page.total)
    changes = [
        blocks.button(t(N_("Add by hand")), BY_HAND),
        *([blocks.button(many, CHANGE_ALL)] if page.total else []),
        blocks.button(t(N_("Choose lines")), CHOOSE),
    ]
    others = N_("All lines") if place.own else N_("Only with own values")
    shown = Listing(
        title=N_("Lines"),
        callback=LIST,
        page=page,
        rows=[_row(line, t, place) for line in page.rows],
        size=PAGE_SIZE,
        turn=TURN,
        nothing=N_("No line to show."),
        carries=place,
        above=undo,
        words=place.words,
        hint=N_("Name, company or contact number"),
        buttons=[
            blocks.actions(
                *([] if place.fixed else changes),
                blocks.button(t(others), ONLY_OWN),
                blocks.button(
                    t(N_("Segment {no}"), no=place.no), f"{segment_cards.OPEN}:{place.no}"
                ),
                block_id="lines",
            )
        ],
    )
    return draw(shown, t, sentence, level)


def _row(line: Line, t: Translator, place: Place) -> Row:
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
    if line.excluded:
        told.append(t(N_("excluded from segments")))
    if line.hindrance:
        told.append(t(_HINDRANCES[line.hindrance]))
    asks = blocks.confirmation(
        t(N_("Remove this line?")),
        t(N_("{contact} leaves the segment. Go back brings the line back."), contact=name),
        t(N_("Remove")),
        t(N_("Keep")),
    )
    return Row(
        f"{name} ({about})" if about else name,
        " · ".join(told),
        f"line.{line.line_no}",
        []
        if place.fixed
        else [
            blocks.button(t(N_("Change")), f"{CHANGE}:{line.line_no}"),
            blocks.button(t(N_("Remove")), f"{REMOVE}:{line.line_no}", confirm=asks),
        ],
        beside=reach.of(line, t),
    )
