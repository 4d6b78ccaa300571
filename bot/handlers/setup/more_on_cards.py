"""What the cards of some records show below their fields: texts and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.people.rights import Right, may
from bot.domain.setup.records import RECORDS, TEMPLATES
from bot.domain.statistics import Period
from bot.services.statistics.interactions import OF_RECORD
from bot.views.setup import statistics, templates

if TYPE_CHECKING:
    from bot.domain.setup.shown import RecordCard
    from bot.handlers.callers import Caller
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.setup.records import SetupRecords
    from bot.services.statistics.interactions import Statistics
    from bot.services.templates.texts import TemplateTexts
    from bot.slack.payload import Inbound
    from bot.slack.registration import Feature
    from bot.views.blocks import Block


class MoreOnCards:
    def __init__(self, texts: TemplateTexts, figures: Statistics, records: SetupRecords) -> None:
        self._texts = texts
        self._figures = figures
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
