"""A job's user has one message of it, whichever bots look after the job."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.segment_log import rules as log_rules
from tests.scenarios.logging import NO, interactions, preview_of
from tests.scenarios.stage import bot_running, settings_for, staged

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import URL

    from tests.scenarios.stage import Stage

SLOW_S = 1.5


@pytest.fixture
async def stage(sample_url: URL, redis_url: str) -> AsyncIterator[Stage]:
    async with staged(sample_url, redis_url) as found:
        yield found


async def test_a_bot_that_starts_while_a_job_begins_posts_no_second_message(
    stage: Stage, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in an update: the first bot waits for Slack to post the message, when the second takes
    up what seems left."""
    monkeypatch.setattr(log_rules, "LONG", 5)
    benjamin = stage.person("Benjamin Chiu")
    modal = await preview_of(benjamin)
    stage.slack.fault("delay", "chat.postMessage", 1, SLOW_S)
    await modal.press("Log", confirm=True)
    settings = settings_for(stage.slack, stage.db.engine.url, socket_mode=False)
    async with bot_running(stage.slack, settings, redis_url, stage.clock) as second:
        assert await second.entrance.tasks.drain(10)
        await stage.quiet()
    (message,) = benjamin.messages()
    assert f"Segment {NO} is logged" in message.text
    assert len(await interactions(stage)) == 10
    (job,) = await stage.rows("SELECT * FROM jobs")
    assert (job["state"], job["told_at"] is None) == ("done", False)
