"""What was delivered before: Slack redelivers events, networks repeat requests, and a signature
doesn't stop a replay.

A delivery is known by the act behind it, so that a redelivery (signed anew) is recognised and a
user's second try after Slack's "We had some trouble connecting" is not: the same view with the
same hash, but a new act with a trigger of its own.
"""

import asyncio
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import redis.exceptions
from redis.asyncio import Redis

from bot.background import TaskSet
from bot.logs import describe_error
from bot.slack.payload import Kind

logger = logging.getLogger(__name__)

REMEMBER_SECONDS = 900
"""Slack's last redelivery of an event comes about six minutes after the first."""
_REDIS_SECONDS = 0.5
"""With the two seconds of a store of drafts (`bot.app`), Slack still has its answer in three."""
_REST_SECONDS = 5.0
_FLUSH_SECONDS = 0.05
_MOST_ANSWERS = 4096
_MOST_ANSWER_CHARACTERS = 8_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What Slack gets: an HTTP status and a JSON text, or nothing. Over Socket Mode, anything but a
    200 means that the delivery isn't acknowledged."""

    status: int
    body: str = ""


NOTHING = Answer(200)


def delivery_key(kind: Kind, body: Mapping[str, Any], fingerprint: str | None) -> str | None:
    """The act behind a payload; None if there is no telling.

    Every act of a user has a ``trigger_id`` of its own, every event an ``event_id``. A closed view
    has neither, but is closed only once. A request for options is known by ``fingerprint``, the
    HTTP request's signature; over Socket Mode it may run twice, as it changes nothing.
    """
    if kind is Kind.EVENT:
        act = body.get("event_id")
    elif kind is Kind.VIEW_CLOSED:
        view = body.get("view", {})
        act = f"{view.get('id')}:{body.get('is_cleared')}" if view.get("id") else None
    else:
        act = body.get("trigger_id")
    act = act or fingerprint
    return f"{kind}:{act}" if act else None


class DoneMarks:
    """The acts that are done, in Redis, so that a restart or a second process knows them.

    Only what is done is marked: a delivery that died with its process is worked again when it
    comes again (every write is idempotent by a key of its own). Without Redis, everything counts
    as new; what this process did, ``Deliveries`` remembers by itself.
    """

    def __init__(self, redis: Redis, tasks: TaskSet) -> None:
        self._redis = redis
        self._tasks = tasks
        self._unwritten: list[str] = []
        self._rest_until = 0.0

    @staticmethod
    def _name(key: str) -> str:
        return "touchpoint:delivery:" + hashlib.blake2b(key.encode(), digest_size=16).hexdigest()

    async def contains(self, key: str) -> bool:
        """Whether the act is marked; False also when Redis doesn't answer in time."""
        loop = asyncio.get_running_loop()
        if loop.time() < self._rest_until:
            return False
        try:
            async with asyncio.timeout(_REDIS_SECONDS):
                return bool(await self._redis.exists(self._name(key)))
        except (redis.exceptions.RedisError, OSError) as error:
            self._rest(error)
            return False

    def add(self, key: str) -> None:
        """Marks the act a moment later, together with others: the answer doesn't wait for it."""
        if not self._unwritten:
            self._tasks.spawn(self._write_soon(), "mark deliveries as done")
        self._unwritten.append(self._name(key))

    async def _write_soon(self) -> None:
        await asyncio.sleep(_FLUSH_SECONDS)
        names, self._unwritten = self._unwritten, []
        try:
            async with self._redis.pipeline(transaction=False) as pipeline:
                for name in names:
                    pipeline.set(name, b"", ex=REMEMBER_SECONDS)
                await pipeline.execute()
        except (redis.exceptions.RedisError, OSError) as error:
            self._rest(error)

    def _rest(self, error: BaseException) -> None:
        """Leaves Redis alone for a moment, so that not every request waits for it."""
        self._rest_until = asyncio.get_running_loop().time() + _REST_SECONDS
        logger.warning(
            "Redis doesn't answer; duplicates are recognised by this process alone: %s",
            describe_error(error),
        )


class Deliveries:
    """Works each delivery once. The same delivery again gets the same answer, also while the first
    is in work; once the answer is forgotten, or known to another process, an empty one."""

    def __init__(self, marks: DoneMarks) -> None:
        self._marks = marks
        self._answers: OrderedDict[str, asyncio.Future[Answer]] = OrderedDict()
        self._characters = 0

    async def once(
        self, key: str, work: Callable[[], Awaitable[Answer]], *, marked: bool = True
    ) -> tuple[Answer, bool]:
        """The answer, and whether it comes from an earlier delivery.

        Not ``marked``: rather worked again than answered with nothing, where this process doesn't
        know the answer. For a form that would close its window as if nothing had come of it, and
        what it does is done once anyway (`bot.services.done_once`).
        """
        earlier = self._answers.get(key)
        if earlier is not None:
            return await asyncio.shield(earlier), True
        ours: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._answers[key] = ours
        answer = Answer(500)
        try:
            done_before = marked and await self._marks.contains(key)
            answer = NOTHING if done_before else await work()
        finally:
            ours.set_result(answer)
            if answer.status == 200:
                self._keep(answer)
            else:
                # Not done: the next delivery of it is welcome.
                del self._answers[key]
        if marked and not done_before and answer.status == 200:
            self._marks.add(key)
        return answer, done_before

    def _keep(self, answer: Answer) -> None:
        self._characters += len(answer.body)
        while len(self._answers) > _MOST_ANSWERS or self._characters > _MOST_ANSWER_CHARACTERS:
            oldest = next(iter(self._answers))
            if not self._answers[oldest].done():
                break
            self._characters -= len(self._answers.pop(oldest).result().body)
