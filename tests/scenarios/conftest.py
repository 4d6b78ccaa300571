"""The stages that scenarios play on: both transports, both databases."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.scenarios.gate import gate_to
from tests.scenarios.stage import Stage, staged

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.conftest import Templates
    from tests.scenarios.gate import Gate


@pytest.fixture
async def stage(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> AsyncIterator[Stage]:
    """Signed HTTP and SQLite: for stories about what is on the screen."""
    async with staged(templates.copy(request, "sqlite", sample=True), redis_url) as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
async def stage_on_both(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> AsyncIterator[Stage]:
    """Signed HTTP, once on each database: for stories in which the database has a say."""
    async with staged(templates.copy(request, request.param, sample=True), redis_url) as found:
        yield found


@pytest.fixture(params=["http-postgresql", "socket-sqlite"])
async def any_stage(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> AsyncIterator[Stage]:
    """Both transports and both databases: for the central stories."""
    transport, dialect = request.param.split("-")
    url = templates.copy(request, dialect, sample=True)
    async with staged(url, redis_url, socket_mode=transport == "socket") as found:
        yield found


@pytest.fixture
async def gated(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> AsyncIterator[tuple[Stage, Gate, Gate]]:
    """A stage on PostgreSQL, the gate before its Redis, and the gate before its database."""
    url = templates.copy(request, "postgresql", sample=True)
    port = url.query["port"]
    async with AsyncExitStack() as stack:
        to_redis = await stack.enter_async_context(gate_to(Path(redis_url.removeprefix("unix://"))))
        to_database = await stack.enter_async_context(
            gate_to(Path(str(url.query["host"])) / f".s.PGSQL.{port}")
        )
        gated_url = url.update_query_dict({"host": str(to_database.path.parent)})
        found = await stack.enter_async_context(staged(gated_url, f"unix://{to_redis.path}"))
        yield found, to_redis, to_database
