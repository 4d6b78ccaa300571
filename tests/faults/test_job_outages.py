"""PostgreSQL goes in the middle of long work on a segment: its user is told, and it goes on."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.domain.segment_log import rules as log_rules
from bot.handlers.jobs import runner as job_runner
from bot.handlers.jobs.progress import ProgressMessage
from bot.sample import seed
from bot.services.segments import line_ranges
from bot.storage import schema
from bot.storage.database import Database
from tests.faults.servers import postgres_to_restart
from tests.scenarios.logging import NO, interactions, lines, preview_of, told
from tests.scenarios.stage import staged

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from tests.faults.servers import PostgresServer
    from tests.scenarios.stage import Stage

pytestmark = pytest.mark.fault

WAITS = "The database does not answer right now."
LONG_ENOUGH_S = 2.0
"""So long a job waits before it looks again, so that its message can be read."""


@pytest.fixture
def postgres() -> Iterator[PostgresServer]:
    with postgres_to_restart() as server:
        yield server


@pytest.fixture
async def stage(postgres: PostgresServer, redis_url: str) -> AsyncIterator[Stage]:
    url = postgres.new_database()
    schema.upgrade(url)
    database = Database.from_url(url)
    await seed(database, date(2026, 3, 16))
    await database.dispose()
    async with staged(url, redis_url) as found:
        yield found


class Outage:
    """The server goes at the given report of a job, counted over all its attempts."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, postgres: PostgresServer, mode: str, at: int
    ) -> None:
        self.reports = 0
        real = ProgressMessage.report

        def report(message: ProgressMessage, done: int, total: int) -> None:
            self.reports += 1
            real(message, done, total)
            if self.reports == at:
                postgres.restart(mode)

        monkeypatch.setattr(ProgressMessage, "report", report)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
async def test_a_job_waits_for_the_database_and_is_done_once(
    stage: Stage, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setattr(log_rules, "LONG", 5)
    monkeypatch.setattr(line_ranges, "LINES_AT_ONCE", 2)
    monkeypatch.setattr(job_runner, "FIRST_PAUSE_S", LONG_ENOUGH_S)
    outage = Outage(monkeypatch, postgres, mode, at=3)
    otis = stage.person("Otis Falls")
    modal = await preview_of(otis)
    await modal.press("Log", confirm=True)
    async with asyncio.timeout(30):
        await otis.until(lambda: any(WAITS in m.text for m in otis.messages()))
        await stage.quiet()
    message = await told(otis, f"Segment {NO} is logged")
    assert "10 interactions" in message.text
    assert len(otis.messages()) == 1
    assert outage.reports == 3 + 5
    logged = await interactions(stage)
    assert len({row["contact_id"] for row in logged}) == len(logged) == 10
    assert await lines(stage) == []
    (job,) = await stage.rows("SELECT * FROM jobs")
    assert (job["state"], job["attempts"], job["told_at"] is None) == ("done", 1, False)
