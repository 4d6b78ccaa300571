"""A new contact for an interaction that is being recorded, in the wizard's window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.contacts.form import fields_of, read
from bot.domain.errors.contacts import ContactError
from bot.domain.forms import Entered
from bot.domain.people.rights import Right, check, may
from bot.domain.wizard.edits import Edit
from bot.handlers.acts import act_of
from bot.handlers.contacts.forms import problem_of
from bot.handlers.windows.results import refused
from bot.handlers.wizard.lists import check_loaded
from bot.handlers.wizard.walk import read_edit
from bot.views.contacts import form as views
from bot.views.contacts.form import OfNewContact
from bot.views.forms import form as forms
from bot.views.metadata import unpack
from bot.views.wizard import form as wizard_form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.handlers.callers import Caller
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.handlers.wizard.walk import Walk
    from bot.services.contact_cards.changes import ContactChanges
    from bot.services.wizard.wizard import Wizard
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.blocks import View


class ContactsOfDrafts:
    def __init__(
        self,
        wizard: Wizard,
        walk: Walk,
        changes: ContactChanges,
        clock: Callable[[], datetime],
    ) -> None:
        self._wizard = wizard
        self._walk = walk
        self._changes = changes
        self._clock = clock

    async def new(self, inbound: Inbound, caller: Caller) -> Result:
        """What stands in the wizard is kept; then its window shows the contact's form."""
        check(caller.person, Right.RECORD)
        outcome = await self._wizard.change(read_edit(inbound, caller), caller.person)
        draft = outcome.draft
        if outcome.stale or outcome.logged is not None:
            return await self._walk.redrawn(inbound, caller, outcome)
        place = OfNewContact(draft.id, draft.revision)
        return self._form(caller, place, _called(str(draft.facts.get("words", ""))))

    async def other_kind(self, inbound: Inbound, caller: Caller) -> Result:
        window = inbound.body["view"]
        place = unpack(OfNewContact, window)
        entered = forms.read(window, fields_of(place.kind))
        if place.kind == "person":
            names = (entered.get(key, Entered()).text for key in ("first_name", "surname"))
            entered["name"] = Entered(" ".join(filter(None, names)))
        else:
            entered |= _called(entered.get("name", Entered()).text)
        kind = "company" if place.kind == "person" else "person"
        return self._form(caller, replace(place, kind=kind, twins=()), entered)

    async def save(self, inbound: Inbound, caller: Caller) -> Result:
        check_loaded(inbound)
        window, t = inbound.body["view"], caller.t
        place = unpack(OfNewContact, window)
        fields = fields_of(place.kind)
        values, problems = read(place.kind, forms.read(window, fields))
        if problems:
            return refused(window, fields, problems, t)
        if not may(caller.person, Right.DELETE_CONTACTS):
            values.pop("privacy_blocked", None)  # not asked for
        act = act_of(inbound, caller)
        twins = await self._changes.likely(values, act=act)
        if {hit.id for hit in twins} - set(place.twins):
            return views.with_twins(window, place, twins, t)
        try:
            key = await self._changes.create(place.kind, values, act=act)
        except ContactError as error:
            return refused(window, fields, [problem_of(error, fields)], t)
        outcome = await self._wizard.take_contact(
            _nothing_else(inbound, caller), caller.person, key
        )
        return await self._walk.redrawn(inbound, caller, outcome)

    async def back(self, inbound: Inbound, caller: Caller) -> Result:
        outcome = await self._wizard.change(_nothing_else(inbound, caller), caller.person)
        return await self._walk.redrawn(inbound, caller, outcome)

    async def close(self, inbound: Inbound, caller: Caller) -> Ack:
        return await self._walk.postpone(inbound, caller, _nothing_else(inbound, caller))

    def _form(self, caller: Caller, place: OfNewContact, entered: Mapping[str, Entered]) -> View:
        number = int(self._clock().timestamp() * 1000)
        may_block = may(caller.person, Right.DELETE_CONTACTS)
        return views.form_in_wizard(place, caller.t, number, entered, may_block=may_block)


def _nothing_else(inbound: Inbound, caller: Caller) -> Edit:
    """An edit of the draft whose window shows a contact's form: no field of the draft is in it."""
    window = inbound.body["view"]
    place = unpack(OfNewContact, window)
    actions = inbound.body.get("actions") or [{}]
    return Edit(
        owner=caller.person.owner,
        draft_id=place.draft_id,
        revision=place.revision,
        window=window["id"],
        acted_at=actions[0].get("action_ts", ""),
        sent_at=inbound.sent_at,
        form={},
    )


def _called(name: str) -> dict[str, Entered]:
    """A whole name in the fields of a person: the last word is the surname."""
    first, _, last = name.strip().rpartition(" ")
    return {"first_name": Entered(first), "surname": Entered(last)} if last else {}


def register(app: Feature[Caller], windows: Windows, screens: ContactsOfDrafts) -> None:
    app.action(wizard_form.NEW_CONTACT, windows.shows_at_once(screens.new))
    app.action(views.OTHER_KIND, windows.shows_at_once(screens.other_kind))
    app.action(views.TO_WIZARD, windows.shows_at_once(screens.back))
    app.view(views.FORM_IN_WIZARD, windows.shows(screens.save))
    app.view_closed(views.FORM_IN_WIZARD, screens.close)
