"""Merging: the list of likely twins, the choice of the other contact, and the comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.contacts.label import OPTION_LENGTH, clip, contact_label
from bot.domain.contacts.merging import GIVEN_UP, KEPT, PARTS, to_choose
from bot.domain.enum_words import ENUM_WORDS
from bot.domain.forms import Entered, Field, Kind, table
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.contacts.buttons import OPEN, to_list
from bot.views.forms import form as forms
from bot.views.listing import Listing, Row, draw
from bot.views.metadata import pack
from bot.views.punctuation import named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.contacts.contact import ContactHit
    from bot.domain.contacts.merging import Merge, Part, Side, Twins
    from bot.domain.pages import Page
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

TWINS, CHOOSE_FORM, COMPARE_FORM = "merge_twins", "merge_choose", "merge_compare"
SHOW_TWINS, TURN, APART = "merge.twins", "merge.turn", "merge.apart"
BEGIN, COMPARE, UNDO, FIELD = "merge.begin", "merge.compare", "merge.undo", "merge.field"
PAGE_SIZE = 10
SHOWN_TWINS = 5
FIELDS = table(*(Field(part.key, part.label, Kind.RADIO) for part in PARTS))
"""All that may be chosen, to read a form."""
CHOOSE = table(Field("other", N_("The other contact"), Kind.SEARCH, required=True))


@dataclass(frozen=True, slots=True)
class MergePlace:
    """What a window of merging carries: which contact stays, which goes, and when each was changed
    last (ISO) as they were compared; of the list, where in it."""

    kept: int = 0
    given_up: int = 0
    seen_kept: str = ""
    seen_given_up: str = ""
    offset: int = 0


def twins(page: Page[Twins], t: Translator, sentence: str = "") -> View:
    shown = Listing(
        title=N_("Likely duplicates"),
        callback=TWINS,
        page=page,
        rows=[_pair(pair, t) for pair in page.rows],
        size=PAGE_SIZE,
        turn=TURN,
        nothing=N_("No two contacts look alike."),
        carries=MergePlace(offset=page.offset),
        below=[blocks.actions(to_list(t), block_id="leave")],
    )
    return draw(shown, t, sentence, "success")


def _pair(pair: Twins, t: Translator) -> Row:
    ids = f"{pair.first.id}:{pair.second.id}"
    about = f"{pair.second.no}, {contact_label(pair.second)} · {t(pair.because)}"
    return Row(
        f"{pair.first.no}, {contact_label(pair.first)}",
        about,
        f"pair.{pair.first.id}.{pair.second.id}",
        [
            blocks.button(t(N_("Compare")), f"{COMPARE}:{ids}", style="primary"),
            blocks.button(t(N_("Not the same")), f"{APART}:{ids}"),
        ],
    )


def choose(kept: ContactHit, likely: Sequence[ContactHit], t: Translator, number: int) -> View:
    """Which contact is to become one with ``kept``."""
    body: list[Block] = [blocks.entry(contact_label(kept), kept.no)]
    if likely:
        body.append(blocks.context(blocks.plain(t(N_("Much like that:")))))
        body += [
            blocks.section(
                blocks.plain(f"{hit.no}, {contact_label(hit)}"),
                blocks.button(t(N_("Compare")), f"{COMPARE}:{kept.id}:{hit.id}"),
            )
            for hit in likely[:SHOWN_TWINS]
        ]
    body += forms.draw_all(CHOOSE.values(), {}, t, action=FIELD, number=number)
    body.append(_back(kept.id, t))
    return blocks.modal(
        t(N_("Merge")),
        body,
        submit=t(N_("Compare")),
        close=t(N_("Cancel")),
        callback_id=CHOOSE_FORM,
        private_metadata=pack(MergePlace(kept=kept.id)),
    )


def parts_of(kept: Side, given_up: Side, t: Translator) -> dict[str, Field]:
    """A field for each part that both have and not the same."""
    return table(
        *(
            Field(
                part.key,
                part.label,
                Kind.RADIO,
                required=True,
                choices={KEPT: _text(part, kept, t), GIVEN_UP: _text(part, given_up, t)},
            )
            for part in to_choose(kept.values, given_up.values)
        )
    )


def compare(kept: Side, given_up: Side, t: Translator, number: int) -> View:
    """Both side by side: which one stays, and whose values are taken."""
    fields = parts_of(kept, given_up, t)
    taken = [
        named(t(part.label), _text(part, given_up, t), t)
        for part in PARTS
        if part.key not in fields and _text(part, given_up, t) != _text(part, kept, t)
        if _text(part, given_up, t) != "—"
    ]
    told = N_(
        "All that belongs to the second contact (interactions, segment lines, groups, "
        "opportunities, tasks) moves to the first. You can undo it for a week."
    )
    other = blocks.button(t(N_("Keep the other one")), f"{COMPARE}:{given_up.hit.id}:{kept.hit.id}")
    body: list[Block] = [
        _side(N_("Stays"), kept, t),
        _side(N_("Becomes part of it"), given_up, t) | {"accessory": other},
        *forms.draw_all(
            fields.values(), dict.fromkeys(fields, Entered(KEPT)), t, action=FIELD, number=number
        ),
    ]
    if taken:
        words = t(N_("Taken over, as only the other one has it: {values}"), values="; ".join(taken))
        body.append(blocks.context(blocks.plain(words)))
    body += [blocks.context(blocks.plain(t(told))), _back(kept.hit.id, t)]
    place = MergePlace(
        kept.hit.id,
        given_up.hit.id,
        kept.modified_at.isoformat(),
        given_up.modified_at.isoformat(),
    )
    return blocks.modal(
        t(N_("Merge")),
        body,
        submit=t(N_("Merge")),
        close=t(N_("Cancel")),
        callback_id=COMPARE_FORM,
        private_metadata=pack(place),
    )


def on_card(merges: Sequence[Merge], t: Translator) -> list[Block]:
    """The merges that can be undone, on the card of the contact that stayed."""
    return [
        blocks.section(
            blocks.plain(
                t(N_("{name} ({no}) became part of it on {day}."), name=m.name, no=m.no, day=m.on)
            ),
            blocks.button(
                t(N_("Undo merge")),
                f"{UNDO}:{m.id}",
                confirm=blocks.confirmation(
                    t(N_("Undo this merge?")),
                    t(N_("What belonged to the other contact goes back to it.")),
                    t(N_("Undo merge")),
                    t(N_("Keep")),
                    danger=False,
                ),
            ),
        )
        for m in merges
    ]


def _side(heading: str, side: Side, t: Translator) -> Block:
    count = t.plural("{count} interaction", "{count} interactions", side.interactions)
    who = named(t(heading), contact_label(side.hit), t)
    return blocks.section(blocks.plain(f"{who}\n{side.hit.no} · {count}"))


def _text(part: Part, side: Side, t: Translator) -> str:
    """A part as it is read, in the length of an option."""
    values: Mapping[str, object] = side.values
    match part.key:
        case "name":
            text = str(values["name"])
        case "company" | "salesperson_code":
            text = side.shown[part.key]
        case "language_code":
            text = t.language(str(values["language_code"])) if values["language_code"] else ""
        case "correspondence_type":
            kind = values["correspondence_type"]
            text = t(ENUM_WORDS[kind]) if kind else ""  # type: ignore[index]
        case _:
            text = ", ".join(str(values[column]) for column in part.columns if values[column])
    return clip(text, OPTION_LENGTH) or "—"


def _back(contact_id: int, t: Translator) -> Block:
    return blocks.actions(blocks.button(t(N_("Back")), f"{OPEN}:{contact_id}"), block_id="leave")
