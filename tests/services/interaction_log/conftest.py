"""The world of the interaction log, on both databases."""

import pytest

from bot.storage.database import Database
from tests.services.company import found_company
from tests.services.interaction_log.world import LogWorld


@pytest.fixture
async def world(database: Database) -> LogWorld:
    await found_company(database)
    return LogWorld(database)
