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
from bot.services.jobs import JobKind
from bot.views import jobs as jobs_view
from bot.views.listing import offset_of
from bot.views.metadata import unpack
from bot.views.segment_log import logged as logged_segments
from bot.views.segment_log import outcomes as log_outcomes
from bot.views.segment_log import preview as log_preview
from bot.views.segment_log.preview import PAGE_SIZE, Place, part_of
from bot.views.segments import cards as segment_cards

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.background import TaskSet
    from bot.domain.segment_log.rules import Logged, LogOptions, Part, Reason
    from bot.handlers.callers import Caller
    from bot.handlers.home import HomeScreens
    from bot.handlers.jobs.runner import JobRunner
    from bot.handlers.segment_log.downloads import Downloads
    from bot.handlers.segments.cards import SegmentCards
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.segment_log.log import SegmentLog
    from bot.services.segment_log.logged import LoggedSegments
    from bot.services.segment_log.preview import SegmentPreview
    from bot.slack.payload import Inbound
    from bot.slack.registration import Feature
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
    """Where the window is, with the choices on the screen. Raises :class:`UnknownControl` for
    metadata that isn't ours."""
    return log_preview.place(inbound.body["view"])


class LogScreens:
    def __init__(
        self,
        preview: SegmentPreview,
        log: SegmentLog,
        logged: LoggedSegments,
        *,
        runner: JobRunner,
        home: HomeScreens,
        cards: SegmentCards,
        downloads: Downloads,
        tasks: TaskSet,
    ) -> None:
        self._segment_preview = preview
        self._segment_log = log
        self._logged_segments = logged
        self._runner = runner
        self._home = home
        self._cards = cards
        self._downloads = downloads
        self._tasks = tasks

    async def preview(self, inbound: Inbound, caller: Caller) -> Result:
        """*Preview and log* on a card, *Preview* in a message."""
        return await self._preview(caller, Place(inbound.argument))

    async def back(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._preview(caller, place_of(inbound))

    async def choose(self, inbound: Inbound, caller: Caller) -> Result:
        """A choice was ticked: only logging each contact once changes what is shown."""
        place = place_of(inbound)
        before = unpack(Place, inbound.body["view"])
        return None if place.once == before.once else await self._preview(caller, place)

    async def show(self, inbound: Inbound, caller: Caller) -> Result:
        """One list of the preview."""
        return await self._page(caller, place_of(inbound), inbound.argument, 0)

    async def turn(self, inbound: Inbound, caller: Caller) -> Result:
        place = place_of(inbound)
        return await self._page(caller, place, place.part, offset_of(inbound.argument))

    async def download(self, inbound: Inbound, caller: Caller) -> Result:
        place, part = place_of(inbound), part_of(inbound.argument)
        await self._segment_preview.check(place.no, caller.person)
        pieces = self._segment_preview.export(place.no, part, caller.t, duplicates_once=place.once)
        name = log_preview.file_name(place.no, part, caller.t)
        return self._downloads.start(inbound, caller, name, pieces)

    async def log(self, inbound: Inbound, caller: Caller) -> Result:
        """*Log*, confirmed with the number that its argument repeats."""
        place = place_of(inbound)
        expected, _, revision = inbound.argument.partition(".")
        options = place.options(
            int(expected),
            int(revision) if revision else None,
            log_preview.follow_up_description(place.no, caller.t),
        )
        long = inbound.body["actions"][0].get("value") == "long"
        return await (self._begin if long else self._log)(inbound, caller, place, options)

    async def open_segment(self, inbound: Inbound, caller: Caller) -> Result:
        """A segment's card, from a message too."""
        return await self._cards.card(caller, inbound.argument)

    async def _preview(
        self, caller: Caller, place: Place, sentence: str = "", level: str = "warning"
    ) -> View:
        try:
            found = await self._segment_preview.of(place.no, duplicates_once=place.once)
        except SegmentAlreadyLogged as error:
            return await self._logged(caller, error)
        return log_preview.preview(found, place, caller.t, sentence, level)

    async def _page(self, caller: Caller, place: Place, word: str, offset: int) -> View:
        try:
            part = part_of(word)
        except ValueError:
            raise UnknownControl from None
        return await self._lines(caller, place, part, offset)

    async def _lines(self, caller: Caller, place: Place, part: Part | Reason, offset: int) -> View:
        try:
            page = await self._segment_preview.lines(
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
            done, wrote = await self._segment_log.log_once(
                act_of(inbound, caller), place.no, caller.person, options
            )
        except TO_MEND as error:
            return await self._preview(caller, place, error.sentence(t))
        except SegmentAlreadyLogged as error:
            return await self._logged(caller, error)
        except JobUnderWay as error:
            return jobs_view.under_way(JobKind.LOG, place.no, t, error.sentence(t))
        if wrote:
            work = _tell(inbound.client, caller, done)
            self._tasks.spawn(work, "tell of a logged segment")
        self._home.refresh(inbound.client, caller)
        return log_outcomes.logged_window(done, t)

    async def _begin(
        self, inbound: Inbound, caller: Caller, place: Place, options: LogOptions
    ) -> View:
        """Log a long segment in a job; the window may be closed."""
        try:
            await self._segment_preview.check(place.no)
        except SegmentAlreadyLogged as error:
            return await self._logged(caller, error)
        await self._runner.start(
            inbound.client,
            JobKind.LOG,
            place.no,
            caller.person,
            options.to_json(),
            act=act_of(inbound, caller),
        )
        return jobs_view.under_way(JobKind.LOG, place.no, caller.t)

    async def _logged(self, caller: Caller, error: SegmentAlreadyLogged) -> View:
        """What came of a segment that is no longer there to be logged."""
        found = await self._logged_segments.card(error.logged_segment_id)
        return logged_segments.card(found, caller.person.zone, caller.t, error.sentence(caller.t))


async def _tell(client: AsyncWebClient, caller: Caller, done: Logged) -> None:
    """The one message about a small segment."""
    text, blocks = log_outcomes.logged(done, caller.t)
    await client.chat_postMessage(
        channel=caller.person.user_id, text=text, blocks=blocks, unfurl_links=False
    )


def register(app: Feature[Caller], windows: Windows, screens: LogScreens) -> None:
    app.action(segment_cards.PREVIEW, windows.shows(screens.preview))
    app.action(log_preview.BACK, windows.shows(screens.back))
    app.action(log_preview.CHOOSE, windows.shows(screens.choose))
    app.action(log_preview.SHOW, windows.shows(screens.show))
    app.action(log_preview.TURN, windows.shows(screens.turn))
    app.action(log_preview.DOWNLOAD, windows.shows(screens.download))
    app.action(log_preview.LOG, windows.shows(screens.log))
    app.action(log_preview.SEGMENT, windows.shows(screens.open_segment))
