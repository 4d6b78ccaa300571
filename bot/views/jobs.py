"""Long work: how far it is, that it waits, and that it failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.messages import N_
from bot.views import blocks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.messages import Text
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

Message = tuple[str, list["Block"]]
"""A message's text, which notifications show, and its blocks."""

BAR = 20
"""The cells of a progress bar."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said while a kind of job is at work, and when it failed; the title of its window."""

    at_work: str
    failed: str
    title: str = N_("Segment")


_WORDS: Mapping[str, _Words] = {
    "log": _Words(N_("Segment {name} is being logged"), N_("Segment {name} was not logged")),
    "take_back": _Words(
        N_("Logged segment {name} is being taken back"),
        N_("Logged segment {name} was not taken back"),
    ),
    "cancel": _Words(
        N_("Logged segment {name} is being canceled"), N_("Logged segment {name} was not canceled")
    ),
    "restore": _Words(
        N_("Logged segment {name} is being restored"), N_("Logged segment {name} was not restored")
    ),
    "follow_up": _Words(
        N_("Logged segment {name} is being followed up"),
        N_("Logged segment {name} was not followed up"),
    ),
    "import": _Words(N_("{name} is being imported"), N_("{name} was not imported"), N_("Import")),
    "undo_import": _Words(
        N_("The import of {name} is being undone"),
        N_("The import of {name} was not undone"),
        N_("Import"),
    ),
}
"""By the kinds of jobs."""


def progress(kind: str, name: str, done: int, total: int, t: Translator) -> Message:
    """How far a job is; ``total`` is 0 while nobody knows."""
    text = t(_WORDS[kind].at_work, name=name)
    part = min(max(done / total, 0.0), 1.0) if total > 0 else 0.0
    filled = int(part * BAR)
    bar = "█" * filled + "░" * (BAR - filled)
    if total > 0:
        bar += " " + t(N_("{done} of {total}"), done=done, total=total)
    return blocks.escape(text), [
        blocks.section(blocks.plain(text)),
        blocks.context(blocks.plain(bar)),
    ]


def waiting(kind: str, name: str, t: Translator) -> Message:
    """In the place of the progress while the database is away."""
    text = t(_WORDS[kind].at_work, name=name)
    told = t(
        N_(
            "The database does not answer right now. The work goes on by itself when it does; "
            "nothing is lost, and nothing is done twice."
        )
    )
    return blocks.escape(text), [
        blocks.section(blocks.plain(text)),
        blocks.context(blocks.plain(told)),
    ]


def under_way(kind: str, name: str, t: Translator, sentence: str = "") -> View:
    """The window after a job began, or while it goes on."""
    words = _WORDS[kind]
    told = t(
        N_(
            "You can close this window. A message in your conversation with Touchpoint shows how "
            "far it is, and tells you when it is done."
        )
    )
    body = [blocks.alert(sentence, "info")] if sentence else []
    body += [blocks.entry(t(words.at_work, name=name), ""), blocks.section(blocks.plain(told))]
    return blocks.modal(t(words.title), body, close=t(N_("Close")))


def failed(kind: str, name: str, problem: Text, onwards: Block, t: Translator) -> Message:
    """A job that changed nothing, why, and the button that leads on from there."""
    text = t(_WORDS[kind].failed, name=name)
    return blocks.escape(text), [
        blocks.section(blocks.plain(text)),
        blocks.section(blocks.plain(t(problem))),
        blocks.actions(onwards, block_id="failed"),
    ]
