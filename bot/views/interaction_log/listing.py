"""The interaction log as a list, the form that filters it, and the one that evaluates several."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.domain.enum_words import ENUM_WORDS
from bot.domain.enums import Evaluation
from bot.domain.forms import Choice as Option
from bot.domain.forms import Entered, Field, Kind, chosen, table, words_of
from bot.domain.interaction_log.entries import title
from bot.domain.interaction_log.filters import EVERYTHING, FIELDS, LogFilter, Whose
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.forms import form as forms
from bot.views.interaction_log.buttons import entry_button
from bot.views.listing import Listing, Row, draw
from bot.views.metadata import pack
from bot.views.punctuation import named
from bot.views.wizard.logged import duration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.interaction_log.entries import EntryRow, LogPage
    from bot.i18n import Translator
    from bot.views.blocks import View

LIST, FILTER_FORM, EVALUATE_FORM = "log_list", "log_filter", "log_evaluate"
TURN, WHOSE, FILTER, CLEAR = (
    "interaction_log.turn",
    "interaction_log.whose",
    "interaction_log.filter",
    "interaction_log.clear",
)
BACK, WEEKS = "interaction_log.back", "interaction_log.weeks"
EXPORT, EVALUATE = "interaction_log.export", "interaction_log.evaluate"
DELETE = "interaction_log.delete"
FIELD = "interaction_log.field"
PAGE_SIZE = 10
"""Also the most boxes that Slack lets one tick."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a window of the log carries: what the list shows, and where in it; of a card or a form
    the entry, and as it was when (``seen``, ISO); of the one that deletes, how many entries."""

    filter: LogFilter = field(default_factory=LogFilter)
    at: str = ""
    entry: int | None = None
    comment: int | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """What somebody who reads a list may do with it."""

    may_evaluate: bool
    may_download: bool
    may_delete: bool = False


def listing(
    page: LogPage,
    place: Place,
    names: Mapping[str, str],
    reader: Reader,
    t: Translator,
    *,
    sentence: str = "",
) -> View:
    """``names`` are what the records of the filter are called."""
    mine = place.filter.whose == Whose.MINE
    narrowed = place.filter.narrowed
    about = described(place.filter, names, t)
    evaluate = blocks.button(t(N_("Evaluate")), EVALUATE)
    download = blocks.button(t(N_("Download")), EXPORT)
    delete = blocks.button(t(N_("Delete canceled")), DELETE)
    weeks = blocks.button(t(N_("Twelve weeks")), WEEKS)
    shown = Listing(
        title=N_("Interaction log"),
        callback=LIST,
        rows=[
            Row(_title(row, t), _about(row, t), f"row.{row.id}", [entry_button(t, row.id)])
            for row in page.rows
        ],
        turn=TURN,
        newer=page.newer,
        older=page.older,
        nothing=N_(
            "No interaction to show. Record one with /interaction, or see other ones by Filter."
        ),
        carries=replace(place, entry=None, comment=None),
        above=[blocks.context(blocks.plain(about))] if about else [],
        words=place.filter.words,
        hint=N_("In the description or in a comment"),
        buttons=[
            blocks.actions(
                blocks.button(t(N_("Everybody's") if mine else N_("Mine")), WHOSE),
                blocks.button(t(N_("Filter")), FILTER),
                *([blocks.button(t(N_("Clear filter")), CLEAR)] if narrowed else []),
                *([weeks] if page.rows else []),
                *([evaluate] if page.rows and reader.may_evaluate else []),
                *([download] if page.rows and reader.may_download else []),
                *([delete] if reader.may_delete else []),
                block_id="log",
            )
        ],
    )
    return draw(shown, t, sentence, "success")


def _title(row: EntryRow, t: Translator) -> str:
    said = t(title(row))
    if row.contact_name not in said:
        return f"{said} · {who(row)}"
    return f"{said} ({row.company_name})" if row.company_name else said


def who(row: EntryRow) -> str:
    """The contact, with the company where it is another one."""
    if row.company_name and row.company_name != row.contact_name:
        return f"{row.contact_name} ({row.company_name})"
    return row.contact_name


def _about(row: EntryRow, t: Translator) -> str:
    said = [when(row, t)]
    if row.description != row.template:
        said.append(row.description)
    if row.duration_min:
        said.append(duration(row.duration_min, t))
    if row.attempt_failed:
        said.append(t(N_("not reached")))
    if row.evaluation:
        said.append(t(ENUM_WORDS[row.evaluation]))
    if row.comments:
        said.append(t.plural("{count} comment", "{count} comments", row.comments))
    if row.canceled:
        said.append(t(N_("canceled")))
    return " · ".join(said)


def when(row: EntryRow, t: Translator) -> str:
    day = t.day(row.date)
    return f"{day}, {t.clock(row.time)}" if row.time else day


def described(chosen: LogFilter, names: Mapping[str, str], t: Translator) -> str:
    """A filter in words; blank for everything of everybody."""
    said = [t(N_("Mine"))] if chosen.whose == Whose.MINE else []
    for key, asked in FIELDS.items():
        value = getattr(chosen, key)
        if key in {"whose", "words"} or value in {None, getattr(EVERYTHING, key)}:
            continue
        if asked.kind is Kind.DATE:
            word = t.day(date.fromisoformat(value))
        elif asked.choices:
            word = t(asked.choices[value])
        else:
            word = names.get(key, str(value))
        said.append(named(t(asked.label), word, t))
    if chosen.logged_segment is not None:
        said.append(named(t(N_("Logged segment")), names["logged_segment"], t))
    return " · ".join(said)


def filter_form(place: Place, names: Mapping[str, str], t: Translator, number: int) -> View:
    """All that the log can be filtered by."""
    entered = {}
    for key in FIELDS:
        value = getattr(place.filter, key)
        entered[key] = Entered(None if value is None else str(value), label=names.get(key))
    drawn = forms.draw_all(FIELDS.values(), entered, t, action=FIELD, number=number)
    return blocks.modal(
        t(N_("Filter")),
        [*drawn, blocks.actions(blocks.button(t(N_("Back")), BACK), block_id="leave")],
        submit=t(N_("Show")),
        close=t(N_("Cancel")),
        callback_id=FILTER_FORM,
        private_metadata=pack(place),
    )


def several_fields(rows: tuple[EntryRow, ...], t: Translator) -> dict[str, Field]:
    """The form that evaluates several entries of a page."""
    entries = {str(row.id): f"{_title(row, t)}"[:150] for row in rows[:PAGE_SIZE]}
    about = {str(row.id): _about(row, t)[:75] for row in rows[:PAGE_SIZE]}
    return table(
        Field("entries", N_("Interactions"), Kind.TICKS, choices=entries, about=about),
        EVALUATION,
    )


EVALUATION = Field(
    "evaluation",
    N_("Evaluation"),
    Kind.RADIO,
    required=True,
    choices=words_of(Evaluation),
)


def evaluate_form(page: LogPage, place: Place, t: Translator, number: int) -> View:
    fields = several_fields(page.rows, t)
    all_of_them = [Option(str(row.id), "") for row in page.rows]
    entered = {"entries": chosen(all_of_them)}
    return blocks.modal(
        t(N_("Evaluate")),
        forms.draw_all(fields.values(), entered, t, action=FIELD, number=number),
        submit=t(N_("Save")),
        close=t(N_("Cancel")),
        callback_id=EVALUATE_FORM,
        private_metadata=pack(place),
    )


def log_help(t: Translator) -> str:
    return t(
        N_(
            "`/interactions` shows what was recorded, as you filtered it last.\n"
            "`/interactions offer` shows everybody's interactions with these words in their "
            "description or in a comment."
        )
    )
