"""What follows once a draft is written, after Slack has its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.wizard import notices

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.background import TaskSet
    from bot.domain.logged_interaction import LoggedInteraction
    from bot.domain.wizard.draft import Draft
    from bot.handlers.callers import Caller
    from bot.handlers.home import HomeScreens
    from bot.handlers.wizard.files import FileFetcher
    from bot.handlers.wizard.notices import Notices
    from bot.metrics import Metrics
    from bot.services.wizard.finishing import Outcome
    from bot.slack.payload import Inbound


class AfterWriting:
    """Messages, App Home, files and counts."""

    def __init__(
        self,
        notices: Notices,
        home: HomeScreens,
        files: FileFetcher,
        *,
        tasks: TaskSet,
        metrics: Metrics,
    ) -> None:
        self._notices = notices
        self._home = home
        self._files = files
        self._tasks = tasks
        self._metrics = metrics

    def written(self, inbound: Inbound, caller: Caller, outcome: Outcome) -> None:
        """A draft was saved, or has become an interaction, or a segment's."""
        if outcome.logged is not None:
            if outcome.wrote:
                self._metrics.interactions_logged.inc()
            self._tasks.spawn_behind(
                self._after_logging(inbound.client, caller, outcome.draft, outcome.logged),
                "clean up after logging",
            )
            return
        self._metrics.drafts_saved.inc()
        if outcome.segment is not None:
            self._home.refresh(inbound.client, caller)
            told = notices.tell_after(inbound.client, outcome.draft, caller.t, logged=True)
            self._tasks.spawn(told, "tell that a segment has its interaction")
        if outcome.segment is not None and outcome.segment.file is not None:
            self._tasks.spawn(self._files.fetch(inbound.client), "fetch the file of a segment")

    def postponed(self, client: AsyncWebClient, caller: Caller, draft: Draft | None) -> None:
        """A window was closed; None where there was no draft to keep."""
        if draft is not None:
            told = self._notices.tell_postponed(client, caller, draft)
            self._tasks.spawn(told, "tell of a postponed draft")
        self._home.refresh(client, caller)

    def not_postponed(self, client: AsyncWebClient, caller: Caller) -> None:
        """The same while the store of drafts doesn't answer."""
        told = notices.tell_not_postponed(client, caller)
        self._tasks.spawn(told, "tell that a draft could not be marked")

    async def _after_logging(
        self, client: AsyncWebClient, caller: Caller, draft: Draft, interaction: LoggedInteraction
    ) -> None:
        """Clean up, bring App Home up to date, fetch the interaction's file."""
        await self._notices.clean_up(client, caller, draft, interaction)
        self._home.refresh(client, caller)
        if isinstance(draft.values.get("content"), dict):
            # By itself: those who wait for their confirmation don't wait for a long file.
            work = self._files.fetch(client)
            self._tasks.spawn(work, "fetch the file of an interaction")
