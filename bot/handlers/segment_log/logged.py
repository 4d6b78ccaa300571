"""Logged segments: list, card, members, cancel and restore, follow-up, take back, download."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.criteria.criteria import LoggedMembers
from bot.domain.errors.base import UnknownControl
from bot.domain.errors.segment_log import (
    AlreadyCanceled,
    LoggedSegmentUnknown,
    NotCanceled,
    NotTakeable,
)
from bot.handlers.acts import act_of
from bot.handlers.windows.show import message_of
from bot.services.jobs import JobKind
from bot.views.forms import redrawn
from bot.views.paging import offset_of
from bot.views.segment_log import logged as logged_segments
from bot.views.segment_log import members as logged_members
from bot.views.segment_log import outcomes as log_outcomes
from bot.views.segment_log.logged import PAGE_SIZE, Place
from bot.views.segment_log.preview import follow_up_description
from bot.views.segments import cards as segment_cards

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.core import Core
    from bot.handlers.callers import Caller
    from bot.handlers.segment_log.downloads import Downloads
    from bot.handlers.segments.cards import SegmentCards
    from bot.handlers.windows.show import Pictures
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Registry
    from bot.views.blocks import View
    from bot.views.segment_log.outcomes import Message


def place_of(inbound: Inbound) -> Place:
    """Where the window is. Raises :class:`UnknownControl` for metadata that isn't ours."""
    try:
        return Place.unpack(inbound.body["view"])
    except (ValueError, TypeError):
        raise UnknownControl from None


def searched(inbound: Inbound) -> Place:
    """The same, with the words that stand in the search field."""
    state = redrawn.values(inbound.body["view"]).get(logged_segments.SEARCH, {})
    words = state.get(logged_segments.SEARCH, {}).get("value")
    return replace(place_of(inbound), words=(words or "").strip())


