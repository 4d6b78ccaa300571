"""A workspace with two whole bots: the same database, the same Redis, each its own connections."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from tests.scenarios.stage import Stage, bot_running, settings_for, staged
from tests.two_bots.both import Both, address_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from simulator.delivery.http import HttpTransport
    from tests.conftest import Templates


@pytest.fixture
async def stage(
    request: pytest.FixtureRequest, dialect: str, templates: Templates, redis_url: str
) -> AsyncIterator[Stage]:
    """The first bot, once on each database."""
    async with staged(templates.copy(request, dialect, sample=True), redis_url) as found:
        yield found


@pytest.fixture
async def both(stage: Stage, redis_url: str) -> AsyncIterator[Both]:
    """The second bot, and the way to both."""
    first = address_of(stage.slack)
    settings = settings_for(stage.slack, stage.db.engine.url, socket_mode=False)
    async with bot_running(stage.slack, settings, redis_url, stage.clock) as second:
        transport = cast("HttpTransport", stage.slack.slack.transport)
        way = Both(transport, stage, second)
        way.urls = (first, address_of(stage.slack))
        stage.slack.slack.dispatcher.transport = way
        yield way
        await way.quiet()
