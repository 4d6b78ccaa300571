"""After a start: finish what a crash interrupted between a commit and its clean-up."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.domain.errors.base import Unavailable
from bot.handlers.people.link import ask_administrators
from bot.handlers.wizard.walk import clean_up

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.core import Core

logger = logging.getLogger(__name__)


async def recover(core: Core, client: AsyncWebClient) -> None:
    """Go on with jobs, clean up drafts that are logged already, fetch files still missing, and ask
    what administrators were to be asked."""
    core.tasks.spawn(core.runner.take_up(client), "take up jobs that were left")
    try:
        await core.drafts.follow_people()
        for request in await core.link_requests.unannounced():
            await ask_administrators(core, client, request)
        left = await core.waiting.left_behind()
    except Unavailable:
        logger.warning("drafts can't be looked through now; they are when they are next listed")
        return
    for draft in left:
        caller = await core.callers.named(client, draft.owner)
        logged = await core.log.of_draft(draft.id, caller.person.locale)
        if logged is not None:
            await clean_up(core, client, caller, draft, logged)
    if left:
        logger.info("%d drafts of a crash cleaned up", len(left))
    await core.files.fetch(client)
