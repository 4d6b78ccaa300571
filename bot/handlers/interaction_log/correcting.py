"""*Correct* and *Link*, on an entry's card."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.errors.base import UnknownControl
from bot.domain.errors.interaction_log import InteractionLogError
from bot.domain.forms import NOTHING, Problem
from bot.domain.interaction_log.correction import ALL, FIELDS, LINK_FIELDS, read, read_links
from bot.domain.messages import N_
from bot.domain.wizard.reading import Context
from bot.handlers.acts import act_of
from bot.handlers.interaction_log.lists import place_of
from bot.handlers.windows.results import refused
from bot.handlers.wizard.lists import check_loaded
from bot.views import options
from bot.views.forms import form as forms
from bot.views.interaction_log import buttons
from bot.views.interaction_log import correction as views

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from bot.domain.forms import Entered, Field
    from bot.domain.interaction_log.entries import EntryCard
    from bot.handlers.callers import Caller
    from bot.handlers.home import HomeScreens
    from bot.handlers.interaction_log.lists import LogLists
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.i18n import Translator
    from bot.services.interaction_log.correcting import Corrections
    from bot.services.interaction_log.entries import LogEntries
    from bot.services.templates.lists import Reference
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.blocks import View
    from bot.views.interaction_log.listing import Place

    Drawn = Callable[[EntryCard, Place, Translator, int], View]
    Reading = Callable[[Mapping[str, Entered], Context], tuple[dict[str, Any], list[Problem]]]


class CorrectionForm:
    def __init__(
        self,
        entries: LogEntries,
        corrections: Corrections,
        shown: LogLists,
        *,
        home: HomeScreens,
        reference: Reference,
        clock: Callable[[], datetime],
    ) -> None:
        self._reference = reference
        self._entries = entries
        self._corrections = corrections
        self._shown = shown
        self._home = home
        self._clock = clock

    async def open(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._form(inbound, caller, views.form)

    async def open_link(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._form(inbound, caller, views.link_form)

    async def save(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._save(inbound, caller, FIELDS, read)

    async def save_link(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._save(inbound, caller, LINK_FIELDS, read_links, called="link")

    async def offer(self, inbound: Inbound, caller: Caller) -> Ack:
        """What an entry can be linked to."""
        query, place = inbound.body.get("value") or "", place_of(inbound)
        if inbound.argument == "campaign":
            offered = await self._reference.campaigns(query)
        else:
            found = await self._entries.card(place.entry or 0, caller.t.locale)
            company = found.company_id or found.contact_id
            offered = await self._reference.opportunities(
                query, company_id=company, salesperson_code=None
            )
        return options.listed(offered, blank=not query.strip())

    async def _form(self, inbound: Inbound, caller: Caller, drawn: Drawn) -> Result:
        found = await self._entries.card(int(inbound.argument), caller.t.locale)
        place = replace(place_of(inbound), entry=found.row.id, seen=found.modified_at.isoformat())
        number = int(self._clock().timestamp() * 1000)
        return drawn(found, place, caller.t, number)

    async def _save(
        self,
        inbound: Inbound,
        caller: Caller,
        fields: Mapping[str, Field],
        reading: Reading,
        called: str = "correct",
    ) -> Result:
        check_loaded(inbound)
        view, t, place = inbound.body["view"], caller.t, place_of(inbound)
        if place.entry is None:
            raise UnknownControl
        entered = forms.read(view, fields)
        today = self._clock().astimezone(ZoneInfo(caller.person.zone)).date()
        values, problems = reading(entered, Context(today, t.decimal_sign, None))
        if problems:
            return refused(view, fields, problems, t)
        reason = entered.get("reason", NOTHING).text
        seen, act = datetime.fromisoformat(place.seen), act_of(inbound, caller)
        try:
            await self._corrections.correct(
                place.entry,
                values,
                seen,
                reason,
                act=act,
                called=called,
                together=entered.get("scope", NOTHING).text == ALL,
            )
        except InteractionLogError as error:
            field = error.field or ("description" if "description" in fields else "reason")
            return refused(view, fields, [Problem(field, error.text)], t)
        self._home.refresh(inbound.client, caller)
        return await self._shown.card(caller, place, t(N_("Saved.")))


def register(app: Feature[Caller], windows: Windows, screens: CorrectionForm) -> None:
    app.action(buttons.CORRECT, windows.shows(screens.open))
    app.view(views.FORM, windows.shows(screens.save))
    app.action(buttons.LINK, windows.shows(screens.open_link))
    app.view(views.LINK_FORM, windows.shows(screens.save_link))
    app.options(views.LINK_FIELD, screens.offer)
