"""Linking a Slack user to a salesperson, or creating one, by the user themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.words import N_
from bot.errors import ListUnavailable, SalespersonCodeTaken
from bot.views import blocks, home, link

if TYPE_CHECKING:
    from bot.core import Core
    from bot.handlers.home import HomeScreens
    from bot.handlers.opening import Opener
    from bot.inbound import Inbound
    from bot.registry import Ack, Registry


def register(registry: Registry, core: Core, opener: Opener, screens: HomeScreens) -> None:
    async def ask(inbound: Inbound) -> Ack:
        opener.open(inbound, lambda caller: core.wizard.start(caller.person))
        return None

    async def submit(inbound: Inbound) -> Ack:
        """Link or create, then go on to the wizard that the user wanted to open."""
        t = (await core.callers.of(inbound)).t
        chosen, code, name = link.read(inbound.body["view"]["state"]["values"])
        if chosen == blocks.NO_LIST:
            raise ListUnavailable
        if not chosen and not code.isalnum():
            return _error(link.CODE, t(N_("Please enter a code of letters and digits.")))
        if not chosen and not name:
            return _error(link.NAME, t(N_("Please enter a name.")))
        profile = await core.callers.profile(inbound.client, inbound.team_id, inbound.user_id)
        try:
            if chosen:
                person = await core.people.link(profile, chosen)
            else:
                person = await core.people.create(profile, code, name)
        except SalespersonCodeTaken as taken:
            return _error(link.CODE, taken.sentence(t))
        core.callers.remember(person)
        caller = await core.callers.of(inbound)
        screens.refresh(inbound.client, caller)
        draft_id = inbound.body["view"].get("private_metadata", "")
        view = await opener.wizard(caller, await core.wizard.go_on_linked(person, draft_id))
        return {"response_action": "update", "view": view}

    registry.action(home.LINK, ask)
    registry.view_submission(link.CALLBACK, submit)


def _error(block: str, sentence: str) -> Ack:
    return {"response_action": "errors", "errors": {block: sentence}}
