"""A company's settings: shown to managers, changed by administrators."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.company.form import FIELDS, read
from bot.domain.errors.setup import SetupError
from bot.domain.forms import Problem
from bot.domain.messages import N_, Text
from bot.domain.people.rights import Right, check, may
from bot.domain.setup.fields import MISSING
from bot.handlers.acts import act_of
from bot.handlers.windows.results import refused
from bot.handlers.wizard.lists import check_loaded
from bot.views import options
from bot.views.company import settings as views
from bot.views.forms import form as forms
from bot.views.metadata import unpack

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.company.settings import CompanySettings
    from bot.handlers.callers import Caller
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.company.settings import Company
    from bot.services.templates.lists import Reference
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.blocks import View


class CompanyScreens:
    def __init__(
        self, company: Company, reference: Reference, clock: Callable[[], datetime]
    ) -> None:
        self._company = company
        self._reference = reference
        self._clock = clock

    async def show(self, _: Inbound, caller: Caller) -> Result:
        return await self._card(caller)

    async def edit(self, _: Inbound, caller: Caller) -> Result:
        check(caller.person, Right.SETUP)
        settings = await self._company.card(caller.person)
        names = await self._names(settings, caller)
        number = int(self._clock().timestamp() * 1000)
        return views.form(settings, names, caller.t, number)

    async def save(self, inbound: Inbound, caller: Caller) -> Result:
        check_loaded(inbound)
        window, t = inbound.body["view"], caller.t
        seen = unpack(views.Place, window).seen
        entered = forms.read(window, FIELDS)
        empty = [
            Problem(key, Text(MISSING))
            for key, field in FIELDS.items()
            if key in entered and field.required and not entered[key].text
        ]
        if empty:
            return refused(window, FIELDS, empty, t)
        changed_at = datetime.fromisoformat(seen) if seen else None
        try:
            await self._company.change(read(entered), changed_at, act=act_of(inbound, caller))
        except SetupError as error:
            return refused(window, FIELDS, [Problem(error.field, error.text)], t)
        return await self._card(caller, t(N_("Saved.")))

    async def offer(self, inbound: Inbound, caller: Caller) -> Ack:
        """The options of a field of the form."""
        check(caller.person, Right.SETUP)
        query = inbound.body.get("value") or ""
        if inbound.argument == "new_salesperson_code":
            found = await self._reference.salespeople(query)
        else:
            found = options.matching(caller.t.countries, query)
        blank = not query.strip() and inbound.argument != "phone_region"
        return options.listed(found, blank=blank)

    async def _card(self, caller: Caller, sentence: str = "") -> View:
        settings = await self._company.card(caller.person)
        names = await self._names(settings, caller)
        may_change = may(caller.person, Right.SETUP)
        return views.card(settings, names, caller.t, sentence, may_change=may_change)

    async def _names(self, settings: CompanySettings, caller: Caller) -> dict[str, str]:
        name = await self._reference.salesperson_name(settings.new_salesperson_code)
        return views.names_of(settings, name, caller.t)


def register(app: Feature[Caller], windows: Windows, screens: CompanyScreens) -> None:
    app.action(views.SHOW, windows.shows(screens.show))
    app.action(views.EDIT, windows.shows(screens.edit))
    app.view(views.FORM, windows.shows(screens.save))
    app.options(views.FIELD, screens.offer)
