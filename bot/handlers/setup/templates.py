"""An interaction template's texts: added, changed, removed, previewed, and tried in the wizard."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.errors.setup import SetupError
from bot.domain.forms import NOTHING, Entered, Problem
from bot.domain.messages import N_, Text
from bot.domain.setup.fields import MISSING
from bot.domain.setup.records import TEMPLATES
from bot.domain.setup.template_texts import FIELDS, read_text, with_field
from bot.handlers.acts import act_of
from bot.handlers.windows.results import refused
from bot.handlers.wizard.lists import check_loaded
from bot.services.templates.texts import mark
from bot.views import options
from bot.views.forms import form as forms
from bot.views.metadata import unpack
from bot.views.setup import templates as views
from bot.views.setup.records import Place
from bot.views.setup.templates import READER, TextPlace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.wizard.draft import Draft
    from bot.handlers.callers import Caller
    from bot.handlers.setup.records import SetupScreens
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.handlers.wizard.opening import Opener
    from bot.services.contacts.search import ContactSearch
    from bot.services.setup.records import SetupRecords
    from bot.services.templates.texts import TemplateTexts
    from bot.services.wizard.content_preview import Previews
    from bot.services.wizard.first_act import Beginnings
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.blocks import View


class TemplateScreens:
    def __init__(
        self,
        texts: TemplateTexts,
        records: SetupRecords,
        screens: SetupScreens,
        *,
        contacts: ContactSearch,
        previews: Previews,
        opener: Opener,
        beginnings: Beginnings,
        clock: Callable[[], datetime],
    ) -> None:
        self._texts = texts
        self._records = records
        self._screens = screens
        self._contacts = contacts
        self._previews = previews
        self._opener = opener
        self._beginnings = beginnings
        self._clock = clock

    async def new(self, inbound: Inbound, caller: Caller) -> Result:
        return views.form(TextPlace(inbound.argument), {}, caller.t, self._number())

    async def edit(self, inbound: Inbound, caller: Caller) -> Result:
        code, _, language = inbound.argument.partition(":")
        text = await self._texts.one(caller.person, code, language)
        place = TextPlace(code, language, mark(text))
        return views.form(place, views.as_entered(text), caller.t, self._number())

    async def put_field(self, inbound: Inbound, caller: Caller) -> Result:
        """A merge field was chosen: it goes to the end of the text."""
        window = inbound.body["view"]
        place, entered = unpack(TextPlace, window), forms.read(window, FIELDS)
        name = entered.get("merge_field", NOTHING).text
        if not name:
            return None
        typed = entered.get("content", NOTHING).value
        content = with_field(typed if isinstance(typed, str) else "", name)
        return views.form(place, views.emptied(entered, content), caller.t, self._number())

    async def save(self, inbound: Inbound, caller: Caller) -> Result:
        window, t, act = inbound.body["view"], caller.t, act_of(inbound, caller)
        place, entered = unpack(TextPlace, window), forms.read(window, FIELDS)
        if place.language:
            entered["language_code"] = Entered(place.language)
        text, problems = read_text(entered)
        if not problems:
            try:
                if place.language:
                    await self._texts.change(place.code, text, seen=place.seen, act=act)
                else:
                    await self._texts.add(place.code, text, act=act)
            except SetupError as error:
                problems.append(Problem(error.field, error.text))
        if problems:
            return refused(window, FIELDS, problems, t)
        return await self._card(caller, place.code, t(N_("Saved.")))

    async def remove(self, inbound: Inbound, caller: Caller) -> Result:
        code, _, language = inbound.argument.partition(":")
        await self._texts.remove(code, language, act=act_of(inbound, caller))
        return await self._card(caller, code, caller.t(N_("Saved.")))

    async def ask_reader(self, inbound: Inbound, caller: Caller) -> Result:
        return views.ask_reader(TextPlace(inbound.argument), caller.t)

    async def preview(self, inbound: Inbound, caller: Caller) -> Result:
        """The text that the wizard would take for a contact, with its fields filled."""
        check_loaded(inbound)
        window, person = inbound.body["view"], caller.person
        place = unpack(TextPlace, window)
        reader = forms.read(window, READER).get("contact", NOTHING)
        contact = await self._contacts.get(int(reader.text)) if reader.text.isdecimal() else None
        if contact is None:
            return refused(window, READER, [Problem("contact", Text(MISSING))], caller.t)
        card = await self._records.card(person, TEMPLATES.kind, place.code)
        texts = {text.language_code: text for text in await self._texts.of(person, place.code)}
        wanted = (contact.language_code, card.values["language_code"])
        language = next((code for code in wanted if code in texts), "")
        merged = None
        if language and texts[language].content:
            merged = await self._previews.filled(
                texts[language].content,
                contact,
                salesperson_code=person.salesperson_code or contact.salesperson_code or "",
                language=language,
                day=self._clock().astimezone(ZoneInfo(person.zone)).date(),
            )
        return views.preview(place, reader, language, merged, caller.t)

    async def offer_contacts(self, inbound: Inbound, caller: Caller) -> Ack:
        found = await self._contacts.find(inbound.body.get("value") or "")
        return options.contacts(found, caller.t)

    async def try_it(self, inbound: Inbound, caller: Caller) -> Ack:
        """The wizard, with the template chosen."""

        async def begun(caller: Caller) -> Draft:
            return await self._beginnings.start_with_template(caller.person, inbound.argument)

        await self._opener.open_here(inbound, caller, begun)
        return None

    async def _card(self, caller: Caller, code: str, sentence: str) -> View:
        return await self._screens.card(caller, Place(TEMPLATES.kind, code), sentence)

    def _number(self) -> int:
        """What names the blocks of a new form: Slack keeps the input of a block that comes back."""
        return int(self._clock().timestamp() * 1000)


def register(app: Feature[Caller], windows: Windows, screens: TemplateScreens) -> None:
    app.action(views.NEW, windows.shows(screens.new))
    app.action(views.EDIT, windows.shows(screens.edit))
    app.action(views.FIELD, windows.shows(screens.put_field))
    app.view(views.FORM, windows.shows(screens.save))
    app.action(views.REMOVE, windows.shows(screens.remove))
    app.action(views.ASK_PREVIEW, windows.shows(screens.ask_reader))
    app.view(views.PREVIEW, windows.shows(screens.preview))
    app.options(views.CONTACT, screens.offer_contacts)
    app.action(views.TRY, screens.try_it)
