"""An interaction template's texts on its card, their form, and what a contact gets to read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.forms import Entered, Field, Kind, table
from bot.domain.messages import N_
from bot.domain.setup.template_texts import FIELDS
from bot.views import blocks
from bot.views.forms import form as forms
from bot.views.metadata import pack
from bot.views.setup import records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.setup.shown import RecordCard
    from bot.domain.setup.template_texts import TemplateText
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

FORM, FIELD, MERGE_FIELD = "setup_text", "setup.text_field", "setup.text_field:merge_field"
NEW, EDIT, REMOVE = "setup.text_new", "setup.text_edit", "setup.text_remove"
ASK_PREVIEW, PREVIEW, CONTACT = "setup.text_preview", "setup_text_preview", "setup.text_reader"
TRY = "setup.template_try"
BEGINNING = 150
"""Characters of a text that a card shows."""

READER = table(Field("contact", N_("Contact"), Kind.SEARCH, required=True))


@dataclass(frozen=True, slots=True)
class TextPlace:
    """The template that a window is about; the language of the text and what was seen of it."""

    code: str
    language: str = ""
    seen: str = ""


def on_card(
    found: RecordCard, texts: Sequence[TemplateText], t: Translator, *, may_change: bool
) -> list[Block]:
    """The texts of a template, and what can be done with them."""
    body = [blocks.header(t(N_("Texts")))]
    for text in texts:
        name = t.language(text.language_code)
        start = " ".join(text.content.split())
        about = [text.description, start[:BEGINNING] + ("…" if len(start) > BEGINNING else "")]
        body.append(blocks.entry(name, " · ".join(part for part in about if part)))
        if may_change:
            address = f"{found.code}:{text.language_code}"
            asks = blocks.confirmation(
                t(N_("Remove this text?")), name, t(N_("Remove")), t(N_("Keep"))
            )
            edit = blocks.button(t(N_("Change text")), f"{EDIT}:{address}")
            remove = blocks.button(t(N_("Remove")), f"{REMOVE}:{address}", confirm=asks)
            body.append(blocks.actions(edit, remove, block_id=f"text.{text.language_code}"))
    if not texts:
        nothing = N_("There is no text yet. Each language has a name and what is to be said.")
        body.append(blocks.section(blocks.plain(t(nothing))))
    buttons = []
    if may_change:
        buttons.append(blocks.button(t(N_("Add a language")), f"{NEW}:{found.code}"))
    if any(text.content for text in texts):
        buttons.append(blocks.button(t(N_("Preview")), f"{ASK_PREVIEW}:{found.code}"))
    if not found.retired:
        buttons.append(blocks.button(t(N_("Try it")), f"{TRY}:{found.code}"))
    return [*body, blocks.actions(*buttons, block_id="texts")] if buttons else body


def form(place: TextPlace, entered: Mapping[str, Entered], t: Translator, number: int) -> View:
    """A text's form; the language of one that is there can't be changed."""
    fields = dict(FIELDS)
    if place.language:
        fields.pop("language_code")
    drawn = [records.spoken(field, t) for field in fields.values()]
    body = forms.draw_all(drawn, entered, t, action=FIELD, number=number)
    if place.language:
        body.insert(0, blocks.header(t.language(place.language)))
    return blocks.modal(
        t(N_("Text")),
        [*body, _back(place.code, t)],
        submit=t(N_("Save")),
        close=t(N_("Cancel")),
        callback_id=FORM,
        private_metadata=pack(place),
    )


def ask_reader(place: TextPlace, t: Translator) -> View:
    """Whose text is to be shown."""
    return blocks.modal(
        t(N_("Preview")),
        [*forms.draw_all(READER.values(), {}, t, action=CONTACT), _back(place.code, t)],
        submit=t(N_("Show")),
        close=t(N_("Close")),
        callback_id=PREVIEW,
        private_metadata=pack(place),
    )


def preview(
    place: TextPlace, reader: Entered, language: str, content: str | None, t: Translator
) -> View:
    """The text as a contact gets it; None: the template has none for them."""
    nothing = t(
        N_(
            "There is no text in this contact's language, and none in the template's default "
            "language."
        )
    )
    text = content or nothing
    body = [
        *forms.draw_all(READER.values(), {"contact": reader}, t, action=CONTACT),
        blocks.header(t.language(language)) if content else None,
        *(blocks.section(blocks.plain(part)) for part in _parts(text)),
        _back(place.code, t),
    ]
    return ask_reader(place, t) | {"blocks": [block for block in body if block]}


def _parts(text: str) -> list[str]:
    """A merged text may be longer than what it was merged from; Slack takes 3,000 at once."""
    return [text[start : start + 3000] for start in range(0, len(text), 3000)]


def _back(code: str, t: Translator) -> Block:
    back = blocks.button(t(N_("Back")), f"{records.OPEN}:interaction_templates:{code}")
    return blocks.actions(back, block_id="leave")


def as_entered(text: TemplateText) -> dict[str, Entered]:
    return {"description": Entered(text.description), "content": Entered(text.content)}


def emptied(entered: Mapping[str, Entered], content: str) -> dict[str, Entered]:
    """A form whose chosen merge field has gone into its content."""
    kept = {key: replace(value, drawn_at=0) for key, value in entered.items()}
    return {**kept, "merge_field": Entered(), "content": Entered(content)}
