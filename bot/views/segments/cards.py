"""Segments in Slack: the list, a segment's card, and the form that creates one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.contacts.label import clip
from bot.domain.enum_words import ENUM_WORDS
from bot.domain.forms import Field, Kind, table
from bot.domain.messages import N_
from bot.domain.segments.header import TEXT_LENGTH
from bot.views import blocks
from bot.views.forms import form as forms
from bot.views.listing import Listing, Row, draw
from bot.views.metadata import pack
from bot.views.punctuation import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.pages import Page
    from bot.domain.segments.header import DeletedSegment, SegmentCard, SegmentRow
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

LIST, CARD, CREATE = "segments", "segment", "segment_create"
OPEN, NEW, FIND, PAGE = "segment.open", "segment.new", "segment.find", "segment.page"
LOGGED, SAVED = "segment.logged", "segment.saved"
SHAPE, LINES, PREVIEW = "segment.shape", "segment.lines", "segment.preview"
ADD, REDUCE, REFINE, GO_BACK = (
    "segment.add",
    "segment.reduce",
    "segment.refine",
    "segment.go_back",
)
CRITERIA, SAVE_CRITERIA = "segment.criteria", "segment.save_criteria"
REUSE_CRITERIA, REUSE_LOGGED = "segment.reuse_criteria", "segment.reuse_logged"
DELETE, BRING_BACK, TO_LIST = "segment.delete", "segment.bring_back", "segment.list"
WHOSE = "segment.whose"
FIXED = "fixed"
"""Behind a segment's number where its lines are only to be looked at."""
FIELDS = table(
    Field(
        "description",
        N_("Description"),
        Kind.LINE,
        max_length=TEXT_LENGTH,
        hint=N_("Becomes the description of every interaction; can be changed later"),
    )
)
FIND_LABEL = N_("Find a segment")
PAGE_SIZE = 10
LONGEST_WORDS = 1000
SHOWN_CRITERIA = 20
SHOWN_CONTENT = 200
"""Characters of a text that tell which one it is; the whole of it is in the form."""
MOST_IN_CONTEXT = 10
CRITERIA_LENGTH, SENTENCE_LENGTH = 3000, 600
"""Characters that a section holds, and those that one of its sentences may take up."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a window with the list carries along: whose segments, narrowed by which words."""

    own: bool = True
    words: str = ""


def listing(
    page: Page[SegmentRow],
    deleted: Sequence[DeletedSegment],
    t: Translator,
    *,
    shown: Shown,
    sentence: str = "",
    may_create: bool = True,
) -> View:
    """Own or all segments, newest first; words narrow them."""
    create = blocks.button(t(N_("New segment")), NEW, style="primary")
    others = N_("All segments") if shown.own else N_("My segments")
    above = [
        blocks.actions(
            *([create] if may_create else []),
            blocks.button(t(others), f"{WHOSE}:{int(not shown.own)}"),
            blocks.button(t(N_("Logged segments")), LOGGED),
            blocks.button(t(N_("Saved criteria")), SAVED),
            block_id="segments",
        ),
        blocks.actions(
            blocks.external_select(FIND, None, t(FIND_LABEL)),
            block_id=f"find.{page.offset}.{int(shown.own)}",
        ),
    ]
    if shown.words:
        told = t(N_("Segments with “{words}”"), words=shown.words)
        above.append(blocks.context(blocks.plain(told)))
    drawn = Listing(
        title=N_("Segments"),
        callback=LIST,
        page=page,
        rows=[
            Row(
                f"{row.no} · {row.description or '—'}",
                about(row, t),
                f"row.{row.no}",
                [blocks.button(t(N_("Open")), f"{OPEN}:{row.no}")],
            )
            for row in page.rows
        ],
        size=PAGE_SIZE,
        turn=PAGE,
        nothing=N_("There is no segment yet."),
        carries=replace(shown, words=shown.words[:LONGEST_WORDS]),
        above=above,
        below=[_deleted(gone, t) for gone in deleted],
    )
    return draw(drawn, t, sentence)


def _deleted(gone: DeletedSegment, t: Translator) -> Block:
    told = t(N_("Deleted: {no} · {description}"), no=gone.no, description=gone.description or "—")
    back = blocks.button(t(N_("Bring back")), f"{BRING_BACK}:{gone.no}")
    return blocks.section(blocks.plain(told), back)


def about(row: SegmentRow, t: Translator) -> str:
    """What a list says of a segment besides number and description."""
    told = [t.plural("{count} line", "{count} lines", row.lines)]
    if row.template_description:
        told.append(row.template_description)
    if row.salesperson_name:
        told.append(row.salesperson_name)
    if row.date:
        told.append(t.day(row.date))
    return " · ".join(told)


def create(t: Translator) -> View:
    """A new segment needs nothing but a description, and not even that."""
    return blocks.modal(
        t(N_("New segment")),
        [
            *forms.draw_all(FIELDS.values(), {}, t, action=CREATE),
            blocks.actions(blocks.button(t(N_("Back to the list")), TO_LIST), block_id="leave"),
        ],
        submit=t(N_("Create")),
        close=t(N_("Cancel")),
        callback_id=CREATE,
    )


