"""The audit trail, for whoever may see the set-up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.views import listing
from bot.views.listing import offset_of
from bot.views.metadata import unpack
from bot.views.setup import audit as views
from bot.views.setup.audit import PAGE_SIZE, TrailPlace
from bot.views.setup.records import AUDIT

if TYPE_CHECKING:
    from bot.handlers.callers import Caller
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.setup.audit import AuditTrail
    from bot.slack.payload import Inbound
    from bot.slack.registration import Feature
    from bot.views.blocks import View


class AuditScreen:
    def __init__(self, trail: AuditTrail) -> None:
        self._trail = trail

    async def show(self, _: Inbound, caller: Caller) -> Result:
        return await self._list(caller, TrailPlace())

    async def search(self, inbound: Inbound, caller: Caller) -> Result:
        words = listing.words(inbound.body["view"]) or ""
        return await self._list(caller, TrailPlace(words))

    async def turn(self, inbound: Inbound, caller: Caller) -> Result:
        place = unpack(TrailPlace, inbound.body["view"])
        return await self._list(caller, replace(place, offset=offset_of(inbound.argument)))

    async def _list(self, caller: Caller, place: TrailPlace) -> View:
        person = caller.person
        page = await self._trail.page(person, place.offset, PAGE_SIZE, words=place.words)
        return views.listing(page, place, caller.t, person.zone)


def register(app: Feature[Caller], windows: Windows, screen: AuditScreen) -> None:
    app.action(AUDIT, windows.shows(screen.show))
    app.view(views.LIST, windows.shows(screen.search))
    app.action(views.TURN, windows.shows(screen.turn))
