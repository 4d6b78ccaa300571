"""Segments in Slack: the list, a segment's card, and the form that creates one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.contacts.label import clip
from bot.domain.enum_words import ENUM_WORDS
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.punctuation import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.segments.header import DeletedSegment, Page, SegmentCard, SegmentRow
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
DESCRIPTION = "segment.description"
FIND_LABEL = N_("Find a segment")
PAGE_SIZE = 10
LONGEST_WORDS = 1000
SHOWN_CRITERIA = 20
SHOWN_CONTENT = 200
"""Characters of a text that tell which one it is; the whole of it is in the form."""
MOST_IN_CONTEXT = 10
CRITERIA_LENGTH, SENTENCE_LENGTH = 3000, 600
"""Characters that a section holds, and those that one of its sentences may take up."""


def listing(
    page: Page[SegmentRow],
    deleted: Sequence[DeletedSegment],
    t: Translator,
    *,
    own: bool,
    words: str = "",
    sentence: str = "",
) -> View:
    """Own or all segments, newest first; ``words`` narrow them."""
    body: list[Block] = [blocks.alert(sentence, "info")] if sentence else []
    body.append(
        blocks.actions(
            blocks.button(t(N_("New segment")), NEW, style="primary"),
            blocks.button(
                t(N_("All segments")) if own else t(N_("My segments")), _page(0, not own)
            ),
            blocks.button(t(N_("Logged segments")), LOGGED),
            blocks.button(t(N_("Saved criteria")), SAVED),
            block_id="segments",
        )
    )
    body.append(
        blocks.actions(
            blocks.external_select(FIND, None, t(FIND_LABEL)),
            block_id=f"find.{page.offset}.{int(own)}",
        )
    )
    if words:
        told = t(N_("Segments with “{words}”"), words=words)
        body.append(blocks.context(blocks.plain(told)))
    for row in page.rows:
        body += [
            blocks.entry(f"{row.no} · {row.description or '—'}", about(row, t)),
            blocks.actions(
                blocks.button(t(N_("Open")), f"{OPEN}:{row.no}"), block_id=f"row.{row.no}"
            ),
        ]
    if not page.rows:
        body.append(blocks.section(blocks.plain(t(N_("There is no segment yet.")))))
    body += _turns(page, own, t, words)
    for gone in deleted:
        back = blocks.button(t(N_("Bring back")), f"{BRING_BACK}:{gone.no}")
        told = t(
            N_("Deleted: {no} · {description}"), no=gone.no, description=gone.description or "—"
        )
        body.append(blocks.section(blocks.plain(told), back))
    return blocks.modal(
        t(N_("Segments")),
        body,
        close=t(N_("Close")),
        callback_id=LIST,
        private_metadata=words[:LONGEST_WORDS],
    )


def _page(offset: int, own: bool, words: str = "") -> str:
    """``words`` stand in the window's metadata; a button only says that they still count."""
    return f"{PAGE}:{offset}:{int(own)}" + (":words" if words else "")


def _turns(page: Page[SegmentRow], own: bool, t: Translator, words: str) -> list[Block]:
    turns = []
    if page.offset > 0:
        newer = _page(max(page.offset - PAGE_SIZE, 0), own, words)
        turns.append(blocks.button(t(N_("Newer")), newer))
    if page.offset + len(page.rows) < page.total:
        turns.append(blocks.button(t(N_("Older")), _page(page.offset + PAGE_SIZE, own, words)))
    return [blocks.actions(*turns, block_id="turns")] if turns else []


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
            blocks.input_block(
                t(N_("Description")),
                blocks.text_input(DESCRIPTION, max_length=100),
                block_id=DESCRIPTION,
                hint=t(N_("Becomes the description of every interaction; can be changed later")),
            ),
            blocks.actions(blocks.button(t(N_("Back to the list")), TO_LIST), block_id="leave"),
        ],
        submit=t(N_("Create")),
        close=t(N_("Cancel")),
        callback_id=CREATE,
    )


def card(found: SegmentCard, t: Translator, sentence: str = "", level: str = "info") -> View:
    """A segment: its header, its lines, how they were chosen, and what can be done."""
    no = found.header.no
    body: list[Block] = [blocks.alert(sentence, level)] if sentence else []
    body += [
        blocks.entry(f"{no} · {found.header.description or '—'}", _lines(found, t)),
        *_header(found, t),
        blocks.actions(
            blocks.button(t(N_("Create interaction")), f"{SHAPE}:{no}", style="primary"),
            blocks.button(t(N_("Lines")), f"{LINES}:{no}:0"),
            blocks.button(t(N_("Preview and log")), f"{PREVIEW}:{no}"),
            block_id="shape",
        ),
        blocks.header(t(N_("Contacts"))),
        *_criteria(found, t),
        blocks.actions(*_choosing(found, t), block_id="choose"),
        blocks.divider(),
        blocks.actions(
            blocks.button(t(N_("All segments")), TO_LIST),
            blocks.button(
                t(N_("Delete")), f"{DELETE}:{no}", style="danger", confirm=_asks(found, t)
            ),
            block_id="leave",
        ),
    ]
    return blocks.modal(
        t(N_("Segment")), body, close=t(N_("Close")), callback_id=CARD, private_metadata=no
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
            blocks.button(t(N_("Criteria")), f"{CRITERIA}:{no}"),
            blocks.button(t(N_("Save criteria")), f"{SAVE_CRITERIA}:{no}"),
        ]
    buttons += [
        blocks.button(t(N_("Reuse criteria")), f"{REUSE_CRITERIA}:{no}"),
        blocks.button(t(N_("Reuse logged segment")), f"{REUSE_LOGGED}:{no}"),
    ]
    return buttons


def _asks(found: SegmentCard, t: Translator) -> Block:
    told = t.plural(
        "{no} with {count} line goes. You can bring it back for a day.",
        "{no} with {count} lines goes. You can bring it back for a day.",
        found.lines,
        no=found.header.no,
    )
    return blocks.confirmation(t(N_("Delete this segment?")), told, t(N_("Delete")), t(N_("Keep")))
