"""Postponed interactions: the list of /postponed, *Discard* and *Bring back*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.messages import N_
from bot.handlers.windows.open_modal import open_modal
from bot.handlers.wizard import notices
from bot.views.wizard import opening, postponed
from bot.views.wizard.postponed import PAGE_SIZE, DraftPage

if TYPE_CHECKING:
    from bot.core import Core
    from bot.handlers.callers import Caller
    from bot.handlers.home import HomeScreens
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Registry
    from bot.views.blocks import View


class DraftList:
    def __init__(self, core: Core, screens: HomeScreens) -> None:
        self._core = core
        self._screens = screens

    async def show(self, inbound: Inbound) -> Ack:
        """/postponed: the list as a modal."""
        words = inbound.argument.strip()
        if words.lower() in {"help", "aide"}:
            t = (await self._core.callers.of(inbound)).t
            return {"response_type": "ephemeral", "text": opening.postponed_help(t)}
        self._core.tasks.spawn(self._open(inbound, words), "list postponed drafts")
        return None

    async def turn_page(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        picture = await self._modal(caller, int(inbound.argument))
        self._core.windows.redraw(inbound.client, inbound.body["view"], picture)
        return None

    async def discard(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        draft = await self._core.waiting.discard(caller.person, inbound.argument)
        told = notices.tell_after(inbound.client, draft, caller.t, logged=False)
        self._core.tasks.spawn(told, "update a draft's notice")
        return await self._changed(inbound, caller)

    async def restore(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        draft = await self._core.waiting.restore(caller.person, inbound.argument)
        told = notices.tell_back(inbound.client, draft, caller.t)
        self._core.tasks.spawn(told, "update a draft's notice")
        return await self._changed(inbound, caller)

    async def _changed(self, inbound: Inbound, caller: Caller) -> Ack:
        self._screens.refresh(inbound.client, caller)
        view = inbound.body.get("view") or {}
        if view.get("type") == "modal":
            shown = view.get("private_metadata", "")
            picture = await self._modal(caller, int(shown) if shown.isdecimal() else 0)
            self._core.windows.redraw(inbound.client, view, picture)
        return None

    async def _open(self, inbound: Inbound, words: str) -> None:
        async def content(caller: Caller) -> View:
            passed_over = N_("/postponed takes no words; “{words}” was passed over.")
            sentence = caller.t(passed_over, words=words) if words else ""
            return await self._modal(caller, 0, sentence)

        await open_modal(self._core, inbound, content)

    async def _modal(self, caller: Caller, offset: int, sentence: str = "") -> View:
        owner = caller.person.owner
        page = await self._core.waiting.page(owner, offset, PAGE_SIZE)
        if offset and not page.drafts:
            page = await self._core.waiting.page(owner, 0, PAGE_SIZE)
        discarded = await self._core.waiting.discarded(owner)
        listed = DraftPage(page.drafts, page.total, page.offset, discarded)
        return postponed.modal(listed, caller.t, self._core.clock(), sentence)


def register(registry: Registry, core: Core, screens: HomeScreens) -> None:
    listed = DraftList(core, screens)
    registry.command(
        "/postponed",
        listed.show,
        description="List your postponed interactions",
        usage_hint="help",
    )
    registry.action(postponed.DISCARD, listed.discard)
    registry.action(postponed.RESTORE, listed.restore)
    registry.action(postponed.PAGE, listed.turn_page)
