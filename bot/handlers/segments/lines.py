"""The list of a segment's lines: looking through it, page by page or by words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.errors.base import UnknownControl
from bot.views.paging import offset_of
from bot.views.segments import cards as segment_cards
from bot.views.segments import lines as segment_lines
from bot.views.segments.lines import PAGE_SIZE, Place

if TYPE_CHECKING:
    from bot.core import Core
    from bot.handlers.callers import Caller
    from bot.handlers.windows.show import Pictures
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Registry
    from bot.views.blocks import View


def place_of(inbound: Inbound) -> Place:
    """Where the window is. Raises :class:`UnknownControl` for metadata that isn't ours."""
    try:
        return Place.unpack(inbound.body["view"].get("private_metadata", ""))
    except (AttributeError, ValueError, TypeError):
        raise UnknownControl from None


def place_with_words(inbound: Inbound) -> Place:
    """The same with the words that stand in the search field: who presses a button there without
    having sent them means what they see."""
    place, words = place_of(inbound), segment_lines.words_in(inbound.body["view"])
    return place if words in {None, place.words} else replace(place, offset=0, words=words or "")


class LineScreens:
    """Draws the list; what everything that is done with lines returns to."""

    def __init__(self, core: Core, pictures: Pictures) -> None:
        self._core = core
        self._pictures = pictures

    async def show(self, inbound: Inbound) -> Ack:
        """*Lines* on the card."""
        no, _, _ = inbound.argument.partition(":")
        return await self._show(inbound, Place(no))

    async def turn(self, inbound: Inbound) -> Ack:
        offset = offset_of(inbound.argument)
        return await self._show(inbound, replace(place_of(inbound), offset=offset))

    async def search(self, inbound: Inbound) -> Ack:
        """The list's submit button."""
        place = replace(place_with_words(inbound), offset=0)
        return await self._pictures.submitted(inbound, lambda caller: self.listing(caller, place))

    async def only_own(self, inbound: Inbound) -> Ack:
        place = place_with_words(inbound)
        return await self._show(inbound, replace(place, offset=0, own=not place.own))

    async def listing(
        self, caller: Caller, place: Place, sentence: str = "", level: str = "info"
    ) -> View:
        """The page of the list that a window came from, with a sentence on top."""
        page = await self._core.segment_lines.page(
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
        here = replace(place, line=None, chosen=())
        return segment_lines.listing(page, here, caller.t, sentence, level)

    async def _show(self, inbound: Inbound, place: Place) -> Ack:
        return await self._pictures.show(inbound, lambda caller: self.listing(caller, place))


def register(registry: Registry, screens: LineScreens) -> None:
    registry.action(segment_cards.LINES, screens.show)
    registry.action(segment_lines.TURN, screens.turn)
    registry.view_submission(segment_lines.LIST, screens.search)
    registry.action(segment_lines.ONLY_OWN, screens.only_own)
