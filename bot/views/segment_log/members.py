"""The contacts of a logged segment as they were, and the form that follows some of them up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.enum_words import ENUM_WORDS
from bot.domain.messages import N_
from bot.domain.segments.header import TEXT_LENGTH
from bot.views import blocks, paging
from bot.views.segment_log.logged import (
    DESCRIPTION,
    EXPORT,
    FOLLOW_UP,
    FOLLOW_UP_FORM,
    MEMBER_WORDS,
    MEMBERS,
    OPEN,
    PAGE_SIZE,
    TEMPLATE,
    TURN_MEMBERS,
    WHICH,
    Place,
    search,
)

if TYPE_CHECKING:
    from bot.domain.segment_log.rules import LoggedSegmentRow, Member
    from bot.domain.segments.header import Page
    from bot.i18n import Translator
    from bot.views.blocks import Block, View


def members(
    page: Page[Member],
    row: LoggedSegmentRow,
    place: Place,
    t: Translator,
    *,
    sentence: str = "",
    level: str = "info",
) -> View:
    """A page of the contacts of ``row``."""
    count = t.plural("{count} contact", "{count} contacts", page.total)
    body: list[Block] = [blocks.alert(sentence, level)] if sentence else []
    body += [
        blocks.entry(f"{row.name} · {row.description or '—'}", count),
        search(place, t(N_("Name, company or contact number")), t),
        blocks.actions(
            blocks.static_select(WHICH, _options(t), place.which, t(N_("All contacts"))),
            _back(row, t),
            blocks.button(t(N_("Follow-up segment")), f"{FOLLOW_UP}:{row.id}"),
            blocks.button(t(N_("Download")), f"{EXPORT}:{row.id}"),
            block_id=f"members.{place.which}",
        ),
    ]
    body += [blocks.entry(*_member(member, t)) for member in page.rows]
    if not page.rows:
        body.append(blocks.section(blocks.plain(t(N_("No contact to show.")))))
    body += paging.turns(page, PAGE_SIZE, TURN_MEMBERS, t)
    return blocks.modal(
        t(N_("Contacts")),
        body,
        submit=t(N_("Search")),
        close=t(N_("Close")),
        callback_id=MEMBERS,
        private_metadata=replace(place, id=row.id).pack(),
    )


def _back(row: LoggedSegmentRow, t: Translator) -> Block:
    return blocks.button(t(N_("Back to the logged segment")), f"{OPEN}:{row.id}")


def _options(t: Translator) -> list[Block]:
    return [blocks.option(key, t(word)) for key, word in MEMBER_WORDS.items()]


def _member(member: Member, t: Translator) -> tuple[str, str]:
    company = member.company_name
    title = member.contact_name
    if company and company != member.contact_name:
        title = f"{title} ({company})"
    told = [t.day(member.date)]
    if member.time:
        told.append(t.clock(member.time))
    told.append(member.salesperson_name)
    if member.attempt_failed:
        told.append(t(N_("not reached")))
    if member.campaign_response:
        told.append(t(N_("response")))
    if member.evaluation:
        told.append(t(ENUM_WORDS[member.evaluation]))
    if member.canceled:
        told.append(t(N_("canceled")))
    return title, " · ".join(told)


def follow_up(row: LoggedSegmentRow, description: str, which: str, t: Translator) -> View:
    """Which contacts, what the new segment is called, and whether the template comes along."""
    offered = _options(t)
    radio: Block = {
        "type": "radio_buttons",
        "action_id": WHICH,
        "options": offered,
        "initial_option": next(o for o in offered if o["value"] == which),
    }
    carried: Block = {
        "type": "checkboxes",
        "action_id": TEMPLATE,
        "options": [blocks.option("template", t(N_("Carry the template over")))],
    }
    body = [
        blocks.input_block(t(N_("Contacts")), radio, block_id=WHICH, optional=False),
        blocks.input_block(
            t(N_("Description")),
            blocks.text_input(DESCRIPTION, description, max_length=TEXT_LENGTH),
            block_id=DESCRIPTION,
            optional=False,
        ),
        blocks.input_block(t(N_("Interaction template")), carried, block_id=TEMPLATE),
        blocks.actions(_back(row, t), block_id="leave"),
    ]
    return blocks.modal(
        t(N_("Follow-up segment")),
        body,
        submit=t(N_("Create")),
        close=t(N_("Close")),
        callback_id=f"{FOLLOW_UP_FORM}:{row.id}",
    )
