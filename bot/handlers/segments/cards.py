"""Segments: the list, the card, creating, deleting, and the interaction of all its contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors.base import ListNotLoaded
from bot.domain.messages import N_
from bot.domain.wizard.draft import Choice
from bot.handlers.acts import act_of
from bot.handlers.windows.open_modal import open_modal
from bot.views import blocks, options
from bot.views import home as home_view
from bot.views.segments import cards as segment_cards
from bot.views.wizard import form as wizard_form
from bot.views.wizard import opening
from bot.views.wizard.form import Screen

if TYPE_CHECKING:
    from bot.core import Core
    from bot.handlers.callers import Caller
    from bot.handlers.home import HomeScreens
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Registry
    from bot.views.blocks import View


class SegmentCards:
    """Draws the list and the cards; what other features return to."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def card(self, caller: Caller, no: str, sentence: str = "", level: str = "info") -> View:
        """The card of a segment. Raises :class:`bot.domain.errors.segments.SegmentUnknown`."""
        found = await self._core.segments.card(no, caller.t.locale)
        return segment_cards.card(found, caller.t, sentence, level)

    async def listing(
        self,
        caller: Caller,
        *,
        own: bool = True,
        words: str = "",
        offset: int = 0,
        sentence: str = "",
    ) -> View:
        """Own segments; all of them when there is none of one's own."""
        page = await self._core.segments.listed(
            caller.person, own=own, words=words, offset=offset, count=segment_cards.PAGE_SIZE
        )
        if own and not page.total and not words:
            own = False
            page = await self._core.segments.listed(
                caller.person, own=False, words="", offset=0, count=segment_cards.PAGE_SIZE
            )
        deleted = await self._core.segments.deleted(caller.person)
        return segment_cards.listing(
            page, deleted[:3], caller.t, own=own, words=words, sentence=sentence
        )

    async def opening(self, caller: Caller, words: str) -> View:
        """/segment: the list, or the one segment that the words name."""
        if words:
            page = await self._core.segments.listed(
                caller.person, own=False, words=words, offset=0, count=2
            )
            if page.total == 1:
                return await self.card(caller, page.rows[0].no)
            if not page.total:
                told = caller.t(N_("No segment has “{words}”."), words=words)
                return await self.listing(caller, sentence=told)
            return await self.listing(caller, own=False, words=words)
        return await self.listing(caller)

    def show(self, inbound: Inbound, picture: View) -> Ack:
        """Put a picture into the window that the payload came from."""
        self._core.windows.redraw(inbound.client, inbound.body["view"], picture)
        return None


