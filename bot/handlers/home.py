"""App Home: published when it is opened and after every change that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cachetools import LRUCache

from bot.domain.errors.base import Unavailable
from bot.handlers.acts import act_of
from bot.views import first_day, home
from bot.views.listing import offset_of
from bot.views.wizard.postponed import HOME_PAGE, PAGE_SIZE, DraftPage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.background import TaskSet
    from bot.domain.first_day import SetUp
    from bot.handlers.callers import Caller, Callers
    from bot.services.first_day import FirstDay
    from bot.services.interaction_log.work_list import WorkLists
    from bot.services.interactions.log import InteractionLog
    from bot.services.people.people import People
    from bot.services.segments.segments import Segments
    from bot.services.wizard.postponed import PostponedDrafts
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.blocks import Block, View


PAGES_REMEMBERED = 10_000
OPENED = "app_home_opened"


class HomeScreens:
    """Publishing a user's Home; changes that come while one is under way lead to one more."""

    def __init__(
        self,
        postponed: PostponedDrafts,
        log: InteractionLog,
        segments: Segments,
        first_day: FirstDay,
        people: People,
        *,
        work: WorkLists,
        tasks: TaskSet,
        clock: Callable[[], datetime],
    ) -> None:
        self._postponed = postponed
        self._log = log
        self._work = work
        self._segments = segments
        self._first_day = first_day
        self._people = people
        self._tasks = tasks
        self._clock = clock
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
            self._tasks.spawn_behind(self._publish(client, caller), "publish App Home")

    def refresh_of(self, callers: Callers) -> Callable[[AsyncWebClient, str], Awaitable[None]]:
        """The same for a Slack user of whom only the id is known."""

        async def refresh(client: AsyncWebClient, user_id: str) -> None:
            self.refresh(client, await callers.named(client, user_id))

        return refresh

    async def show(self, inbound: Inbound, caller: Caller) -> Ack:
        """Its user has opened it, or the tab of messages."""
        if inbound.body["event"].get("tab", "home") == "home":
            self.refresh(inbound.client, caller, 0)
        return None

    async def turn_page(self, inbound: Inbound, caller: Caller) -> Ack:
        self.refresh(inbound.client, caller, offset_of(inbound.argument))
        return None

    async def bring_in_starter(self, inbound: Inbound, caller: Caller) -> Ack:
        try:
            await self._first_day.bring_in_starter(caller.person, act_of(inbound, caller))
        finally:  # also where somebody else has brought it in meanwhile
            self.refresh(inbound.client, caller)
        return None

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
        person = caller.person
        page = await self._postponed.page(person.owner, offset, PAGE_SIZE)
        if offset and not page.drafts:
            page = await self._postponed.page(person.owner, 0, PAGE_SIZE)
        discarded = await self._postponed.discarded(person.owner)
        code = person.salesperson_code
        latest = await self._log.latest_of(code, locale=person.locale) if code else []
        listed = DraftPage(page.drafts, page.total, page.offset, discarded)
        own = await self._segments.latest_own(person, home.SHOWN_SEGMENTS)
        state = await self._first_day.state()
        return home.home(
            person,
            listed,
            latest,
            caller.t,
            self._clock(),
            work=await self._work.of(person),
            own=own,
            to_do=await self._to_do(state, caller),
            ready=state.ready,
        )

    async def _to_do(self, state: SetUp, caller: Caller) -> list[Block]:
        person = caller.person
        if not state.complete and person.administrator:
            return first_day.checklist(state, person, caller.t)
        if not state.ready:
            administrators = await self._people.administrators()
            return first_day.under_way(administrators, person.user_id, caller.t)
        return []


def register(app: Feature[Caller], screens: HomeScreens) -> None:
    app.event(OPENED, screens.show)
    app.action(HOME_PAGE, screens.turn_page)
    app.action(first_day.STARTER, screens.bring_in_starter)
