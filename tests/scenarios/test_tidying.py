"""What is too old to come back doesn't pile up while a bot runs for months."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import app
from bot.models import DoneAct
from bot.services.done_once import REMEMBERED_FOR
from tests.scenarios.stage import PATIENCE_S, Stage


@pytest.fixture
def it_tidies_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "TIDY_EVERY_S", 0.1)


async def test_what_is_too_old_is_removed_while_the_bot_runs(
    it_tidies_often: None, stage: Stage
) -> None:
    await stage.quiet()
    too_old = stage.clock() - REMEMBERED_FOR - timedelta(hours=1)
    async with stage.db.begin() as session:
        session.add(DoneAct(key="old", entered="", done_at=too_old))
    async with asyncio.timeout(PATIENCE_S):
        while await _keys(stage):
            await asyncio.sleep(0.05)


async def _keys(stage: Stage) -> list[str]:
    async with stage.db.read() as session:
        return list(await session.scalars(select(DoneAct.key)))