class SegmentScreens:
    def __init__(self, core: Core, cards: SegmentCards, home: HomeScreens) -> None:
        self._core = core
        self._cards = cards
        self._home = home

    async def show_list(self, inbound: Inbound) -> Ack:
        words = inbound.argument.strip()
        if words.lower() in {"help", "aide"}:
            t = (await self._core.callers.of(inbound)).t
            return {"response_type": "ephemeral", "text": opening.segment_help(t)}
        self._core.tasks.spawn(self._open(inbound, words), "open the segments")
        return None

    async def open_from_home(self, inbound: Inbound) -> Ack:
        no = inbound.argument
        work = open_modal(self._core, inbound, lambda caller: self._cards.card(caller, no))
        self._core.tasks.spawn(work, "open a segment")
        return None

    async def open_list_from_home(self, inbound: Inbound) -> Ack:
        work = open_modal(self._core, inbound, self._cards.listing)
        self._core.tasks.spawn(work, "open the segments")
        return None

    async def _open(self, inbound: Inbound, words: str) -> None:
        await open_modal(self._core, inbound, lambda caller: self._cards.opening(caller, words))

    async def turn_page(self, inbound: Inbound) -> Ack:
        offset, own, *searched = inbound.argument.split(":")
        words = inbound.body["view"]["private_metadata"] if searched else ""
        caller = await self._core.callers.of(inbound)
        listing = self._cards.listing(caller, own=own == "1", words=words, offset=int(offset))
        return self._cards.show(inbound, await listing)

    async def back_to_list(self, inbound: Inbound) -> Ack:
        return self._cards.show(
            inbound, await self._cards.listing(await self._core.callers.of(inbound))
        )

    async def open_card(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        return self._cards.show(inbound, await self._cards.card(caller, inbound.argument))

    async def open_found(self, inbound: Inbound) -> Ack:
        chosen = inbound.body["actions"][0].get("selected_option")
        caller = await self._core.callers.of(inbound)
        if not chosen:
            return None
        if chosen["value"] == blocks.NO_LIST:
            raise ListNotLoaded(caller.t(segment_cards.FIND_LABEL))
        return self._cards.show(inbound, await self._cards.card(caller, chosen["value"]))

    async def find(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        words = inbound.body.get("value") or ""
        page = await self._core.segments.listed(
            caller.person, own=False, words=words, offset=0, count=50
        )
        return options.listed(
            [Choice(row.no, f"{row.no} · {row.description or '—'}") for row in page.rows]
        )

    async def ask_description(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        return self._cards.show(inbound, segment_cards.create(caller.t))

    async def create(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        state = inbound.body["view"]["state"]["values"]
        typed = (
            state.get(segment_cards.DESCRIPTION, {}).get(segment_cards.DESCRIPTION, {}).get("value")
        )
        description = (typed or "").strip() or None
        act = act_of(inbound)
        card = await self._core.segments.create(caller.person, description, act=act)
        self._home.refresh(inbound.client, caller)
        told = caller.t(N_("Segment {no} is created."), no=card.header.no)
        view = segment_cards.card(card, caller.t, told, "success")
        return {"response_action": "update", "view": view}

    async def delete(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        await self._core.segments.delete(inbound.argument, caller.person, act=act_of(inbound))
        self._home.refresh(inbound.client, caller)
        told = caller.t(N_("Segment {no} is deleted."), no=inbound.argument)
        return self._cards.show(inbound, await self._cards.listing(caller, sentence=told))

    async def bring_back(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        no, act = inbound.argument, act_of(inbound)
        card = await self._core.segments.bring_back(no, caller.person, act=act)
        self._home.refresh(inbound.client, caller)
        told = caller.t(N_("Segment {no} is back."), no=no)
        return self._cards.show(inbound, segment_cards.card(card, caller.t, told, "success"))

    async def shape(self, inbound: Inbound) -> Ack:
        """The wizard, with the segment in the contact's place."""
        caller = await self._core.callers.of(inbound)
        draft, begun_before = await self._core.wizard.start_for_segment(
            caller.person, inbound.argument
        )
        preview = await self._core.previews.of(draft)
        screen = Screen(self._core.clock(), preview=preview, begun_before=begun_before)
        return self._cards.show(inbound, wizard_form.form(draft, caller.t, screen))


def register(registry: Registry, core: Core, cards: SegmentCards, home: HomeScreens) -> None:
    screens = SegmentScreens(core, cards, home)
    registry.command(
        "/segment",
        screens.show_list,
        description="List, open and create segments",
        usage_hint="[number or description] or help",
    )
    registry.action(home_view.SEGMENT, screens.open_from_home)
    registry.action(home_view.SEGMENTS, screens.open_list_from_home)
    registry.view_submission(segment_cards.CREATE, screens.create)
    registry.options(segment_cards.FIND, screens.find)
    registry.action(segment_cards.FIND, screens.open_found)
    registry.action(segment_cards.OPEN, screens.open_card)
    registry.action(segment_cards.PAGE, screens.turn_page)
    registry.action(segment_cards.TO_LIST, screens.back_to_list)
    registry.action(segment_cards.NEW, screens.ask_description)
    registry.action(segment_cards.DELETE, screens.delete)
    registry.action(segment_cards.BRING_BACK, screens.bring_back)
    registry.action(segment_cards.SHAPE, screens.shape)
