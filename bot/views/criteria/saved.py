"""Saved criteria: keeping them, the list, one of them, and using them on a segment."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.criteria.sentences import UNNAMED
from bot.domain.messages import N_
from bot.domain.segments.header import TEXT_LENGTH
from bot.views import blocks
from bot.views.criteria import form as criteria_form
from bot.views.criteria.choosing import BACK, EVERYTHING, Told, alerts
from bot.views.criteria.sentences import counted, done, left_out, told_step, told_steps
from bot.views.segments.cards import SAVED, TO_LIST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.criteria.criteria import Applied, Forecast, SavedCriteria, Step
    from bot.domain.criteria.sentences import Names
    from bot.domain.wizard.draft import Choice
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

SAVE, CARD, REUSE = "criteria_save", "criteria_saved", "criteria_reuse"
OPEN, FORGET, FIND = "criteria.open", "criteria.forget", "criteria.find"
BRING_BACK = "criteria.bring_back"
MOST_DELETED = 3
CODE, DESCRIPTION = "criteria.code", "criteria.description"
CODE_LENGTH = 20
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

    def dump(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def load(cls, metadata: str) -> Reuse:
        return cls(**json.loads(metadata))


def save(no: str, number: int, t: Translator) -> View:
    """The form that keeps a segment's criteria under a code."""
    return blocks.modal(
        t(N_("Save criteria")),
        [
            blocks.input_block(
                t(N_("Code")),
                blocks.text_input(CODE, max_length=CODE_LENGTH),
                block_id=f"{CODE}.{number}",
                optional=False,
                hint=t(N_("A short name, such as CUST-SOUTH")),
            ),
            _description("", number, t),
            _back(no, t),
        ],
        submit=t(N_("Save")),
        close=t(N_("Cancel")),
        callback_id=SAVE,
        private_metadata=no,
    )


def read(values: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, criteria_form.Entry]:
    """What stands in the fields of these forms: by CODE, DESCRIPTION and FIND."""
    return {
        action_id: criteria_form.read_state(state)
        for elements in values.values()
        for action_id, state in elements.items()
    }


def edited(view: Mapping[str, Any]) -> bool:
    """Whether the window is a card on which the description was changed."""
    state = read(view.get("state", {}).get("values", {}))
    drawn = [
        block["element"].get("initial_value") or ""
        for block in view["blocks"]
        if block["type"] == "input" and block["element"]["action_id"] == DESCRIPTION
    ]
    return (
        view["callback_id"] == CARD and DESCRIPTION in state and [state[DESCRIPTION].text] != drawn
    )


def listing(
    saved: Sequence[SavedCriteria],
    offset: int,
    t: Translator,
    sentence: str = "",
    *,
    deleted: Sequence[SavedCriteria] = (),
) -> View:
    """All saved criteria, page by page; past the end, the last page. ``deleted`` can come back."""
    body: list[Block] = [blocks.alert(sentence, "success")] if sentence else []
    offset = min(offset, _page(len(saved) - 1))
    shown = saved[offset : offset + PAGE_SIZE]
    for each in shown:
        body += [
            blocks.entry(each.code, _about(each, t)),
            blocks.actions(
                blocks.button(t(N_("Open")), f"{OPEN}:{each.code}"), block_id=f"saved.{each.code}"
            ),
        ]
    if not shown:
        told = t(N_("Nothing is saved yet. Criteria are saved from the card of a segment."))
        body.append(blocks.section(blocks.plain(told)))
    turns = []
    if offset > 0:
        earlier = max(offset - PAGE_SIZE, 0)
        turns.append(blocks.button(t(N_("Previous page")), f"{SAVED}:{earlier}"))
    if offset + len(shown) < len(saved):
        turns.append(blocks.button(t(N_("Next page")), f"{SAVED}:{offset + PAGE_SIZE}"))
    for gone in deleted[:MOST_DELETED]:
        back = blocks.button(t(N_("Bring back")), f"{BRING_BACK}:{gone.code}")
        told = t(
            N_("Deleted: {no} · {description}"), no=gone.code, description=gone.description or "—"
        )
        body.append(blocks.section(blocks.plain(told), back))
    leave = blocks.button(t(N_("All segments")), TO_LIST)
    body.append(blocks.actions(*turns, leave, block_id="turns"))
    return blocks.modal(t(N_("Saved criteria")), body, close=t(N_("Close")))


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
        _description(saved.description or "", number, t),
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
        private_metadata=saved.code,
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
    initial = blocks.option(chosen.value, chosen.label) if chosen else None
    body = [
        *alerts(told or Told(), t),
        *_would_do([forecast for _, forecast in rehearsed], t),
        blocks.input_block(
            t(N_("Saved criteria")),
            blocks.external_select(FIND, initial, t(N_("Code or description"))),
            block_id=f"{FIND}.{form.round}",
            optional=False,
        ),
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
        private_metadata=form.dump(),
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


def _description(text: str, number: int, t: Translator) -> Block:
    return blocks.input_block(
        t(N_("Description")),
        blocks.text_input(DESCRIPTION, text, max_length=TEXT_LENGTH),
        block_id=f"{DESCRIPTION}.{number}",
    )


def _back(no: str, t: Translator) -> Block:
    back = blocks.button(t(N_("Back to the segment")), f"{BACK}:{no}")
    return blocks.actions(back, block_id="buttons")
