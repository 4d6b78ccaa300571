"""Any of several bots is killed or stopped, again and again, while the others go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.run import run
from tests.faults.troubles import everything_twice, kills_after_a_commit, kills_and_stops

if TYPE_CHECKING:
    from tests.faults.company import Company

pytestmark = [pytest.mark.fault, pytest.mark.timeout(900)]


@pytest.mark.parametrize(("bots", "transport"), [(2, "socket"), (3, "http")])
async def test_what_was_acknowledged_survives_the_end_of_any_bot(
    company: Company, soaking: bool
) -> None:
    ends = 60 if soaking else 3
    verdict = await run(company, kills_and_stops(ends))
    assert verdict.broken == []
    assert verdict.counts["kills"] >= ends * 2 // 3
    assert verdict.counts["logged"] > 0


@pytest.mark.parametrize("transport", ["http"])
async def test_each_delivery_comes_twice_to_any_of_two_bots(
    company: Company, soaking: bool
) -> None:
    verdict = await run(company, everything_twice(480 if soaking else 60, 8 if soaking else 1))
    assert verdict.broken == []


@pytest.mark.parametrize("transport", ["http"])
async def test_a_crash_between_commit_and_clean_up_beside_another_bot(
    company: Company, soaking: bool
) -> None:
    verdict = await run(company, kills_after_a_commit(25 if soaking else 2))
    assert verdict.broken == []
