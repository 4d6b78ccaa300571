"""The messages that ask administrators whether somebody is to be linked, and tell the decision."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.domain.enums import LinkDecision
from bot.domain.people.link_request import Question
from bot.logs import describe_error
from bot.views.people import link_requests

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.domain.people.link_request import Request
    from bot.handlers.callers import Callers
    from bot.handlers.home import HomeScreens
    from bot.services.people.link_requests import LinkRequests
    from bot.services.people.people import People
    from bot.storage.drafts import DraftStore

logger = logging.getLogger(__name__)

ASKED_WITHIN_S = 30
"""How long a bot may take to ask every administrator; if it died meanwhile, the next wish asks."""


class LinkQuestions:
    """``drafts`` knows what was told before."""

    def __init__(
        self,
        people: People,
        requests: LinkRequests,
        drafts: DraftStore,
        callers: Callers,
        home: HomeScreens,
    ) -> None:
        self._people = people
        self._requests = requests
        self._drafts = drafts
        self._callers = callers
        self._home = home

    async def ask(self, client: AsyncWebClient, request: Request) -> None:
        """One message to each administrator, in their language; those that they have are brought
        up to date, as the user may have chosen another salesperson since."""
        if request.questions:
            await self._show(client, request)
            return
        if not await self._drafts.claim("link-asked", str(request.id), ASKED_WITHIN_S):
            return  # another bot got the same wish
        for user_id in await self._people.administrators():
            try:
                t = (await self._callers.named(client, user_id)).t
                text, content = link_requests.question(t, request)
                answer = await client.chat_postMessage(channel=user_id, text=text, blocks=content)
            except SlackApiError as error:
                logger.warning("an administrator can't be asked: %s", describe_error(error))
                continue
            asked = Question(answer["channel"], answer["ts"], user_id)
            now = await self._requests.announced(request.id, asked)
            if now != replace(request, questions=now.questions):  # quicker than we were
                await self._show(client, now)
            request = now

    async def _show(self, client: AsyncWebClient, request: Request) -> None:
        """What is asked now, or how it was decided, in every administrator's message."""
        decider = (
            await self._callers.named(client, request.decided_by) if request.decided_by else None
        )
        for question in request.questions:
            t = (await self._callers.named(client, question.user_id)).t
            text, content = (
                link_requests.decided(t, request, decider.person.name)
                if decider is not None
                else link_requests.question(t, request)
            )
            try:
                await client.chat_update(
                    channel=question.channel, ts=question.ts, text=text, blocks=content
                )
            except SlackApiError as error:
                logger.warning("a request to link can't be updated: %s", describe_error(error))

    async def tell_decision(self, client: AsyncWebClient, request: Request) -> None:
        """The administrators' messages lose their buttons, and the user hears of it once."""
        await self._show(client, request)
        caller = await self._callers.named(client, request.user_id)
        if await self._drafts.claim("link-decided", str(request.id)):
            accepted = request.decision is LinkDecision.LINKED
            text, content = link_requests.outcome(caller.t, request, accepted=accepted)
            await client.chat_postMessage(channel=request.user_id, text=text, blocks=content)
        self._home.refresh(client, caller)
