"""What came of work on a segment: the window after it, and the message in the progress's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.messages import N_
from bot.domain.segment_log.rules import REASONS, Reason
from bot.views import blocks
from bot.views.punctuation import named
from bot.views.segment_log.logged import OPEN as OPEN_LOGGED
from bot.views.segment_log.logged import take_back_button
from bot.views.segment_log.preview import SEGMENT

if TYPE_CHECKING:
    from bot.domain.segment_log.rules import FollowedUp, Logged, Switched, TakenBack
    from bot.i18n import Translator
    from bot.views.blocks import Block, View
    from bot.views.jobs import Message


def logged(done: Logged, t: Translator) -> Message:
    """The message after a segment was logged: numbers, and what can be done now."""
    text = t(N_("Segment {no} is logged: {description}"), no=done.segment_no, description=_of(done))
    return blocks.escape(text), [
        blocks.section(blocks.plain("✓ " + text)),
        blocks.context(blocks.plain("\n".join(_numbers(done, t)))),
        _next(done, t),
    ]


def logged_window(done: Logged, t: Translator) -> View:
    """The window after a small segment was logged."""
    told = t(N_("Segment {no} is logged."), no=done.segment_no)
    body = [
        blocks.alert(told, "success"),
        blocks.entry(f"{done.segment_no} · {_of(done)}", "\n".join(_numbers(done, t))),
        _next(done, t),
    ]
    return blocks.modal(t(N_("Segment logged")), body, close=t(N_("Close")))


def _of(done: Logged) -> str:
    return done.description or "—"


def _numbers(done: Logged, t: Translator) -> list[str]:
    told = [t.plural("{count} interaction", "{count} interactions", done.logged)]
    if done.campaign_entries:
        told.append(
            t.plural("{count} campaign entry", "{count} campaign entries", done.campaign_entries)
        )
    if total := sum(done.left_out.values()):
        reasons = [
            named(t(REASONS[reason]), t.show(done.left_out[reason]), t)
            for reason in Reason
            if done.left_out.get(reason)
        ]
        left_out = t.plural("{count} line left out", "{count} lines left out", total)
        told.append(f"{left_out} ({', '.join(reasons)})")
    if done.kept:
        told.append(
            t.plural(
                "{count} line stays in segment {no}",
                "{count} lines stay in segment {no}",
                done.kept,
                no=done.segment_no,
            )
        )
    if done.follow_up_no:
        told.append(
            t.plural(
                "Follow-up segment {no} with {count} contact",
                "Follow-up segment {no} with {count} contacts",
                done.follow_up_lines,
                no=done.follow_up_no,
            )
        )
    return told


def _next(done: Logged, t: Translator) -> Block:
    key = done.logged_segment_id
    made_from = [done.follow_up_no] if done.follow_up_no else []
    segments_now = [done.follow_up_no, done.segment_no if done.kept else None]
    return blocks.actions(
        blocks.button(t(N_("Open")), f"{OPEN_LOGGED}:{key}"),
        *(
            blocks.button(t(N_("Segment {no}"), no=no), f"{SEGMENT}:{no}")
            for no in segments_now
            if no
        ),
        take_back_button(key, done.segment_no, done.logged, t, made_from),
        block_id=f"logged.{key}",
    )


def taken_back(done: TakenBack, t: Translator) -> Message:
    """In the place of the message about the log."""
    text = taken_back_sentence(done, t)
    button = blocks.button(t(N_("Open")), f"{SEGMENT}:{done.segment_no}")
    return blocks.escape(text), [
        blocks.section(blocks.plain(text)),
        blocks.actions(button, block_id="taken_back"),
    ]


def taken_back_sentence(done: TakenBack, t: Translator) -> str:
    return t.plural(
        "Segment {no} is back; {count} interaction is removed.",
        "Segment {no} is back; {count} interactions are removed.",
        done.interactions,
        no=done.segment_no,
    )


def switched(done: Switched, name: str, t: Translator) -> Message:
    """After a logged segment was canceled or restored."""
    text = switched_sentence(done, name, t)
    button = blocks.button(t(N_("Open")), f"{OPEN_LOGGED}:{done.logged_segment_id}")
    return blocks.escape(text), [
        blocks.section(blocks.plain(text)),
        blocks.actions(button, block_id="switched"),
    ]


def switched_sentence(done: Switched, name: str, t: Translator) -> str:
    if done.canceled:
        told = t.plural(
            "{name}: {count} interaction is canceled.",
            "{name}: {count} interactions are canceled.",
            done.interactions,
            name=name,
        )
    else:
        told = t.plural(
            "{name}: {count} interaction is restored.",
            "{name}: {count} interactions are restored.",
            done.interactions,
            name=name,
        )
    if done.unchanged:
        more = t.plural(
            "{count} was canceled on its own before and stays so.",
            "{count} were canceled on their own before and stay so.",
            done.unchanged,
        )
        told = f"{told} {more}"
    return told


def followed_up(done: FollowedUp, t: Translator) -> Message:
    """After a logged segment was followed up."""
    text = followed_up_sentence(done, t)
    button = blocks.button(t(N_("Open")), f"{SEGMENT}:{done.no}")
    return blocks.escape(text), [
        blocks.section(blocks.plain(text)),
        blocks.actions(button, block_id="followed_up"),
    ]


def followed_up_sentence(done: FollowedUp, t: Translator) -> str:
    told = t.plural(
        "Follow-up segment {no} has {count} contact.",
        "Follow-up segment {no} has {count} contacts.",
        done.lines,
        no=done.no,
    )
    if done.left_out:
        more = t.plural(
            "{count} contact may not be added to a segment any more.",
            "{count} contacts may not be added to a segment any more.",
            done.left_out,
        )
        told = f"{told} {more}"
    return told
