"""Who belongs to a mailing group and the like: listed, added, removed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.errors.setup import SetupError
from bot.domain.forms import NOTHING, Problem
from bot.domain.messages import N_, Text
from bot.domain.people.rights import Right, check, may
from bot.domain.setup.fields import MISSING
from bot.domain.setup.members import FIELDS, OF_KIND
from bot.handlers.acts import act_of
from bot.handlers.windows.results import refused
from bot.handlers.wizard.lists import check_loaded
from bot.views import options
from bot.views.forms import form as forms
from bot.views.listing import offset_of
from bot.views.metadata import unpack
from bot.views.setup import members as views
from bot.views.setup.members import PAGE_SIZE, MembersPlace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.handlers.callers import Caller
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.contacts.search import ContactSearch
    from bot.services.setup.members import RecordMembers
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.blocks import View


class MemberScreens:
    def __init__(
        self, members: RecordMembers, contacts: ContactSearch, clock: Callable[[], datetime]
    ) -> None:
        self._members = members
        self._contacts = contacts
        self._clock = clock

    async def show(self, inbound: Inbound, caller: Caller) -> Result:
        kind, _, code = inbound.argument.partition(":")
        return await self._list(caller, MembersPlace(kind, code))

    async def turn(self, inbound: Inbound, caller: Caller) -> Result:
        place = unpack(MembersPlace, inbound.body["view"])
        return await self._list(caller, replace(place, offset=offset_of(inbound.argument)))

    async def ask(self, inbound: Inbound, caller: Caller) -> Result:
        check(caller.person, Right.RECORD)
        kind, _, code = inbound.argument.partition(":")
        number = int(self._clock().timestamp() * 1000)
        return views.form(MembersPlace(kind, code), caller.t, number)

    async def add(self, inbound: Inbound, caller: Caller) -> Result:
        check_loaded(inbound)
        window, t = inbound.body["view"], caller.t
        place = unpack(MembersPlace, window)
        chosen = forms.read(window, FIELDS).get("contacts", NOTHING).values
        if not chosen:
            return refused(window, FIELDS, [Problem("contacts", Text(MISSING))], t)
        ids = [int(value) for value in chosen]
        try:
            added = await self._members.add(
                place.kind, place.code, ids, act=act_of(inbound, caller)
            )
        except SetupError as error:
            return refused(window, FIELDS, [Problem("contacts", error.text)], t)
        told = t.plural("{count} contact was added.", "{count} contacts were added.", added)
        return await self._list(caller, place, told)

    async def remove(self, inbound: Inbound, caller: Caller) -> Result:
        address, _, key = inbound.argument.rpartition(":")
        kind, _, code = address.partition(":")
        await self._members.remove(kind, code, int(key), act=act_of(inbound, caller))
        place = unpack(MembersPlace, inbound.body["view"])
        told = caller.t(N_("The contact no longer belongs here."))
        return await self._list(caller, replace(place, kind=kind, code=code), told)

    async def offer(self, inbound: Inbound, _: Caller) -> Ack:
        query = inbound.body.get("value") or ""
        only = OF_KIND[unpack(MembersPlace, inbound.body["view"]).kind]
        found = (await self._contacts.find(query)).hits if query.strip() else []
        return options.listed(
            options.choices([hit for hit in found if only is None or hit.type == only])
        )

    async def _list(self, caller: Caller, place: MembersPlace, sentence: str = "") -> View:
        person = caller.person
        page = await self._members.page(person, place.kind, place.code, place.offset, PAGE_SIZE)
        may_change = may(person, Right.RECORD)
        return views.listing(page, place, caller.t, sentence, may_change=may_change)


def register(app: Feature[Caller], windows: Windows, screens: MemberScreens) -> None:
    app.action(views.SHOW, windows.shows(screens.show))
    app.action(views.TURN, windows.shows(screens.turn))
    app.action(views.ADD, windows.shows(screens.ask))
    app.view(views.ADD_FORM, windows.shows(screens.add))
    app.action(views.REMOVE, windows.shows(screens.remove))
    app.options(views.FIELD, screens.offer)
