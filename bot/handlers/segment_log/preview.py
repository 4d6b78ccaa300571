"""Preview and log: what will be logged, what is left out, lists to look through, *Log*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors.base import UnknownControl
from bot.domain.errors.segment_log import (
    DescriptionMissing,
    JobUnderWay,
    NobodyToFollowUpYet,
    NothingToLog,
    PreviewOutdated,
    SegmentAlreadyLogged,
    SegmentChanged,
    SegmentEmpty,
)
from bot.handlers.acts import act_of
from bot.handlers.windows.show import Pictures
from bot.services.jobs import JobKind
from bot.views.paging import offset_of
from bot.views.segment_log import logged as logged_segments
from bot.views.segment_log import outcomes as log_outcomes
from bot.views.segment_log import preview as log_preview
from bot.views.segment_log.preview import PAGE_SIZE, Place, part_of
from bot.views.segments import cards as segment_cards

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.core import Core
    from bot.domain.segment_log.rules import Logged, LogOptions, Part, Reason
    from bot.handlers.callers import Caller
    from bot.handlers.home import HomeScreens
    from bot.handlers.segment_log.downloads import Downloads
    from bot.handlers.segments.cards import SegmentCards
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Registry
    from bot.views.blocks import View

TO_MEND = (
    DescriptionMissing,
    NobodyToFollowUpYet,
    NothingToLog,
    PreviewOutdated,
    SegmentChanged,
    SegmentEmpty,
)
"""After these the preview says what there is to do."""


def place_of(inbound: Inbound) -> Place:
    """Where the window is. Raises :class:`UnknownControl` for metadata that isn't ours."""
    try:
        return Place.unpack(inbound.body["view"])
    except (ValueError, TypeError):
        raise UnknownControl from None


