"""The set-up's screens: what there is, a list, a card and a form for every kind of record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.domain.forms import Entered, Kind
from bot.domain.messages import N_
from bot.domain.people.rights import Right, may
from bot.domain.setup.records import RECORDS, as_text
from bot.views import blocks
from bot.views.forms import form as forms
from bot.views.listing import Listing, Row, draw
from bot.views.metadata import pack
from bot.views.punctuation import named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.forms import Field
    from bot.domain.pages import Page
    from bot.domain.people.person import Person
    from bot.domain.setup.fields import Record
    from bot.domain.setup.shown import RecordCard, RecordRow
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

HUB, LIST, CARD, FORM = "setup", "setup_list", "setup_card", "setup_form"
SHOW, TURN, OPEN = "setup.list", "setup.turn", "setup.open"
NEW, EDIT, TO_HUB = "setup.new", "setup.edit", "setup.hub"
RETIRE, BRING_BACK, DELETE = "setup.archive", "setup.bring_back", "setup.delete"
FIELD = "setup.field"
COMPANY = "company.show"
"""What shows the company's settings."""
AUDIT = "setup.audit"
IMPORTS = "imports.show"
"""What shows the imports."""
EXPORT = "export.ask"
PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class Place:
    """What a window of the set-up carries: a kind of record, which one, where in the list."""

    kind: str = ""
    code: str = ""
    words: str = ""
    offset: int = 0


def hub(person: Person, t: Translator) -> View:
    """What there is that somebody may see, and what they are."""
    role = t(N_("Your role: {role}"), role=t(role_of(person)))
    body: list[Block] = [blocks.section(blocks.plain(role))]
    may_see = may(person, Right.SEE_SETUP)
    if may_see:
        company = blocks.button(t(N_("Open")), COMPANY)
        body.append(blocks.section(blocks.plain(t(N_("Company"))), company))
    for record in RECORDS.values():
        if may(person, record.see):
            button = blocks.button(t(N_("Open")), f"{SHOW}:{record.kind}")
            body.append(blocks.section(blocks.plain(t(record.many)), button))
    if may(person, Right.IMPORT):
        imports = blocks.button(t(N_("Open")), IMPORTS)
        body.append(blocks.section(blocks.plain(t(N_("Imports"))), imports))
    if may(person, Right.EXPORT):
        export = blocks.button(t(N_("Open")), EXPORT)
        body.append(blocks.section(blocks.plain(t(N_("Export"))), export))
    if may_see:
        trail = blocks.button(t(N_("Open")), AUDIT)
        body.append(blocks.section(blocks.plain(t(N_("Audit trail"))), trail))
    else:
        told = N_("The set-up is for managers and administrators.")
        body.append(blocks.context(blocks.plain(t(told))))
    return blocks.modal(t(N_("Set-up")), body, close=t(N_("Close")), callback_id=HUB)


def role_of(person: Person) -> str:
    """The word for what somebody is."""
    roles = RECORDS["salespeople"].fields["role"].choices
    return roles[person.role.value] if person.role else N_("none yet")


def listing(
    page: Page[RecordRow],
    place: Place,
    t: Translator,
    sentence: str = "",
    level: str = "success",
    *,
    may_change: bool,
) -> View:
    record = RECORDS[place.kind]
    new = blocks.button(t(N_("New")), f"{NEW}:{record.kind}", style="primary")
    shown = Listing(
        title=N_("Set-up"),
        callback=LIST,
        page=page,
        rows=[_row(row, record, t) for row in page.rows],
        size=PAGE_SIZE,
        turn=TURN,
        nothing=N_("There is nothing here yet."),
        carries=replace(place, code="", offset=page.offset),
        above=[blocks.header(t(record.many))],
        words=place.words,
        hint=N_("Code or name"),
        buttons=[
            blocks.actions(
                *([new] if may_change and not record.fixed else []),
                blocks.button(t(N_("Set-up")), TO_HUB),
                block_id="setup",
            )
        ],
    )
    return draw(shown, t, sentence, level)


def _row(row: RecordRow, record: Record, t: Translator) -> Row:
    about = [row.code, *(_said(record.fields[key], value, t) for key, value in row.listed.items())]
    if row.retired:
        about.append(t(_retired(record)))
    return Row(
        row.name,
        " · ".join(word for word in about if word),
        f"row.{row.code}",
        [blocks.button(t(N_("Open")), f"{OPEN}:{record.kind}:{row.code}")],
    )


def _retired(record: Record) -> str:
    return N_("blocked") if record.retired == "blocked" else N_("archived")


