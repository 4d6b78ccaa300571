"""What a step of segment criteria does, would do and did, as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.contacts.label import clip
from bot.domain.criteria.sentences import UNNAMED, sentences_of
from bot.domain.enums import CriteriaAction
from bot.domain.messages import N_
from bot.views import blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.criteria.criteria import Applied, Forecast, Step, WentBack
    from bot.domain.criteria.sentences import Names
    from bot.i18n import Translator
    from bot.views.blocks import Block

LONGEST_STEP = 1500
"""So many characters tell one step; its values can be a thousand times as long."""

TITLES = {
    CriteriaAction.ADD: N_("Add contacts"),
    CriteriaAction.REDUCE: N_("Reduce contacts"),
    CriteriaAction.REFINE: N_("Refine contacts"),
}


def counted(forecast: Forecast, t: Translator) -> str:
    """What applying would do, in numbers."""
    if forecast.action is CriteriaAction.ADD:
        return t.plural(
            "This adds {count} contact. Lines now: {before}; then: {after}.",
            "This adds {count} contacts. Lines now: {before}; then: {after}.",
            forecast.changed,
            before=forecast.before,
            after=forecast.after,
        )
    return t.plural(
        "This removes {count} line. Lines now: {before}; then: {after}.",
        "This removes {count} lines. Lines now: {before}; then: {after}.",
        forecast.changed,
        before=forecast.before,
        after=forecast.after,
    )


def left_out(forecast: Forecast, t: Translator) -> str:
    """Who matches and doesn't enter, and why; empty if there is nobody."""
    out = forecast.left_out
    parts = []
    if out.already_there:
        parts.append(t.plural("{count} already there", "{count} already there", out.already_there))
    if out.excluded:
        parts.append(t.plural("{count} excluded", "{count} excluded", out.excluded))
    if out.privacy_blocked:
        blocked = out.privacy_blocked
        parts.append(
            t.plural("{count} blocked for privacy", "{count} blocked for privacy", blocked)
        )
    if out.minors:
        parts.append(t.plural("{count} minor", "{count} minors", out.minors))
    return t(N_("Left out: {parts}."), parts=t.listing(parts)) if parts else ""


def submit(forecast: Forecast | None, t: Translator) -> str:
    """*Count*, or what the button does: with the number, where it fits on the button."""
    if forecast is None or not forecast.may_apply:
        return t(N_("Count"))
    if forecast.action is CriteriaAction.ADD:
        words, short = (
            t.plural("Add {count} contact", "Add {count} contacts", forecast.changed),
            t(N_("Add them")),
        )
    else:
        words, short = (
            t.plural("Remove {count} line", "Remove {count} lines", forecast.changed),
            t(N_("Remove them")),
        )
    return words if len(words) <= 24 else short


def done(applied: Applied, t: Translator) -> str:
    """What a step did, as a sentence."""
    if applied.action is CriteriaAction.ADD:
        return t.plural(
            "{count} contact was added. Lines now: {lines}.",
            "{count} contacts were added. Lines now: {lines}.",
            applied.changed,
            lines=applied.lines,
        )
    return t.plural(
        "{count} line was removed. Lines now: {lines}.",
        "{count} lines were removed. Lines now: {lines}.",
        applied.changed,
        lines=applied.lines,
    )


def went_back(result: WentBack, t: Translator) -> str:
    """What taking a step back did, as a sentence."""
    return t(
        N_("Taken back: {step}. Removed: {removed}; restored: {restored}; lines now: {lines}."),
        step=t(TITLES[result.step.action]),
        removed=result.removed,
        restored=result.restored,
        lines=result.lines,
    )


def told_steps(
    steps: Sequence[Step], t: Translator, names: Names = UNNAMED, *, first: int = 1
) -> list[Block]:
    """Steps as sentences, one block each, numbered from ``first``."""
    return [
        blocks.section(blocks.plain(told_step(number, step, t, names)))
        for number, step in enumerate(steps, first)
    ]


def told_step(number: int, step: Step, t: Translator, names: Names = UNNAMED) -> str:
    """A step as lines of text: its action, then its filters."""
    action, *filters = sentences_of(step, names)
    lines = [f"{number}. {t(action.text)}", *(f"– {t(one.text)}" for one in filters)]
    return clip("\n".join(lines), LONGEST_STEP)
