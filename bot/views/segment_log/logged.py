"""Segments that were logged: the list, a card, the members as they were, the follow-up form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.criteria.criteria import LoggedMembers
from bot.domain.enum_words import ENUM_WORDS
from bot.domain.messages import N_
from bot.domain.segment_log.rules import REASONS, Reason
from bot.views import blocks
from bot.views.listing import Listing, Row, draw
from bot.views.metadata import pack
from bot.views.punctuation import named
from bot.views.segments import cards as segment_cards
from bot.views.wizard.logged import duration

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.pages import Page
    from bot.domain.segment_log.rules import LoggedSegmentCard, LoggedSegmentRow
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

LIST, CARD, MEMBERS = "logged_segments", "logged_segment", "logged_members"
FOLLOW_UP_FORM = "logged_follow_up"
OPEN, TURN, OWN = "logged.open", "logged.turn", "logged.own"
SHOW_MEMBERS, TURN_MEMBERS, WHICH = "logged.members", "logged.turn_members", "logged.which"
CANCEL, RESTORE, TAKE_BACK = "logged.cancel", "logged.restore", "logged.take_back"
FOLLOW_UP, EXPORT = "logged.follow_up", "logged.export"
PAGE_SIZE = 10
MOST_NAMED = 3

MEMBER_WORDS: Mapping[str, str] = {
    LoggedMembers.ALL: N_("All contacts"),
    LoggedMembers.NO_RESPONSE: N_("Without a response"),
    LoggedMembers.NOT_REACHED: N_("Not reached"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """What a window with a list carries along; ``id`` is None in the list of logged segments."""

    id: int | None = None
    words: str = ""
    own: bool = False
    which: str = LoggedMembers.ALL.value


def _title(row: LoggedSegmentRow) -> str:
    return f"{row.name} · {row.description or '—'}"


def _about(row: LoggedSegmentRow, zone: str, t: Translator) -> str:
    told = [
        t.moment(row.logged_at, zone),
        t.plural("{count} interaction", "{count} interactions", row.interactions),
    ]
    if row.canceled:
        told.append(t(N_("all canceled")))
    return " · ".join(told)


def listing(
    page: Page[LoggedSegmentRow],
    place: Place,
    zone: str,
    t: Translator,
    *,
    sentence: str = "",
    level: str = "info",
) -> View:
    """Newest first; ``zone`` is the user's."""
    others = N_("All logged segments") if place.own else N_("Logged by me")
    shown = Listing(
        title=N_("Logged segments"),
        callback=LIST,
        page=page,
        rows=[
            Row(
                _title(row),
                _about(row, zone, t),
                f"row.{row.id}",
                [blocks.button(t(N_("Open")), f"{OPEN}:{row.id}")],
            )
            for row in page.rows
        ],
        size=PAGE_SIZE,
        turn=TURN,
        nothing=N_(
            "No logged segment to show. A segment is logged from its card: Preview and log."
        ),
        carries=place,
        words=place.words,
        hint=N_("Number or description"),
        buttons=[
            blocks.actions(
                blocks.button(t(others), OWN),
                blocks.button(t(N_("Segments")), segment_cards.TO_LIST),
                block_id="logged",
            )
        ],
    )
    return draw(shown, t, sentence, level)


def card(
    found: LoggedSegmentCard,
    zone: str,
    t: Translator,
    sentence: str = "",
    level: str = "info",
    *,
    changeable: bool = True,
    may_build: bool = True,
) -> View:
    """What came of a segment, and what can still be done with it."""
    row = found.row
    body: list[Block] = [blocks.alert(sentence, level)] if sentence else []
    body.append(blocks.entry(_title(row), _about(row, zone, t)))
    if row.logged_by:
        by = t(N_("Logged by {user}"), user=f"<@{blocks.escape(row.logged_by)}>")
        body.append(blocks.context(blocks.mrkdwn(by)))
    if found.file:
        body.append(blocks.context(blocks.plain(named(t(N_("File")), found.file, t))))
    body += _numbers(found, t)
    body += _buttons(found, t, changeable=changeable, may_build=may_build)
    body += [
        blocks.context(blocks.plain(_takeable(found, zone, t))),
        blocks.actions(
            blocks.button(t(N_("Logged segments")), segment_cards.LOGGED),
            *(
                [blocks.button(_segment(row, t), f"{segment_cards.OPEN}:{row.segment_no}")]
                if found.segment_open
                else []
            ),
            block_id="leave",
        ),
    ]
    return blocks.modal(
        t(N_("Logged segment")),
        body,
        close=t(N_("Close")),
        callback_id=CARD,
        private_metadata=pack(Place(row.id)),
    )


def _segment(row: LoggedSegmentRow, t: Translator) -> str:
    return t(N_("Segment {no}"), no=row.segment_no)


