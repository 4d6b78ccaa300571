"""The list of a segment's lines, and where in it a window is."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.messages import N_
from bot.domain.segments.line_form import NAME_OF
from bot.domain.segments.lines import Lines
from bot.domain.wizard.table import FIELDS
from bot.views import blocks, paging
from bot.views.forms import redrawn
from bot.views.segments import cards as segment_cards
from bot.views.segments import reach

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.segments.header import Page
    from bot.domain.segments.lines import Line
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

LIST = "segment_lines"
SEARCH, TURN, ONLY_OWN = "segment.search_lines", "segment.turn_lines", "segment.own_lines"
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

    ``line`` is the line that a form is about; else it is about the ``chosen`` ones, or, without
    any, about all that ``words`` and ``own`` show. ``undo`` is the segment's revision after many
    lines were changed here.
    """

    no: str
    offset: int = 0
    words: str = ""
    own: bool = False
    line: int | None = None
    chosen: tuple[int, ...] = ()
    undo: int | None = None

    def pack(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpack(cls, metadata: str) -> Place:
        """Raises ``ValueError`` or ``TypeError`` for what `pack` didn't write."""
        kept = json.loads(metadata)
        return cls(**kept | {"chosen": tuple(map(int, kept.get("chosen", ())))})

    @property
    def lines(self) -> Lines:
        """The lines that a form for many is about."""
        if self.chosen:
            return Lines.of(self.chosen)
        return Lines(words=self.words, customised=self.own)


def words_in(window: Mapping[str, Any]) -> str | None:
    """What stands in the list's search field, sent or not; None if the window has none."""
    state = redrawn.values(window).get(SEARCH, {}).get(SEARCH)
    return None if state is None else (state.get("value") or "").strip()


def listing(
    page: Page[Line], place: Place, t: Translator, sentence: str = "", level: str = "info"
) -> View:
    body: list[Block] = [blocks.alert(sentence, level)] if sentence else []
    if place.undo is not None:
        undo = blocks.button(t(N_("Undo the change")), f"{UNDO}:{place.undo}")
        body.append(blocks.actions(undo, block_id="undo"))
    many = t.plural("Change {count} line", "Change all {count} lines", page.total)
    wanted = N_("All lines") if place.own else N_("Only with own values")
    body += [
        blocks.input_block(
            t(N_("Search")),
            blocks.text_input(SEARCH, place.words, max_length=150),
            block_id=SEARCH,
            hint=t(N_("Name, company or contact number")),
        ),
        blocks.actions(
            blocks.button(t(N_("Add by hand")), BY_HAND),
            *([blocks.button(many, CHANGE_ALL)] if page.total else []),
            blocks.button(t(N_("Choose lines")), CHOOSE),
            blocks.button(t(wanted), ONLY_OWN),
            blocks.button(t(N_("Segment {no}"), no=place.no), f"{segment_cards.OPEN}:{place.no}"),
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
    return [
        blocks.entry(f"{name} ({about})" if about else name, " · ".join(told)),
        *reach.of(line, t),
        blocks.actions(
            blocks.button(t(N_("Change")), f"{CHANGE}:{line.line_no}"),
            blocks.button(t(N_("Remove")), f"{REMOVE}:{line.line_no}", confirm=asks),
            block_id=f"line.{line.line_no}",
        ),
    ]
