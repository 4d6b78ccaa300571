"""Buttons on other features' screens that lead into the interaction log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.interaction_log.filters import EVERYTHING
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.contacts.buttons import contact_button
from bot.views.metadata import pack

if TYPE_CHECKING:
    from bot.domain.interaction_log.filters import LogFilter
    from bot.i18n import Translator
    from bot.views.blocks import Block

SHOW, OPEN = "interaction_log.show", "interaction_log.open"
AGAIN, CORRECT, TAKE_BACK = "log_entry.again", "log_entry.correct", "log_entry.take_back"
LINK = "log_entry.link"


def log_button(t: Translator, chosen: LogFilter = EVERYTHING) -> Block:
    """*Interactions*: the log, filtered."""
    return blocks.button(t(N_("Interactions")), f"{SHOW}:{pack(chosen)}")


def entry_button(t: Translator, entry_id: int) -> Block:
    """*Open*: the card of an entry."""
    return blocks.button(t(N_("Open")), f"{OPEN}:{entry_id}")


def after_canceling(t: Translator, entry_id: int, contact_id: int) -> Block:
    """What one may want under the confirmation of an interaction that was canceled."""
    return blocks.actions(
        blocks.button(t(N_("Create another")), f"{AGAIN}:{entry_id}"),
        contact_button(t, contact_id),
        block_id=f"after.{entry_id}",
    )


def after_logging(t: Translator, entry_id: int, contact_id: int) -> Block:
    """What one may want right after *Finish*, under the summary and under the confirmation."""
    asks = blocks.confirmation(
        t(N_("Take this interaction back?")),
        t(N_("It leaves the log, and its draft is there again.")),
        t(N_("Take back")),
        t(N_("Keep")),
    )
    return blocks.actions(
        blocks.button(t(N_("Create another")), f"{AGAIN}:{entry_id}"),
        blocks.button(t(N_("Correct")), f"{CORRECT}:{entry_id}"),
        blocks.button(t(N_("Take back")), f"{TAKE_BACK}:{entry_id}", confirm=asks),
        contact_button(t, contact_id),
        block_id=f"after.{entry_id}",
    )
