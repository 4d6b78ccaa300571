"""*Delete canceled*, on the list of the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors.interaction_log import InteractionLogError
from bot.handlers.acts import act_of
from bot.handlers.interaction_log.lists import place_of
from bot.views.interaction_log import deletion as views
from bot.views.interaction_log.listing import DELETE

if TYPE_CHECKING:
    from bot.handlers.callers import Caller
    from bot.handlers.home import HomeScreens
    from bot.handlers.interaction_log.lists import LogLists
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.interaction_log.deleting import EntryDeletions
    from bot.services.interaction_log.entries import LogEntries
    from bot.slack.payload import Inbound
    from bot.slack.registration import Feature
    from bot.views.blocks import View
    from bot.views.interaction_log.listing import Place


class DeletionScreens:
    def __init__(
        self, entries: LogEntries, deletions: EntryDeletions, shown: LogLists, home: HomeScreens
    ) -> None:
        self._entries = entries
        self._deletions = deletions
        self._shown = shown
        self._home = home

    async def ask(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._form(caller, place_of(inbound))

    async def delete(self, inbound: Inbound, caller: Caller) -> Result:
        place, act = place_of(inbound), act_of(inbound, caller)
        try:
            count = await self._deletions.delete(
                caller.person, place.filter, int(place.seen), act=act
            )
        except InteractionLogError as error:
            return await self._form(caller, place, error.sentence(caller.t), "warning")
        self._home.refresh(inbound.client, caller)
        return await self._shown.list(caller, place, views.deleted(count, caller.t))

    async def undo(self, inbound: Inbound, caller: Caller) -> Result:
        place, act = place_of(inbound), act_of(inbound, caller)
        try:
            count = await self._deletions.undo(int(inbound.argument), act=act)
        except InteractionLogError as error:
            return await self._form(caller, place, error.sentence(caller.t), "warning")
        self._home.refresh(inbound.client, caller)
        return await self._form(caller, place, views.undone(count, caller.t))

    async def _form(
        self, caller: Caller, place: Place, sentence: str = "", level: str = "success"
    ) -> View:
        found = await self._deletions.deletable(caller.person, place.filter)
        names = await self._entries.names(place.filter, caller.t.locale)
        zone = caller.person.zone
        return views.form(found, place, names, zone, caller.t, sentence=sentence, level=level)


def register(app: Feature[Caller], windows: Windows, screens: DeletionScreens) -> None:
    app.action(DELETE, windows.shows(screens.ask))
    app.view(views.FORM, windows.shows(screens.delete))
    app.action(views.UNDO, windows.shows(screens.undo))
