"""Long work: begun by a button, taken up after a crash, told to its user."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.background import short_reference
from bot.domain.errors.base import TouchpointError, Unavailable
from bot.domain.errors.segment_log import JobUnderWay
from bot.domain.messages import Text
from bot.handlers.failures import UNEXPECTED
from bot.handlers.jobs.endings import told
from bot.handlers.jobs.progress import TROUBLE, ProgressMessage, place_of
from bot.i18n import translator
from bot.services.jobs import JobKind, JobState

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from contextlib import AbstractAsyncContextManager
    from typing import Any

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.background import TaskSet
    from bot.domain.acts import Act
    from bot.domain.people.person import Person
    from bot.services.jobs import Job, Jobs, Work
    from bot.services.segment_log.logged import LoggedSegments
    from bot.storage.drafts import DraftStore

    Preparing = Callable[[AsyncWebClient, Job], AbstractAsyncContextManager[Work]]

logger = logging.getLogger(__name__)

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 30.0
LOOK_AGAIN_S = 30.0
"""Until a job is taken up whose process ended, or whose end Slack didn't take."""
POSTED_WITHIN_S = 30
"""So long a process may take to post a job's message and to write down where it is."""


class JobRunner:
    """Runs jobs in the background; each one by one task of this process at most. ``drafts`` knows
    which process posts a job's message; ``preparing`` has the kinds of jobs that need something of
    Slack before they begin; ``after`` is called with the user of one that has ended."""

    def __init__(
        self,
        jobs: Jobs,
        logged: LoggedSegments,
        drafts: DraftStore,
        tasks: TaskSet,
        *,
        preparing: Mapping[JobKind, Preparing],
        after: Callable[[AsyncWebClient, str], Awaitable[None]],
    ) -> None:
        self._jobs = jobs
        self._drafts = drafts
        self._logged = logged
        self._tasks = tasks
        self._preparing = preparing
        self._after = after
        self._followed: set[str] = set()

    async def start(
        self,
        client: AsyncWebClient,
        kind: JobKind,
        subject: str,
        person: Person,
        arguments: Mapping[str, Any],
        *,
        act: Act | None = None,
        message: tuple[str, str] | None = None,
    ) -> JobKind:
        """Begin a job, or go on with the one that is at work on ``subject`` already; what it does.

        ``message`` is (channel, timestamp) of a message that becomes the one of the job.
        """
        try:
            job = await self._jobs.submit_once(act, kind, subject, person, arguments)
        except JobUnderWay as error:
            found = await self._jobs.get(error.job_id)
            if found is None:
                return kind
            self.follow(client, found, begun=True)
            return found.kind
        if job is None:  # whoever got the act first looks after it
            return kind
        if message is not None:
            await self._jobs.shown(job.id, *message)
            job = replace(job, channel_id=message[0], message_ts=message[1])
        self.follow(client, job)
        return kind

    async def watch(self, client: AsyncWebClient) -> None:
        """Look after what was left, ever again, until it is cancelled."""
        while True:
            await asyncio.sleep(LOOK_AGAIN_S)
            work = self.take_up(client, timedelta(seconds=LOOK_AGAIN_S))
            self._tasks.spawn(work, "look after jobs that were left")

    async def take_up(self, client: AsyncWebClient, idle: timedelta = timedelta()) -> None:
        """Go on with what a process left that ended: not done, or done without its user knowing.

        ``idle``: only where nothing happened for so long.
        """
        try:
            left = await self._jobs.left(idle)
        except Unavailable:
            logger.warning("jobs can't be looked for now; they are a little later")
            return
        for job in left:
            self.follow(client, job, begun=True)

    def follow(self, client: AsyncWebClient, job: Job, *, begun: bool = False) -> None:
        """Run a job, unless this process is at it already, and tell its user.

        Of one that has ``begun`` before, the message may show how far another process is.
        """
        if job.id not in self._followed:
            self._followed.add(job.id)
            self._tasks.spawn(self._follow(client, job, begun=begun), f"job {job.kind}")

    async def _follow(self, client: AsyncWebClient, job: Job, *, begun: bool) -> None:
        try:
            t = translator(job.person.locale)
            name = await self._name(job)
            message = ProgressMessage(client, job, name, t, lambda: self._may_post(job))
            if job.state is JobState.WAITING:
                shown = begun and message.place is not None
                ended = await self._run(client, job, message, shown=shown)
                if ended is None:
                    return
                job = ended
            try:
                if message.place is None and (latest := await self._jobs.get(job.id)):
                    message.place = place_of(latest)
                await message.end(told(job, name, t))
                await self._jobs.told(job.id)
                await self._after(client, job.person.user_id)
            except (*TROUBLE, Unavailable) as error:
                # It stays untold: the next look at what is left tells it.
                logger.warning("a job's end isn't told: %s", type(error).__name__)
        finally:
            self._followed.discard(job.id)

    async def _run(
        self, client: AsyncWebClient, job: Job, message: ProgressMessage, *, shown: bool
    ) -> Job | None:
        """The job once it is done, by whichever process; None when it is no longer there."""
        preparing = self._preparing.get(job.kind)
        prepare = partial(preparing, client, job) if preparing else None
        pause, waits, again = FIRST_PAUSE_S, False, False
        while True:
            if not shown:
                shown = await self._begin(job, message)
            try:
                async with message.painting():
                    ended = await self._jobs.run(
                        job.id, message.report, again=again, prepare=prepare
                    )
                if ended is not None:
                    return ended
                found = await self._jobs.get(job.id)
                if found is None or found.state is not JobState.WAITING:
                    return found
                waits = False
            except Unavailable:
                logger.warning("a job waits for the database")
                waits = waits or await self._say_waiting(message)
            except Exception:  # a mistake of ours would only be repeated
                reference = short_reference()
                logger.exception("a job failed", extra={"reference": reference})
                problem = Text(UNEXPECTED, {"reference": reference})
                if ended := await self._jobs.give_up(job.id, problem):
                    return ended
            again = True
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_S)

    async def _begin(self, job: Job, message: ProgressMessage) -> bool:
        try:
            await message.begin()
            if message.place not in {None, (job.channel_id, job.message_ts)}:
                await self._jobs.shown(job.id, *message.place)
        except (*TROUBLE, Unavailable) as error:
            logger.warning("a job's message isn't there yet: %s", type(error).__name__)
            return False
        return True

    async def _may_post(self, job: Job) -> bool:
        """Of several processes that look after a job, the first posts its message. If that one
        dies before it could, another look at what is left does."""
        try:
            return await self._drafts.claim("job-posted", job.id, POSTED_WITHIN_S)
        except Unavailable:
            return True  # rather told twice than never

    async def _say_waiting(self, message: ProgressMessage) -> bool:
        try:
            await message.wait()
        except TROUBLE as error:
            logger.warning("that a job waits isn't told: %s", type(error).__name__)
            return False
        return True

    async def _name(self, job: Job) -> str:
        """What its user calls the segment, or the file."""
        if "file_name" in job.arguments:
            return str(job.arguments["file_name"])
        if job.kind is JobKind.LOG:
            return job.subject
        if job.result and "segment_no" in job.result:
            return str(job.result["segment_no"])
        try:
            return (await self._logged.card(int(job.subject))).row.name
        except TouchpointError:
            return "—"
