"""The form of a contact, and the one that shares a contact's card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.domain.contacts.form import PERSON, fields_of
from bot.domain.contacts.label import contact_label
from bot.domain.forms import Choice, Entered, Field, Kind, chosen, table
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.contacts.buttons import BACK, OPEN
from bot.views.forms import form as forms
from bot.views.forms.redrawn import as_typed
from bot.views.metadata import pack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.contacts.card import ContactCard
    from bot.domain.contacts.contact import ContactHit
    from bot.i18n import Translator
    from bot.views.blocks import View
    from bot.views.contacts.card import Place

FORM, SHARE_FORM, FIELD = "contact_form", "contact_share", "contact.field"
FORM_IN_WIZARD, TO_WIZARD, OTHER_KIND = (
    "contact_of_draft",
    "contact.to_wizard",
    "contact.other_kind",
)
SHARE_FIELDS = table(Field("conversation", N_("Conversation"), Kind.CONVERSATION, required=True))


@dataclass(frozen=True, slots=True)
class OfNewContact:
    """What the form of a contact for a draft carries; ``twins`` are those that were shown."""

    draft_id: str
    revision: int
    kind: str = "person"
    twins: tuple[int, ...] = ()


def form(
    place: Place,
    t: Translator,
    number: int,
    found: ContactCard | None = None,
    *,
    may_block: bool,
) -> View:
    """A new contact, or one that is changed. Only who may lift a privacy block is asked about
    it."""
    fields = _asked(place.kind, may_block=may_block)
    entered = {} if found is None else _entered(found, fields, t)
    back = f"{OPEN}:{place.contact}" if place.contact is not None else BACK
    person = fields.keys() == PERSON.keys()
    new = N_("New person") if person else N_("New company")
    return blocks.modal(
        t(new if found is None else N_("Change")),
        [
            *forms.draw_all(fields.values(), entered, t, action=FIELD, number=number),
            blocks.actions(blocks.button(t(N_("Back")), back), block_id="leave"),
        ],
        submit=t(N_("Save")),
        close=t(N_("Cancel")),
        callback_id=FORM,
        private_metadata=pack(place),
    )


def form_in_wizard(
    place: OfNewContact,
    t: Translator,
    number: int,
    entered: Mapping[str, Entered],
    *,
    may_block: bool,
) -> View:
    """A new contact for a draft, in the wizard's window. What was ``entered`` of the other kind
    stays where both have the field."""
    fields = _asked(place.kind, may_block=may_block)
    person = place.kind == "person"
    other = N_("A company instead") if person else N_("A person instead")
    return blocks.modal(
        t(N_("New person") if person else N_("New company")),
        [
            blocks.context(blocks.plain(t(N_("Your interaction is kept and goes on after this.")))),
            *forms.draw_all(fields.values(), entered, t, action=FIELD, number=number),
            blocks.actions(
                blocks.button(t(N_("Back")), TO_WIZARD),
                blocks.button(t(other), OTHER_KIND),
                block_id="leave",
            ),
        ],
        submit=t(N_("Save")),
        close=t(N_("Postpone")),
        callback_id=FORM_IN_WIZARD,
        private_metadata=pack(place),
        notify_on_close=True,
    )


def _asked(kind: str, *, may_block: bool) -> dict[str, Field]:
    fields = dict(fields_of(kind))
    if not may_block:
        offered = {k: v for k, v in fields["flags"].choices.items() if k != "privacy_blocked"}
        fields["flags"] = replace(fields["flags"], choices=offered)
    return fields


def _entered(found: ContactCard, fields: Mapping[str, Field], t: Translator) -> dict[str, Entered]:
    values = found.values
    entered = {key: Entered(_text(values.get(key))) for key in fields}
    entered["flags"] = chosen(Choice(key, "") for key in fields["flags"].choices if values[key])
    if "company" in fields and found.hit.company_id is not None:
        name = found.hit.company_name or ""
        entered["company"] = Entered(str(found.hit.company_id), label=name)
    if not values.get("surname") and "surname" in fields:  # came in with one name only
        entered["surname"] = Entered(values["name"])
        entered["first_name"] = Entered()
    if code := values["country_code"]:
        entered["country_code"] = Entered(code, label=t.countries.get(code, code))
    if code := values["language_code"]:
        entered["language_code"] = Entered(code, label=t.language(code))
    if code := values["salesperson_code"]:
        entered["salesperson_code"] = Entered(code, label=found.salesperson or code)
    return entered


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def with_twins(
    view: Mapping[str, Any],
    place: Place | OfNewContact,
    twins: Sequence[ContactHit],
    t: Translator,
) -> View:
    """The form as it was sent, with whom the contact may be; saving once more keeps both."""
    names = t.listing([f"{contact_label(hit)}, {hit.no}" for hit in twins])
    told = t(
        N_("There is somebody much like that: {names}. Press Save again if it is another one."),
        names=names,
    )
    again = blocks.with_alert(as_typed(view), told, "warning", anew=True)
    packed = pack(replace(place, twins=tuple(hit.id for hit in twins)))
    return again | {"private_metadata": packed}


def share_form(found: ContactCard, place: Place, t: Translator) -> View:
    """Where to, and what is posted there."""
    told = t(N_("Everybody there sees the name, the company and the city. More is behind Open."))
    return blocks.modal(
        t(N_("Share")),
        [
            blocks.section(blocks.plain(contact_label(found.hit))),
            *forms.draw_all(SHARE_FIELDS.values(), {}, t, action=FIELD),
            blocks.context(blocks.plain(told)),
            blocks.actions(
                blocks.button(t(N_("Back")), f"{OPEN}:{found.hit.id}"), block_id="leave"
            ),
        ],
        submit=t(N_("Share")),
        close=t(N_("Cancel")),
        callback_id=SHARE_FORM,
        private_metadata=pack(place),
    )


def shared(found: ContactCard, user_id: str, t: Translator) -> dict[str, Any]:
    """The message that shares a contact: what anybody may see of it, and the way to the rest."""
    hit = found.hit
    by = t(N_("{user} shares a contact"), user=f"<@{blocks.escape(user_id)}>")
    open_it = blocks.button(t(N_("Open")), f"{OPEN}:{hit.id}")
    return {
        "text": blocks.escape(contact_label(hit)),
        "blocks": [
            blocks.context(blocks.mrkdwn(by)),
            blocks.section(blocks.plain(contact_label(hit)), open_it),
        ],
    }