def card(
    found: SegmentCard,
    t: Translator,
    sentence: str = "",
    level: str = "info",
    *,
    changeable: bool = True,
) -> View:
    """A segment: its header, its lines, how they were chosen, and what can be done, which is to
    look at it where it isn't ``changeable``."""
    no = found.header.no
    shape = [
        blocks.button(t(N_("Create interaction")), f"{SHAPE}:{no}", style="primary"),
        blocks.button(t(N_("Lines")), f"{LINES}:{no}"),
        blocks.button(t(N_("Preview and log")), f"{PREVIEW}:{no}"),
    ]
    leave = [
        blocks.button(t(N_("All segments")), TO_LIST),
        blocks.button(t(N_("Delete")), f"{DELETE}:{no}", style="danger", confirm=_asks(found, t)),
    ]
    choose = _choosing(found, t)
    if not changeable:
        shape = [blocks.button(t(N_("Lines")), f"{LINES}:{no}:{FIXED}")]
        leave, choose = leave[:1], [_history(no, t)] if found.actions else []
    body: list[Block] = [blocks.alert(sentence, level)] if sentence else []
    body += [
        blocks.entry(f"{no} · {found.header.description or '—'}", _lines(found, t)),
        *_header(found, t),
        blocks.actions(*shape, block_id="shape"),
        blocks.header(t(N_("Contacts"))),
        *_criteria(found, t),
        *([blocks.actions(*choose, block_id="choose")] if choose else []),
        blocks.divider(),
        blocks.actions(*leave, block_id="leave"),
    ]
    return blocks.modal(
        t(N_("Segment")), body, close=t(N_("Close")), callback_id=CARD, private_metadata=pack(no)
    )


def _lines(found: SegmentCard, t: Translator) -> str:
    told = t.plural("{count} line", "{count} lines", found.lines)
    if found.customised_lines:
        own = t.plural("{count} with own values", "{count} with own values", found.customised_lines)
        told = f"{told}, {own}"
    return told


def _header(found: SegmentCard, t: Translator) -> list[Block]:
    header = found.header
    rows = [
        (N_("Interaction template"), found.template_description),
        (N_("Interaction group"), found.group_description),
        (N_("Salesperson"), found.salesperson_name),
        (N_("Date"), header.date and t.day(header.date)),
        (N_("Campaign"), found.campaign_description),
        (N_("Campaign target"), header.campaign_target and t(N_("Yes"))),
        (N_("Campaign response"), header.campaign_response and t(N_("Yes"))),
        (N_("Cost"), t.show(header.unit_cost)),
        (N_("Duration (min)"), t.show(header.unit_duration_min)),
        (N_("Information flow"), _enum(header.information_flow, t)),
        (N_("Initiated by"), _enum(header.initiated_by, t)),
        (N_("Correspondence type"), _enum(header.correspondence_type, t)),
        (
            N_("Ignore contact's correspondence type"),
            header.ignore_contact_correspondence_type and t(N_("Yes")),
        ),
        (N_("Language"), header.language_code and t.language(header.language_code)),
        (N_("Subject"), header.subject),
        (N_("Content"), header.content and clip(" ".join(header.content.split()), SHOWN_CONTENT)),
        (N_("File"), found.file and found.file.name),
    ]
    told = [blocks.plain(named(t(label), value, t)) for label, value in rows if value]
    return [
        blocks.context(*told[first : first + MOST_IN_CONTEXT])
        for first in range(0, len(told), MOST_IN_CONTEXT)
    ]


def _enum(member: str | None, t: Translator) -> str | None:
    return t(ENUM_WORDS[str(member)]) if member else None


def _criteria(found: SegmentCard, t: Translator) -> list[Block]:
    if not found.criteria and found.lines:
        return [blocks.section(blocks.plain(t(N_("These contacts were not chosen by criteria."))))]
    if not found.criteria:
        told = t(N_("No contact is chosen yet. Add some by criteria, or by hand under Lines."))
        return [blocks.section(blocks.plain(told))]
    lines: list[str] = []
    room = CRITERIA_LENGTH
    for sentence in reversed(found.criteria[-SHOWN_CRITERIA:]):
        said = clip(("– " if sentence.indented else "• ") + t(sentence.text), SENTENCE_LENGTH)
        room -= len(said) + 1
        if room < 0:
            break
        lines.insert(0, said)
    return [blocks.section(blocks.plain("\n".join(lines)))]


def _choosing(found: SegmentCard, t: Translator) -> list[Block]:
    no = found.header.no
    buttons = [blocks.button(t(N_("Add contacts")), f"{ADD}:{no}")]
    if found.lines:
        buttons += [
            blocks.button(t(N_("Reduce")), f"{REDUCE}:{no}"),
            blocks.button(t(N_("Refine")), f"{REFINE}:{no}"),
        ]
    if found.actions:
        asks = blocks.confirmation(
            t(N_("Take back the last step?")),
            t(N_("The lines will be what they were before it.")),
            t(N_("Go back")),
            t(N_("Keep")),
            danger=False,
        )
        buttons += [
            blocks.button(t(N_("Go back")), f"{GO_BACK}:{no}:{found.actions}", confirm=asks),
            _history(no, t),
            blocks.button(t(N_("Save criteria")), f"{SAVE_CRITERIA}:{no}"),
        ]
    buttons += [
        blocks.button(t(N_("Reuse criteria")), f"{REUSE_CRITERIA}:{no}"),
        blocks.button(t(N_("Reuse logged segment")), f"{REUSE_LOGGED}:{no}"),
    ]
    return buttons


def _history(no: str, t: Translator) -> Block:
    return blocks.button(t(N_("Criteria")), f"{CRITERIA}:{no}")


def _asks(found: SegmentCard, t: Translator) -> Block:
    told = t.plural(
        "{no} with {count} line goes. You can bring it back for a day.",
        "{no} with {count} lines goes. You can bring it back for a day.",
        found.lines,
        no=found.header.no,
    )
    return blocks.confirmation(t(N_("Delete this segment?")), told, t(N_("Delete")), t(N_("Keep")))
