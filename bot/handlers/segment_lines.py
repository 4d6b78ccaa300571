"""The lines of a segment: looking through them, changing one or many, adding and removing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.domain.checks import Problem
from bot.domain.contact_label import contact_label
from bot.domain.draft import Choice
from bot.domain.line_form import NAME_OF, as_draft, changes_of
from bot.domain.segment_errors import LineContactRefused
from bot.domain.segment_lines import Lines
from bot.domain.words import N_, Text
from bot.errors import UnknownControl
from bot.handlers.options import check_loaded
from bot.views import fields, options, segment_lines, segments, typed
from bot.views.paging import offset_of
from bot.views.segment_lines import PAGE_SIZE, Place

if TYPE_CHECKING:
    from bot.core import Core
    from bot.domain.segment_lines import Line
    from bot.handlers.callers import Caller
    from bot.handlers.pictures import Pictures
    from bot.handlers.segments import SegmentCards
    from bot.inbound import Inbound
    from bot.registry import Ack, Registry
    from bot.views.blocks import View

BOTH = N_("Enter a value here or choose it under Inherit again, not both.")


def place_of(inbound: Inbound) -> Place:
    """Where the window is. Raises :class:`UnknownControl` for metadata that isn't ours."""
    try:
        return Place.unpack(inbound.body["view"].get("private_metadata", ""))
    except (ValueError, TypeError):
        raise UnknownControl from None


