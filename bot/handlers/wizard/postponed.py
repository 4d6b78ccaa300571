"""Postponed interactions: the list of /postponed, *Discard* and *Bring back*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.messages import N_
from bot.handlers.wizard import notices
from bot.slack.registration import Command
from bot.views.listing import offset_of
from bot.views.metadata import unpack
from bot.views.wizard import opening, postponed
from bot.views.wizard.postponed import PAGE_SIZE, DraftPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.background import TaskSet
    from bot.handlers.callers import Caller, Callers
    from bot.handlers.home import HomeScreens
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.wizard.postponed import PostponedDrafts
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.blocks import View

COMMAND = Command("/postponed", "List your postponed interactions", usage_hint="help")


class DraftList:
    def __init__(
        self,
        postponed: PostponedDrafts,
        home: HomeScreens,
        windows: Windows,
        callers: Callers,
        *,
        tasks: TaskSet,
        clock: Callable[[], datetime],
    ) -> None:
        self._postponed = postponed
        self._home = home
        self._windows = windows
        self._callers = callers
        self._tasks = tasks
        self._clock = clock

    async def show(self, inbound: Inbound) -> Ack:
        """/postponed: the list as a modal."""
        words = inbound.argument.strip()
        if words.lower() in {"help", "aide"}:
            t = (await self._callers.of(inbound)).t
            return {"response_type": "ephemeral", "text": opening.postponed_help(t)}

        async def content(caller: Caller) -> View:
            passed_over = N_("/postponed takes no words; “{words}” was passed over.")
            sentence = caller.t(passed_over, words=words) if words else ""
            return await self._modal(caller, 0, sentence)

        self._windows.open(inbound, content)
        return None

    async def turn_page(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._modal(caller, offset_of(inbound.argument))

    async def discard(self, inbound: Inbound, caller: Caller) -> Result:
        draft = await self._postponed.discard(caller.person, inbound.argument)
        told = notices.tell_after(inbound.client, draft, caller.t, logged=False)
        self._tasks.spawn(told, "update a draft's notice")
        return await self._changed(inbound, caller)

    async def restore(self, inbound: Inbound, caller: Caller) -> Result:
        draft = await self._postponed.restore(caller.person, inbound.argument)
        told = notices.tell_back(inbound.client, draft, caller.t)
        self._tasks.spawn(told, "update a draft's notice")
        return await self._changed(inbound, caller)

    async def _changed(self, inbound: Inbound, caller: Caller) -> Result:
        """The list as it is now, where its window is open; App Home and messages follow."""
        self._home.refresh(inbound.client, caller)
        view = inbound.body.get("view") or {}
        if view.get("type") != "modal":
            return None
        return await self._modal(caller, unpack(int, view))

    async def _modal(self, caller: Caller, offset: int, sentence: str = "") -> View:
        owner = caller.person.owner
        page = await self._postponed.page(owner, offset, PAGE_SIZE)
        if offset and not page.drafts:
            page = await self._postponed.page(owner, 0, PAGE_SIZE)
        discarded = await self._postponed.discarded(owner)
        listed = DraftPage(page.drafts, page.total, page.offset, discarded)
        return postponed.modal(listed, caller.t, self._clock(), sentence)


def register(app: Feature[Caller], windows: Windows, drafts: DraftList) -> None:
    app.command(COMMAND, drafts.show)
    app.action(postponed.DISCARD, windows.shows_at_once(drafts.discard))
    app.action(postponed.RESTORE, windows.shows_at_once(drafts.restore))
    app.action(postponed.PAGE, windows.shows(drafts.turn_page))
