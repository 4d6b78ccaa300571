"""The figures of a record's interactions: in all on its card, by period in a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.messages import N_
from bot.domain.statistics import Period, by_period, total
from bot.views import blocks
from bot.views.punctuation import named
from bot.views.setup.records import OPEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.statistics import Figures
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

SHOW = "setup.figures"
SHOWN = 24
"""Periods that a window shows, the newest ones."""

PERIODS = {Period.MONTH: N_("Months"), Period.QUARTER: N_("Quarters"), Period.YEAR: N_("Years")}
_CALLED = {
    Period.MONTH: N_("{year}, month {number}"),
    Period.QUARTER: N_("{year}, quarter {number}"),
    Period.YEAR: N_("{year}"),
}


def on_card(address: str, months: Mapping[tuple[int, int], Figures], t: Translator) -> list[Block]:
    """The sums of all time, with the way to those of each period."""
    told = blocks.section(blocks.plain(_said(total(months), t)))
    if not months:
        return [told]
    button = blocks.button(t(N_("Statistics")), f"{SHOW}:{address}:{Period.MONTH}")
    return [told | {"accessory": button}]


def window(
    address: str,
    name: str,
    months: Mapping[tuple[int, int], Figures],
    period: Period,
    t: Translator,
) -> View:
    """The figures of a record, which is called ``name``, period by period, newest first; its
    ``address`` is its kind and its code."""
    buttons = [
        blocks.button(
            t(word),
            f"{SHOW}:{address}:{each}",
            style="primary" if each is period else None,
        )
        for each, word in PERIODS.items()
    ]
    body = [
        blocks.entry(name, address.partition(":")[2]),
        blocks.section(blocks.plain(_said(total(months), t))),
        blocks.actions(*buttons, block_id="periods"),
        *(
            blocks.entry(_called(key, period, t), _said(figures, t))
            for key, figures in by_period(months, period)[:SHOWN]
        ),
        blocks.context(
            blocks.plain(t(N_("Failed attempts count; canceled and postponed ones don't.")))
        ),
        blocks.actions(blocks.button(t(N_("Back")), f"{OPEN}:{address}"), block_id="leave"),
    ]
    return blocks.modal(t(N_("Statistics")), body, close=t(N_("Close")))


def _called(key: tuple[int, int], period: Period, t: Translator) -> str:
    year, number = key
    return t(_CALLED[period], year=str(year), number=number)


def _said(figures: Figures, t: Translator) -> str:
    count = t.plural("{count} interaction", "{count} interactions", figures.number)
    about = t(N_("cost {cost}, {minutes} min"), cost=figures.cost, minutes=figures.duration_min)
    return named(count, about, t)
