"""Postponed interactions: their lines in a list, the list as a modal, and the one notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.contacts.label import clip
from bot.domain.messages import N_
from bot.domain.pages import Page
from bot.domain.wizard import table
from bot.views import blocks
from bot.views.listing import turns
from bot.views.metadata import pack

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.wizard.draft import Draft
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

RESUME, DISCARD, RESTORE = "draft.resume", "draft.discard", "draft.restore"
PAGE, HOME_PAGE = "drafts.page", "home.page"
LIST = "drafts"
PAGE_SIZE = 10

NOT_POSTPONED = N_(
    "You closed a form while the store of drafts did not answer. What was saved before is kept: "
    "find it under /postponed in a moment."
)


@dataclass(frozen=True, slots=True)
class DraftPage:
    """Part of a user's drafts, last changed first; ``offset`` counts from 0."""

    drafts: Sequence[Draft]
    total: int
    offset: int
    discarded: Sequence[Draft] = ()


def about(draft: Draft, t: Translator) -> str:
    """The contact and the template, or that there is none yet."""
    contact = draft.labels.get("contact") or t(N_("No contact yet"))
    if draft.segment_no:
        contact = t(N_("Segment {no}"), no=draft.segment_no)
    elif draft.start is not None and "contact" not in draft.labels:
        words = clip(draft.start.readable, 200)
        return t(N_("“{words}”"), words=words) if words else t(N_("A message without words"))
    template = draft.labels.get("template") or t(N_("no template yet"))
    return f"{contact} · {template}"


def state(draft: Draft, t: Translator, now: datetime) -> str:
    """The step and the age of a draft."""
    if draft.start is not None:
        return t(N_("Its form never came up · begun {age}"), age=t.age(draft.created_at, now))
    number, count = table.position(draft)
    told = t(
        N_("Step {number} of {count} · begun {age}"),
        number=number,
        count=count,
        age=t.age(draft.created_at, now),
    )
    description = draft.text("description")
    says_more = description and description != draft.labels.get("template")
    return f"{told} · {description}" if says_more else told


def listing(page: DraftPage, t: Translator, now: datetime, turn_page: str) -> list[Block]:
    """The drafts of a page with their buttons, and the buttons to other pages."""
    found: list[Block] = []
    for draft in page.drafts:
        found += [
            blocks.entry(about(draft, t), state(draft, t, now)),
            blocks.actions(*_buttons(draft, t), block_id=f"draft.{draft.id}"),
        ]
    if not page.drafts:
        found.append(blocks.section(blocks.plain(t(N_("Nothing is waiting to be finished.")))))
    rows = Page(tuple(page.drafts), page.offset, page.total)
    found += turns(rows, PAGE_SIZE, turn_page, t)
    for draft in page.discarded:
        restore = blocks.button(t(N_("Bring back")), f"{RESTORE}:{draft.id}", value=draft.id)
        told = t(N_("Discarded: {draft}"), draft=about(draft, t))
        found.append(blocks.section(blocks.plain(told), restore))
    return found


def modal(page: DraftPage, t: Translator, now: datetime, sentence: str = "") -> View:
    """The answer to /postponed."""
    told = [blocks.alert(sentence, "info")] if sentence else []
    return blocks.modal(
        t(N_("Postponed interactions")),
        [*told, *listing(page, t, now, PAGE)],
        close=t(N_("Close")),
        callback_id=LIST,
        private_metadata=pack(page.offset),
    )


def notice(draft: Draft, t: Translator) -> tuple[str, list[Block]]:
    """The one message about a postponed draft: (text, blocks)."""
    text = t(N_("Kept for later: {draft}"), draft=about(draft, t))
    return blocks.escape(text), [
        blocks.section(blocks.plain(text)),
        blocks.actions(*_buttons(draft, t), block_id=f"draft.{draft.id}"),
    ]


def notice_after(draft: Draft, t: Translator, *, logged: bool) -> tuple[str, list[Block]]:
    """The same message once the draft is logged or discarded."""
    message = N_("Logged: {draft}") if logged else N_("Discarded: {draft}")
    if logged and draft.segment_no:
        message = N_("The segment has this interaction now: {draft}")
    text = t(message, draft=about(draft, t))
    found = [blocks.section(blocks.plain(text))]
    if not logged:
        restore = blocks.button(t(N_("Bring back")), f"{RESTORE}:{draft.id}", value=draft.id)
        found.append(blocks.actions(restore, block_id=f"draft.{draft.id}"))
    return blocks.escape(text), found


def _buttons(draft: Draft, t: Translator) -> tuple[Block, Block]:
    told = t(
        N_("{draft} will not be logged. You can bring it back for a day."), draft=about(draft, t)
    )
    asks = blocks.confirmation(
        t(N_("Discard this draft?")),
        told,
        t(N_("Discard")),
        t(N_("Keep")),
    )
    return (
        blocks.button(t(N_("Resume")), f"{RESUME}:{draft.id}", value=draft.id, style="primary"),
        blocks.button(t(N_("Discard")), f"{DISCARD}:{draft.id}", value=draft.id, confirm=asks),
    )
