"""Becoming a salesperson: a user says who they are, or is created; administrators decide."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.domain.enums import LinkDecision
from bot.domain.errors.base import ListUnavailable
from bot.domain.errors.people import SalespersonCodeTaken
from bot.domain.messages import N_
from bot.domain.people.link_request import Question
from bot.logs import describe_error
from bot.views import blocks, home
from bot.views.people import link_form, link_requests

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.core import Core
    from bot.domain.people.link_request import Request
    from bot.handlers.home import HomeScreens
    from bot.handlers.wizard.opening import Opener
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Registry

logger = logging.getLogger(__name__)

ASKED_WITHIN_S = 30
"""How long a bot may take to ask every administrator; if it died meanwhile, the next wish asks."""


class Linking:
    def __init__(self, core: Core, opener: Opener, screens: HomeScreens) -> None:
        self._core = core
        self._opener = opener
        self._screens = screens

    async def open_form(self, inbound: Inbound) -> Ack:
        self._opener.open(inbound, lambda caller: self._core.wizard.start(caller.person))
        return None

    async def submit(self, inbound: Inbound) -> Ack:
        """Link, ask or create, then go on to the wizard that the user wanted to open."""
        core = self._core
        caller = await core.callers.of(inbound)
        t = caller.t
        draft_id = inbound.body["view"].get("private_metadata", "")
        chosen, code, name = link_form.read(inbound.body["view"]["state"]["values"])
        if chosen == blocks.NO_LIST:
            raise ListUnavailable
        if not chosen and not code.isalnum():
            return _error(link_form.CODE, t(N_("Please enter a code of letters and digits.")))
        if not chosen and not name:
            return _error(link_form.NAME, t(N_("Please enter a name.")))
        try:
            if chosen:
                person = await core.people.link(caller.person, chosen)
            else:
                person = await core.people.create(caller.person, code, name)
        except SalespersonCodeTaken as taken:
            return _error(link_form.CODE, taken.sentence(t))
        if person is None:
            request = await core.link_requests.ask(caller.person, chosen or "")
            self._screens.refresh(inbound.client, caller)
            asking = ask_administrators(core, inbound.client, request)
            core.tasks.spawn(asking, "ask administrators to link somebody")
            waiting = link_form.waiting(t, salesperson=request.salesperson_name)
            return {"response_action": "update", "view": waiting}
        core.callers.remember(person)
        caller = await core.callers.of(inbound)
        self._screens.refresh(inbound.client, caller)
        draft = await core.wizard.go_on_linked(person, draft_id)
        view = await self._opener.wizard(caller, draft)
        return {"response_action": "update", "view": view}

    async def accept(self, inbound: Inbound) -> Ack:
        return await self._decide(inbound, accepted=True)

    async def refuse(self, inbound: Inbound) -> Ack:
        return await self._decide(inbound, accepted=False)

    async def _decide(self, inbound: Inbound, *, accepted: bool) -> Ack:
        core = self._core
        caller = await core.callers.of(inbound)
        request_id, _, code = inbound.argument.partition(":")
        request = await core.link_requests.decide(
            caller.person, int(request_id), code, accepted=accepted
        )
        core.callers.forget(request.user_id)
        core.tasks.spawn(self._tell(inbound.client, request), "tell of a decision on a link")
        return None

    async def _tell(self, client: AsyncWebClient, request: Request) -> None:
        """The administrators' messages lose their buttons, and the user hears of it once."""
        core = self._core
        await _show_in_questions(core, client, request)
        caller = await core.callers.named(client, request.user_id)
        if await core.drafts.claim("link-decided", str(request.id)):
            accepted = request.decision is LinkDecision.LINKED
            text, content = link_requests.outcome(caller.t, request, accepted=accepted)
            await client.chat_postMessage(channel=request.user_id, text=text, blocks=content)
        self._screens.refresh(client, caller)


async def ask_administrators(core: Core, client: AsyncWebClient, request: Request) -> None:
    """One message to each administrator, in their language; those that they have are brought up to
    date, as the user may have chosen another salesperson since."""
    if request.questions:
        await _show_in_questions(core, client, request)
        return
    if not await core.drafts.claim("link-asked", str(request.id), ASKED_WITHIN_S):
        return  # another bot got the same wish
    for user_id in await core.people.administrators():
        try:
            t = (await core.callers.named(client, user_id)).t
            text, content = link_requests.question(t, request)
            answer = await client.chat_postMessage(channel=user_id, text=text, blocks=content)
        except SlackApiError as error:
            logger.warning("an administrator can't be asked: %s", describe_error(error))
            continue
        asked = Question(answer["channel"], answer["ts"], user_id)
        now = await core.link_requests.announced(request.id, asked)
        if now != replace(request, questions=now.questions):  # quicker than we were
            await _show_in_questions(core, client, now)
        request = now


async def _show_in_questions(core: Core, client: AsyncWebClient, request: Request) -> None:
    """What is asked now, or how it was decided, in every administrator's message."""
    decider = await core.callers.named(client, request.decided_by) if request.decided_by else None
    for question in request.questions:
        t = (await core.callers.named(client, question.user_id)).t
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


def register(registry: Registry, core: Core, opener: Opener, screens: HomeScreens) -> None:
    linking = Linking(core, opener, screens)
    registry.action(home.LINK, linking.open_form)
    registry.view_submission(link_form.CALLBACK, linking.submit)
    registry.action(link_requests.ACCEPT, linking.accept)
    registry.action(link_requests.REFUSE, linking.refuse)


def _error(block: str, sentence: str) -> Ack:
    return {"response_action": "errors", "errors": {block: sentence}}
