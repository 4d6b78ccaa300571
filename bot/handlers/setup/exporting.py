"""*Export* in the set-up: a file with everything, or with what its filters let through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors.exports import NothingCalledSo
from bot.domain.forms import Problem
from bot.domain.people.rights import Right, check
from bot.domain.setup.export_form import DATABASE, FIELDS, read
from bot.handlers.windows.results import refused
from bot.handlers.wizard.lists import check_loaded
from bot.services.exports.exports import TABLES
from bot.views.forms import form as forms
from bot.views.setup import exporting as views
from bot.views.setup.records import EXPORT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.handlers.callers import Caller
    from bot.handlers.segment_log.downloads import Downloads
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.contacts.search import ContactSearch
    from bot.services.exports.delivery import ExportDelivery
    from bot.slack.payload import Inbound
    from bot.slack.registration import Feature


class ExportScreens:
    def __init__(
        self,
        delivery: ExportDelivery,
        contacts: ContactSearch,
        downloads: Downloads,
        clock: Callable[[], datetime],
    ) -> None:
        self._delivery = delivery
        self._contacts = contacts
        self._downloads = downloads
        self._clock = clock

    async def ask(self, _: Inbound, caller: Caller) -> Result:
        check(caller.person, Right.EXPORT)
        return views.form(caller.t, int(self._clock().timestamp() * 1000))

    async def export(self, inbound: Inbound, caller: Caller) -> Result:
        check_loaded(inbound)
        window, person = inbound.body["view"], caller.person
        entered = forms.read(window, FIELDS)
        usable = {kind: table.filters for kind, table in TABLES.items()}
        filters, problems = read(entered, usable)
        if problems:
            return refused(window, FIELDS, problems, caller.t)
        if "contact" in filters:
            hit = await self._contacts.get(int(filters["contact"]))
            filters["contact"] = hit.no if hit else filters["contact"]
        kind, file_format = entered["kind"].text, entered["format"].text
        t = None if entered["headings"].text == DATABASE else caller.t
        try:
            pieces = await self._delivery.pieces(person, kind, filters, file_format, t)
        except NothingCalledSo as error:
            return refused(window, FIELDS, [Problem("kind", error.text)], caller.t)
        suffix = "jsonl" if file_format == "json" else file_format
        return self._downloads.start(inbound, caller, f"{kind}.{suffix}", pieces)


def register(app: Feature[Caller], windows: Windows, screens: ExportScreens) -> None:
    app.action(EXPORT, windows.shows(screens.ask))
    app.view(views.FORM, windows.shows(screens.export))
