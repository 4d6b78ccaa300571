"""App Home: published when it is opened and after every change that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cachetools import LRUCache

from bot.domain.errors.base import Unavailable
from bot.views import home
from bot.views.wizard.postponed import HOME_PAGE, PAGE_SIZE, DraftPage

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.core import Core
    from bot.handlers.callers import Caller
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Registry
    from bot.views.blocks import View


PAGES_REMEMBERED = 10_000


class HomeScreens:
    """Publishing a user's Home; changes that come while one is under way lead to one more."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._wanted: dict[str, tuple[object, int]] = {}
        self._page: LRUCache[str, int] = LRUCache(PAGES_REMEMBERED)

    def refresh(self, client: AsyncWebClient, caller: Caller, offset: int | None = None) -> None:
        """Publish soon, as things stand then. ``offset`` is the first draft shown; None leaves
        the list at the page where its user has turned it."""
        owner = caller.person.owner
        if offset is None:
            offset = self._page.get(owner, 0)
        self._page[owner] = offset
        idle = owner not in self._wanted
        self._wanted[owner] = (object(), offset)  # every wish is told from the one before
        if idle:
            self._core.tasks.spawn_behind(self._publish(client, caller), "publish App Home")

    async def _publish(self, client: AsyncWebClient, caller: Caller) -> None:
        owner = caller.person.owner
        fulfilled = None
        try:
            while fulfilled != self._wanted[owner]:
                fulfilled = self._wanted[owner]
                try:
                    view = await self._view(caller, fulfilled[1])
                except Unavailable:
                    view = home.unavailable(caller.t)
                await client.views_publish(user_id=caller.person.user_id, view=view)
        finally:
            del self._wanted[owner]

    async def _view(self, caller: Caller, offset: int) -> View:
        core, person = self._core, caller.person
        page = await core.waiting.page(person.owner, offset, PAGE_SIZE)
        if offset and not page.drafts:
            page = await core.waiting.page(person.owner, 0, PAGE_SIZE)
        discarded = await core.waiting.discarded(person.owner)
        code = person.salesperson_code
        latest = await core.log.latest_of(code, locale=person.locale) if code else []
        listed = DraftPage(page.drafts, page.total, page.offset, discarded)
        own = await core.segments.listed(person, own=True, count=home.SHOWN_SEGMENTS)
        return home.home(person, listed, latest, caller.t, core.clock(), own=own.rows)


def register(registry: Registry, core: Core, screens: HomeScreens) -> None:
    async def show_home(inbound: Inbound) -> Ack:
        if inbound.body["event"].get("tab", "home") == "home":
            core.tasks.spawn(_show(inbound), "show App Home")
        return None

    async def _show(inbound: Inbound) -> None:
        try:
            caller = await core.callers.of(inbound)
        except Unavailable:
            view = home.unavailable(core.callers.language_of(inbound))
            await inbound.client.views_publish(user_id=inbound.user_id, view=view)
            return
        screens.refresh(inbound.client, caller, 0)

    async def turn_page(inbound: Inbound) -> Ack:
        caller = await core.callers.of(inbound)
        screens.refresh(inbound.client, caller, int(inbound.argument))
        return None

    registry.event("app_home_opened", show_home)
    registry.action(HOME_PAGE, turn_page)
