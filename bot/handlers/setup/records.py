"""The set-up: its lists, cards and forms, whatever kind of record they are about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.errors.setup import SetupError
from bot.domain.forms import Problem
from bot.domain.messages import N_
from bot.domain.people.rights import may
from bot.domain.setup.records import RECORDS, read
from bot.handlers.acts import act_of
from bot.handlers.windows.results import refused
from bot.handlers.wizard.lists import check_loaded
from bot.slack.registration import Command
from bot.views import listing, options
from bot.views.forms import form as forms
from bot.views.listing import offset_of
from bot.views.metadata import unpack
from bot.views.people import link_requests
from bot.views.setup import records as views
from bot.views.setup.records import PAGE_SIZE, Place
from bot.views.wizard import opening

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.background import TaskSet
    from bot.handlers.callers import Caller, Callers
    from bot.handlers.home import HomeScreens
    from bot.handlers.setup.more_on_cards import MoreOnCards
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.setup.records import SetupRecords
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.blocks import View

COMMAND = Command("/touchpoint", "Set up Touchpoint, and see what you may do")


class SetupScreens:
    def __init__(
        self,
        records: SetupRecords,
        more: MoreOnCards,
        *,
        windows: Windows,
        callers: Callers,
        home: HomeScreens,
        tasks: TaskSet,
        clock: Callable[[], datetime],
    ) -> None:
        self._records = records
        self._more = more
        self._windows = windows
        self._callers = callers
        self._home = home
        self._tasks = tasks
        self._clock = clock

    async def command(self, inbound: Inbound) -> Ack:
        if inbound.argument.strip().lower() in {"help", "aide"}:
            caller = await self._callers.of(inbound)
            text = opening.touchpoint_help(caller.t, views.role_of(caller.person))
            return {"response_type": "ephemeral", "text": text}

        async def content(caller: Caller) -> View:
            return self._hub(caller)

        self._windows.open(inbound, content)
        return None

    async def show_hub(self, _: Inbound, caller: Caller) -> Result:
        return self._hub(caller)

    async def show_list(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._list(caller, Place(inbound.argument))

    async def search(self, inbound: Inbound, caller: Caller) -> Result:
        window = inbound.body["view"]
        place = replace(unpack(Place, window), words=listing.words(window) or "", offset=0)
        return await self._list(caller, place)

    async def turn(self, inbound: Inbound, caller: Caller) -> Result:
        place = unpack(Place, inbound.body["view"])
        return await self._list(caller, replace(place, offset=offset_of(inbound.argument)))

    async def open(self, inbound: Inbound, caller: Caller) -> Result:
        kind, _, code = inbound.argument.partition(":")
        return await self.card(caller, Place(kind, code))

    async def new(self, inbound: Inbound, caller: Caller) -> Result:
        return views.form(Place(inbound.argument), caller.t, self._number())

    async def edit(self, inbound: Inbound, caller: Caller) -> Result:
        kind, _, code = inbound.argument.partition(":")
        found = await self._records.card(caller.person, kind, code)
        return views.form(Place(kind, code), caller.t, self._number(), found)

    async def save(self, inbound: Inbound, caller: Caller) -> Result:
        check_loaded(inbound)
        window, t, act = inbound.body["view"], caller.t, act_of(inbound, caller)
        place = unpack(Place, window)
        record = RECORDS[place.kind]
        values, problems = read(record, forms.read(window, record.fields), t.decimal_sign)
        if problems:
            return refused(window, record.fields, problems, t)
        linked_before = await self._linked(caller, place)
        try:
            if place.code:
                code = await self._records.change(place.kind, place.code, values, act=act)
            else:
                code = await self._records.create(place.kind, values, act=act)
        except SetupError as error:
            return refused(window, record.fields, [Problem(error.field, error.text)], t)
        if user_id := values.get("slack_user_id"):
            self._callers.forget(user_id)
            if user_id not in {linked_before, caller.person.user_id}:
                work = self._invite(inbound.client, user_id, str(values["name"]))
                self._tasks.spawn(work, "invite a salesperson")
        self._home.refresh(inbound.client, caller)
        return await self.card(caller, replace(place, code=code), t(N_("Saved.")))

    async def _linked(self, caller: Caller, place: Place) -> str | None:
        """The Slack user of a salesperson, before their form is saved."""
        if place.kind != "salespeople" or not place.code:
            return None
        found = await self._records.card(caller.person, place.kind, place.code)
        return found.values.get("slack_user_id")

    async def _invite(self, client: AsyncWebClient, user_id: str, name: str) -> None:
        caller = await self._callers.named(client, user_id)
        text, content = link_requests.invitation(caller.t, name)
        await client.chat_postMessage(channel=user_id, text=text, blocks=content)
        self._home.refresh(client, caller)

    async def retire(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._retire(inbound, caller, retired=True)

    async def bring_back(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._retire(inbound, caller, retired=False)

    async def delete(self, inbound: Inbound, caller: Caller) -> Result:
        kind, _, code = inbound.argument.partition(":")
        await self._records.delete(kind, code, act=act_of(inbound, caller))
        told = caller.t(N_("{code} is deleted."), code=code)
        return await self._list(caller, Place(kind), told)

    async def offer(self, inbound: Inbound, caller: Caller) -> Ack:
        """The options of a field of a form."""
        record = RECORDS[unpack(Place, inbound.body["view"]).kind]
        searched, query = record.fields[inbound.argument].searched, inbound.body.get("value") or ""
        choices = await self._records.choices(caller.person, searched, query)
        return options.listed(choices, blank=not query.strip())

    async def _retire(self, inbound: Inbound, caller: Caller, *, retired: bool) -> View:
        kind, _, code = inbound.argument.partition(":")
        await self._records.retire(kind, code, retired=retired, act=act_of(inbound, caller))
        return await self.card(caller, Place(kind, code), caller.t(N_("Saved.")))

    def _hub(self, caller: Caller) -> View:
        return views.hub(caller.person, caller.t)

    async def _list(self, caller: Caller, place: Place, sentence: str = "") -> View:
        page = await self._records.page(
            caller.person, place.kind, words=place.words, offset=place.offset, count=PAGE_SIZE
        )
        may_change = may(caller.person, RECORDS[place.kind].change)
        return views.listing(page, place, caller.t, sentence, may_change=may_change)

    async def card(self, caller: Caller, place: Place, sentence: str = "") -> View:
        found = await self._records.card(caller.person, place.kind, place.code)
        may_change = may(caller.person, RECORDS[place.kind].change)
        more = await self._more.of(caller, place.kind, found)
        return views.card(found, place, caller.t, sentence, may_change=may_change, more=more)

    def _number(self) -> int:
        """What names the blocks of a new form: Slack keeps the input of a block that comes back."""
        return int(self._clock().timestamp() * 1000)


def register(app: Feature[Caller], windows: Windows, screens: SetupScreens) -> None:
    app.command(COMMAND, screens.command)
    app.action(views.TO_HUB, windows.shows(screens.show_hub))
    app.action(views.SHOW, windows.shows(screens.show_list))
    app.view(views.LIST, windows.shows(screens.search))
    app.action(views.TURN, windows.shows(screens.turn))
    app.action(views.OPEN, windows.shows(screens.open))
    app.action(views.NEW, windows.shows(screens.new))
    app.action(views.EDIT, windows.shows(screens.edit))
    app.view(views.FORM, windows.shows(screens.save))
    app.options(views.FIELD, screens.offer)
    app.action(views.RETIRE, windows.shows(screens.retire))
    app.action(views.BRING_BACK, windows.shows(screens.bring_back))
    app.action(views.DELETE, windows.shows(screens.delete))
