"""Contacts: the list, the card, and what is begun from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.errors.base import UnknownControl
from bot.domain.errors.interaction_log import NotTakeable
from bot.domain.messages import N_
from bot.domain.people.rights import Right, check, may
from bot.handlers.acts import act_of
from bot.slack.registration import Command
from bot.views import listing
from bot.views.contacts import buttons
from bot.views.contacts import card as views
from bot.views.contacts.card import PAGE_SIZE, Place
from bot.views.listing import offset_of
from bot.views.metadata import unpack

if TYPE_CHECKING:
    from bot.domain.people.person import Person
    from bot.domain.wizard.draft import Draft
    from bot.handlers.callers import Caller, Callers
    from bot.handlers.home import HomeScreens
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.handlers.wizard.opening import Opener
    from bot.services.contact_cards.cards import ContactCards
    from bot.services.contact_cards.merging import ContactMerging
    from bot.services.interaction_log.changes import LogChanges
    from bot.services.wizard.attempts import Attempts
    from bot.services.wizard.first_act import Beginnings
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.storage.drafts import DraftStore
    from bot.views.blocks import Block, View

COMMAND = Command("/contact", "Find a contact and see its card", usage_hint="[words] or help")
DRAFTS_LOOKED_THROUGH = 50


class ContactLists:
    """Draws the list and the card; what every screen of contacts returns to."""

    def __init__(self, cards: ContactCards, merging: ContactMerging, drafts: DraftStore) -> None:
        self._cards = cards
        self._merging = merging
        self._drafts = drafts

    async def list(self, caller: Caller, place: Place, sentence: str = "") -> View:
        if place.company is not None:
            page = await self._cards.persons(place.company, place.offset, PAGE_SIZE)
        else:
            page = await self._cards.found(caller.person, place.words, place.offset, PAGE_SIZE)
        reader = _reader(caller.person)
        return views.listing(page, place, reader, caller.t, sentence=sentence)

    async def card(
        self,
        caller: Caller,
        place: Place,
        sentence: str = "",
        level: str = "success",
        *,
        undo: Block | None = None,
    ) -> View:
        if place.contact is None:
            raise UnknownControl
        person = caller.person
        found = await self._cards.card(person, place.contact)
        drafts = await self._drafts.page(person.owner, offset=0, count=DRAFTS_LOOKED_THROUGH)
        one_and_the_same = {found.hit.id, *found.merged}
        reader = replace(
            _reader(person),
            drafts=[d for d in drafts.drafts if d.number("contact") in one_and_the_same],
        )
        if reader.may_delete:
            reader = replace(reader, merges=await self._merging.undoable(found.hit.id))
        return views.card(found, place, reader, caller.t, sentence=sentence, level=level, undo=undo)

    async def opening(self, caller: Caller, words: str) -> View:
        """/contact: the one contact that the words find, or all that they may mean."""
        check(caller.person, Right.SEE)
        page = await self._cards.found(caller.person, words, 0, 2)
        if words and page.total == 1:
            return await self.card(caller, Place(words, contact=page.rows[0].id))
        return await self.list(caller, Place(words))


def _reader(person: Person) -> views.Reader:
    return views.Reader(
        may_record=may(person, Right.RECORD), may_delete=may(person, Right.DELETE_CONTACTS)
    )


def place_of(inbound: Inbound) -> Place:
    """Where a window of contacts is; the beginning, for a button that stands elsewhere."""
    view = inbound.body.get("view") or {}
    if not view.get("callback_id", "").startswith("contact"):
        return Place()
    return unpack(Place, view)


class ContactScreens:
    def __init__(
        self,
        shown: ContactLists,
        attempts: Attempts,
        changes: LogChanges,
        *,
        opener: Opener,
        beginnings: Beginnings,
        home: HomeScreens,
        windows: Windows,
        callers: Callers,
    ) -> None:
        self._shown = shown
        self._attempts = attempts
        self._changes = changes
        self._opener = opener
        self._beginnings = beginnings
        self._home = home
        self._windows = windows
        self._callers = callers

    async def command(self, inbound: Inbound) -> Ack:
        words = inbound.argument.strip()
        if words.lower() in {"help", "aide"}:
            t = (await self._callers.of(inbound)).t
            return {"response_type": "ephemeral", "text": views.contact_help(t)}
        self._windows.open(inbound, lambda caller: self._shown.opening(caller, words))
        return None

    async def search(self, inbound: Inbound, caller: Caller) -> Result:
        words = listing.words(inbound.body["view"]) or ""
        return await self._shown.list(caller, Place(words))

    async def turn(self, inbound: Inbound, caller: Caller) -> Result:
        place = replace(place_of(inbound), offset=offset_of(inbound.argument))
        return await self._shown.list(caller, place)

    async def back(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._shown.list(caller, place_of(inbound))

    async def show_persons(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._shown.list(caller, Place(company=int(inbound.argument)))

    async def open(self, inbound: Inbound, caller: Caller) -> Result:
        place = replace(place_of(inbound), contact=int(inbound.argument))
        return await self._shown.card(caller, place)

    async def create_interaction(self, inbound: Inbound, caller: Caller) -> Ack:
        key = int(inbound.argument)

        async def begun(caller: Caller) -> Draft:
            return await self._beginnings.start_for(caller.person, key)

        await self._opener.open_here(inbound, caller, begun)
        return None

    async def no_answer(self, inbound: Inbound, caller: Caller) -> Result:
        key, act = int(inbound.argument), act_of(inbound, caller)
        logged = await self._attempts.no_answer(caller.person, key, act)
        self._home.refresh(inbound.client, caller)
        told = caller.t(N_("Recorded: called, not reached."))
        place = replace(place_of(inbound), contact=key)
        undo = views.take_back_button(caller.t, logged.id)
        return await self._shown.card(caller, place, told, undo=undo)

    async def take_back(self, inbound: Inbound, caller: Caller) -> Result:
        try:
            key = await self._changes.take_back(int(inbound.argument), act=act_of(inbound, caller))
        except NotTakeable as error:
            sentence = error.sentence(caller.t)
            return await self._shown.card(caller, place_of(inbound), sentence, "warning")
        self._home.refresh(inbound.client, caller)
        place = replace(place_of(inbound), contact=key)
        return await self._shown.card(caller, place, caller.t(N_("Taken back.")))


def register(app: Feature[Caller], windows: Windows, screens: ContactScreens) -> None:
    app.command(COMMAND, screens.command)
    app.view(views.LIST, windows.shows(screens.search))
    app.action(views.TURN, windows.shows(screens.turn))
    app.action(buttons.BACK, windows.shows(screens.back))
    app.action(views.PERSONS, windows.shows(screens.show_persons))
    app.action(buttons.OPEN, windows.shows(screens.open))
    app.action(buttons.CREATE, screens.create_interaction)
    app.action(views.NO_ANSWER, windows.shows(screens.no_answer))
    app.action(views.TAKE_BACK, windows.shows(screens.take_back))
