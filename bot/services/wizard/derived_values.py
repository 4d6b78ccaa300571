"""What a chosen contact, template, language or salesperson brings into a draft."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.contacts.label import contact_label
from bot.domain.forms import Problem
from bot.domain.messages import N_, Text
from bot.domain.segments import header_draft
from bot.domain.wizard import defaults
from bot.i18n import translator

if TYPE_CHECKING:
    from bot.domain.people.person import Person
    from bot.domain.template_facts import TemplateFacts
    from bot.domain.wizard.draft import Draft
    from bot.services.contacts.search import ContactSearch
    from bot.services.templates.lists import Reference

BLOCKED = N_("{contact} is blocked and can't be chosen.")
GONE = N_("This entry of the list is no longer available. Please choose another one.")


DERIVING = ("contact", "template", "language", "salesperson", "campaign")
"""The fields whose change brings others with it."""


class Choices:
    """Looks up what was chosen and applies the rules of :mod:`bot.domain.wizard.defaults`."""

    def __init__(self, reference: Reference, contacts: ContactSearch) -> None:
        self._reference = reference
        self._contacts = contacts

    async def template_of(self, draft: Draft, person: Person) -> TemplateFacts | None:
        code = draft.text("template")
        return await self._reference.template(code, person.locale) if code else None

    async def derive(
        self, draft: Draft, person: Person, changed: set[str], problems: list[Problem]
    ) -> Draft:
        """Apply what a chosen contact, template, language or list entry brings with it."""
        template = await self.template_of(draft, person)
        if "contact" in changed:
            draft = await self._contact(draft, template, problems)
        if "template" in changed:
            if template is None and draft.text("template"):
                problems.append(Problem("template", Text(GONE)))
                draft = draft.filling({"template": None})
            choose = (header_draft if draft.segment_no else defaults).choose_template
            draft = choose(draft, template, decimal_sign=decimal_sign(person))
        elif "language" in changed and template is not None:
            draft = defaults.fill_content(draft, template)
        if "salesperson" in changed and draft.text("salesperson"):
            name = await self._reference.salesperson_name(draft.text("salesperson"))
            if name is None:
                problems.append(Problem("salesperson", Text(GONE)))
                draft = draft.filling({"salesperson": None})
        if "campaign" in changed and draft.segment_no:
            draft = header_draft.choose_campaign(draft)
        return draft

    async def _contact(
        self, draft: Draft, template: TemplateFacts | None, problems: list[Problem]
    ) -> Draft:
        chosen, key = draft.text("contact"), draft.number("contact")
        contact = await self._contacts.get(key) if key is not None else None
        if chosen and (contact is None or contact.blocked):
            name = contact_label(contact) if contact else draft.labels.get("contact", "")
            text = Text(BLOCKED, {"contact": name}) if contact else Text(GONE)
            problems.append(Problem("contact", text))
            draft, contact = draft.filling({"contact": None}), None
        if contact is not None:
            if contact.id != key:  # merged: the survivor is shown in its place
                draft = replace(draft.filling({"contact": str(contact.id)}), typed=draft.typed)
            draft = replace(
                draft,
                labels={**draft.labels, "contact": contact_label(contact)},
                offered=(),
                offered_because="",
            )
        owner = contact.salesperson_code if contact else None
        owner_name = await self._reference.salesperson_name(owner)
        return defaults.choose_contact(draft, contact, template, owner_name)


def decimal_sign(person: Person) -> str:
    """The sign that the person's language writes between units and tenths."""
    return translator(person.locale).decimal_sign
