"""The bot's own messages to a user: a postponed draft's notice, an interaction's confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.wizard.draft import Notice
from bot.views.wizard import logged, postponed

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.core import Core
    from bot.domain.logged_interaction import LoggedInteraction
    from bot.domain.wizard.draft import Draft
    from bot.handlers.callers import Caller
    from bot.i18n import Translator
    from bot.views.blocks import Block


async def tell_postponed(core: Core, client: AsyncWebClient, caller: Caller, draft: Draft) -> None:
    """One message a draft, however often its window is closed: posted once, then updated."""
    content = postponed.notice(draft, caller.t)
    if draft.notice is not None:
        await _update(client, draft.notice, content)
    elif await core.drafts.claim("noticed", draft.id):
        text, blocks = content
        posted = await client.chat_postMessage(
            channel=caller.person.user_id, text=text, blocks=blocks, unfurl_links=False
        )
        await core.waiting.note(draft, Notice(posted["channel"], posted["ts"]))


async def tell_not_postponed(client: AsyncWebClient, caller: Caller) -> None:
    """A window was closed while the store of drafts didn't answer."""
    await client.chat_postMessage(
        channel=caller.person.user_id, text=caller.t(postponed.NOT_POSTPONED), unfurl_links=False
    )


async def tell_after(client: AsyncWebClient, draft: Draft, t: Translator, *, logged: bool) -> None:
    """The notice, if there was one, says that the draft is logged or discarded."""
    if draft.notice is not None:
        await _update(client, draft.notice, postponed.notice_after(draft, t, logged=logged))


async def tell_back(client: AsyncWebClient, draft: Draft, t: Translator) -> None:
    """The notice of a draft that was brought back offers *Resume* again."""
    if draft.notice is not None:
        await _update(client, draft.notice, postponed.notice(draft, t))


async def confirm(
    core: Core, client: AsyncWebClient, user_id: str, interaction: LoggedInteraction, t: Translator
) -> None:
    """The one confirmation, also when *Finish* arrived twice or after a crash."""
    if interaction.draft_id and await core.drafts.claim("confirmed", interaction.draft_id):
        text, blocks = logged.confirmation(interaction, t)
        await client.chat_postMessage(channel=user_id, text=text, blocks=blocks, unfurl_links=False)


async def _update(client: AsyncWebClient, notice: Notice, content: tuple[str, list[Block]]) -> None:
    text, blocks = content
    await client.chat_update(channel=notice.channel, ts=notice.ts, text=text, blocks=blocks)
