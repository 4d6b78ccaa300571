"""Saved criteria: keeping them, the list, one of them, and using them on a segment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.criteria.sentences import UNNAMED
from bot.domain.forms import NOTHING, Entered, Field, Kind, table
from bot.domain.messages import N_
from bot.domain.pages import Page
from bot.domain.segments.header import TEXT_LENGTH
from bot.views import blocks
from bot.views.criteria.choosing import BACK, EVERYTHING, Told, alerts
from bot.views.criteria.sentences import counted, done, left_out, told_step, told_steps
from bot.views.forms import form as forms
from bot.views.listing import Listing, Row, draw
from bot.views.metadata import pack
from bot.views.segments.cards import SAVED, TO_LIST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.criteria.criteria import Applied, Forecast, SavedCriteria, Step
    from bot.domain.criteria.sentences import Names
    from bot.domain.forms import Choice
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

SAVE, CARD, REUSE = "criteria_save", "criteria_saved", "criteria_reuse"
LIST = "criteria_list"
OPEN, FORGET = "criteria.open", "criteria.forget"
BRING_BACK = "criteria.bring_back"
MOST_DELETED = 3
FIELD = "criteria.saved"
CODE, DESCRIPTION, FIND = "code", "description", "find"
FIELDS = table(
    Field(
        CODE,
        N_("Code"),
        Kind.LINE,
        required=True,
        max_length=20,
        hint=N_("A short name, such as CUST-SOUTH"),
    ),
    Field(DESCRIPTION, N_("Description"), Kind.LINE, max_length=TEXT_LENGTH),
    Field(
        FIND,
        N_("Saved criteria"),
        Kind.SEARCH,
        required=True,
        placeholder=N_("Code or description"),
    ),
)
PAGE_SIZE = 10
ANOTHER = N_("Other criteria are chosen now: this is what they say. Nothing is done yet.")
MEANWHILE = N_("The segment or the criteria were changed meanwhile. Nothing is done yet.")
MOST_STEPS = 40
"""So many steps are told in one window; Slack takes 250 kB."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """What a window carries that reuses criteria; ``shown`` tells what the user has seen of
    those under ``code``."""

    no: str
    round: int = 0
    shown: str = ""
    code: str = ""


def save(no: str, number: int, t: Translator) -> View:
    """The form that keeps a segment's criteria under a code."""
    return blocks.modal(
        t(N_("Save criteria")),
        [
            *forms.draw_all(
                (FIELDS[CODE], FIELDS[DESCRIPTION]), {}, t, action=FIELD, number=number
            ),
            _back(no, t),
        ],
        submit=t(N_("Save")),
        close=t(N_("Cancel")),
        callback_id=SAVE,
        private_metadata=pack(no),
    )


def edited(view: Mapping[str, Any]) -> bool:
    """Whether the window is a card on which the description was changed."""
    entered = forms.read(view, FIELDS).get(DESCRIPTION)
    return view["callback_id"] == CARD and entered is not None and entered.touched


def listing(
    saved: Sequence[SavedCriteria],
    offset: int,
    t: Translator,
    sentence: str = "",
    *,
    deleted: Sequence[SavedCriteria] = (),
) -> View:
    """All saved criteria, page by page; past the end, the last page. ``deleted`` can come back."""
    offset = min(offset, _page(len(saved) - 1))
    shown = tuple(saved[offset : offset + PAGE_SIZE])
    leave = blocks.actions(blocks.button(t(N_("All segments")), TO_LIST), block_id="leave")
    drawn = Listing(
        title=N_("Saved criteria"),
        callback=LIST,
        page=Page(shown, offset, len(saved)),
        rows=[
            Row(
                each.code,
                _about(each, t),
                f"saved.{each.code}",
                [blocks.button(t(N_("Open")), f"{OPEN}:{each.code}")],
            )
            for each in shown
        ],
        size=PAGE_SIZE,
        turn=SAVED,
        nothing=N_("Nothing is saved yet. Criteria are saved from the card of a segment."),
        carries="",
        below=[*(_deleted(gone, t) for gone in deleted[:MOST_DELETED]), leave],
    )
    return draw(drawn, t, sentence, "success")


def _deleted(gone: SavedCriteria, t: Translator) -> Block:
    told = t(N_("Deleted: {no} · {description}"), no=gone.code, description=gone.description or "—")
    back = blocks.button(t(N_("Bring back")), f"{BRING_BACK}:{gone.code}")
    return blocks.section(blocks.plain(told), back)


def page_of(saved: Sequence[SavedCriteria], code: str) -> int:
    """Where the page begins that shows a code; the first page for one that isn't there."""
    return _page(next((at for at, each in enumerate(saved) if each.code == code), 0))


