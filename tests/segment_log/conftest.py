"""The world in which segments are logged, on both databases."""

import pytest

from bot.storage.database import Database
from tests.segment_log.world import World
from tests.services.company import found_company


@pytest.fixture
async def world(database: Database) -> World:
    await found_company(database)
    return World(database)
