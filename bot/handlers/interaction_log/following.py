"""An interaction's confirmation says what became of it; a reply in its thread is a comment."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.domain.acts import Act
from bot.domain.errors.base import Unavailable
from bot.domain.errors.interaction_log import EntryUnknown
from bot.domain.messages import N_
from bot.domain.people.rights import Right, may
from bot.domain.slack_messages.markup import as_read
from bot.domain.slack_messages.message_words import words_of
from bot.views import blocks
from bot.views.wizard import logged

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.background import TaskSet
    from bot.handlers.callers import Caller, Callers
    from bot.services.interaction_log.changes import LogChanges
    from bot.services.interaction_log.confirmations import Confirmations, Confirmed
    from bot.services.interactions.log import InteractionLog
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature

logger = logging.getLogger(__name__)

MESSAGE = "message"
LONGEST_COMMENT = 3_000


class ConfirmationFollower:
    """Brings the messages up to date, in the language of who reads them."""

    def __init__(
        self,
        confirmations: Confirmations,
        log: InteractionLog,
        callers: Callers,
        tasks: TaskSet,
    ) -> None:
        self._confirmations = confirmations
        self._log = log
        self._callers = callers
        self._tasks = tasks

    async def posted(self, client: AsyncWebClient, confirmed: Confirmed) -> None:
        """A confirmation was posted; whoever changed its interaction since didn't know of it."""
        if await self._confirmations.note(confirmed):
            self.follow(client, confirmed.interaction_id)

    def follow(self, client: AsyncWebClient, *interaction_ids: int) -> None:
        """Something was done to these interactions."""
        work = self._follow(client, interaction_ids)
        self._tasks.spawn_behind(work, "bring confirmations up to date")

    async def _follow(self, client: AsyncWebClient, interaction_ids: tuple[int, ...]) -> None:
        for key in interaction_ids:
            try:
                await self._follow_one(client, key)
            except (SlackApiError, ClientError, TimeoutError, OSError, Unavailable) as error:
                logger.warning("a confirmation isn't brought up to date: %s", type(error).__name__)

    async def _follow_one(self, client: AsyncWebClient, key: int) -> None:
        message = await self._confirmations.of(key)
        if message is None:
            return
        t = (await self._callers.named(client, message.user_id)).t
        interaction = await self._log.one(message.interaction_id, t.locale)
        text, content = logged.confirmation(interaction, t) if interaction else logged.gone(t)
        await client.chat_update(
            channel=message.channel_id, ts=message.message_ts, text=text, blocks=content
        )


class RepliesAsComments:
    """Only where a company allows the app to hear its direct messages; see docs/scopes.md."""

    def __init__(self, confirmations: Confirmations, changes: LogChanges, tasks: TaskSet) -> None:
        self._confirmations = confirmations
        self._changes = changes
        self._tasks = tasks

    async def heard(self, inbound: Inbound, caller: Caller) -> Ack:
        event = inbound.body["event"]
        channel, thread = event.get("channel"), event.get("thread_ts")
        said_by_user = not event.get("subtype") and not event.get("bot_id")
        if not (said_by_user and thread and str(channel).startswith("D")):
            return None
        entry = await self._confirmations.confirmed_by(channel, thread)
        if entry is None or not may(caller.person, Right.RECORD):
            return None
        comment = as_read(words_of(event).text, {})[:LONGEST_COMMENT].strip()
        if not comment:
            return None
        act = Act(f"reply.{channel}.{event['ts']}", by=caller.person)
        t = caller.t
        try:
            await self._changes.comment(entry, comment, caller.person, act=act)
            told = t(N_("Added to the interaction as a comment."))
        except EntryUnknown as error:
            told = error.sentence(t)
        posting = inbound.client.chat_postMessage(
            channel=channel, thread_ts=thread, text=blocks.escape(told)
        )
        self._tasks.spawn(posting, "say that a reply is a comment")
        return None


def register(app: Feature[Caller], replies: RepliesAsComments) -> None:
    app.event(MESSAGE, replies.heard)
