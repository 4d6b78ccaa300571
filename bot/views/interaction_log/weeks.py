"""Twelve weeks of the log: a bar a week, and the same in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.messages import N_
from bot.views import blocks
from bot.views.interaction_log.listing import BACK, described
from bot.views.metadata import pack
from bot.views.punctuation import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.interaction_log.weeks import TwelveWeeks
    from bot.i18n import Translator
    from bot.views.blocks import Block, View
    from bot.views.interaction_log.listing import Place

CARD = "log_weeks"


def weeks(found: TwelveWeeks, place: Place, names: Mapping[str, str], t: Translator) -> View:
    """``names`` are what the records of the filter are called."""
    about = described(place.filter, names, t)
    body: list[Block] = [blocks.context(blocks.plain(about))] if about else []
    body.append(blocks.section(blocks.plain(_in_words(found, t))))
    if found.total:
        body.append(blocks.preformatted(_bars(found, t)))
        lines = [
            f"{group.sign} " + named(group.name or t(N_("Others")), t.show(group.count), t)
            for group in found.groups
        ]
        body.append(blocks.section(blocks.plain("\n".join(lines))))
    back = blocks.button(t(N_("Back to the list")), BACK)
    body.append(blocks.actions(back, block_id="leave"))
    return blocks.modal(
        t(N_("Twelve weeks")),
        body,
        close=t(N_("Close")),
        callback_id=CARD,
        private_metadata=pack(place),
    )


def _in_words(found: TwelveWeeks, t: Translator) -> str:
    if not found.total:
        return t(N_("Nothing was recorded in the last twelve weeks."))
    total = t.plural(
        "{count} interaction in twelve weeks.", "{count} interactions in twelve weeks.", found.total
    )
    most = t(
        N_("Most in the week of {day}: {count}. This week: {now}."),
        day=t.day(found.busiest.monday),
        count=found.busiest.count,
        now=found.weeks[-1].count,
    )
    return f"{total} {most}"


def _bars(found: TwelveWeeks, t: Translator) -> str:
    days = [t.short_day(week.monday) for week in found.weeks]
    width = max(map(len, days))
    return "\n".join(
        f"{day.rjust(width)} {week.bar} {week.count or ''}".rstrip()
        for day, week in zip(days, found.weeks, strict=True)
    )
