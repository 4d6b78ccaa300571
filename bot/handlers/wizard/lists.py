"""The options of the wizard's lists, on every keystroke: never a whole table, at most a hundred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors.base import ListNotLoaded
from bot.domain.folding import words
from bot.domain.wizard.table import FIELDS
from bot.services.wizard.first_act import NEAR
from bot.views import options
from bot.views.metadata import unpack
from bot.views.people import link_form
from bot.views.wizard import fields
from bot.views.wizard import form as wizard_form
from bot.views.wizard.form import OfDraft

if TYPE_CHECKING:
    from bot.domain.wizard.draft import Draft
    from bot.handlers.callers import Caller
    from bot.services.contacts.search import ContactSearch
    from bot.services.first_day import FirstDay
    from bot.services.people.people import People
    from bot.services.templates.lists import Reference
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.storage.drafts import DraftStore
    from bot.views.blocks import Block


class Options:
    def __init__(
        self,
        reference: Reference,
        contacts: ContactSearch,
        people: People,
        drafts: DraftStore,
        first_day: FirstDay,
    ) -> None:
        self._reference = reference
        self._contacts = contacts
        self._people = people
        self._drafts = drafts
        self._first_day = first_day

    async def offer(self, inbound: Inbound, caller: Caller) -> Ack:
        """The options of one field, or what has to be done before there are any."""
        field, offered = inbound.argument, await self._offered(inbound, caller)
        field = "contact" if field == "participants" else field
        if options.is_empty(offered) and await self._first_day.lacks(field):
            return options.nothing(field, caller.t)
        return offered

    async def _offered(self, inbound: Inbound, caller: Caller) -> Block:
        """What the options depend on is read from the draft: Slack sends the typed letters only,
        not the other fields."""
        query = inbound.body.get("value") or ""
        match inbound.argument:
            case "contact" | "participants":
                return await self._found_contacts(inbound, caller, query)
            case "template":
                return options.grouped(await self._reference.templates(query, caller.person.locale))
            case "salesperson":
                found = await self._reference.salespeople(query)
            case "campaign":
                found = await self._reference.campaigns(query)
            case "opportunity":
                draft = await self._draft(inbound, caller)
                found = await self._reference.opportunities(
                    query,
                    company_id=draft.facts.get("company_id") if draft else None,
                    salesperson_code=draft.text("salesperson") or None if draft else None,
                )
            case _:
                found = []
        # Not above what was searched for: Enter takes the first.
        blank = not words(query) and await self._may_be_blank(inbound, caller)
        return options.listed(found, blank=blank)

    async def themselves(self, inbound: Inbound, caller: Caller) -> Ack:
        """Salespeople that nobody is linked to."""
        query = inbound.body.get("value") or ""
        found = await self._people.linkable(query)
        if not found and not query.strip():
            return options.nothing("themselves", caller.t)
        return options.listed(found)

    async def _found_contacts(self, inbound: Inbound, caller: Caller, query: str) -> Block:
        if query.strip():
            return options.contacts(await self._contacts.find(query), caller.t)
        draft = await self._draft(inbound, caller)
        code = caller.person.salesperson_code
        recent = await self._contacts.recent(code) if code else []
        return options.recent(
            draft.offered if draft else (),
            options.choices(recent),
            caller.t,
            near=draft is not None and draft.offered_because == NEAR,
        )

    async def _may_be_blank(self, inbound: Inbound, caller: Caller) -> bool:
        field = FIELDS[inbound.argument]
        if not (field.required and field.may_wait):
            return not field.required
        draft = await self._draft(inbound, caller)
        return draft is not None and draft.segment_no is not None

    async def _draft(self, inbound: Inbound, caller: Caller) -> Draft | None:
        """The draft in whose form the list stands; other forms have the same lists."""
        view = inbound.body["view"]
        if not view.get("callback_id", "").startswith(wizard_form.CALLBACK):
            return None
        draft = await self._drafts.load(unpack(OfDraft, view).draft_id)
        return draft if draft and draft.owner == caller.person.owner else None


def check_loaded(inbound: Inbound) -> None:
    """Refuse a form in which an option stands that says that its list could not be loaded.

    Raises :class:`bot.domain.errors.base.ListNotLoaded`; the window then shows it, with all that
    was typed.
    """
    field = options.not_loaded(inbound.body["view"])
    if field is not None:
        raise ListNotLoaded(field)


def register(app: Feature[Caller], offered: Options) -> None:
    app.options(fields.CHANGE, offered.offer)
    app.options(link_form.FIELD, offered.themselves)
