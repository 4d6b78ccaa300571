"""The list of contacts that a search finds, and a contact's card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.contacts.label import contact_label
from bot.domain.enum_words import ENUM_WORDS
from bot.domain.interaction_log.entries import title
from bot.domain.interaction_log.filters import LogFilter
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.contacts import merging
from bot.views.contacts.buttons import CREATE, OPEN, to_list
from bot.views.interaction_log.buttons import OPEN as OPEN_ENTRY
from bot.views.interaction_log.buttons import log_button
from bot.views.interaction_log.listing import when, who
from bot.views.listing import Listing, Row, draw
from bot.views.metadata import pack
from bot.views.punctuation import named
from bot.views.wizard.logged import duration
from bot.views.wizard.postponed import RESUME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.contacts.card import ContactCard
    from bot.domain.contacts.contact import ContactHit
    from bot.domain.contacts.merging import Merge
    from bot.domain.pages import Page
    from bot.domain.wizard.draft import Draft
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

LIST, CARD = "contacts", "contact"
TURN, PERSONS = "contacts.turn", "contacts.persons"
NO_ANSWER, TAKE_BACK = "contact.no_answer", "contact.take_back"
NEW, EDIT, DELETE, SHARE = "contact.new", "contact.edit", "contact.delete", "contact.share"
PAGE_SIZE = 10
SHOWN_DRAFTS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """What a window of contacts carries: the words or the company that the list was opened for,
    where in it, and the contact of a card or of a form. A form also carries of which kind the
    contact is, as it was when (``seen``, ISO), and which ones it may be (``twins``)."""

    words: str = ""
    company: int | None = None
    offset: int = 0
    contact: int | None = None
    kind: str = ""
    seen: str = ""
    twins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """What somebody who reads a card may do, their open drafts about the contact, and the merges
    that they may undo."""

    may_record: bool
    may_delete: bool
    drafts: Sequence[Draft] = ()
    merges: Sequence[Merge] = ()


def listing(
    page: Page[ContactHit], place: Place, reader: Reader, t: Translator, *, sentence: str = ""
) -> View:
    new = []
    if reader.may_record:
        new += [
            blocks.button(t(N_("New person")), f"{NEW}:person", style="primary"),
            blocks.button(t(N_("New company")), f"{NEW}:company"),
        ]
    if reader.may_delete:
        new.append(blocks.button(t(N_("Likely duplicates")), merging.SHOW_TWINS))
    shown = Listing(
        title=N_("Contacts"),
        callback=LIST,
        page=page,
        rows=[
            Row(
                contact_label(hit),
                _about(hit, t),
                f"row.{hit.id}",
                [blocks.button(t(N_("Open")), f"{OPEN}:{hit.id}")],
            )
            for hit in page.rows
        ],
        size=PAGE_SIZE,
        turn=TURN,
        nothing=N_("No contact is called so. New person, New company or an import brings it in."),
        carries=replace(place, contact=None, offset=page.offset),
        words=place.words if place.company is None else None,
        hint=N_("Name, company, e-mail address, phone number or contact number"),
        buttons=[blocks.actions(*new, block_id="contacts")] if new else [],
    )
    return draw(shown, t, sentence, "success")


def _about(hit: ContactHit, t: Translator) -> str:
    said = [hit.no, t(ENUM_WORDS[hit.type]), hit.email or ""]
    return " · ".join(word for word in said if word)


def card(
    found: ContactCard,
    place: Place,
    reader: Reader,
    t: Translator,
    *,
    sentence: str = "",
    level: str = "success",
    undo: Block | None = None,
) -> View:
    """All that one wants to know before a call. ``undo`` takes back what was just done."""
    hit = found.hit
    body: list[Block] = [blocks.alert(sentence, level)] if sentence else []
    if undo is not None:
        body.append(blocks.actions(undo, block_id="undo"))
    about = " · ".join(
        word
        for word in (hit.no, t(ENUM_WORDS[hit.type]), found.values["job_title"], hit.company_name)
        if word
    )
    body.append(blocks.entry(hit.name, about))
    if hit.blocked:
        told = t(N_("Blocked: nothing may be recorded with this contact."))
        body.append(blocks.alert(told, "warning"))
    if reader.may_record and not hit.blocked:
        body.append(_recording(found, t))
    if details := _details(found, t):
        body.append(blocks.section(blocks.mrkdwn(details)))
    body.append(blocks.section(blocks.plain(_figures(found, t))))
    body += _latest(found, t)
    body += _related(found, t)
    body += _drafts(reader, t)
    body += merging.on_card(reader.merges, t)
    body.append(_leaving(found, reader, t))
    return blocks.modal(
        t(N_("Contact")),
        body,
        close=t(N_("Close")),
        callback_id=CARD,
        private_metadata=pack(replace(place, contact=hit.id)),
    )


def _recording(found: ContactCard, t: Translator) -> Block:
    key = found.hit.id
    create = blocks.button(t(N_("Create interaction")), f"{CREATE}:{key}", style="primary")
    return blocks.actions(
        create, blocks.button(t(N_("No answer")), f"{NO_ANSWER}:{key}"), block_id=f"record.{key}"
    )


def _details(found: ContactCard, t: Translator) -> str:
    values = found.values
    address = [values["address"], values["address_2"]]
    place = " ".join(word for word in (values["post_code"], values["city"]) if word)
    country = values["country_code"]
    address += [place, t.countries.get(country, country) if country else None]
    rows = [
        (N_("Phone"), _phone(values["phone"], values["phone_e164"])),
        (N_("Mobile phone"), _phone(values["mobile_phone"], values["mobile_phone_e164"])),
        (N_("E-mail"), _mail(values["email"])),
        (N_("Home page"), blocks.escape(values["home_page"] or "")),
        (N_("Address"), blocks.escape(", ".join(line for line in address if line))),
        (N_("Salesperson"), blocks.escape(found.salesperson or "")),
        (
            N_("Language"),
            t.language(values["language_code"]) if values["language_code"] else "",
        ),
    ]
    return "\n".join(named(t(label), value, t) for label, value in rows if value)


def _phone(number: str | None, e164: str | None) -> str:
    if not number:
        return ""
    return f"<tel:{e164}|{_linked(number)}>" if e164 else blocks.escape(number)


def _mail(address: str | None) -> str:
    if not address:
        return ""
    return f"<mailto:{_linked(address)}|{_linked(address)}>"


def _linked(text: str) -> str:
    """What may stand inside a link: no sign that ends it."""
    return blocks.escape(text).replace("|", "")


def _figures(found: ContactCard, t: Translator) -> str:
    figures = found.figures
    rows = [
        (N_("Interactions"), t.show(figures.interactions)),
        (N_("Cost"), t.show(figures.cost)),
        (N_("Duration"), duration(figures.duration_min, t)),
        (N_("Last interaction"), t.day(figures.latest) if figures.latest else "—"),
        (N_("Last attempt"), t.day(figures.attempted) if figures.attempted else "—"),
    ]
    return "\n".join(named(t(label), value, t) for label, value in rows)


def _latest(found: ContactCard, t: Translator) -> list[Block]:
    if not found.latest:
        return []
    body: list[Block] = [blocks.header(t(N_("Latest interactions")))]
    for row in found.latest:
        about = [when(row, t)]
        if row.contact_name != found.hit.name:
            about.append(who(row))
        if row.description != row.template:
            about.append(row.description)
        if row.attempt_failed:
            about.append(t(N_("not reached")))
        text = f"{t(title(row))}\n{' · '.join(about)}"
        open_it = blocks.button(t(N_("Open")), f"{OPEN_ENTRY}:{row.id}")
        body.append(blocks.section(blocks.plain(text), open_it))
    return body


def _related(found: ContactCard, t: Translator) -> list[Block]:
    rows = [
        (N_("Open opportunities"), t.listing(list(found.opportunities))),
        (N_("Mailing groups"), t.listing(list(found.mailing_groups))),
    ]
    text = "\n".join(named(t(label), value, t) for label, value in rows if value)
    return [blocks.section(blocks.plain(text))] if text else []


def _drafts(reader: Reader, t: Translator) -> list[Block]:
    body: list[Block] = []
    for draft in reader.drafts[:SHOWN_DRAFTS]:
        name = draft.text("description") or draft.labels.get("template") or "—"
        text = named(t(N_("Postponed")), name, t)
        resume = blocks.button(t(N_("Resume")), f"{RESUME}:{draft.id}")
        body.append(blocks.section(blocks.plain(text), resume))
    return body


def _leaving(found: ContactCard, reader: Reader, t: Translator) -> Block:
    key = found.hit.id
    buttons = [log_button(t, LogFilter(contact=key))]
    if found.persons:
        count = t.plural("{count} person", "{count} persons", found.persons)
        buttons.append(blocks.button(count, f"{PERSONS}:{key}"))
    if found.hit.type == "person" and found.hit.company_id is not None:
        buttons.append(blocks.button(t(N_("Company")), f"{OPEN}:{found.hit.company_id}"))
    if reader.may_record:
        buttons.append(blocks.button(t(N_("Edit")), f"{EDIT}:{key}"))
    buttons.append(blocks.button(t(N_("Share")), f"{SHARE}:{key}"))
    if reader.may_delete:
        asks = blocks.confirmation(
            t(N_("Delete this contact?")),
            t(
                N_(
                    "It is offered nowhere any more. Its interactions stay in the log, under its "
                    "name."
                )
            ),
            t(N_("Delete")),
            t(N_("Keep")),
        )
        buttons.append(blocks.button(t(N_("Merge")), f"{merging.BEGIN}:{key}"))
        delete = blocks.button(t(N_("Delete")), f"{DELETE}:{key}", style="danger", confirm=asks)
        buttons.append(delete)
    buttons.append(to_list(t))
    return blocks.actions(*buttons, block_id="leave")


def take_back_button(t: Translator, entry_id: int) -> Block:
    return blocks.button(t(N_("Take back")), f"{TAKE_BACK}:{entry_id}")


def contact_help(t: Translator) -> str:
    return t(
        N_(
            "`/contact` lists the contacts that you recorded something with last.\n"
            "`/contact meagan bond` opens the one that these words find, or lists all that they "
            "do: a name, a company, an e-mail address, a phone number or a contact number."
        )
    )