class LogScreens:
    def __init__(
        self,
        core: Core,
        home: HomeScreens,
        cards: SegmentCards,
        pictures: Pictures,
        downloads: Downloads,
    ) -> None:
        self._core = core
        self._home = home
        self._cards = cards
        self._pictures = pictures
        self._downloads = downloads

    async def preview(self, inbound: Inbound) -> Ack:
        """*Preview and log* on a card, *Preview* in a message."""
        place = Place(inbound.argument)
        return await self._pictures.show(inbound, lambda caller: self._preview(caller, place))

    async def back(self, inbound: Inbound) -> Ack:
        place = place_of(inbound)
        return await self._pictures.show(inbound, lambda caller: self._preview(caller, place))

    async def choose(self, inbound: Inbound) -> Ack:
        """A choice was ticked: only logging each contact once changes what is shown."""
        place = place_of(inbound)
        before = Place.unpack({"private_metadata": inbound.body["view"]["private_metadata"]})
        if place.once == before.once:
            return None
        return await self._pictures.show(inbound, lambda caller: self._preview(caller, place))

    async def show(self, inbound: Inbound) -> Ack:
        """One list of the preview."""
        return await self._page(inbound, inbound.argument, 0)

    async def turn(self, inbound: Inbound) -> Ack:
        return await self._page(inbound, place_of(inbound).part, offset_of(inbound.argument))

    async def download(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        place, part = place_of(inbound), part_of(inbound.argument)
        await self._core.segment_preview.check(place.no)
        pieces = self._core.segment_preview.export(
            place.no, part, caller.t, duplicates_once=place.once
        )
        name = log_preview.file_name(place.no, part, caller.t)
        self._downloads.start(inbound, caller, name, pieces)
        return None

    async def log(self, inbound: Inbound) -> Ack:
        """*Log*, confirmed with the number that its argument repeats."""
        place = place_of(inbound)
        expected, _, revision = inbound.argument.partition(".")
        long = inbound.body["actions"][0].get("value") == "long"

        async def picture(caller: Caller) -> View:
            options = place.options(
                int(expected),
                int(revision) if revision else None,
                log_preview.follow_up_description(place.no, caller.t),
            )
            work = self._begin if long else self._log
            return await work(inbound, caller, place, options)

        return await self._pictures.show(inbound, picture)

    async def open_segment(self, inbound: Inbound) -> Ack:
        """A segment's card, from a message too."""
        no = inbound.argument
        return await self._pictures.show(inbound, lambda caller: self._cards.card(caller, no))

    async def _preview(
        self, caller: Caller, place: Place, sentence: str = "", level: str = "warning"
    ) -> View:
        try:
            found = await self._core.segment_preview.of(place.no, duplicates_once=place.once)
        except SegmentAlreadyLogged as error:
            return await self._logged(caller, error)
        return log_preview.preview(found, place, caller.t, sentence, level)

    async def _page(self, inbound: Inbound, word: str, offset: int) -> Ack:
        place = place_of(inbound)
        try:
            part = part_of(word)
        except ValueError:
            raise UnknownControl from None
        return await self._pictures.show(
            inbound, lambda caller: self._lines(caller, place, part, offset)
        )

    async def _lines(self, caller: Caller, place: Place, part: Part | Reason, offset: int) -> View:
        try:
            page = await self._core.segment_preview.lines(
                place.no, part, offset=offset, count=PAGE_SIZE, duplicates_once=place.once
            )
        except SegmentAlreadyLogged as error:
            return await self._logged(caller, error)
        if not page.rows and page.total:  # the lines of the last page have gone
            last = (page.total - 1) // PAGE_SIZE * PAGE_SIZE
            return await self._lines(caller, place, part, last)
        return log_preview.lines(page, place, part, caller.t)

    async def _log(
        self, inbound: Inbound, caller: Caller, place: Place, options: LogOptions
    ) -> View:
        """Log a small segment while its user waits."""
        t = caller.t
        try:
            done, wrote = await self._core.segment_log.log_once(
                act_of(inbound), place.no, caller.person, options
            )
        except TO_MEND as error:
            return await self._preview(caller, place, error.sentence(t))
        except SegmentAlreadyLogged as error:
            return await self._logged(caller, error)
        except JobUnderWay as error:
            return log_outcomes.under_way(JobKind.LOG, place.no, t, error.sentence(t))
        if wrote:
            work = _tell(inbound.client, caller, done)
            self._core.tasks.spawn(work, "tell of a logged segment")
        self._home.refresh(inbound.client, caller)
        return log_outcomes.logged_window(done, t)

    async def _begin(
        self, inbound: Inbound, caller: Caller, place: Place, options: LogOptions
    ) -> View:
        """Log a long segment in a job; the window may be closed."""
        try:
            await self._core.segment_preview.check(place.no)
        except SegmentAlreadyLogged as error:
            return await self._logged(caller, error)
        await self._core.runner.start(
            inbound.client,
            JobKind.LOG,
            place.no,
            caller.person,
            options.to_json(),
            act=act_of(inbound),
        )
        return log_outcomes.under_way(JobKind.LOG, place.no, caller.t)

    async def _logged(self, caller: Caller, error: SegmentAlreadyLogged) -> View:
        """What came of a segment that is no longer there to be logged."""
        found = await self._core.logged_segments.card(error.logged_segment_id)
        return logged_segments.card(found, caller.person.zone, caller.t, error.sentence(caller.t))


async def _tell(client: AsyncWebClient, caller: Caller, done: Logged) -> None:
    """The one message about a small segment."""
    text, blocks = log_outcomes.logged(done, caller.t)
    await client.chat_postMessage(
        channel=caller.person.user_id, text=text, blocks=blocks, unfurl_links=False
    )


def register(registry: Registry, screens: LogScreens) -> None:
    registry.action(segment_cards.PREVIEW, screens.preview)
    registry.action(log_preview.BACK, screens.back)
    registry.action(log_preview.CHOOSE, screens.choose)
    registry.action(log_preview.SHOW, screens.show)
    registry.action(log_preview.TURN, screens.turn)
    registry.action(log_preview.DOWNLOAD, screens.download)
    registry.action(log_preview.LOG, screens.log)
    registry.action(log_preview.SEGMENT, screens.open_segment)
