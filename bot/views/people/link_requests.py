"""Messages about somebody who wants to be an existing salesperson."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.enums import LinkDecision
from bot.domain.messages import N_
from bot.views import blocks, home

if TYPE_CHECKING:
    from bot.domain.people.link_request import Request
    from bot.i18n import Translator
    from bot.views.blocks import Block

ACCEPT, REFUSE = "link.accept", "link.refuse"

Message = tuple[str, list["Block"]]
"""The text that notifications show, and the blocks."""


def question(t: Translator, request: Request) -> Message:
    """Asks an administrator, with the addresses that the two are told apart by."""
    asked = _asked(t, request)
    unknown, code = t(N_("unknown")), request.salesperson_code
    addresses = t(
        N_("E-mail in Slack: {user}. E-mail of the salesperson: {salesperson}."),
        user=request.user_email or unknown,
        salesperson=request.salesperson_email or unknown,
    )
    return blocks.escape(asked), [
        blocks.section(blocks.plain(asked)),
        blocks.context(blocks.plain(addresses)),
        blocks.actions(
            blocks.button(t(N_("Link")), f"{ACCEPT}:{request.id}:{code}", style="primary"),
            blocks.button(t(N_("Refuse")), f"{REFUSE}:{request.id}:{code}"),
        ),
    ]


def invitation(t: Translator, salesperson: str) -> Message:
    """Tells a user that an administrator has linked them, and how they begin."""
    told = t(
        N_(
            "Welcome to Touchpoint: you record what you and your contacts say to each other as "
            "{salesperson}. Type /interaction, or press the button."
        ),
        salesperson=salesperson,
    )
    button = blocks.button(t(N_("Create interaction")), home.CREATE, style="primary")
    return blocks.escape(told), [
        blocks.section(blocks.plain(told)),
        blocks.actions(button, block_id="invited"),
    ]


def decided(t: Translator, request: Request, by: str) -> Message:
    """The same message after somebody has decided."""
    decision = N_("Linked by {name}.")
    if request.decision is not LinkDecision.LINKED:
        decision = N_("Refused by {name}.")
    asked, told = _asked(t, request), t(decision, name=by)
    return blocks.escape(told), [
        blocks.section(blocks.plain(asked)),
        blocks.context(blocks.plain(told)),
    ]


def outcome(t: Translator, request: Request, *, accepted: bool) -> Message:
    """Tells the user what was decided, and how they go on."""
    if accepted:
        told = t(
            N_("You are linked: you record as {salesperson} from now on."),
            salesperson=request.salesperson_name,
        )
        button = blocks.button(t(N_("Create interaction")), home.CREATE, style="primary")
    else:
        told = t(
            N_("An administrator did not link you to {salesperson}. You can choose again."),
            salesperson=request.salesperson_name,
        )
        button = blocks.button(t(N_("Link me")), home.LINK)
    return blocks.escape(told), [blocks.section(blocks.plain(told)), blocks.actions(button)]


def _asked(t: Translator, request: Request) -> str:
    return t(
        N_("{user} wants to record as the salesperson {salesperson} ({code})."),
        user=request.user_name,
        salesperson=request.salesperson_name,
        code=request.salesperson_code,
    )
