"""What reaches two bots is done once, and both say the same; so does who presses once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.segment_log import rules as log_rules
from tests.two_bots import stories

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.scenarios.stage import Stage
    from tests.two_bots.both import Both

    Story = Callable[[Stage, Both], Awaitable[None]]


@pytest.mark.parametrize("story", stories.STORIES, ids=lambda story: story.__name__)
async def test_two_bots_do_it_once(story: Story, stage: Stage, both: Both) -> None:
    await story(stage, both)


@pytest.mark.parametrize("story", stories.SENT, ids=lambda story: story.__name__)
@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_the_second_answers_as_the_first_did_before(
    story: Story, stage: Stage, both: Both
) -> None:
    """The very same request, when the first bot has long answered it."""
    both.one_after_the_other = True
    await story(stage, both)


@pytest.mark.parametrize("story", stories.JOBS, ids=lambda story: story.__name__)
async def test_two_bots_begin_one_job(
    story: Story, stage: Stage, both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_rules, "LONG", 5)
    await story(stage, both)
