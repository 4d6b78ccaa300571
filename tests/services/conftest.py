"""The wizard's services on both databases, with a small company and a real store of drafts."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.storage.database import Database
from tests.services.company import found_company
from tests.services.desk import Desk


@pytest.fixture
async def company(database: Database) -> Database:
    """A database that holds the company of ``tests.services.company``."""
    await found_company(database)
    return database


@pytest.fixture
async def desk(company: Database, redis_url: str) -> AsyncIterator[Desk]:
    async with Redis.from_url(redis_url) as redis:
        yield Desk(company, redis)
