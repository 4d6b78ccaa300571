"""The stages that scenarios play on: both transports, both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scenarios.stage import Stage, staged

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import URL


@pytest.fixture
async def stage(sample_url: URL, redis_url: str) -> AsyncIterator[Stage]:
    """Signed HTTP, the sample company, once on each database."""
    async with staged(sample_url, redis_url) as found:
        yield found
