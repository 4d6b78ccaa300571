"""The list of a segment's lines: looking through it, page by page or by words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.views import listing
from bot.views.listing import offset_of
from bot.views.metadata import unpack
from bot.views.segments import cards as segment_cards
from bot.views.segments import lines as segment_lines
from bot.views.segments.lines import PAGE_SIZE, Place

if TYPE_CHECKING:
    from bot.handlers.callers import Caller
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.segments.lines import SegmentLines
    from bot.slack.payload import Inbound
    from bot.slack.registration import Feature
    from bot.views.blocks import View


def place_of(inbound: Inbound) -> Place:
    """Where the window is. Raises :class:`UnknownControl` for metadata that isn't ours."""
    return unpack(Place, inbound.body["view"])


def place_with_words(inbound: Inbound) -> Place:
    """The same with the words that stand in the search field: who presses a button there without
    having sent them means what they see."""
    place, words = place_of(inbound), listing.words(inbound.body["view"])
    return place if words in {None, place.words} else replace(place, offset=0, words=words or "")


class LineScreens:
    """Draws the list; what everything that is done with lines returns to."""

    def __init__(self, lines: SegmentLines) -> None:
        self._lines = lines

    async def show(self, inbound: Inbound, caller: Caller) -> Result:
        """*Lines* on the card."""
        no, _, fixed = inbound.argument.partition(":")
        return await self.listing(caller, Place(no, fixed=fixed == segment_cards.FIXED))

    async def turn(self, inbound: Inbound, caller: Caller) -> Result:
        offset = offset_of(inbound.argument)
        return await self.listing(caller, replace(place_of(inbound), offset=offset))

    async def search(self, inbound: Inbound, caller: Caller) -> Result:
        """The list's submit button."""
        return await self.listing(caller, replace(place_with_words(inbound), offset=0))

    async def only_own(self, inbound: Inbound, caller: Caller) -> Result:
        place = place_with_words(inbound)
        return await self.listing(caller, replace(place, offset=0, own=not place.own))

    async def listing(
        self, caller: Caller, place: Place, sentence: str = "", level: str = "info"
    ) -> View:
        """The page of the list that a window came from, with a sentence on top."""
        page = await self._lines.page(
            place.no,
            place.offset,
            PAGE_SIZE,
            place.words,
            customised=place.own,
            locale=caller.t.locale,
        )
        if not page.rows and page.total:  # the last line of the last page has gone
            last = (page.total - 1) // PAGE_SIZE * PAGE_SIZE
            return await self.listing(caller, replace(place, offset=last), sentence, level)
        here = replace(place, line=None, contact=None, chosen=())
        return segment_lines.listing(page, here, caller.t, sentence, level)


def register(app: Feature[Caller], windows: Windows, screens: LineScreens) -> None:
    app.action(segment_cards.LINES, windows.shows(screens.show))
    app.action(segment_lines.TURN, windows.shows(screens.turn))
    app.view(segment_lines.LIST, windows.shows(screens.search))
    app.action(segment_lines.ONLY_OWN, windows.shows(screens.only_own))
