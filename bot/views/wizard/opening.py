"""Words around opening the wizard: a command's help, and a modal that came too late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.messages import N_
from bot.views import blocks, home
from bot.views.wizard import postponed

if TYPE_CHECKING:
    from bot.i18n import Translator
    from bot.views.blocks import Block


def interaction_help(t: Translator) -> str:
    return t(
        N_(
            "`/interaction` opens the form to record an interaction.\n"
            "`/interaction meagan bond` does so with the contact found by these words: a name, a "
            "company, an e-mail address or a phone number. If several match, you choose.\n"
            "`/interaction call meagan bond yesterday 15 min positive: wants a quote` fills in the "
            "rest as well. Nothing is logged before you press Finish.\n"
            "`/postponed` lists what you have not finished yet."
        )
    )


def postponed_help(t: Translator) -> str:
    return t(
        N_(
            "`/postponed` lists your postponed interactions, to resume or to discard. It takes no "
            "further words."
        )
    )


def touchpoint_help(t: Translator, role: str) -> str:
    """What there is for everybody, and what they are."""
    return t(
        N_(
            "`/touchpoint` shows your role and, to managers and administrators, the set-up.\n"
            "`/interaction`, `/postponed`, `/interactions`, `/contact` and `/segment` each answer "
            "`help` with what they take.\n"
            "Touchpoint speaks the language that you have chosen in Slack. Your role: {role}"
        ),
        role=t(role),
    )


def segment_help(t: Translator) -> str:
    return t(
        N_(
            "`/segment` lists your segments, and creates new ones.\n"
            "`/segment SM00001` opens that one; words of a description find theirs."
        )
    )


def list_too_late(t: Translator) -> str:
    """Slack closed the door before a list was ready; what it shows is where it was."""
    return t(N_("Slack did not let the list open in time. Please try again."))


def too_late(t: Translator, draft_id: str) -> tuple[str, list[Block]]:
    """Slack closed the door before the form was ready: a button that opens it now."""
    text = t(N_("Slack did not let the form open in time. Nothing is lost: open it here."))
    action = f"{postponed.RESUME}:{draft_id}" if draft_id else home.CREATE
    again = blocks.button(t(N_("Open the form")), action, style="primary")
    return text, [blocks.section(blocks.plain(text)), blocks.actions(again)]