class LineScreens:
    def __init__(self, core: Core, cards: SegmentCards, pictures: Pictures) -> None:
        self._core = core
        self._cards = cards
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
        state = typed.values(inbound.body["view"])
        words = state.get(segment_lines.SEARCH, {}).get(segment_lines.SEARCH, {}).get("value")
        place = replace(place_of(inbound), offset=0, words=(words or "").strip())
        return await self._pictures.submitted(inbound, lambda caller: self._list(caller, place))

    async def only_own(self, inbound: Inbound) -> Ack:
        place = place_of(inbound)
        return await self._show(inbound, replace(place, offset=0, own=not place.own))

    async def change(self, inbound: Inbound) -> Ack:
        """The form of one line."""
        caller = await self._core.callers.of(inbound)
        place = replace(place_of(inbound), line=int(inbound.argument))
        return self._cards.show(inbound, await self._form(caller, place))

    async def change_all(self, inbound: Inbound) -> Ack:
        """The form for every line that the list shows."""
        caller = await self._core.callers.of(inbound)
        place = replace(place_of(inbound), line=None)
        return self._cards.show(inbound, await self._form(caller, place))

    async def save(self, inbound: Inbound) -> Ack:
        check_loaded(inbound)
        caller = await self._core.callers.of(inbound)
        place = place_of(inbound)
        card = await self._core.segments.card(place.no)
        line = await self._line(caller, place)
        shown = as_draft(card, line, caller.t.decimal_sign)
        window = inbound.body["view"]
        values = typed.values(window)
        changes, problems = changes_of(shown, fields.read_form(values), caller.t.decimal_sign)
        if line is None:  # of many lines, what stays blank or unticked is left alone
            changes = {name: value for name, value in changes.items() if value}  # type: ignore[assignment]
        chosen = values.get(segment_lines.INHERIT, {}).get(segment_lines.INHERIT, {})
        again = [entry["value"] for entry in chosen.get("selected_options") or ()]
        problems += [Problem(key, Text(BOTH)) for key in again if NAME_OF[key] in changes]
        if problems:
            errors = {
                typed.shown_as(window, f"{problem.field}.0"): caller.t(problem.text)
                for problem in problems
            }
            return {"response_action": "errors", "errors": errors}
        inherit = [NAME_OF[key] for key in again]
        if line is not None:
            return await self._change_one(
                caller, place, line, values, changes=changes, inherit=inherit
            )
        return await self._pictures.submitted(
            inbound,
            lambda caller: self._apply(caller, place, changes, inherit),
            meanwhile=segment_lines.working,
        )

    async def remove(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        place = place_of(inbound)
        await self._core.segment_lines.remove_by_hand(place.no, Lines.of([int(inbound.argument)]))
        told = caller.t(N_("The line is removed. Go back on the segment brings it back."))
        return self._cards.show(inbound, await self._list(caller, place, told))

    async def ask_contacts(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        return self._cards.show(inbound, segment_lines.add(place_of(inbound), caller.t))

    async def contacts(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        query = (inbound.body.get("value") or "").strip()
        code = caller.person.salesperson_code
        if query:
            hits = await self._core.contacts.search(query)
        else:
            hits = await self._core.contacts.recent(code) if code else []
        return options.listed([Choice(str(hit.id), contact_label(hit)) for hit in hits])

    async def add(self, inbound: Inbound) -> Ack:
        check_loaded(inbound)
        caller = await self._core.callers.of(inbound)
        place = place_of(inbound)
        state = inbound.body["view"]["state"]["values"]
        chosen = state[segment_lines.CONTACTS][segment_lines.CONTACTS]["selected_options"]
        applied = await self._core.segment_lines.add_by_hand(
            place.no, [int(entry["value"]) for entry in chosen]
        )
        told = caller.t.plural(
            "{count} contact was added.", "{count} contacts were added.", applied.changed
        )
        last = (applied.lines - 1) // PAGE_SIZE * PAGE_SIZE
        view = await self._list(caller, Place(place.no, offset=last), told, "success")
        return {"response_action": "update", "view": view}

    async def _show(self, inbound: Inbound, place: Place) -> Ack:
        return await self._pictures.show(inbound, lambda caller: self._list(caller, place))

    async def _list(
        self, caller: Caller, place: Place, sentence: str = "", level: str = "info"
    ) -> View:
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
            return await self._list(caller, replace(place, offset=last), sentence, level)
        return segment_lines.listing(page, replace(place, line=None), caller.t, sentence, level)

    async def _form(self, caller: Caller, place: Place) -> View:
        card = await self._core.segments.card(place.no)
        line = await self._line(caller, place)
        count = 1
        if line is None:
            page = await self._core.segment_lines.page(
                place.no, 0, 1, place.words, customised=place.own
            )
            count = page.total
        shown = as_draft(card, line, caller.t.decimal_sign)
        return segment_lines.form(shown, line, place, count, caller.t)

    async def _line(self, caller: Caller, place: Place) -> Line | None:
        if place.line is None:
            return None
        return await self._core.segment_lines.line(place.no, place.line, caller.t.locale)

    async def _change_one(
        self,
        caller: Caller,
        place: Place,
        line: Line,
        values: Any,
        *,
        changes: Any,
        inherit: list[str],
    ) -> Ack:
        contact_id = segment_lines.chosen_contact(values, line)
        try:
            count = await self._core.segment_lines.change_line(
                place.no, line.line_no, changes, inherit, contact_id=contact_id
            )
        except LineContactRefused as error:
            errors = {segment_lines.contact_block(line): error.sentence(caller.t)}
            return {"response_action": "errors", "errors": errors}
        return {"response_action": "update", "view": await self._changed(caller, place, count)}

    async def _apply(self, caller: Caller, place: Place, changes: Any, inherit: list[str]) -> View:
        lines = Lines(words=place.words, customised=place.own)
        count = await self._core.segment_lines.change(place.no, lines, changes, inherit)
        return await self._changed(caller, place, count)

    async def _changed(self, caller: Caller, place: Place, count: int) -> View:
        if not count:
            return await self._list(caller, place, caller.t(N_("Nothing was changed.")))
        told = caller.t.plural("{count} line is changed.", "{count} lines are changed.", count)
        return await self._list(caller, place, told, "success")


def register(registry: Registry, core: Core, cards: SegmentCards, pictures: Pictures) -> None:
    screens = LineScreens(core, cards, pictures)
    registry.action(segments.LINES, screens.show)
    registry.action(segment_lines.TURN, screens.turn)
    registry.view_submission(segment_lines.LIST, screens.search)
    registry.action(segment_lines.ONLY_OWN, screens.only_own)
    registry.action(segment_lines.CHANGE, screens.change)
    registry.action(segment_lines.CHANGE_ALL, screens.change_all)
    registry.action(segment_lines.REMOVE, screens.remove)
    registry.action(segment_lines.BY_HAND, screens.ask_contacts)
    registry.view_submission(segment_lines.FORM, screens.save)
    registry.view_submission(segment_lines.ADD, screens.add)
    registry.options(segment_lines.CONTACTS, screens.contacts)
    registry.options(segment_lines.CONTACT, screens.contacts)
