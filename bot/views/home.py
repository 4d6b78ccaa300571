"""App Home, a list of one's work: what waits, what was done, whom one spoke to, one's segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.messages import N_
from bot.domain.people.rights import Right, may
from bot.views import blocks, first_day
from bot.views.interaction_log import work_list
from bot.views.segments import cards as segment_cards
from bot.views.setup.records import TO_HUB as SETUP
from bot.views.wizard import logged, postponed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.interaction_log.work_list import WorkList
    from bot.domain.logged_interaction import LoggedInteraction
    from bot.domain.people.person import Person
    from bot.domain.segments.header import SegmentRow
    from bot.i18n import Translator
    from bot.views.blocks import Block, View
    from bot.views.wizard.postponed import DraftPage

CREATE = "home.create"
LINK = first_day.LINK
SEGMENT, SEGMENTS, LOG = "home.segment", "home.segments", "home.log"
SHOWN_SEGMENTS = 5


def unavailable(t: Translator) -> View:
    """In the place of everything while a server is away."""
    told = t(
        N_(
            "Your interactions can't be shown right now, because a server does not answer. Nothing "
            "is lost: please open this tab again in a moment."
        )
    )
    body = [blocks.header(t(N_("Interactions"))), blocks.section(blocks.plain(told))]
    return {"type": "home", "blocks": body}


def refused(sentence: str) -> View:
    """For somebody who may not use Touchpoint."""
    return {"type": "home", "blocks": [blocks.section(blocks.plain(sentence))]}


def home(
    person: Person,
    page: DraftPage,
    latest: Sequence[LoggedInteraction],
    t: Translator,
    now: datetime,
    *,
    work: WorkList | None = None,
    own: Sequence[SegmentRow] = (),
    to_do: Sequence[Block] = (),
    ready: bool = True,
) -> View:
    """At most ten drafts, ten interactions and a few segments, of Slack's hundred blocks.

    ``to_do`` is what a company that isn't set up has to do first. Unless it is ``ready``, nothing
    stands beside that but what somebody has begun all the same.
    """
    if not ready:
        return {"type": "home", "blocks": [*to_do, *_setup(person, t), *_begun(page, t, now)]}
    body = [*to_do, blocks.divider()] if to_do else []
    body.append(blocks.header(t(N_("Interactions"))))
    records = person.role is None or may(person, Right.RECORD)
    if not records:
        told = t(N_("You may look everything up, but not record anything."))
        body.append(blocks.context(blocks.plain(told)))
    elif person.salesperson_name:
        told = t(N_("You record as {salesperson}."), salesperson=person.salesperson_name)
        body.append(blocks.context(blocks.plain(told)))
    elif not person.linked and not to_do:
        link = blocks.button(t(N_("Link me")), LINK)
        told = t(N_("Your Slack account is not linked to a salesperson yet."))
        body.append(blocks.section(blocks.plain(told), link))
    if records:
        create = blocks.button(t(N_("Create interaction")), CREATE, style="primary")
        body.append(blocks.actions(create, block_id="create"))
    if work is not None:
        body += work_list.own(work, t)
    if work is not None and may(person, Right.RECORD):
        body += work_list.spoken_to(work, t)
    body += [
        *_postponed(page, t, now),
        blocks.divider(),
        blocks.header(t(N_("Your last interactions"))),
    ]
    body += [logged.line(interaction, t) for interaction in latest]
    if not latest:
        anywhere = N_("None yet. Type /interaction anywhere, right after a call or a meeting.")
        told = t(anywhere if records else N_("None yet."))
        body.append(blocks.section(blocks.plain(told)))
    if may(person, Right.SEE):
        log = blocks.button(t(N_("All interactions")), LOG)
        body.append(blocks.actions(log, block_id="log"))
    body += [blocks.divider(), *_segments(own, t)]
    if work is not None:
        body += work_list.team(work, t)
    body += _setup(person, t)
    return {"type": "home", "blocks": body}


def _setup(person: Person, t: Translator) -> list[Block]:
    if not may(person, Right.SEE_SETUP):
        return []
    button = blocks.button(t(N_("Set-up")), SETUP)
    return [blocks.divider(), blocks.actions(button, block_id="setup")]


def _begun(page: DraftPage, t: Translator, now: datetime) -> list[Block]:
    return _postponed(page, t, now) if page.drafts or page.discarded else []


def _postponed(page: DraftPage, t: Translator, now: datetime) -> list[Block]:
    return [
        blocks.divider(),
        blocks.header(t(N_("Postponed interactions"))),
        *postponed.listing(page, t, now, postponed.HOME_PAGE),
    ]


def _segments(own: Sequence[SegmentRow], t: Translator) -> list[Block]:
    body = [blocks.header(t(N_("Your segments")))]
    for row in own:
        told = f"{row.no} · {row.description or '—'}\n{segment_cards.about(row, t)}"
        button = blocks.button(t(N_("Open")), f"{SEGMENT}:{row.no}")
        body.append(blocks.section(blocks.plain(told), button))
    if not own:
        told = t(N_("None yet. A segment is a list of contacts who get the same interaction."))
        body.append(blocks.section(blocks.plain(told)))
    body.append(blocks.actions(blocks.button(t(N_("All segments")), SEGMENTS), block_id="segments"))
    return body
