"""Merging contacts: likely twins, the comparison, the merge and its undoing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.errors.contacts import ContactError
from bot.domain.forms import Problem
from bot.domain.messages import N_
from bot.domain.people.rights import Right, check
from bot.handlers.acts import act_of
from bot.handlers.windows.results import refused
from bot.handlers.wizard.lists import check_loaded
from bot.views import options
from bot.views.blocks import with_alert
from bot.views.contacts import card as cards
from bot.views.contacts import merging as views
from bot.views.contacts.merging import CHOOSE, PAGE_SIZE, MergePlace
from bot.views.forms import form as forms
from bot.views.listing import offset_of
from bot.views.metadata import unpack

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.callers import Caller
    from bot.handlers.contacts.cards import ContactLists
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.contact_cards.cards import ContactCards
    from bot.services.contact_cards.changes import ContactChanges
    from bot.services.contact_cards.merging import ContactMerging
    from bot.services.contact_cards.twins import LikelyTwins
    from bot.services.contacts.search import ContactSearch
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.blocks import View


class MergeScreens:
    def __init__(
        self,
        merging: ContactMerging,
        twins: LikelyTwins,
        cards: ContactCards,
        changes: ContactChanges,
        *,
        contacts: ContactSearch,
        shown: ContactLists,
        clock: Callable[[], datetime],
    ) -> None:
        self._merging = merging
        self._twins = twins
        self._cards = cards
        self._changes = changes
        self._contacts = contacts
        self._shown = shown
        self._clock = clock

    async def show_twins(self, _: Inbound, caller: Caller) -> Result:
        return await self._list(caller, 0)

    async def turn(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._list(caller, offset_of(inbound.argument))

    async def keep_apart(self, inbound: Inbound, caller: Caller) -> Result:
        first, second = _pair(inbound)
        await self._merging.keep_apart(first, second, act=act_of(inbound, caller))
        offset = unpack(MergePlace, inbound.body["view"]).offset
        return await self._list(caller, offset, caller.t(N_("They are no longer listed together.")))

    async def begin(self, inbound: Inbound, caller: Caller) -> Result:
        """Which contact is the other one?"""
        check(caller.person, Right.DELETE_CONTACTS)
        found = await self._cards.card(caller.person, int(inbound.argument))
        likely = await self._changes.likely(found.values, found.hit.id)
        of_kind = [hit for hit in likely if hit.type == found.hit.type]
        return views.choose(found.hit, of_kind, caller.t, self._number())

    async def compare(self, inbound: Inbound, caller: Caller) -> Result:
        kept, given_up = _pair(inbound)
        try:
            return await self._comparison(caller, kept, given_up)
        except ContactError as error:
            return with_alert(inbound.body["view"], error.sentence(caller.t))

    async def choose(self, inbound: Inbound, caller: Caller) -> Result:
        check_loaded(inbound)
        view, place = inbound.body["view"], unpack(MergePlace, inbound.body["view"])
        other = forms.read(view, CHOOSE)["other"].text
        try:
            return await self._comparison(caller, place.kept, int(other))
        except ContactError as error:
            return refused(view, CHOOSE, [Problem("other", error.text)], caller.t)

    async def merge(self, inbound: Inbound, caller: Caller) -> Result:
        view, t = inbound.body["view"], caller.t
        place = unpack(MergePlace, view)
        chosen = {key: entered.text for key, entered in forms.read(view, views.FIELDS).items()}
        seen = tuple(map(datetime.fromisoformat, (place.seen_kept, place.seen_given_up)))
        try:
            kept = await self._merging.merge(
                place.kept, place.given_up, chosen, (seen[0], seen[1]), act=act_of(inbound, caller)
            )
        except ContactError as error:
            return with_alert(view, error.sentence(t))
        told = t(N_("The two are one contact now. You can undo it for a week."))
        return await self._shown.card(caller, cards.Place(contact=kept), told)

    async def undo(self, inbound: Inbound, caller: Caller) -> Result:
        try:
            key = await self._merging.undo(int(inbound.argument), act=act_of(inbound, caller))
        except ContactError as error:
            place = unpack(cards.Place, inbound.body["view"])
            return await self._shown.card(caller, place, error.sentence(caller.t), "warning")
        told = caller.t(N_("This is a contact of its own again."))
        return await self._shown.card(caller, cards.Place(contact=key), told)

    async def offer(self, inbound: Inbound, _: Caller) -> Ack:
        query = inbound.body.get("value") or ""
        hits = (await self._contacts.find(query)).hits if query.strip() else []
        return options.listed(options.choices(hits))

    async def _comparison(self, caller: Caller, kept: int, given_up: int) -> View:
        first, second = await self._merging.sides(caller.person, kept, given_up)
        return views.compare(first, second, caller.t, self._number())

    async def _list(self, caller: Caller, offset: int, sentence: str = "") -> View:
        page = await self._twins.page(caller.person, offset, PAGE_SIZE)
        if offset and not page.rows:
            page = await self._twins.page(caller.person, 0, PAGE_SIZE)
        return views.twins(page, caller.t, sentence)

    def _number(self) -> int:
        """What names the blocks of a new form: Slack keeps the input of a block that comes back."""
        return int(self._clock().timestamp() * 1000)


def _pair(inbound: Inbound) -> tuple[int, int]:
    first, _, second = inbound.argument.partition(":")
    return int(first), int(second)


def register(app: Feature[Caller], windows: Windows, screens: MergeScreens) -> None:
    app.action(views.SHOW_TWINS, windows.shows(screens.show_twins))
    app.action(views.TURN, windows.shows(screens.turn))
    app.action(views.APART, windows.shows(screens.keep_apart))
    app.action(views.BEGIN, windows.shows(screens.begin))
    app.action(views.COMPARE, windows.shows(screens.compare))
    app.view(views.CHOOSE_FORM, windows.shows(screens.choose))
    app.view(views.COMPARE_FORM, windows.shows(screens.merge))
    app.action(views.UNDO, windows.shows(screens.undo))
    app.options(views.FIELD, screens.offer)
