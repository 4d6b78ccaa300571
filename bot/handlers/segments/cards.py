"""Segments: the list, the card, creating, deleting, and the interaction of all its contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors.base import ListNotLoaded
from bot.domain.forms import NOTHING, Choice
from bot.domain.messages import N_
from bot.domain.people.rights import Right, check, may, may_change_segment
from bot.handlers.acts import act_of
from bot.slack.registration import Command
from bot.views import blocks, options
from bot.views import home as home_view
from bot.views.forms import form as forms
from bot.views.listing import offset_of
from bot.views.metadata import unpack
from bot.views.segments import cards as segment_cards
from bot.views.segments.cards import PAGE_SIZE, Shown
from bot.views.wizard import form as wizard_form
from bot.views.wizard import opening
from bot.views.wizard.form import Screen

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.handlers.callers import Caller, Callers
    from bot.handlers.home import HomeScreens
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.segments.segments import Segments
    from bot.services.wizard.content_preview import Previews
    from bot.services.wizard.first_act import Beginnings
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.blocks import View


OWN, ALL = Shown(), Shown(own=False)


class SegmentCards:
    """Draws the list and the cards; what other features return to."""

    def __init__(self, segments: Segments) -> None:
        self._segments = segments

    async def card(self, caller: Caller, no: str, sentence: str = "", level: str = "info") -> View:
        """The card of a segment. Raises :class:`bot.domain.errors.segments.SegmentUnknown`."""
        found = await self._segments.card(no, caller.t.locale)
        salesperson = found.header.salesperson_code
        changeable = may_change_segment(caller.person, found.created_by, salesperson)
        return segment_cards.card(found, caller.t, sentence, level, changeable=changeable)

    async def listing(
        self,
        caller: Caller,
        shown: Shown = OWN,
        *,
        offset: int = 0,
        sentence: str = "",
    ) -> View:
        """Own segments; all of them when there is none of one's own."""
        page = await self._segments.listed(
            caller.person, own=shown.own, words=shown.words, offset=offset, count=PAGE_SIZE
        )
        if shown == OWN and not page.total:
            return await self.listing(caller, ALL, sentence=sentence)
        deleted = await self._segments.deleted(caller.person)
        return segment_cards.listing(
            page,
            deleted[:3],
            caller.t,
            shown=shown,
            sentence=sentence,
            may_create=may(caller.person, Right.OWN_SEGMENTS),
        )

    async def opening(self, caller: Caller, words: str) -> View:
        """/segment: the list, or the one segment that the words name."""
        check(caller.person, Right.SEE)
        if words:
            page = await self._segments.listed(
                caller.person, own=False, words=words, offset=0, count=2
            )
            if page.total == 1:
                return await self.card(caller, page.rows[0].no)
            if not page.total:
                told = caller.t(N_("No segment has “{words}”."), words=words)
                return await self.listing(caller, sentence=told)
            return await self.listing(caller, Shown(own=False, words=words))
        return await self.listing(caller)


