"""What the cards of some records show below their fields: texts and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.interaction_log.filters import LogFilter
from bot.domain.people.rights import Right, may
from bot.domain.setup.members import OF_KIND
from bot.domain.setup.records import CAMPAIGNS, RECORDS, TEMPLATES
from bot.domain.statistics import Period
from bot.services.statistics.interactions import OF_RECORD
from bot.views import blocks
from bot.views.interaction_log.buttons import log_button
from bot.views.setup import campaigns, members, statistics, templates

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.domain.setup.shown import RecordCard
    from bot.handlers.callers import Caller
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.setup.members import RecordMembers
    from bot.services.setup.records import SetupRecords
    from bot.services.statistics.campaigns import CampaignResults
    from bot.services.statistics.interactions import Statistics
    from bot.services.templates.texts import TemplateTexts
    from bot.slack.payload import Inbound
    from bot.slack.registration import Feature
    from bot.views.blocks import Block


IN_LOG: Mapping[str, Callable[[str], LogFilter]] = {
    "interaction_templates": lambda code: LogFilter(template=code),
    "interaction_groups": lambda code: LogFilter(group=code),
    "salespeople": lambda code: LogFilter(salesperson=code),
}
"""The log of what names a record, by its kind. A campaign's card has it beside its results."""


class MoreOnCards:
    def __init__(
        self,
        texts: TemplateTexts,
        figures: Statistics,
        campaigns: CampaignResults,
        members: RecordMembers,
        *,
        records: SetupRecords,
    ) -> None:
        self._members = members
        self._texts = texts
        self._figures = figures
        self._campaigns = campaigns
        self._records = records

    async def of(self, caller: Caller, kind: str, found: RecordCard) -> list[Block]:
        """The blocks below a card's fields."""
        person = caller.person
        body: list[Block] = []
        if kind in OF_RECORD:
            months = await self._figures.months(person, kind, found.code)
            body += statistics.on_card(f"{kind}:{found.code}", months, caller.t)
        if kind == TEMPLATES.kind:
            texts = await self._texts.of(person, found.code)
            may_change = may(person, Right.SETUP)
            body += templates.on_card(found, texts, caller.t, may_change=may_change)
        if of_record := IN_LOG.get(kind):
            log = log_button(caller.t, of_record(found.code))
            body.append(blocks.actions(log, block_id="log"))
        if kind in OF_KIND:
            number = await self._members.count(person, kind, found.code)
            body += members.on_card(kind, found.code, number, caller.t)
        if kind == CAMPAIGNS.kind:
            results = await self._campaigns.of(person, found.code)
            body += campaigns.on_card(found.code, results, caller.t)
        return body

    async def show_figures(self, inbound: Inbound, caller: Caller) -> Result:
        kind, code, period = inbound.argument.split(":")
        months = await self._figures.months(caller.person, kind, code)
        found = await self._records.card(caller.person, kind, code)
        key = RECORDS[kind].name
        name = found.names.get(key) or str(found.values[key])
        return statistics.window(f"{kind}:{code}", name, months, Period(period), caller.t)


def register(app: Feature[Caller], windows: Windows, more: MoreOnCards) -> None:
    app.action(statistics.SHOW, windows.shows(more.show_figures))
