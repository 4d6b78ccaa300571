"""Buttons on other features' screens that lead into the interaction log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.interaction_log.filters import EVERYTHING
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.metadata import pack

if TYPE_CHECKING:
    from bot.domain.interaction_log.filters import LogFilter
    from bot.i18n import Translator
    from bot.views.blocks import Block

SHOW, OPEN = "interaction_log.show", "interaction_log.open"


def log_button(t: Translator, chosen: LogFilter = EVERYTHING) -> Block:
    """*Interactions*: the log, filtered."""
    return blocks.button(t(N_("Interactions")), f"{SHOW}:{pack(chosen)}")


def entry_button(t: Translator, entry_id: int) -> Block:
    """*Open*: the card of an entry."""
    return blocks.button(t(N_("Open")), f"{OPEN}:{entry_id}")
