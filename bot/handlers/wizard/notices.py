"""The bot's own messages to a user: a postponed draft's notice, an interaction's confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.wizard.draft import Notice
from bot.services.interaction_log.confirmations import Confirmed
from bot.views.wizard import logged, postponed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.domain.logged_interaction import LoggedInteraction
    from bot.domain.wizard.draft import Draft
    from bot.handlers.callers import Caller
    from bot.i18n import Translator
    from bot.storage.drafts import DraftStore
    from bot.views.blocks import Block

    Posted = Callable[[AsyncWebClient, Confirmed], Awaitable[None]]


class Notices:
    """Each is posted once; what it says later is an update of the same message. ``posted`` is told
    of each confirmation."""

    def __init__(self, drafts: DraftStore, posted: Posted) -> None:
        self._drafts = drafts
        self._posted = posted

    async def tell_postponed(self, client: AsyncWebClient, caller: Caller, draft: Draft) -> None:
        """One message a draft, however often its window is closed: posted once, then updated."""
        content = postponed.notice(draft, caller.t)
        if draft.notice is not None:
            await _update(client, draft.notice, content)
        elif await self._drafts.claim("noticed", draft.id):
            text, blocks = content
            posted = await client.chat_postMessage(
                channel=caller.person.user_id, text=text, blocks=blocks, unfurl_links=False
            )
            await self._drafts.note(draft.id, Notice(posted["channel"], posted["ts"]))

    async def clean_up(
        self, client: AsyncWebClient, caller: Caller, draft: Draft, interaction: LoggedInteraction
    ) -> None:
        """Confirm once, delete the draft it was, bring its notice up to date.

        Also run at the next start for a draft that a crash left behind; harmless to repeat.
        """
        # It may be gone by now, as a list of drafts that is drawn meanwhile removes a logged one;
        # else the one in the store knows of a notice that was sent since.
        latest = await self._drafts.load(draft.id) or draft
        await self._confirm(client, caller.person.user_id, interaction, caller.t)
        await self._drafts.remove(latest)
        await tell_after(client, latest, caller.t, logged=True)

    async def _confirm(
        self, client: AsyncWebClient, user_id: str, interaction: LoggedInteraction, t: Translator
    ) -> None:
        """The one confirmation, also when *Finish* arrived twice or after a crash."""
        if interaction.draft_id and await self._drafts.claim("confirmed", interaction.draft_id):
            text, blocks = logged.confirmation(interaction, t)
            posted = await client.chat_postMessage(
                channel=user_id, text=text, blocks=blocks, unfurl_links=False
            )
            place = Confirmed(interaction.id, posted["channel"], posted["ts"], user_id)
            await self._posted(client, place)


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


async def _update(client: AsyncWebClient, notice: Notice, content: tuple[str, list[Block]]) -> None:
    text, blocks = content
    await client.chat_update(channel=notice.channel, ts=notice.ts, text=text, blocks=blocks)
