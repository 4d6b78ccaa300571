"""Choosing the contacts of a segment: the form of filters, its count, and the history."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.domain.criteria.sentences import UNNAMED
from bot.domain.enums import CriteriaAction
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.criteria.form import FIELD, FIELDS, FIRST, FURTHER, options_of
from bot.views.criteria.sentences import TITLES, counted, done, left_out, submit, told_steps
from bot.views.forms import form as forms
from bot.views.metadata import pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.domain.criteria.criteria import Applied, Forecast, Step
    from bot.domain.criteria.sentences import Names
    from bot.domain.forms import Entered
    from bot.domain.messages import Text
    from bot.i18n import Translator
    from bot.views.blocks import Block, View
    from bot.views.criteria.form import Field

CALLBACK, HISTORY = "criteria", "criteria_history"
LOGGED = "logged"
"""The kind of form that reuses a logged segment; the other kinds are criteria actions."""
MORE, BACK, PAGE = "criteria.more", "criteria.back", "criteria.page"
FORGET = "criteria.forget_steps"
PAGE_SIZE = 20
GO_BACK = N_("Go back")
REFILTERED = N_("The choice was changed, so the contacts were counted anew. Nothing is done yet.")
NOTHING_YET = N_(
    "It can be applied all the same: as a step of the criteria it counts when they are reused."
)
NOBODY_YET = N_(
    "There are no contacts yet. Managers bring them in: they drop a file into their conversation "
    "with Touchpoint"
)
COUNTS_AGAIN = N_("If you change anything here now, the button counts again first.")
MEANWHILE = N_("The segment was changed meanwhile, so the contacts were counted anew.")

_OF_LOGGED = (
    replace(FIELDS["logged_segment.id"], required=True),
    FIELDS["logged_segment.members"],
)
ABOUT = {
    CriteriaAction.ADD: N_("Contacts that match are added. Filters combine: all must match."),
    CriteriaAction.REDUCE: N_("Lines whose contact matches all filters are removed."),
    CriteriaAction.REFINE: N_("Only lines whose contact matches all filters stay."),
}
EVERYTHING = {
    CriteriaAction.ADD: N_("No filter: this is every contact."),
    CriteriaAction.REDUCE: N_("No filter: this removes every line."),
    CriteriaAction.REFINE: N_("No filter: every contact matches; only lines without one go."),
}


@dataclass(frozen=True, slots=True)
class Form:
    """What a window with the form carries along.

    ``counted`` is the fingerprint of what the shown count is about, empty before the first one.
    """

    no: str
    more: bool = False
    round: int = 0
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences on top of the form."""

    forecast: Forecast | None = None
    problems: Sequence[Text] = ()
    failure: str = ""
    notice: str = ""
    counting: bool = False
    meanwhile: bool = False
    refiltered: bool = False
    reused: int = 0


@dataclass(frozen=True, slots=True)
class Draw:
    """A form with what stands in its fields; ``kind`` is an action or :data:`LOGGED`."""

    kind: str
    form: Form
    entries: Mapping[str, Entered] = field(default_factory=dict)

    @property
    def action(self) -> CriteriaAction:
        return CriteriaAction.ADD if self.kind == LOGGED else CriteriaAction(self.kind)

    @property
    def title(self) -> str:
        return N_("Logged segment") if self.kind == LOGGED else TITLES[self.action]


def form(drawn: Draw, t: Translator, told: Told | None = None) -> View:
    """The filters of an action; the submit button counts first, and then does what it says."""
    told = told or Told()
    buttons = [blocks.button(t(N_("Back to the segment")), f"{BACK}:{drawn.form.no}")]
    if drawn.kind == LOGGED:
        body = _draw(drawn, _OF_LOGGED, t)
    else:
        body = _filters(drawn, t)
        if not drawn.form.more:
            buttons.insert(0, blocks.button(t(N_("More filters")), f"{MORE}:{drawn.kind}"))
    return blocks.modal(
        t(drawn.title),
        [*alerts(told, t), *body, blocks.actions(*buttons, block_id="buttons")],
        submit=submit(told.forecast, t) if drawn.form.counted else t(N_("Count")),
        close=t(N_("Cancel")),
        callback_id=f"{CALLBACK}:{drawn.kind}",
        private_metadata=pack(drawn.form),
    )


def _filters(drawn: Draw, t: Translator) -> list[Block]:
    body = [blocks.context(blocks.plain(t(ABOUT[drawn.action])))]
    body += _draw(drawn, (*FIRST, options_of(drawn.action)), t)
    if drawn.form.more:
        for heading, fields in FURTHER:
            body.append(blocks.header(t(heading)))
            body += _draw(drawn, fields, t)
    return body


