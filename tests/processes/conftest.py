"""Several bots, as processes, on one PostgreSQL database and one Redis-compatible server.

SQLite isn't among these tests: with it, one process serves everybody (`docs/operating.md`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.company import Company, open_company
from tests.faults.servers import redis_in_a_folder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.conftest import Templates


@pytest.fixture
def bots() -> int:
    """How many there are; a test may say otherwise."""
    return 2


@pytest.fixture
async def company(
    request: pytest.FixtureRequest, templates: Templates, tmp_path: Path, bots: int, transport: str
) -> AsyncIterator[Company]:
    """The sample company, served by several bots."""
    url = templates.copy(request, "postgresql", sample=True)
    with redis_in_a_folder() as redis:
        await redis.start()
        async with open_company(
            tmp_path, url, redis.url, socket_mode=transport == "socket", bots=bots
        ) as found:
            yield found
