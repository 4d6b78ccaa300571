"""After a start: finish what a crash interrupted between a commit and its clean-up."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.domain.errors.base import Unavailable

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.background import TaskSet
    from bot.handlers.callers import Callers
    from bot.handlers.jobs.runner import JobRunner
    from bot.handlers.people.link_questions import LinkQuestions
    from bot.handlers.wizard.files import FileFetcher
    from bot.handlers.wizard.notices import Notices
    from bot.services.interactions.log import InteractionLog
    from bot.services.people.link_requests import LinkRequests
    from bot.services.wizard.postponed import PostponedDrafts
    from bot.storage.drafts import DraftStore

logger = logging.getLogger(__name__)


class Recovery:
    """``tasks`` runs the jobs that were left."""

    def __init__(
        self,
        drafts: DraftStore,
        postponed: PostponedDrafts,
        log: InteractionLog,
        notices: Notices,
        *,
        requests: LinkRequests,
        questions: LinkQuestions,
        files: FileFetcher,
        runner: JobRunner,
        callers: Callers,
        tasks: TaskSet,
    ) -> None:
        self._drafts = drafts
        self._postponed = postponed
        self._log = log
        self._notices = notices
        self._requests = requests
        self._questions = questions
        self._files = files
        self._runner = runner
        self._callers = callers
        self._tasks = tasks

    async def recover(self, client: AsyncWebClient) -> None:
        """Go on with jobs, clean up drafts that are logged already, fetch files still missing, and
        ask what administrators were to be asked."""
        self._tasks.spawn(self._runner.take_up(client), "take up jobs that were left")
        try:
            await self._drafts.follow_people()
            for request in await self._requests.unannounced():
                await self._questions.ask(client, request)
            left = await self._postponed.left_behind()
        except Unavailable:
            logger.warning("drafts can't be looked through now; they are when they are listed")
            return
        for draft in left:
            caller = await self._callers.named(client, draft.owner)
            logged = await self._log.of_draft(draft.id, caller.person.locale)
            if logged is not None:
                await self._notices.clean_up(client, caller, draft, logged)
        if left:
            logger.info("%d drafts of a crash cleaned up", len(left))
        await self._files.fetch(client)
