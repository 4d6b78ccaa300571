"""The imports of the last week, each of which can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.imports.outcomes import Outcome
from bot.domain.imports.words import LABELS
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.listing import Listing, Row, draw
from bot.views.setup.records import IMPORTS, TO_HUB

if TYPE_CHECKING:
    from bot.domain.imports.outcomes import PastImport
    from bot.domain.pages import Page
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

LIST, FILE_FORM = "imports", "import_file"
SHOW, TURN, NEW, UNDO = IMPORTS, "imports.turn", "imports.new", "imports.undo"
PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class ImportsPlace:
    """Where in the list its user is."""

    offset: int = 0


def listing(
    page: Page[PastImport],
    zone: str,
    t: Translator,
    sentence: str = "",
    level: str = "success",
) -> View:
    new = blocks.button(t(N_("Import a file")), NEW, style="primary")
    shown = Listing(
        title=N_("Imports"),
        callback=LIST,
        page=page,
        rows=[_row(each, zone, t) for each in page.rows],
        size=PAGE_SIZE,
        turn=TURN,
        nothing=N_(
            "Nothing was imported in the last week. Import a file here, or drop it into your "
            "conversation with Touchpoint."
        ),
        carries=ImportsPlace(page.offset),
        buttons=[blocks.actions(new, blocks.button(t(N_("Set-up")), TO_HUB), block_id="imports")],
    )
    return draw(shown, t, sentence, level)


def _row(past: PastImport, zone: str, t: Translator) -> Row:
    counts = t(
        N_("{new} new, {changed} changed, {refused} refused"),
        new=past.counts[Outcome.NEW] + past.companies,
        changed=past.counts[Outcome.CHANGED],
        refused=past.counts[Outcome.REFUSED],
    )
    about = [t(LABELS[past.kind]), t.moment(past.done_at, zone), counts]
    if past.undone:
        about.append(t(N_("undone")))
    return Row(
        past.file_name,
        " · ".join(about),
        f"import.{past.id}",
        [] if past.undone else [undo_button(past.id, t)],
        beside=[_by(past, t)],
    )


def _by(past: PastImport, t: Translator) -> Block:
    if past.done_by is None:
        return blocks.context(blocks.plain(t(N_("From a terminal"))))
    who = f"<@{blocks.escape(past.done_by)}>"
    return blocks.context(blocks.mrkdwn(t(N_("By {who}"), who=who)))


def undo_button(import_id: int, t: Translator) -> Block:
    """It asks first."""
    asks = blocks.confirmation(
        t(N_("Undo this import?")),
        t(
            N_(
                "What it created goes, unless something refers to it by now. What it changed gets "
                "its former values, where nobody has changed them since."
            )
        ),
        t(N_("Undo import")),
        t(N_("Cancel")),
    )
    return blocks.button(t(N_("Undo import")), f"{UNDO}:{import_id}", confirm=asks)
