"""The contacts of a logged segment as they were, and the form that follows some of them up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.enum_words import ENUM_WORDS
from bot.domain.forms import Entered, Field, Kind, table
from bot.domain.messages import N_
from bot.domain.segments.header import TEXT_LENGTH
from bot.views import blocks
from bot.views.forms import form as forms
from bot.views.listing import Listing, Row, draw
from bot.views.segment_log.logged import (
    EXPORT,
    FOLLOW_UP,
    FOLLOW_UP_FORM,
    MEMBER_WORDS,
    MEMBERS,
    OPEN,
    PAGE_SIZE,
    TURN_MEMBERS,
    WHICH,
    Place,
)

if TYPE_CHECKING:
    from bot.domain.pages import Page
    from bot.domain.segment_log.rules import LoggedSegmentRow, Member
    from bot.i18n import Translator
    from bot.views.blocks import Block, View


FOLLOW_UP_FIELDS = table(
    Field("which", N_("Contacts"), Kind.RADIO, required=True, choices=MEMBER_WORDS),
    Field("description", N_("Description"), Kind.LINE, required=True, max_length=TEXT_LENGTH),
    Field(
        "template",
        N_("Interaction template"),
        Kind.TICKS,
        choices={"template": N_("Carry the template over")},
    ),
)


def members(
    page: Page[Member],
    row: LoggedSegmentRow,
    place: Place,
    t: Translator,
    *,
    sentence: str = "",
    level: str = "info",
    changeable: bool = True,
    may_build: bool = True,
) -> View:
    """A page of the contacts of ``row``; ``changeable`` and ``may_build`` as on its card."""
    follow_up = blocks.button(t(N_("Follow-up segment")), f"{FOLLOW_UP}:{row.id}")
    download = blocks.button(t(N_("Download")), f"{EXPORT}:{row.id}")
    count = t.plural("{count} contact", "{count} contacts", page.total)
    shown = Listing(
        title=N_("Contacts"),
        callback=MEMBERS,
        page=page,
        rows=[_member(member, t) for member in page.rows],
        size=PAGE_SIZE,
        turn=TURN_MEMBERS,
        nothing=N_("No contact to show."),
        carries=replace(place, id=row.id),
        above=[blocks.entry(f"{row.name} · {row.description or '—'}", count)],
        words=place.words,
        hint=N_("Name, company or contact number"),
        buttons=[
            blocks.actions(
                blocks.static_select(WHICH, _options(t), place.which, t(N_("All contacts"))),
                _back(row, t),
                *([follow_up] if may_build else []),
                *([download] if changeable else []),
                block_id=f"members.{place.which}",
            )
        ],
    )
    return draw(shown, t, sentence, level)


def _back(row: LoggedSegmentRow, t: Translator) -> Block:
    return blocks.button(t(N_("Back to the logged segment")), f"{OPEN}:{row.id}")


def _options(t: Translator) -> list[Block]:
    return [blocks.option(key, t(word)) for key, word in MEMBER_WORDS.items()]


def _member(member: Member, t: Translator) -> Row:
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
    return Row(title, " · ".join(told))


def follow_up(row: LoggedSegmentRow, description: str, which: str, t: Translator) -> View:
    """Which contacts, what the new segment is called, and whether the template comes along."""
    entered = {"which": Entered(which), "description": Entered(description)}
    body = forms.draw_all(FOLLOW_UP_FIELDS.values(), entered, t, action=FOLLOW_UP_FORM)
    return blocks.modal(
        t(N_("Follow-up segment")),
        [*body, blocks.actions(_back(row, t), block_id="leave")],
        submit=t(N_("Create")),
        close=t(N_("Close")),
        callback_id=f"{FOLLOW_UP_FORM}:{row.id}",
    )
