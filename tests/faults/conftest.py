"""A company for every fault test; nothing that it starts outlives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.company import Company, open_company
from tests.faults.servers import RedisServer, redis_in_a_folder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from sqlalchemy import URL


@pytest.fixture
def redis_of_its_own() -> Iterator[RedisServer]:
    """Not started yet."""
    with redis_in_a_folder() as server:
        yield server


@pytest.fixture
async def company(
    sample_url: URL, redis_of_its_own: RedisServer, tmp_path: Path
) -> AsyncIterator[Company]:
    """Signed HTTP, the sample company, once on each database."""
    await redis_of_its_own.start()
    async with open_company(tmp_path, sample_url, redis_of_its_own.url) as found:
        yield found
