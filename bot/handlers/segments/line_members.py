"""Lines that are put on a segment by hand, and taken off it; the lists to choose them from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.criteria.criteria import Applied
from bot.domain.enums import CriteriaAction
from bot.domain.errors.segments import SegmentLineUnknown
from bot.domain.messages import N_
from bot.domain.segments.lines import Lines
from bot.handlers.acts import act_of
from bot.handlers.segments.lines import place_of
from bot.handlers.wizard.lists import check_loaded
from bot.views import options
from bot.views.blocks import with_alert
from bot.views.criteria import choosing as criteria_views
from bot.views.segments import line_members
from bot.views.segments import lines as segment_lines
from bot.views.segments.lines import PAGE_SIZE, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.segments.lines import Removed
    from bot.handlers.callers import Caller
    from bot.handlers.segments.lines import LineScreens
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.contacts.search import ContactSearch
    from bot.services.first_day import FirstDay
    from bot.services.segments.lines import SegmentLines
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.blocks import View

NONE_CHOSEN = N_("Please choose the lines first.")
NO_CONTACT_CHOSEN = N_("Please choose the contacts first.")


class LineMembers:
    def __init__(
        self,
        lines: SegmentLines,
        contacts: ContactSearch,
        first_day: FirstDay,
        screens: LineScreens,
    ) -> None:
        self._lines = lines
        self._contacts = contacts
        self._first_day = first_day
        self._screens = screens

    async def ask_contacts(self, inbound: Inbound, caller: Caller) -> Result:
        return line_members.add(place_of(inbound), caller.t)

    async def contacts(self, inbound: Inbound, caller: Caller) -> Ack:
        query = (inbound.body.get("value") or "").strip()
        code = caller.person.salesperson_code
        if query:
            offered = options.contacts(await self._contacts.find(query), caller.t)
        else:
            recent = await self._contacts.recent(code) if code else []
            offered = options.listed(options.choices(recent))
        if options.is_empty(offered) and await self._first_day.lacks("contact"):
            return options.nothing("contact", caller.t)
        return offered

    async def lines(self, inbound: Inbound, caller: Caller) -> Ack:
        """The segment's own lines, to choose from."""
        query = inbound.body.get("value") or ""
        found = await self._lines.find(place_of(inbound).no, query, options.MAX_OPTIONS)
        if not found and not query.strip():
            return options.nothing("line", caller.t)
        return line_members.line_options(found, caller.t)

    async def add(self, inbound: Inbound, caller: Caller) -> Result:
        check_loaded(inbound)
        place, window = place_of(inbound), inbound.body["view"]
        contact_ids = line_members.chosen(window, line_members.ADDED)
        if not contact_ids:
            return with_alert(window, caller.t(NO_CONTACT_CHOSEN), "warning")
        act = act_of(inbound, caller)
        added = await self._lines.add_by_hand(place.no, contact_ids, act=act)
        last = (added.lines - 1) // PAGE_SIZE * PAGE_SIZE
        told, level = line_members.added(added, caller.t)
        return await self._screens.listing(caller, Place(place.no, offset=last), told, level)

    async def remove(self, inbound: Inbound, caller: Caller) -> Result:
        """*Remove* at a line."""
        told = caller.t(N_("The line is removed. Go back on the segment brings it back."))
        return await self._remove(inbound, caller, [int(inbound.argument)], told)

    async def remove_chosen(self, inbound: Inbound, caller: Caller) -> Result:
        """*Remove the chosen lines*."""
        check_loaded(inbound)
        window = inbound.body["view"]
        chosen = line_members.chosen(window, line_members.CHOOSABLE)
        if not chosen:
            return with_alert(window, caller.t(NONE_CHOSEN), "warning")
        return await self._remove(inbound, caller, chosen)

    async def _remove(
        self, inbound: Inbound, caller: Caller, numbers: Sequence[int], told: str = ""
    ) -> View:
        place, lines = place_of(inbound), Lines.of(numbers)
        removed = await self._lines.remove_by_hand(place.no, lines, act=act_of(inbound, caller))
        return await self._after_removing(caller, place, removed, told)

    async def _after_removing(
        self, caller: Caller, place: Place, removed: Removed, told: str
    ) -> View:
        """The list afterwards, or the question that an emptied segment asks (see `may_reset`)."""
        if removed.action_no is None:
            gone = SegmentLineUnknown(no=place.no).sentence(caller.t)
            return await self._screens.listing(caller, place, gone, "warning")
        if removed.may_reset:
            step = Applied(CriteriaAction.REDUCE, removed.action_no, removed.lines, removed.left)
            return criteria_views.emptied(place.no, step, caller.t)
        return await self._screens.listing(
            caller, place, told or line_members.removed(removed.lines, caller.t)
        )


def register(app: Feature[Caller], windows: Windows, members: LineMembers) -> None:
    app.action(segment_lines.BY_HAND, windows.shows(members.ask_contacts))
    app.view(line_members.ADD, windows.shows(members.add))
    app.options(line_members.CONTACTS, members.contacts)
    app.action(segment_lines.REMOVE, windows.shows(members.remove))
    app.action(line_members.REMOVE_CHOSEN, windows.shows(members.remove_chosen))
    app.options(line_members.CHOSEN, members.lines)
