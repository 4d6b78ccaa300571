"""A campaign's entries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.views.listing import offset_of
from bot.views.metadata import unpack
from bot.views.setup import campaigns as views
from bot.views.setup.campaigns import PAGE_SIZE, EntriesPlace

if TYPE_CHECKING:
    from bot.handlers.callers import Caller
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.statistics.campaigns import CampaignResults
    from bot.slack.payload import Inbound
    from bot.slack.registration import Feature
    from bot.views.blocks import View


class CampaignScreens:
    def __init__(self, results: CampaignResults) -> None:
        self._results = results

    async def show(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._list(caller, EntriesPlace(inbound.argument))

    async def turn(self, inbound: Inbound, caller: Caller) -> Result:
        place = unpack(EntriesPlace, inbound.body["view"])
        return await self._list(caller, replace(place, offset=offset_of(inbound.argument)))

    async def _list(self, caller: Caller, place: EntriesPlace) -> View:
        page = await self._results.entries(caller.person, place.no, place.offset, PAGE_SIZE)
        return views.entries(page, place, caller.t)


def register(app: Feature[Caller], windows: Windows, screens: CampaignScreens) -> None:
    app.action(views.ENTRIES, windows.shows(screens.show))
    app.action(views.TURN, windows.shows(screens.turn))
