"""The one message that shows how far a job is, and in the end what came of it."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.views import jobs as jobs_view

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.i18n import Translator
    from bot.services.jobs import Job
    from bot.views.jobs import Message

logger = logging.getLogger(__name__)

PAUSE_S = 1.0
"""Between two updates: Slack takes about one a second in a conversation."""


class PostedElsewhere(Exception):
    """Another process is about to post the message, and hasn't said yet where."""


TROUBLE = (SlackApiError, ClientError, TimeoutError, OSError, PostedElsewhere)
"""What goes wrong on the way to Slack; the work itself goes on."""


async def _always() -> bool:
    return True


def place_of(job: Job) -> tuple[str, str] | None:
    """Where a job's message is."""
    return (job.channel_id, job.message_ts) if job.channel_id and job.message_ts else None


class ProgressMessage:
    """``place`` is (channel, timestamp) once there is a message. ``may_post`` says whether it is
    for this process to post one; asked once."""

    def __init__(
        self,
        client: AsyncWebClient,
        job: Job,
        name: str,
        t: Translator,
        may_post: Callable[[], Awaitable[bool]] = _always,
    ) -> None:
        self.place = place_of(job)
        self._may_post = may_post
        self._posts = False
        self._client = client
        self._job = job
        self._name = name
        self._t = t
        self._numbers = (0, 0)
        self._news = asyncio.Event()
        self._over = asyncio.Event()

    def report(self, done: int, total: int) -> None:
        """How many of how many lines are done."""
        self._numbers = (done, total)
        self._news.set()

    async def begin(self) -> None:
        """Say that the work has begun. Raises one of ``TROUBLE``."""
        await self._show(self._picture())

    async def wait(self) -> None:
        """Say that the work waits for the database. Raises one of ``TROUBLE``."""
        await self._show(jobs_view.waiting(self._job.kind, self._name, self._t))

    @asynccontextmanager
    async def painting(self) -> AsyncIterator[None]:
        """Shows what is reported while the block runs, the last update before its end."""
        self._over.clear()
        painter = asyncio.create_task(self._paint(), name="show a job's progress")
        try:
            yield
        finally:
            self._over.set()
            self._news.set()
            await painter

    async def end(self, content: Message) -> None:
        """Say what came of it; in a new message where there is none. Raises one of ``TROUBLE``."""
        await self._show(content)

    async def _paint(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            if self._over.is_set():
                return
            try:
                await self._show(self._picture())
            except TROUBLE as error:
                logger.warning("a job's progress isn't shown: %s", type(error).__name__)
            try:
                async with asyncio.timeout(PAUSE_S):
                    await self._over.wait()
            except TimeoutError:
                continue

    def _picture(self) -> Message:
        return jobs_view.progress(self._job.kind, self._name, *self._numbers, self._t)

    async def _show(self, content: Message) -> None:
        text, blocks = content
        picture: dict[str, Any] = {"text": text, "blocks": blocks}
        if self.place is not None:
            channel, ts = self.place
            try:
                await self._client.chat_update(channel=channel, ts=ts, **picture)
            except SlackApiError as error:
                if error.response.get("error") != "message_not_found":
                    raise
                self.place = None  # somebody deleted it: the next one is new
            else:
                return
        self._posts = self._posts or await self._may_post()
        if not self._posts:
            raise PostedElsewhere
        posted = await self._client.chat_postMessage(
            channel=self._job.person.user_id, **picture, unfurl_links=False
        )
        self.place = (posted["channel"], posted["ts"])
