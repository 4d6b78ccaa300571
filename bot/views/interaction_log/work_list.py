"""Recent work as App Home tells it, each part a few blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.contacts.label import contact_label
from bot.domain.interaction_log.filters import Canceled, LogFilter
from bot.domain.interaction_log.work_list import Figures
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.contacts.buttons import CREATE
from bot.views.interaction_log.buttons import log_button
from bot.views.punctuation import named
from bot.views.wizard.logged import duration

if TYPE_CHECKING:
    from bot.domain.interaction_log.work_list import WorkList
    from bot.i18n import Translator
    from bot.views.blocks import Block

MOST_MEMBERS = 20
"""So many of the team are told by name, the busiest; the others together."""


def own(work: WorkList, t: Translator) -> list[Block]:
    """Today and this week, with the log of just these interactions."""
    if work.own is None:
        return []
    lines = [
        named(t(N_("Today")), figures(work.own.today, t), t),
        named(t(N_("This week")), figures(work.own.week, t), t),
    ]
    button = log_button(t, _week(work, work.own.code))
    return [blocks.section(blocks.plain("\n".join(lines)), button)]


def spoken_to(work: WorkList, t: Translator) -> list[Block]:
    """A button for each contact, to record the next interaction with them."""
    if not work.spoken_to:
        return []
    buttons = [blocks.button(contact_label(hit), f"{CREATE}:{hit.id}") for hit in work.spoken_to]
    told = t(N_("Create another interaction with"))
    return [blocks.context(blocks.plain(told)), blocks.actions(*buttons, block_id="again")]


def team(work: WorkList, t: Translator) -> list[Block]:
    """The week of everybody, for managers."""
    if work.team is None:
        return []
    whole = Figures.total(member.week for member in work.team)
    lines = [named(member.name, figures(member.week, t), t) for member in work.team[:MOST_MEMBERS]]
    if others := work.team[MOST_MEMBERS:]:
        theirs = figures(Figures.total(member.week for member in others), t)
        lines.append(named(t(N_("Others")), theirs, t))
    told = [blocks.section(blocks.plain("\n".join(lines)))] if lines else []
    return [
        blocks.divider(),
        blocks.header(t(N_("The team this week"))),
        blocks.section(
            blocks.plain(named(t(N_("All together")), figures(whole, t), t)),
            log_button(t, _week(work)),
        ),
        *told,
    ]


def figures(counted: Figures, t: Translator) -> str:
    """*3 interactions · 1 h 15 min*."""
    number = t.plural("{count} interaction", "{count} interactions", counted.number)
    return f"{number} · {duration(counted.minutes, t)}" if counted.number else number


def _week(work: WorkList, salesperson: str | None = None) -> LogFilter:
    monday, sunday = (day.isoformat() for day in work.week)
    return LogFilter(salesperson=salesperson, since=monday, until=sunday, canceled=Canceled.NO)
