"""The bot is killed at random moments of many wizards: nothing is lost, nothing logged twice."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.faults.run import kills, run

if TYPE_CHECKING:
    from tests.faults.company import Company

pytestmark = pytest.mark.fault


@pytest.mark.timeout(600)
async def test_whatever_was_acknowledged_survives_kills(company: Company, soaking: bool) -> None:
    seed = random.randrange(10**6)
    verdict = await run(company, kills(120 if soaking else 16), seed)
    assert verdict.broken == []
