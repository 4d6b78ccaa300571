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
from bot.domain.people.rights import Right, check_segment, may, may_change_segment
from bot.handlers.acts import act_of
from bot.handlers.windows.windows import message_of
from bot.services.jobs import JobKind
from bot.views import jobs as jobs_view
from bot.views import listing
from bot.views.forms import form as forms
from bot.views.listing import offset_of
from bot.views.metadata import unpack
from bot.views.segment_log import logged as logged_segments
from bot.views.segment_log import members as logged_members
from bot.views.segment_log import outcomes as log_outcomes
from bot.views.segment_log.logged import PAGE_SIZE, Place
from bot.views.segment_log.preview import follow_up_description
from bot.views.segments import cards as segment_cards

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.background import TaskSet
    from bot.domain.segment_log.rules import LoggedSegmentCard
    from bot.handlers.callers import Caller
    from bot.handlers.jobs.runner import JobRunner
    from bot.handlers.segment_log.downloads import Downloads
    from bot.handlers.segments.cards import SegmentCards
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.segment_log.log import SegmentLog
    from bot.services.segment_log.logged import LoggedSegments
    from bot.slack.payload import Inbound
    from bot.slack.registration import Feature
    from bot.views.blocks import View
    from bot.views.jobs import Message


def place_of(inbound: Inbound) -> Place:
    """Where the window is. Raises :class:`UnknownControl` for metadata that isn't ours."""
    return unpack(Place, inbound.body["view"])


def searched(inbound: Inbound) -> Place:
    """The same, with the words that stand in the search field."""
    return replace(place_of(inbound), words=listing.words(inbound.body["view"]) or "")


def _changeable(caller: Caller, found: LoggedSegmentCard) -> bool:
    """Whether a logged segment is for a user to change, and to take away as a file."""
    return may_change_segment(caller.person, found.row.logged_by, found.salesperson_code)


