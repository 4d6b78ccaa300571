"""Who belongs to a record: a line on its card, the list, and the form that adds contacts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.contacts.label import contact_label
from bot.domain.enums import ContactType
from bot.domain.messages import N_
from bot.domain.setup.members import FIELDS, OF_KIND
from bot.domain.setup.records import RECORDS
from bot.views import blocks
from bot.views.contacts.buttons import OPEN as OPEN_CONTACT
from bot.views.forms import form as forms
from bot.views.listing import Listing, Row, draw
from bot.views.metadata import pack
from bot.views.setup.records import OPEN

if TYPE_CHECKING:
    from bot.domain.contacts.contact import ContactHit
    from bot.domain.pages import Page
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

LIST, ADD_FORM = "setup_members", "setup_members_add"
SHOW, TURN, ADD, REMOVE, FIELD = (
    "members.show",
    "members.turn",
    "members.add",
    "members.remove",
    "members.field",
)
PAGE_SIZE = 10
HINTS = {
    None: N_("Companies and persons"),
    ContactType.COMPANY: N_("Companies only"),
    ContactType.PERSON: N_("Persons only"),
}


@dataclass(frozen=True, slots=True)
class MembersPlace:
    """What a window of members carries: of which record, and where in the list."""

    kind: str
    code: str
    offset: int = 0


def on_card(kind: str, code: str, number: int, t: Translator) -> list[Block]:
    count = t.plural("{count} contact", "{count} contacts", number)
    button = blocks.button(t(N_("Members")), f"{SHOW}:{kind}:{code}")
    return [blocks.section(blocks.plain(count), button)]


def listing(
    page: Page[ContactHit],
    place: MembersPlace,
    t: Translator,
    sentence: str = "",
    *,
    may_change: bool,
) -> View:
    address = f"{place.kind}:{place.code}"
    add = blocks.button(t(N_("Add contacts")), f"{ADD}:{address}", style="primary")
    back = blocks.button(t(N_("Back")), f"{OPEN}:{address}")
    shown = Listing(
        title=N_("Members"),
        callback=LIST,
        page=page,
        rows=[_row(hit, place, t, may_change=may_change) for hit in page.rows],
        size=PAGE_SIZE,
        turn=TURN,
        nothing=N_("Nobody belongs here yet."),
        carries=place,
        above=[_of(place, t)],
        buttons=[blocks.actions(*([add] if may_change else []), back, block_id="members")],
    )
    return draw(shown, t, sentence, "success")


def _of(place: MembersPlace, t: Translator) -> Block:
    return blocks.header(f"{t(RECORDS[place.kind].one)} {place.code}")


def _row(hit: ContactHit, place: MembersPlace, t: Translator, *, may_change: bool) -> Row:
    buttons = [blocks.button(t(N_("Open")), f"{OPEN_CONTACT}:{hit.id}")]
    if may_change:
        address = f"{place.kind}:{place.code}:{hit.id}"
        buttons.append(blocks.button(t(N_("Remove")), f"{REMOVE}:{address}"))
    return Row(contact_label(hit), hit.no, f"member.{hit.id}", buttons)


def form(place: MembersPlace, t: Translator, number: int) -> View:
    back = blocks.button(t(N_("Back")), f"{SHOW}:{place.kind}:{place.code}")
    fields = [replace(field, hint=HINTS[OF_KIND[place.kind]]) for field in FIELDS.values()]
    return blocks.modal(
        t(N_("Add contacts")),
        [
            _of(place, t),
            *forms.draw_all(fields, {}, t, action=FIELD, number=number),
            blocks.actions(back, block_id="leave"),
        ],
        submit=t(N_("Save")),
        close=t(N_("Cancel")),
        callback_id=ADD_FORM,
        private_metadata=pack(place),
    )