def _draw(drawn: Draw, fields: Iterable[Field], t: Translator) -> list[Block]:
    return forms.draw_all(fields, drawn.entries, t, action=FIELD, number=drawn.form.round)


def alerts(told: Told, t: Translator) -> list[Block]:
    """Every sentence in a block of its own, above the fields."""
    found: list[Block] = []
    if told.failure:
        found.append(blocks.alert(told.failure))
    found += [blocks.alert(t(problem)) for problem in told.problems]
    if told.notice:
        found.append(blocks.alert(t(told.notice), "warning"))
    if told.meanwhile:
        found.append(blocks.alert(t(MEANWHILE), "warning"))
    if told.refiltered:
        found.append(blocks.alert(t(REFILTERED), "warning"))
    if told.counting:
        found.append(blocks.alert(t(N_("Counting … The result will appear here.")), "info"))
    if told.reused:
        asked = t.plural(
            "This segment has {count} step of criteria already. The new ones come on top.",
            "This segment has {count} steps of criteria already. The new ones come on top.",
            told.reused,
        )
        found.append(blocks.alert(asked, "warning"))
    if told.forecast is not None:
        found += _counted(told.forecast, t)
    return found


def _counted(forecast: Forecast, t: Translator) -> list[Block]:
    found: list[Block] = []
    if forecast.everything:
        found.append(blocks.alert(t(EVERYTHING[forecast.action]), "warning"))
    level = "info" if forecast.changed else "warning"
    found.append(blocks.alert(counted(forecast, t), level))
    if told := left_out(forecast, t):
        found.append(blocks.section(blocks.plain(told)))
    if forecast.may_apply:
        if not forecast.changed:
            found.append(blocks.section(blocks.plain(t(NOTHING_YET))))
        found.append(blocks.context(blocks.plain(t(COUNTS_AGAIN))))
    return found


def working(title: str, t: Translator) -> View:
    """In the place of the form while its step is applied to many contacts."""
    told = t(N_("One moment, this takes a while. The segment will appear here."))
    return blocks.modal(t(title), [blocks.section(blocks.plain(told))], close=t(N_("Close")))


def failed(no: str, sentence: str, t: Translator) -> View:
    """In the place of a segment's card, when long work ended badly."""
    back = blocks.button(t(N_("Back to the segment")), f"{BACK}:{no}")
    body = [blocks.alert(sentence), blocks.actions(back, block_id="buttons")]
    return blocks.modal(t(GO_BACK), body, close=t(N_("Close")))


def emptied(no: str, applied: Applied, t: Translator) -> View:
    """No line is left: shall the criteria go as well (business-central 3.7)?"""
    asked = t(
        N_("The segment is empty. Its criteria can be forgotten too, so that it starts anew.")
    )
    return blocks.modal(
        t(TITLES[applied.action]),
        [
            blocks.alert(done(applied, t), "success"),
            blocks.section(blocks.plain(asked)),
            blocks.actions(
                blocks.button(t(N_("Keep the criteria")), f"{BACK}:{no}", style="primary"),
                blocks.button(t(N_("Forget the criteria")), f"{FORGET}:{no}:{applied.action_no}"),
                block_id="buttons",
            ),
        ],
        close=t(N_("Close")),
    )


def history(
    no: str, steps: Sequence[Step], offset: int, t: Translator, names: Names = UNNAMED
) -> View:
    """The steps as numbered sentences, with their filters, in pages."""
    shown = steps[offset : offset + PAGE_SIZE]
    body: list[Block] = told_steps(shown, t, names, first=offset + 1)
    if not steps:
        body.append(blocks.section(blocks.plain(t(N_("No contact was chosen yet.")))))
    turns = []
    if offset > 0:
        earlier = max(offset - PAGE_SIZE, 0)
        turns.append(blocks.button(t(N_("Previous page")), f"{PAGE}:{no}:{earlier}"))
    if offset + len(shown) < len(steps):
        later = offset + PAGE_SIZE
        turns.append(blocks.button(t(N_("Next page")), f"{PAGE}:{no}:{later}"))
    back = blocks.button(t(N_("Back to the segment")), f"{BACK}:{no}")
    body.append(blocks.actions(*turns, back, block_id="buttons"))
    return blocks.modal(
        t(N_("Criteria")), body, close=t(N_("Close")), callback_id=HISTORY, private_metadata=no
    )
