"""What a draft is opened with: looking up whom its words, or its message, name."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.domain.messages import N_
from bot.domain.slack_messages import markup
from bot.domain.slack_messages.block_words import text
from bot.domain.slack_messages.message_words import author_of
from bot.domain.wizard.table import FIELDS

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.domain.wizard.draft import Draft
    from bot.domain.wizard.first_act import Start
    from bot.handlers.callers import Caller, Callers
    from bot.services.contacts.recognition import Recognition
    from bot.services.wizard.first_act import Beginnings
    from bot.services.wizard.wizard import Wizard

MENTIONED_AT_MOST = 10


class Preparation:
    """``beginnings`` fill in what follows."""

    def __init__(
        self, wizard: Wizard, beginnings: Beginnings, recognition: Recognition, callers: Callers
    ) -> None:
        self._wizard = wizard
        self._beginnings = beginnings
        self._recognition = recognition
        self._callers = callers

    async def resume(self, client: AsyncWebClient, caller: Caller, draft_id: str) -> Draft:
        """The draft for a new window; first what its form would have done that never came up."""
        draft = await self._wizard.owned(caller.person, draft_id)
        if draft.start is not None:
            await self.prepare(client, caller, draft)
        return await self._wizard.resume(caller.person, draft_id)

    async def prepare(self, client: AsyncWebClient, caller: Caller, begun: Draft) -> Draft:
        """Look up whom the words or the message name, and fill in what follows."""
        start = begun.start
        assert start is not None
        if start.is_message:
            return await self._prepare_message(client, caller, begun, start)
        users = markup.mentioned_users(start.words)[:MENTIONED_AT_MOST]
        profiles = await self._callers.profiles(client, users)
        names = {user: profile.name for user, profile in profiles.items()}
        # As they were typed: Slack sends mentions and addresses in brackets.
        words = markup.as_read(start.words, names).strip().removeprefix("@")
        return await self._beginnings.start(caller.person, words, begun)

    async def _prepare_message(
        self, client: AsyncWebClient, caller: Caller, begun: Draft, start: Start
    ) -> Draft:
        """Read from the payload alone: no history scope, and no membership, is needed."""
        author_id = text(start.author, "user")
        users = markup.mentioned_users(start.searched)[:MENTIONED_AT_MOST]
        asked = [*users, author_id] if author_id else users
        profiles = await self._callers.profiles(client, asked)
        names = {user: profile.name for user, profile in profiles.items()}
        known = [profiles[user] for user in users if user in profiles]
        mentioned = await self._recognition.recognise(
            start.searched, [profile.email for profile in known if profile.email]
        )
        comment = markup.quoted(
            markup.as_read(start.words, names),
            author_of(start.author, names) or caller.t(N_("an app")),
            start.place,
            FIELDS["comment"].max_length or 3000,
        )
        return await self._beginnings.start_from_message(
            caller.person,
            comment=comment,
            sent_at=datetime.fromtimestamp(float(start.sent_at), UTC),
            mentioned=mentioned,
            begun=begun,
        )