class LoggedScreens:
    def __init__(
        self,
        logged: LoggedSegments,
        log: SegmentLog,
        *,
        runner: JobRunner,
        cards: SegmentCards,
        downloads: Downloads,
        tasks: TaskSet,
    ) -> None:
        self._logged = logged
        self._log = log
        self._runner = runner
        self._cards = cards
        self._downloads = downloads
        self._tasks = tasks

    async def show_list(self, _: Inbound, caller: Caller) -> Result:
        return await self._list(caller, Place())

    async def search(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._list(caller, searched(inbound))

    async def turn(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._list(caller, place_of(inbound), offset_of(inbound.argument))

    async def only_own(self, inbound: Inbound, caller: Caller) -> Result:
        place = place_of(inbound)
        return await self._list(caller, replace(place, own=not place.own))

    async def open(self, inbound: Inbound, caller: Caller) -> Result:
        """A card, from a list, from the contacts or from a message."""
        return await self._card(caller, int(inbound.argument))

    async def show_members(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._members(caller, Place(int(inbound.argument)))

    async def search_members(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._members(caller, searched(inbound))

    async def turn_members(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._members(caller, place_of(inbound), offset_of(inbound.argument))

    async def choose_members(self, inbound: Inbound, caller: Caller) -> Result:
        chosen = inbound.body["actions"][0]["selected_option"]["value"]
        place = replace(place_of(inbound), which=LoggedMembers(chosen).value)
        return await self._members(caller, place)

    async def cancel(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._switch(inbound, caller, JobKind.CANCEL)

    async def restore(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._switch(inbound, caller, JobKind.RESTORE)

    async def ask_follow_up(self, inbound: Inbound, caller: Caller) -> Result:
        row = (await self._logged.card(int(inbound.argument))).row
        described = follow_up_description(row.segment_no, caller.t)
        return logged_members.follow_up(row, described, place_of(inbound).which, caller.t)

    async def download(self, inbound: Inbound, caller: Caller) -> Result:
        key = int(inbound.argument)
        found = await self._logged.card(key)
        check_segment(caller.person, found.row.logged_by, found.salesperson_code)
        pieces = self._logged.export(key, caller.t)
        return self._downloads.start(inbound, caller, f"{found.row.name}.csv", pieces)

    async def _list(
        self, caller: Caller, place: Place, offset: int = 0, sentence: str = ""
    ) -> View:
        person = caller.person
        page = await self._logged.listed(
            words=place.words,
            logged_by=person.user_id if place.own else None,
            offset=offset,
            count=PAGE_SIZE,
        )
        return logged_segments.listing(page, place, person.zone, caller.t, sentence=sentence)

    async def _card(
        self, caller: Caller, key: int, sentence: str = "", level: str = "info"
    ) -> View:
        found = await self._logged.card(key)
        return logged_segments.card(
            found,
            caller.person.zone,
            caller.t,
            sentence,
            level,
            changeable=_changeable(caller, found),
            may_build=may(caller.person, Right.OWN_SEGMENTS),
        )

    async def _members(self, caller: Caller, place: Place, offset: int = 0) -> View:
        if place.id is None:
            raise UnknownControl
        found = await self._logged.card(place.id)
        page = await self._logged.members(
            place.id,
            words=place.words,
            members=LoggedMembers(place.which),
            offset=offset,
            count=PAGE_SIZE,
        )
        return logged_members.members(
            page,
            found.row,
            place,
            caller.t,
            changeable=_changeable(caller, found),
            may_build=may(caller.person, Right.OWN_SEGMENTS),
        )

    async def _switch(self, inbound: Inbound, caller: Caller, kind: JobKind) -> View:
        key, t = int(inbound.argument), caller.t
        found = await self._logged.card(key)
        name = found.row.name
        if found.long and found.row.canceled is (kind is JobKind.RESTORE):
            return await self._begin(inbound, caller, kind, key, name)
        work = self._logged.cancel if kind is JobKind.CANCEL else self._logged.restore
        try:
            done = await work(key, act=act_of(inbound, caller))
        except (AlreadyCanceled, NotCanceled) as error:
            return await self._card(caller, key, error.sentence(t))
        told = log_outcomes.switched_sentence(done, name, t)
        return await self._card(caller, key, told, "success")

    async def take_back(self, inbound: Inbound, caller: Caller) -> Result:
        """*Take back*, in the window or in the message about the log."""
        key, t, message = int(inbound.argument), caller.t, message_of(inbound)
        try:
            found = await self._logged.card(key)
        except LoggedSegmentUnknown:
            found = None  # maybe by this very act, which is delivered again
        if found and found.not_takeable is not None:
            return await self._card(caller, key, t(found.not_takeable), "warning")
        if found and found.long:
            name = found.row.name
            return await self._begin(inbound, caller, JobKind.TAKE_BACK, key, name, message=message)
        try:
            done = await self._log.take_back(key, act=act_of(inbound, caller))
        except NotTakeable as error:
            return await self._card(caller, key, error.sentence(t), "warning")
        if message is not None:
            content = log_outcomes.taken_back(done, t)
            work = _update(inbound.client, message, content)
            self._tasks.spawn(work, "update the message of a log")
        told = log_outcomes.taken_back_sentence(done, t)
        return await self._cards.card(caller, done.segment_no, told, "success")

    async def follow_up(self, inbound: Inbound, caller: Caller) -> Result:
        key = int(inbound.argument)
        entered = forms.read(inbound.body["view"], logged_members.FOLLOW_UP_FIELDS)
        chosen = LoggedMembers(entered["which"].text)
        description = entered["description"].text
        with_template = bool(entered["template"].chosen)
        found = await self._logged.card(key)
        if found.long:
            arguments: dict[str, object] = {
                "description": description,
                "members": chosen.value,
                "with_template": with_template,
            }
            name = found.row.name
            return await self._begin(
                inbound, caller, JobKind.FOLLOW_UP, key, name, arguments=arguments
            )
        done = await self._logged.follow_up(
            key,
            caller.person,
            description=description,
            members=chosen,
            with_template=with_template,
            act=act_of(inbound, caller),
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
        at_work = await self._runner.start(
            inbound.client,
            kind,
            str(key),
            caller.person,
            arguments or {},
            act=act_of(inbound, caller),
            message=message,
        )
        return jobs_view.under_way(at_work, name, caller.t)


async def _update(client: AsyncWebClient, message: tuple[str, str], content: Message) -> None:
    text, blocks = content
    await client.chat_update(channel=message[0], ts=message[1], text=text, blocks=blocks)


def register(app: Feature[Caller], windows: Windows, screens: LoggedScreens) -> None:
    app.action(segment_cards.LOGGED, windows.shows(screens.show_list))
    app.view(logged_segments.LIST, windows.shows(screens.search))
    app.action(logged_segments.TURN, windows.shows(screens.turn))
    app.action(logged_segments.OWN, windows.shows(screens.only_own))
    app.action(logged_segments.OPEN, windows.shows(screens.open))
    app.action(logged_segments.SHOW_MEMBERS, windows.shows(screens.show_members))
    app.view(logged_segments.MEMBERS, windows.shows(screens.search_members))
    app.action(logged_segments.TURN_MEMBERS, windows.shows(screens.turn_members))
    app.action(logged_segments.WHICH, windows.shows(screens.choose_members))
    app.action(logged_segments.CANCEL, windows.shows(screens.cancel))
    app.action(logged_segments.RESTORE, windows.shows(screens.restore))
    app.action(logged_segments.TAKE_BACK, windows.shows(screens.take_back))
    app.action(logged_segments.FOLLOW_UP, windows.shows(screens.ask_follow_up))
    app.view(logged_segments.FOLLOW_UP_FORM, windows.shows(screens.follow_up))
    app.action(logged_segments.EXPORT, windows.shows(screens.download))