def _page(at: int) -> int:
    return max(at, 0) // PAGE_SIZE * PAGE_SIZE


def _about(saved: SavedCriteria, t: Translator) -> str:
    steps = t.plural("{count} step", "{count} steps", saved.actions)
    return f"{saved.description} · {steps}" if saved.description else steps


def card(
    saved: SavedCriteria,
    steps: Sequence[Step],
    number: int,
    t: Translator,
    names: Names = UNNAMED,
    *,
    offset: int = 0,
) -> View:
    """Saved criteria as sentences; the description can be changed, and all be deleted. ``offset``
    is where the page of the list begins that they are on."""
    asks = blocks.confirmation(
        t(N_("Delete these criteria?")),
        t(
            N_("You can bring {code} back for a day. Segments that used it stay as they are."),
            code=saved.code,
        ),
        t(N_("Delete")),
        t(N_("Keep")),
    )
    body = [
        blocks.header(saved.code),
        *told_steps(steps[:MOST_STEPS], t, names),
        *_more(steps, t),
        forms.draw(FIELDS[DESCRIPTION], Entered(saved.description), t, action=FIELD, number=number),
        blocks.actions(
            blocks.button(t(N_("All saved criteria")), f"{SAVED}:{offset}"),
            blocks.button(t(N_("Delete")), f"{FORGET}:{saved.code}", style="danger", confirm=asks),
            block_id="buttons",
        ),
    ]
    return blocks.modal(
        t(N_("Saved criteria")),
        body,
        submit=t(N_("Save")),
        close=t(N_("Close")),
        callback_id=CARD,
        private_metadata=pack(saved.code),
    )


def reuse(
    form: Reuse,
    t: Translator,
    *,
    chosen: Choice | None = None,
    rehearsed: Sequence[tuple[Step, Forecast]] = (),
    names: Names = UNNAMED,
    told: Told | None = None,
) -> View:
    """Choose saved criteria, see what they say and would do, use them."""
    entered = Entered(chosen.value, label=chosen.label) if chosen else NOTHING
    body = [
        *alerts(told or Told(), t),
        *_would_do([forecast for _, forecast in rehearsed], t),
        forms.draw(FIELDS[FIND], entered, t, action=FIELD, number=form.round),
        *(
            blocks.section(blocks.plain(_rehearsed(number, step, forecast, t, names)))
            for number, (step, forecast) in enumerate(rehearsed[:MOST_STEPS], 1)
        ),
        *_more(rehearsed, t),
        _back(form.no, t),
    ]
    return blocks.modal(
        t(N_("Reuse criteria")),
        body,
        submit=t(N_("Reuse")) if form.shown else t(N_("Show")),
        close=t(N_("Cancel")),
        callback_id=REUSE,
        private_metadata=pack(form),
    )


def _would_do(forecasts: Sequence[Forecast], t: Translator) -> list[Block]:
    """What all of the steps would do together, and what asks for a second look."""
    if not forecasts:
        return []
    empty = dict.fromkeys(each.action for each in forecasts if each.everything)
    before, after = forecasts[0].before, forecasts[-1].after
    return [
        *(blocks.alert(t(EVERYTHING[action]), "warning") for action in empty),
        blocks.alert(
            t(N_("Lines now: {before}; then: {after}."), before=before, after=after),
            "info" if any(each.changed for each in forecasts) else "warning",
        ),
    ]


def _rehearsed(number: int, step: Step, forecast: Forecast, t: Translator, names: Names) -> str:
    told = [told_step(number, step, t, names), f"→ {counted(forecast, t)}", left_out(forecast, t)]
    return "\n".join(line for line in told if line)


def reused(
    no: str,
    steps: Sequence[Step],
    applied: Sequence[Applied],
    t: Translator,
    names: Names = UNNAMED,
) -> View:
    """What each step did."""
    results = list(zip(steps, applied, strict=True))[:MOST_STEPS]
    body = [
        blocks.section(blocks.plain(f"{told_step(number, step, t, names)}\n→ {done(result, t)}"))
        for number, (step, result) in enumerate(results, 1)
    ]
    return blocks.modal(
        t(N_("Reuse criteria")),
        [
            blocks.alert(t(N_("The criteria were used again.")), "success"),
            *body,
            *_more(steps, t),
            _back(no, t),
        ],
        close=t(N_("Close")),
    )


def _more(steps: Sequence[object], t: Translator) -> list[Block]:
    more = len(steps) - MOST_STEPS
    if more <= 0:
        return []
    told = t.plural("and {count} more step", "and {count} more steps", more)
    return [blocks.context(blocks.plain(told))]


def _back(no: str, t: Translator) -> Block:
    back = blocks.button(t(N_("Back to the segment")), f"{BACK}:{no}")
    return blocks.actions(back, block_id="buttons")
