"""Redis and PostgreSQL go and come back while people work: nothing acknowledged is lost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.sample import seed
from bot.storage import schema
from bot.storage.database import Database
from tests.faults.company import open_company
from tests.faults.run import run
from tests.faults.servers import postgres_to_restart
from tests.faults.troubles import postgres_restarts, redis_restarts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.company import Company
    from tests.faults.servers import RedisServer

pytestmark = [pytest.mark.fault, pytest.mark.timeout(900)]


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_redis_restarts(
    company: Company, redis_of_its_own: RedisServer, soaking: bool
) -> None:
    verdict = await run(company, redis_restarts(redis_of_its_own, 20 if soaking else 3))
    assert verdict.broken == []


async def test_postgres_restarts(
    redis_of_its_own: RedisServer, tmp_path: Path, soaking: bool
) -> None:
    with postgres_to_restart() as postgres:
        url = postgres.new_database()
        schema.upgrade(url)
        database = Database.from_url(url)
        await seed(database, date(2026, 3, 16))
        await database.dispose()
        await redis_of_its_own.start()
        async with open_company(tmp_path, url, redis_of_its_own.url) as company:
            verdict = await run(company, postgres_restarts(postgres, 15 if soaking else 3))
    assert verdict.broken == []


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_a_change_that_cannot_be_saved_is_not_acknowledged(
    company: Company, redis_of_its_own: RedisServer
) -> None:
    person = company.slack.person("Benjamin Chiu")
    await person.command("/interaction meagan bond")
    modal = await person.modal(lambda shown: "Description" in shown.labels)
    await redis_of_its_own.end()
    await modal.type("Description", "Asked about the chairs")
    await modal.enter("Description")
    assert person.failure is not None
    await modal.until(lambda shown: shown.alerts)
    await redis_of_its_own.start()
    await modal.enter("Description")
    await person.until(lambda: person.failure is None)
    assert modal.value("Description") == "Asked about the chairs"
