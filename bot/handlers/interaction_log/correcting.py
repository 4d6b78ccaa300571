"""*Correct*, on an entry's card."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.errors.base import UnknownControl
from bot.domain.errors.interaction_log import InteractionLogError
from bot.domain.forms import NOTHING, Problem
from bot.domain.interaction_log.correction import FIELDS, read
from bot.domain.messages import N_
from bot.domain.wizard.reading import Context
from bot.handlers.acts import act_of
from bot.handlers.interaction_log.lists import place_of
from bot.handlers.windows.results import refused
from bot.handlers.wizard.lists import check_loaded
from bot.views.forms import form as forms
from bot.views.interaction_log import buttons
from bot.views.interaction_log import correction as views

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.callers import Caller
    from bot.handlers.home import HomeScreens
    from bot.handlers.interaction_log.lists import LogLists
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.interaction_log.correcting import Corrections
    from bot.services.interaction_log.entries import LogEntries
    from bot.slack.payload import Inbound
    from bot.slack.registration import Feature


class CorrectionForm:
    def __init__(
        self,
        entries: LogEntries,
        corrections: Corrections,
        shown: LogLists,
        home: HomeScreens,
        clock: Callable[[], datetime],
    ) -> None:
        self._entries = entries
        self._corrections = corrections
        self._shown = shown
        self._home = home
        self._clock = clock

    async def open(self, inbound: Inbound, caller: Caller) -> Result:
        found = await self._entries.card(int(inbound.argument), caller.t.locale)
        place = replace(place_of(inbound), entry=found.row.id, seen=found.modified_at.isoformat())
        number = int(self._clock().timestamp() * 1000)
        return views.form(found, place, caller.t, number)

    async def save(self, inbound: Inbound, caller: Caller) -> Result:
        check_loaded(inbound)
        view, t, place = inbound.body["view"], caller.t, place_of(inbound)
        if place.entry is None:
            raise UnknownControl
        entered = forms.read(view, FIELDS)
        today = self._clock().astimezone(ZoneInfo(caller.person.zone)).date()
        values, problems = read(entered, Context(today, t.decimal_sign, None))
        if problems:
            return refused(view, FIELDS, problems, t)
        reason = entered.get("reason", NOTHING).text
        seen, act = datetime.fromisoformat(place.seen), act_of(inbound, caller)
        try:
            await self._corrections.correct(place.entry, values, seen, reason, act=act)
        except InteractionLogError as error:
            field = error.field or "description"
            return refused(view, FIELDS, [Problem(field, error.text)], t)
        self._home.refresh(inbound.client, caller)
        return await self._shown.card(caller, place, t(N_("Saved.")))


def register(app: Feature[Caller], windows: Windows, screens: CorrectionForm) -> None:
    app.action(buttons.CORRECT, windows.shows(screens.open))
    app.view(views.FORM, windows.shows(screens.save))
