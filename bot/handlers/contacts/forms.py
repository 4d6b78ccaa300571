"""Contacts: created, changed, deleted and shared."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.domain.contacts.form import fields_of, read
from bot.domain.errors.base import UnknownControl
from bot.domain.errors.contacts import ContactError
from bot.domain.forms import Problem
from bot.domain.languages import LOCALE_OF
from bot.domain.messages import N_
from bot.domain.people.rights import Right, check, may
from bot.handlers.acts import act_of
from bot.handlers.contacts.cards import place_of
from bot.handlers.windows.results import refused
from bot.handlers.wizard.lists import check_loaded
from bot.views import options
from bot.views.contacts import card as cards
from bot.views.contacts import form as views
from bot.views.contacts.card import Place
from bot.views.forms import form as forms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.background import TaskSet
    from bot.handlers.callers import Caller
    from bot.handlers.contacts.cards import ContactLists
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.contact_cards.cards import ContactCards
    from bot.services.contact_cards.changes import ContactChanges
    from bot.services.contacts.search import ContactSearch
    from bot.services.templates.lists import Reference
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature

logger = logging.getLogger(__name__)


class ContactForms:
    def __init__(
        self,
        cards: ContactCards,
        changes: ContactChanges,
        shown: ContactLists,
        *,
        contacts: ContactSearch,
        reference: Reference,
        tasks: TaskSet,
        clock: Callable[[], datetime],
    ) -> None:
        self._cards = cards
        self._changes = changes
        self._shown = shown
        self._contacts = contacts
        self._reference = reference
        self._tasks = tasks
        self._clock = clock

    async def new(self, inbound: Inbound, caller: Caller) -> Result:
        check(caller.person, Right.RECORD)
        place = replace(place_of(inbound), contact=None, kind=inbound.argument)
        may_block = may(caller.person, Right.DELETE_CONTACTS)
        return views.form(place, caller.t, self._number(), may_block=may_block)

    async def edit(self, inbound: Inbound, caller: Caller) -> Result:
        check(caller.person, Right.RECORD)
        found = await self._cards.card(caller.person, int(inbound.argument))
        place = replace(
            place_of(inbound),
            contact=found.hit.id,
            kind=found.hit.type,
            seen=found.modified_at.isoformat(),
        )
        may_block = may(caller.person, Right.DELETE_CONTACTS)
        return views.form(place, caller.t, self._number(), found, may_block=may_block)

    async def save(self, inbound: Inbound, caller: Caller) -> Result:
        check_loaded(inbound)
        view, t, place = inbound.body["view"], caller.t, place_of(inbound)
        fields = fields_of(place.kind)
        values, problems = read(place.kind, forms.read(view, fields))
        if problems:
            return refused(view, fields, problems, t)
        if not may(caller.person, Right.DELETE_CONTACTS):
            values.pop("privacy_blocked", None)  # not asked for
        act = act_of(inbound, caller)
        twins = await self._changes.likely(values, place.contact, act=act)
        if {hit.id for hit in twins} - set(place.twins):
            return views.with_twins(view, place, twins, t)
        try:
            if place.contact is None:
                key = await self._changes.create(place.kind, values, act=act)
            else:
                seen = datetime.fromisoformat(place.seen)
                key = await self._changes.change(place.contact, values, seen, act=act)
        except ContactError as error:
            return refused(view, fields, [problem_of(error, fields)], t)
        shown = Place(place.words, place.company, place.offset, contact=key)
        return await self._shown.card(caller, shown, t(N_("Saved.")))

    async def delete(self, inbound: Inbound, caller: Caller) -> Result:
        place, t, key = place_of(inbound), caller.t, int(inbound.argument)
        try:
            name = await self._changes.delete(key, act=act_of(inbound, caller))
        except ContactError as error:
            here = replace(place, contact=key)
            return await self._shown.card(caller, here, error.sentence(t), "warning")
        return await self._shown.list(caller, place, t(N_("{name} is deleted."), name=name))

    async def ask_where(self, inbound: Inbound, caller: Caller) -> Result:
        found = await self._cards.card(caller.person, int(inbound.argument))
        place = replace(place_of(inbound), contact=found.hit.id)
        return views.share_form(found, place, caller.t)

    async def share(self, inbound: Inbound, caller: Caller) -> Result:
        """Post the contact where Slack gives an address for; the app need not be there."""
        place = place_of(inbound)
        if place.contact is None:
            raise UnknownControl
        found = await self._cards.card(caller.person, place.contact)
        for address in inbound.body.get("response_urls") or ():
            message = views.shared(found, caller.person.user_id, caller.t)
            work = _post(inbound.client, address["response_url"], message)
            self._tasks.spawn(work, "share a contact")
        return await self._shown.card(caller, place, caller.t(N_("Shared.")))

    async def offer(self, inbound: Inbound, caller: Caller) -> Ack:
        """The options of a form's list."""
        query, t = inbound.body.get("value") or "", caller.t
        match inbound.argument:
            case "company":
                hits = (await self._contacts.find(query)).hits
                companies = [hit for hit in hits if hit.type == "company"]
                return options.listed(options.choices(companies), blank=not query.strip())
            case "salesperson_code":
                found = await self._reference.salespeople(query)
            case "country_code":
                found = options.matching(t.countries, query)
            case "language_code":
                found = options.matching({code: t.language(code) for code in LOCALE_OF}, query)
            case _:
                found = []
        return options.listed(found, blank=not query.strip())

    def _number(self) -> int:
        """What names the blocks of a new form: Slack keeps the input of a block that comes back."""
        return int(self._clock().timestamp() * 1000)


def problem_of(error: ContactError, fields: Mapping[str, object]) -> Problem:
    """At its field; what is about the whole contact, at the first one."""
    field = error.field if error.field in fields else next(iter(fields))
    return Problem(field, error.text)


async def _post(client: AsyncWebClient, address: str, message: Mapping[str, object]) -> None:
    hook = AsyncWebhookClient(address, session=client.session, logger=logger)
    answer = await hook.send_dict({**message, "response_type": "in_channel"})
    if answer.status_code != 200:
        logger.warning("a contact could not be shared: status %d", answer.status_code)


def register(app: Feature[Caller], windows: Windows, screens: ContactForms) -> None:
    app.action(cards.NEW, windows.shows(screens.new))
    app.action(cards.EDIT, windows.shows(screens.edit))
    app.view(views.FORM, windows.shows(screens.save))
    app.options(views.FIELD, screens.offer)
    app.action(cards.DELETE, windows.shows(screens.delete))
    app.action(cards.SHARE, windows.shows(screens.ask_where))
    app.view(views.SHARE_FORM, windows.shows(screens.share))
