"""Opening a modal for a user: in time, in their language, and with a way back when it came late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.failures import or_failure
from bot.handlers.windows.windows import TooLate
from bot.views.people import link_form
from bot.views.wizard import form as wizard_form
from bot.views.wizard import opening, postponed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.core import Core
    from bot.handlers.callers import Caller
    from bot.i18n import Translator
    from bot.slack.payload import Inbound
    from bot.views.blocks import View


async def open_modal(
    core: Core,
    inbound: Inbound,
    content: Callable[[Caller], Awaitable[View]],
    draft_id: str = "",
) -> View | None:
    """Open what ``content`` makes for the caller, or what went wrong with it.

    When Slack doesn't let a modal open any more, a message offers to go on from there: with the
    draft that the modal would have shown, or with ``draft_id``, which was there before.
    Returns what is open.
    """

    def language() -> Translator:
        return core.callers.language_of(inbound)

    async def made() -> View:
        async with core.tasks.turns:
            return await content(await core.callers.of(inbound))

    try:
        return await core.windows.open(
            inbound.client,
            inbound.trigger_id or "",
            or_failure(made(), language),
            wizard_form.loading(language()),
        )
    except TooLate as late:
        if late.view.get("callback_id") == postponed.LIST:
            text = opening.list_too_late(language())
            await inbound.client.chat_postMessage(channel=inbound.user_id, text=text)
            return None
        if late.view.get("callback_id", "").startswith(f"{wizard_form.CALLBACK}:"):
            draft_id = late.view["private_metadata"].partition(":")[0]
        elif late.view.get("callback_id") == link_form.CALLBACK:
            draft_id = late.view["private_metadata"]
        text, blocks = opening.too_late(language(), draft_id)
        await inbound.client.chat_postMessage(channel=inbound.user_id, text=text, blocks=blocks)
        return None
