"""Work after Slack has its answer: references kept, errors logged, drained at the end."""

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any

logger = logging.getLogger(__name__)


def short_reference() -> str:
    """Eight characters that a user can read out and a log can be searched for."""
    return secrets.token_hex(4)


AT_ONCE = 32
"""Users whose wait for an answer is worked on at the same time; more wait in their order. Were a
crowd worked all at once, everybody would wait for connections and the processor as long as the
last one does."""
BEHIND_AT_ONCE = 8
"""Pieces of work at the same time that follow an answer. Each may wait for Slack."""


class TaskSet:
    """Tasks that nobody awaits. asyncio itself keeps only weak references to them.

    ``turns`` is held by whoever works for a user who waits; never twice by the same.
    """

    def __init__(self, new_reference: Callable[[], str] = short_reference) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._new_reference = new_reference
        self.turns = asyncio.Semaphore(AT_ONCE)
        self._behind = asyncio.Semaphore(BEHIND_AT_ONCE)

    def __len__(self) -> int:
        return len(self._tasks)

    def spawn(self, coro: Coroutine[Any, Any, object], name: str) -> asyncio.Task[None]:
        """Starts ``coro``. Whatever it raises is logged under ``name`` with a reference."""
        task = asyncio.create_task(self._run(coro, name), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def spawn_behind(self, coro: Coroutine[Any, Any, object], name: str) -> asyncio.Task[None]:
        """Like ``spawn``, but a few at a time, in their order: what follows after a user has seen
        the answer leaves the processor to those who still wait for theirs."""
        return self.spawn(self._behind_others(coro), name)

    async def drain(self, timeout_s: float) -> bool:
        """Waits for every task, also those that tasks start meanwhile, ``timeout_s`` seconds at
        most; what is left then is cancelled and named in the log. True if all came to their end."""
        deadline = asyncio.get_running_loop().time() + timeout_s
        while self._tasks:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                break
            await asyncio.wait(set(self._tasks), timeout=left)
        abandoned = set(self._tasks)
        for name, count in Counter(task.get_name() for task in abandoned).items():
            logger.warning("gave up waiting for background work: %s (%d)", name, count)
        for task in abandoned:
            task.cancel()
        await asyncio.gather(*abandoned, return_exceptions=True)
        return not abandoned

    async def _behind_others(self, coro: Coroutine[Any, Any, object]) -> None:
        try:
            async with self._behind:
                await coro
        finally:
            coro.close()  # given up while it waited for its turn

    async def _run(self, coro: Coroutine[Any, Any, object], name: str) -> None:
        try:
            await coro
        except Exception:
            logger.exception(
                "background work failed: %s", name, extra={"reference": self._new_reference()}
            )