def card(
    found: RecordCard,
    place: Place,
    t: Translator,
    sentence: str = "",
    level: str = "success",
    *,
    may_change: bool,
    more: Sequence[Block] = (),
) -> View:
    """A record's values, and what can be done with it."""
    record = RECORDS[place.kind]
    body: list[Block] = [blocks.alert(sentence, level)] if sentence else []
    about = found.code + (f" · {t(_retired(record))}" if found.retired else "")
    body.append(blocks.entry(found.names.get(record.name) or str(found.values[record.name]), about))
    rows = [
        (field, _shown(field, found.names.get(key) or found.values[key], t))
        for key, field in record.fields.items()
        if key not in {"code", record.name}
    ]
    told = "\n".join(named(t(field.label), value, t) for field, value in rows if value)
    if told:
        body.append(blocks.section(blocks.mrkdwn(told)))
    body += more
    if may_change:
        body.append(blocks.actions(*_buttons(found, record, t), block_id=f"card.{found.code}"))
    back = blocks.button(t(record.many), f"{SHOW}:{record.kind}")
    body.append(blocks.actions(back, block_id="leave"))
    return blocks.modal(
        t(record.one),
        body,
        close=t(N_("Close")),
        callback_id=CARD,
        private_metadata=pack(replace(place, code=found.code)),
    )


def _buttons(found: RecordCard, record: Record, t: Translator) -> list[Block]:
    address = f"{record.kind}:{found.code}"
    buttons = [blocks.button(t(N_("Change")), f"{EDIT}:{address}", style="primary")]
    if record.fixed:
        return buttons
    blocked = record.retired == "blocked"
    if found.retired:
        words = N_("Unblock") if blocked else N_("Bring back")
        buttons.append(blocks.button(t(words), f"{BRING_BACK}:{address}"))
    else:
        words = N_("Block") if blocked else N_("Archive")
        told = (
            N_("Nobody can choose them any more; what they recorded stays. They can be unblocked.")
            if blocked
            else N_("It is offered no more and stays readable. It can be brought back.")
        )
        asks = blocks.confirmation(
            t(N_("{name}?"), name=t(words)), t(told), t(words), t(N_("Keep")), danger=False
        )
        buttons.append(blocks.button(t(words), f"{RETIRE}:{address}", confirm=asks))
    if not found.in_use:
        asks = blocks.confirmation(
            t(N_("Delete {code}?"), code=found.code),
            t(N_("Nothing uses it. This can't be undone.")),
            t(N_("Delete")),
            t(N_("Keep")),
        )
        delete = blocks.button(t(N_("Delete")), f"{DELETE}:{address}", style="danger", confirm=asks)
        buttons.append(delete)
    return buttons


def form(place: Place, t: Translator, number: int, found: RecordCard | None = None) -> View:
    """A new record, or one that is changed; its code can't be."""
    record = RECORDS[place.kind]
    fields = dict(record.fields)
    entered: dict[str, Entered] = {}
    if found is not None:
        fields.pop("code")
        entered = {
            key: Entered(
                as_text(field, found.values[key], t.decimal_sign), label=found.names.get(key)
            )
            for key, field in fields.items()
        }
    elif "role" in fields:
        entered["role"] = Entered("salesperson")
    drawn = [spoken(field, t) for field in fields.values()]
    title = record.one if found is None else N_("Change")
    back = (
        blocks.button(t(N_("Back")), f"{SHOW}:{record.kind}")
        if found is None
        else blocks.button(t(N_("Back")), f"{OPEN}:{record.kind}:{found.code}")
    )
    return blocks.modal(
        t(title),
        [
            *forms.draw_all(drawn, entered, t, action=FIELD, number=number),
            blocks.actions(back, block_id="leave"),
        ],
        submit=t(N_("Save")),
        close=t(N_("Cancel")),
        callback_id=FORM,
        private_metadata=pack(place),
    )


def spoken(field: Field, t: Translator) -> Field:
    """Languages are called by their names."""
    if field.key != "language_code":
        return field
    names = {code: t.language(code) for code in field.choices}
    ordered = sorted(names.items(), key=lambda item: item[1])
    return replace(field, choices=dict(ordered[:99]))


def _shown(field: Field, value: Any, t: Translator) -> str:
    """A value as a card says it, in Slack's markup; blank for what needs no saying."""
    if value and field.kind is Kind.USER:
        return f"<@{blocks.escape(str(value))}>"
    return blocks.escape(_said(field, value, t))


def _said(field: Field, value: Any, t: Translator) -> str:
    """The same as plain text."""
    if value is None or value is False or value == "":
        return ""
    if value is True:
        return t(N_("Yes"))
    if field.key == "language_code":
        return t.language(str(value))
    word = _word(field.choices, value)
    return t(word) if word else t.show(value)


def _word(choices: Mapping[str, str], value: Any) -> str | None:
    return choices.get(str(value))
