"""The audit trail as a list: who did what to which record, and what it was before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.messages import N_
from bot.views import blocks
from bot.views.listing import Listing, Row, draw
from bot.views.punctuation import named
from bot.views.setup import audit_words as words
from bot.views.setup.records import TO_HUB

if TYPE_CHECKING:
    from bot.domain.pages import Page
    from bot.domain.setup.shown import Audited
    from bot.i18n import Translator
    from bot.views.blocks import View

LIST, TURN = "setup_audit", "setup.audit_turn"
PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class TrailPlace:
    """What the window carries."""

    words: str = ""
    offset: int = 0


def listing(page: Page[Audited], place: TrailPlace, t: Translator, zone: str) -> View:
    """A page, newest first; instants on the clock of ``zone``."""
    shown = Listing(
        title=N_("Audit trail"),
        callback=LIST,
        page=page,
        rows=[_row(entry, t, zone) for entry in page.rows],
        size=PAGE_SIZE,
        turn=TURN,
        nothing=N_("There is nothing here yet."),
        carries=place,
        words=place.words,
        hint=N_("Code or name of a record, or name of a salesperson"),
        buttons=[blocks.actions(blocks.button(t(N_("Set-up")), TO_HUB), block_id="setup")],
    )
    return draw(shown, t)


def _row(entry: Audited, t: Translator, zone: str) -> Row:
    who = entry.name or entry.done_by or t(N_("Touchpoint itself"))
    about = f"{words.act(entry, t)} · {who} · {t.moment(entry.done_at, zone)}"
    return Row(words.record(entry, t), "\n".join([about, *_differences(entry, t)]))


def _differences(entry: Audited, t: Translator) -> list[str]:
    """What differs, field by field: what it was and what it is, or what there was at all."""
    keys = [key for key in (entry.after or entry.before) if _differs(key, entry)]
    keys += [key for key in entry.before if key not in keys and _differs(key, entry)]
    return [_difference(key, entry, t) for key in keys]


def _difference(key: str, entry: Audited, t: Translator) -> str:
    label = words.label(entry, key, t)
    sides = [side for side in (entry.before, entry.after) if key in side]
    values = [words.value(entry, key, side[key], t) for side in sides]
    if len(values) == 1:
        return named(label, values[0], t)
    return t(N_("{field}: {before} → {after}"), field=label, before=values[0], after=values[1])


def _differs(key: str, entry: Audited) -> bool:
    return bool(entry.before.get(key)) or bool(entry.after.get(key))
