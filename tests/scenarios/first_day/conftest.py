"""An empty company: its database is migrated, and Ester is administrator by the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scenarios.stage import staged

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.conftest import Templates
    from tests.scenarios.stage import Stage

ESTER = "U000000EH1"


@pytest.fixture
async def empty(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> AsyncIterator[Stage]:
    """On SQLite: for what is on the screen."""
    url = templates.copy(request, "sqlite", sample=False)
    async with staged(url, redis_url, touchpoint_admins=(ESTER,)) as stage:
        yield stage


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty_on_both(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> AsyncIterator[Stage]:
    """Once on each database."""
    url = templates.copy(request, request.param, sample=False)
    async with staged(url, redis_url, touchpoint_admins=(ESTER,)) as stage:
        yield stage
