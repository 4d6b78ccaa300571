"""A filled database with the segments' use cases on it, once on each engine."""

import pytest

from bot.storage.database import Database
from tests.segments.crowd import Crowd


@pytest.fixture
async def crowd(database: Database) -> Crowd:
    crowd = Crowd(database)
    await crowd.fill()
    return crowd
