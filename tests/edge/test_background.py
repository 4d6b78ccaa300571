import asyncio
import logging

import pytest

from bot.background import TaskSet


async def test_what_a_task_raises_is_logged_with_a_reference(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tasks = TaskSet(lambda: "ref00001")

    async def fail() -> None:
        raise LookupError

    tasks.spawn(fail(), "confirm")
    assert await tasks.drain(5)
    [record] = caplog.records
    assert record.getMessage() == "background work failed: confirm"
    assert record.__dict__["reference"] == "ref00001"
    assert record.exc_info


async def test_drain_waits_for_tasks_that_tasks_start() -> None:
    tasks = TaskSet()
    done: list[str] = []

    async def inner() -> None:
        await asyncio.sleep(0)
        done.append("inner")

    async def outer() -> None:
        tasks.spawn(inner(), "inner")

    tasks.spawn(outer(), "outer")
    assert len(tasks) == 1
    assert await tasks.drain(5)
    assert done == ["inner"]
    assert len(tasks) == 0


async def test_drain_cancels_and_names_what_does_not_end(caplog: pytest.LogCaptureFixture) -> None:
    tasks = TaskSet()
    task = tasks.spawn(asyncio.Event().wait(), "stuck")
    with caplog.at_level(logging.WARNING):
        assert not await tasks.drain(0.01)
    assert task.cancelled()
    assert "stuck" in caplog.text
