"""A workspace with the dummy app installed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from simulator.clock import Clock
from simulator.script import Person, Workspace
from tests.simulator.dummy_app import DummyApp
from tests.simulator.manifest import manifest


@dataclass
class World:
    """Slack, the app, and somebody who uses them."""

    slack: Workspace
    app: DummyApp
    helena: Person


@asynccontextmanager
async def world(
    *,
    transport: str | None = "http",
    clock: Clock | None = None,
    app_manifest: dict[str, Any] | None = None,
    **options: Any,
) -> AsyncIterator[World]:
    """A workspace and an app that is connected to it."""
    async with Workspace.start(
        app_manifest or manifest(), transport=transport, clock=clock, **options
    ) as slack:
        app = DummyApp(slack)
        try:
            if slack.slack.socket is None:
                slack.point_to(await app.start_http())
            else:
                await app.start_socket()
            await slack.connected()
            yield World(slack, app, slack.person("Helena Ray"))
        finally:
            await app.stop()


@pytest.fixture(params=["http", "socket"])
async def everywhere(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """Once over HTTP and once over Socket Mode."""
    async with world(transport=request.param) as made:
        yield made


@pytest.fixture
async def over_http() -> AsyncIterator[World]:
    """Over signed HTTP."""
    async with world() as made:
        yield made