def _numbers(found: LoggedSegmentCard, t: Translator) -> list[Block]:
    rows: list[tuple[str, str]] = [
        (N_("Reached"), t.show(found.reached)),
        (N_("Not reached"), t.show(found.not_reached)),
        (N_("Responses"), t.show(found.responses)),
        (N_("Cost"), t.show(found.cost)),
        (N_("Duration"), duration(found.duration_min, t)),
    ]
    if found.campaign_entries:
        rows.append((N_("Campaign entries"), t.show(found.campaign_entries)))
    if found.canceled_interactions:
        rows.append((N_("Canceled one by one"), t.show(found.canceled_interactions)))
    told = "\n".join(named(t(label), value, t) for label, value in rows)
    body = [blocks.section(blocks.plain(told))]
    by_evaluation = [
        named(t(ENUM_WORDS[key] if key else N_("Without an evaluation")), t.show(count), t)
        for key, count in found.evaluations.items()
        if count
    ]
    if by_evaluation:
        body.append(_block_of(t(N_("By evaluation")), by_evaluation))
    left_out = [
        named(t(REASONS[reason]), t.show(found.left_out[reason]), t)
        for reason in Reason
        if found.left_out.get(reason)
    ]
    if left_out:
        body.append(_block_of(t(N_("Left out when it was logged")), left_out))
    if found.kept:
        kept = t.plural(
            "{count} line stayed in the segment", "{count} lines stayed in the segment", found.kept
        )
        body.append(blocks.context(blocks.plain(kept)))
    return body


def _block_of(title: str, lines: list[str]) -> Block:
    return blocks.entry(title, "\n".join(lines))


def _buttons(
    found: LoggedSegmentCard, t: Translator, *, changeable: bool, may_build: bool
) -> list[Block]:
    row = found.row
    last = []
    if row.canceled:
        last.append(
            blocks.button(t(N_("Restore")), f"{RESTORE}:{row.id}", confirm=_asks_restore(found, t))
        )
    else:
        last.append(
            blocks.button(
                t(N_("Cancel interactions")),
                f"{CANCEL}:{row.id}",
                style="danger",
                confirm=_asks_cancel(found, t),
            )
        )
    if found.not_takeable is None:
        count = row.interactions
        last.append(take_back_button(row.id, row.segment_no, count, t, found.made_from))
    follow_up = blocks.button(t(N_("Follow-up segment")), f"{FOLLOW_UP}:{row.id}")
    undo = f"undo.{row.id}.{int(row.canceled)}"
    return [
        blocks.actions(
            blocks.button(t(N_("Contacts")), f"{SHOW_MEMBERS}:{row.id}", style="primary"),
            *([follow_up] if may_build else []),
            *([blocks.button(t(N_("Download")), f"{EXPORT}:{row.id}")] if changeable else []),
            block_id=f"use.{row.id}",
        ),
        *([blocks.actions(*last, block_id=undo)] if changeable else []),
    ]


def _asks_cancel(found: LoggedSegmentCard, t: Translator) -> Block:
    told = t.plural(
        "{count} interaction stays visible, but doesn't count any more. You can restore it.",
        "{count} interactions stay visible, but don't count any more. You can restore them.",
        found.reached + found.not_reached,
    )
    return blocks.confirmation(
        t(N_("Cancel this logged segment?")),
        told,
        t(N_("Cancel interactions")),
        t(N_("Keep")),
    )


def _asks_restore(found: LoggedSegmentCard, t: Translator) -> Block:
    told = t.plural(
        "{count} interaction counts again.",
        "{count} interactions count again.",
        found.reached + found.not_reached,
    )
    if found.canceled_interactions:
        more = t.plural(
            "{count} was canceled on its own before and stays so.",
            "{count} were canceled on their own before and stay so.",
            found.canceled_interactions,
        )
        told = f"{told} {more}"
    return blocks.confirmation(
        t(N_("Restore this logged segment?")),
        told,
        t(N_("Restore")),
        t(N_("Not yet")),
        danger=False,
    )


def take_back_button(
    key: int, no: str, interactions: int, t: Translator, made_from: Sequence[str] = ()
) -> Block:
    """*Take back*, in a window or in a message. The segments that were ``made_from`` it stay."""
    told = t.plural(
        "{count} interaction is removed, and segment {no} is there again with its lines.",
        "{count} interactions are removed, and segment {no} is there again with its lines.",
        interactions,
        no=no,
    )
    if made_from:
        named_ones = [*made_from[:MOST_NAMED], *(["…"] if len(made_from) > MOST_NAMED else [])]
        stay = t.plural(
            "Segment {segments}, which was made from it, stays.",
            "Segments {segments}, which were made from it, stay.",
            len(made_from),
            segments=t.listing(named_ones),
        )
        told = f"{told} {stay}"
    asks = blocks.confirmation(
        t(N_("Take segment {no} back?"), no=no), told, t(N_("Take back")), t(N_("Keep"))
    )
    return blocks.button(t(N_("Take back")), f"{TAKE_BACK}:{key}", style="danger", confirm=asks)


def _takeable(found: LoggedSegmentCard, zone: str, t: Translator) -> str:
    if found.not_takeable is not None:
        return t(found.not_takeable)
    until = t.moment(found.takeable_until, zone)
    return t(N_("Can be taken back until {moment}."), moment=until)