class SegmentScreens:
    def __init__(
        self,
        segments: Segments,
        cards: SegmentCards,
        home: HomeScreens,
        windows: Windows,
        callers: Callers,
    ) -> None:
        self._segments = segments
        self._cards = cards
        self._home = home
        self._windows = windows
        self._callers = callers

    async def show_list(self, inbound: Inbound) -> Ack:
        words = inbound.argument.strip()
        if words.lower() in {"help", "aide"}:
            t = (await self._callers.of(inbound)).t
            return {"response_type": "ephemeral", "text": opening.segment_help(t)}
        self._windows.open(inbound, lambda caller: self._cards.opening(caller, words))
        return None

    async def show_own_list(self, _: Inbound, caller: Caller) -> Result:
        return await self._cards.listing(caller)

    async def turn_page(self, inbound: Inbound, caller: Caller) -> Result:
        shown = unpack(Shown, inbound.body["view"])
        return await self._cards.listing(caller, shown, offset=offset_of(inbound.argument))

    async def show_whose(self, inbound: Inbound, caller: Caller) -> Result:
        """*All segments*, *My segments*."""
        return await self._cards.listing(caller, OWN if inbound.argument == "1" else ALL)

    async def open_card(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._cards.card(caller, inbound.argument)

    async def open_found(self, inbound: Inbound, caller: Caller) -> Result:
        chosen = inbound.body["actions"][0].get("selected_option")
        if not chosen or chosen["value"] == blocks.BLANK:
            return None
        if chosen["value"] == blocks.NO_LIST:
            raise ListNotLoaded(caller.t(segment_cards.FIND_LABEL))
        return await self._cards.card(caller, chosen["value"])

    async def find(self, inbound: Inbound, caller: Caller) -> Ack:
        words = inbound.body.get("value") or ""
        page = await self._segments.listed(
            caller.person, own=False, words=words, offset=0, count=50
        )
        if not page.rows and not words.strip():
            return options.nothing("segment", caller.t)
        return options.listed(
            [Choice(row.no, f"{row.no} · {row.description or '—'}") for row in page.rows]
        )

    async def ask_description(self, _: Inbound, caller: Caller) -> Result:
        return segment_cards.create(caller.t)

    async def create(self, inbound: Inbound, caller: Caller) -> Result:
        entered = forms.read(inbound.body["view"], segment_cards.FIELDS)
        description = entered.get("description", NOTHING).text or None
        act = act_of(inbound, caller)
        card = await self._segments.create(caller.person, description, act=act)
        self._home.refresh(inbound.client, caller)
        told = caller.t(N_("Segment {no} is created."), no=card.header.no)
        return segment_cards.card(card, caller.t, told, "success")

    async def delete(self, inbound: Inbound, caller: Caller) -> Result:
        await self._segments.delete(inbound.argument, caller.person, act=act_of(inbound, caller))
        self._home.refresh(inbound.client, caller)
        told = caller.t(N_("Segment {no} is deleted."), no=inbound.argument)
        return await self._cards.listing(caller, sentence=told)

    async def bring_back(self, inbound: Inbound, caller: Caller) -> Result:
        no, act = inbound.argument, act_of(inbound, caller)
        card = await self._segments.bring_back(no, caller.person, act=act)
        self._home.refresh(inbound.client, caller)
        told = caller.t(N_("Segment {no} is back."), no=no)
        return segment_cards.card(card, caller.t, told, "success")


class SegmentShape:
    """A segment's interaction, described in the wizard."""

    def __init__(
        self, beginnings: Beginnings, previews: Previews, clock: Callable[[], datetime]
    ) -> None:
        self._beginnings = beginnings
        self._previews = previews
        self._clock = clock

    async def shape(self, inbound: Inbound, caller: Caller) -> Result:
        """The wizard, with the segment in the contact's place."""
        draft, begun_before = await self._beginnings.start_for_segment(
            caller.person, inbound.argument
        )
        preview = await self._previews.of(draft)
        screen = Screen(self._clock(), preview=preview, begun_before=begun_before)
        return wizard_form.form(draft, caller.t, screen)


COMMAND = Command(
    "/segment", "List, open and create segments", usage_hint="[number or description] or help"
)


def register(
    app: Feature[Caller], windows: Windows, screens: SegmentScreens, shape: SegmentShape
) -> None:
    app.command(COMMAND, screens.show_list)
    app.action(home_view.SEGMENT, windows.shows(screens.open_card))
    app.action(home_view.SEGMENTS, windows.shows(screens.show_own_list))
    app.view(segment_cards.CREATE, windows.shows(screens.create))
    app.options(segment_cards.FIND, screens.find)
    app.action(segment_cards.FIND, windows.shows(screens.open_found))
    app.action(segment_cards.OPEN, windows.shows(screens.open_card))
    app.action(segment_cards.PAGE, windows.shows(screens.turn_page))
    app.action(segment_cards.WHOSE, windows.shows(screens.show_whose))
    app.action(segment_cards.TO_LIST, windows.shows(screens.show_own_list))
    app.action(segment_cards.NEW, windows.shows(screens.ask_description))
    app.action(segment_cards.DELETE, windows.shows(screens.delete))
    app.action(segment_cards.BRING_BACK, windows.shows(screens.bring_back))
    app.action(segment_cards.SHAPE, windows.shows(shape.shape))
