"""What a campaign's card shows below its fields, and the list of its entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.interaction_log.filters import LogFilter
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.interaction_log.buttons import log_button
from bot.views.listing import Listing, Row, draw
from bot.views.punctuation import named
from bot.views.setup.records import OPEN

if TYPE_CHECKING:
    from bot.domain.campaigns import EntryRow, Results
    from bot.domain.pages import Page
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

ENTRIES, TURN, LIST = "campaign.entries", "campaign.turn", "campaign_entries"
PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class EntriesPlace:
    """What the window of a campaign's entries carries."""

    no: str
    offset: int = 0


def on_card(no: str, results: Results, t: Translator) -> list[Block]:
    """Its results, and the ways to its entries and its interactions."""
    rate = results.response_rate
    told = [
        (N_("Targets contacted"), t.show(results.targets)),
        (N_("Responses"), t.show(results.responses)),
        (N_("Response rate"), None if rate is None else t.percent(rate)),
        (N_("Cost"), t.show(results.cost)),
        (N_("Duration (min)"), t.show(results.duration_min)),
        (N_("Cost per response"), _shown(results.cost_per_response, t)),
        (N_("Minutes per response"), _minutes(results, t)),
    ]
    lines = "\n".join(named(t(label), value, t) for label, value in told if value is not None)
    return [
        blocks.section(blocks.mrkdwn(lines)),
        blocks.actions(
            blocks.button(t(N_("Campaign entries")), f"{ENTRIES}:{no}"),
            log_button(t, LogFilter(campaign=no)),
            block_id="campaign",
        ),
    ]


def entries(page: Page[EntryRow], place: EntriesPlace, t: Translator) -> View:
    back = blocks.button(t(N_("Back")), f"{OPEN}:campaigns:{place.no}")
    shown = Listing(
        title=N_("Campaign entries"),
        callback=LIST,
        page=page,
        rows=[_row(row, t) for row in page.rows],
        size=PAGE_SIZE,
        turn=TURN,
        nothing=N_("No interaction has been logged for this campaign yet."),
        carries=place,
        below=[blocks.actions(back, block_id="leave")],
    )
    return draw(shown, t)


def _row(row: EntryRow, t: Translator) -> Row:
    count = t.plural("{count} interaction", "{count} interactions", row.number)
    about = t(N_("cost {cost}, {minutes} min"), cost=row.cost, minutes=row.duration_min)
    words = [t.day(row.date), row.salesperson, row.segment_no, named(count, about, t)]
    if row.canceled:
        words.append(t(N_("canceled")))
    return Row(row.description or t(N_("Interactions")), " · ".join(w for w in words if w))


def _shown(value: object | None, t: Translator) -> str | None:
    return None if value is None else t.show(value)


def _minutes(results: Results, t: Translator) -> str | None:
    minutes = results.minutes_per_response
    return None if minutes is None else t.show(int(minutes))