class LoggedScreens:
    def __init__(
        self, core: Core, cards: SegmentCards, pictures: Pictures, downloads: Downloads
    ) -> None:
        self._core = core
        self._cards = cards
        self._pictures = pictures
        self._downloads = downloads

    async def show_list(self, inbound: Inbound) -> Ack:
        return await self._pictures.show(inbound, lambda caller: self._list(caller, Place()))

    async def search(self, inbound: Inbound) -> Ack:
        place = searched(inbound)
        return await self._pictures.submitted(inbound, lambda caller: self._list(caller, place))

    async def turn(self, inbound: Inbound) -> Ack:
        place, offset = place_of(inbound), offset_of(inbound.argument)
        return await self._pictures.show(inbound, lambda caller: self._list(caller, place, offset))

    async def only_own(self, inbound: Inbound) -> Ack:
        place = place_of(inbound)
        place = replace(place, own=not place.own)
        return await self._pictures.show(inbound, lambda caller: self._list(caller, place))

    async def open(self, inbound: Inbound) -> Ack:
        """A card, from a list, from the contacts or from a message."""
        key = int(inbound.argument)
        return await self._pictures.show(inbound, lambda caller: self._card(caller, key))

    async def show_members(self, inbound: Inbound) -> Ack:
        place = Place(int(inbound.argument))
        return await self._pictures.show(inbound, lambda caller: self._members(caller, place))

    async def search_members(self, inbound: Inbound) -> Ack:
        place = searched(inbound)
        return await self._pictures.submitted(inbound, lambda caller: self._members(caller, place))

    async def turn_members(self, inbound: Inbound) -> Ack:
        place, offset = place_of(inbound), offset_of(inbound.argument)
        return await self._pictures.show(
            inbound, lambda caller: self._members(caller, place, offset)
        )

    async def choose_members(self, inbound: Inbound) -> Ack:
        chosen = inbound.body["actions"][0]["selected_option"]["value"]
        place = replace(place_of(inbound), which=LoggedMembers(chosen).value)
        return await self._pictures.show(inbound, lambda caller: self._members(caller, place))

    async def cancel(self, inbound: Inbound) -> Ack:
        return await self._switch(inbound, JobKind.CANCEL)

    async def restore(self, inbound: Inbound) -> Ack:
        return await self._switch(inbound, JobKind.RESTORE)

    async def take_back(self, inbound: Inbound) -> Ack:
        """*Take back*, in the window or in the message about the log."""
        key = int(inbound.argument)
        return await self._pictures.show(
            inbound, lambda caller: self._take_back(inbound, caller, key)
        )

    async def ask_follow_up(self, inbound: Inbound) -> Ack:
        key, which = int(inbound.argument), place_of(inbound).which

        async def form(caller: Caller) -> View:
            row = (await self._core.logged_segments.card(key)).row
            described = follow_up_description(row.segment_no, caller.t)
            return logged_members.follow_up(row, described, which, caller.t)

        return await self._pictures.show(inbound, form)

    async def follow_up(self, inbound: Inbound) -> Ack:
        return await self._pictures.submitted(
            inbound, lambda caller: self._follow_up(inbound, caller, int(inbound.argument))
        )

    async def download(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        key = int(inbound.argument)
        row = (await self._core.logged_segments.card(key)).row
        pieces = self._core.logged_segments.export(key, caller.t)
        self._downloads.start(inbound, caller, f"{row.name}.csv", pieces)
        return None

    async def _list(
        self, caller: Caller, place: Place, offset: int = 0, sentence: str = ""
    ) -> View:
        person = caller.person
        page = await self._core.logged_segments.listed(
            words=place.words,
            logged_by=person.user_id if place.own else None,
            offset=offset,
            count=PAGE_SIZE,
        )
        return logged_segments.listing(page, place, person.zone, caller.t, sentence=sentence)

    async def _card(
        self, caller: Caller, key: int, sentence: str = "", level: str = "info"
    ) -> View:
        found = await self._core.logged_segments.card(key)
        return logged_segments.card(found, caller.person.zone, caller.t, sentence, level)

    async def _members(self, caller: Caller, place: Place, offset: int = 0) -> View:
        if place.id is None:
            raise UnknownControl
        row = (await self._core.logged_segments.card(place.id)).row
        page = await self._core.logged_segments.members(
            place.id,
            words=place.words,
            members=LoggedMembers(place.which),
            offset=offset,
            count=PAGE_SIZE,
        )
        return logged_members.members(page, row, place, caller.t)

    async def _switch(self, inbound: Inbound, kind: JobKind) -> Ack:
        key = int(inbound.argument)

        async def picture(caller: Caller) -> View:
            t, logged = caller.t, self._core.logged_segments
            found = await logged.card(key)
            name = found.row.name
            if found.long and found.row.canceled is (kind is JobKind.RESTORE):
                return await self._begin(inbound, caller, kind, key, name)
            work = logged.cancel if kind is JobKind.CANCEL else logged.restore
            try:
                done = await work(key, act=act_of(inbound))
            except (AlreadyCanceled, NotCanceled) as error:
                return await self._card(caller, key, error.sentence(t))
            told = log_outcomes.switched_sentence(done, name, t)
            return await self._card(caller, key, told, "success")

        return await self._pictures.show(inbound, picture)

    async def _take_back(self, inbound: Inbound, caller: Caller, key: int) -> View:
        t, message = caller.t, message_of(inbound)
        try:
            found = await self._core.logged_segments.card(key)
        except LoggedSegmentUnknown:
            found = None  # maybe by this very act, which is delivered again
        if found and found.not_takeable is not None:
            return await self._card(caller, key, t(found.not_takeable), "warning")
        if found and found.long:
            name = found.row.name
            return await self._begin(inbound, caller, JobKind.TAKE_BACK, key, name, message=message)
        try:
            done = await self._core.segment_log.take_back(key, act=act_of(inbound))
        except NotTakeable as error:
            return await self._card(caller, key, error.sentence(t), "warning")
        if message is not None:
            content = log_outcomes.taken_back(done, t)
            work = _update(inbound.client, message, content)
            self._core.tasks.spawn(work, "update the message of a log")
        told = log_outcomes.taken_back_sentence(done, t)
        return await self._cards.card(caller, done.segment_no, told, "success")

    async def _follow_up(self, inbound: Inbound, caller: Caller, key: int) -> View:
        state = redrawn.values(inbound.body["view"])
        which = state[logged_segments.WHICH][logged_segments.WHICH]["selected_option"]["value"]
        words = state[logged_segments.DESCRIPTION][logged_segments.DESCRIPTION]["value"]
        ticked = state[logged_segments.TEMPLATE][logged_segments.TEMPLATE]["selected_options"]
        chosen = LoggedMembers(which)
        description, with_template = (words or "").strip(), bool(ticked)
        found = await self._core.logged_segments.card(key)
        if found.long:
            arguments = {
                "description": description,
                "members": chosen.value,
                "with_template": with_template,
            }
            name = found.row.name
            return await self._begin(
                inbound, caller, JobKind.FOLLOW_UP, key, name, arguments=arguments
            )
        done = await self._core.logged_segments.follow_up(
            key,
            caller.person,
            description=description,
            members=chosen,
            with_template=with_template,
            act=act_of(inbound),
        )
        told = log_outcomes.followed_up_sentence(done, caller.t)
        return await self._cards.card(caller, done.no, told, "success")

    async def _begin(
        self,
        inbound: Inbound,
        caller: Caller,
        kind: JobKind,
        key: int,
        name: str,
        *,
        arguments: dict[str, object] | None = None,
        message: tuple[str, str] | None = None,
    ) -> View:
        at_work = await self._core.runner.start(
            inbound.client,
            kind,
            str(key),
            caller.person,
            arguments or {},
            act=act_of(inbound),
            message=message,
        )
        return log_outcomes.under_way(at_work, name, caller.t)


async def _update(client: AsyncWebClient, message: tuple[str, str], content: Message) -> None:
    text, blocks = content
    await client.chat_update(channel=message[0], ts=message[1], text=text, blocks=blocks)


def register(
    registry: Registry, core: Core, cards: SegmentCards, pictures: Pictures, downloads: Downloads
) -> None:
    screens = LoggedScreens(core, cards, pictures, downloads)
    registry.action(segment_cards.LOGGED, screens.show_list)
    registry.view_submission(logged_segments.LIST, screens.search)
    registry.action(logged_segments.TURN, screens.turn)
    registry.action(logged_segments.OWN, screens.only_own)
    registry.action(logged_segments.OPEN, screens.open)
    registry.action(logged_segments.SHOW_MEMBERS, screens.show_members)
    registry.view_submission(logged_segments.MEMBERS, screens.search_members)
    registry.action(logged_segments.TURN_MEMBERS, screens.turn_members)
    registry.action(logged_segments.WHICH, screens.choose_members)
    registry.action(logged_segments.CANCEL, screens.cancel)
    registry.action(logged_segments.RESTORE, screens.restore)
    registry.action(logged_segments.TAKE_BACK, screens.take_back)
    registry.action(logged_segments.FOLLOW_UP, screens.ask_follow_up)
    registry.view_submission(logged_segments.FOLLOW_UP_FORM, screens.follow_up)
    registry.action(logged_segments.EXPORT, screens.download)
