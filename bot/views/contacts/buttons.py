"""Buttons on other features' screens that lead to a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.messages import N_
from bot.views import blocks

if TYPE_CHECKING:
    from bot.i18n import Translator
    from bot.views.blocks import Block

OPEN, CREATE = "contact.open", "contact.create"
BACK = "contacts.back"


def contact_button(t: Translator, contact_id: int) -> Block:
    """*Contact*: its card."""
    return blocks.button(t(N_("Contact")), f"{OPEN}:{contact_id}")


def to_list(t: Translator) -> Block:
    """*Back to the list*."""
    return blocks.button(t(N_("Back to the list")), BACK)
