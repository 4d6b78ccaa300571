"""The bot is killed at random moments of many wizards: nothing is lost, nothing logged twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.company import open_company
from tests.faults.run import run
from tests.faults.troubles import kills, kills_after_a_commit

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import URL

    from tests.faults.company import Company
    from tests.faults.servers import RedisServer
    from tests.faults.verdict import Verdict

pytestmark = [pytest.mark.fault, pytest.mark.timeout(900)]


def _held(verdict: Verdict, killed: int) -> None:
    assert verdict.broken == []
    assert verdict.counts["kills"] >= killed
    assert verdict.counts["submits"] > 0


async def test_whatever_was_acknowledged_survives_kills(company: Company, soaking: bool) -> None:
    killed = 65 if soaking else 12
    _held(await run(company, kills(killed)), killed)


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_kills_over_socket_mode(
    sample_url: URL, redis_of_its_own: RedisServer, tmp_path: Path, soaking: bool
) -> None:
    await redis_of_its_own.start()
    async with open_company(
        tmp_path, sample_url, redis_of_its_own.url, socket_mode=True, cold=True
    ) as company:
        killed = 20 if soaking else 2
        _held(await run(company, kills(killed)), killed)


async def test_a_crash_between_commit_and_clean_up(company: Company, soaking: bool) -> None:
    killed = 25 if soaking else 3
    _held(await run(company, kills_after_a_commit(killed)), killed)
