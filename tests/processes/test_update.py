"""All bots are replaced, one after another, as `docs/operating.md` says: nobody notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.run import run
from tests.faults.troubles import deliveries

if TYPE_CHECKING:
    import random

    from tests.faults.company import Company

pytestmark = [pytest.mark.fault, pytest.mark.timeout(900)]


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_an_update_leaves_no_gap(company: Company, soaking: bool) -> None:
    failed: list[str] = []

    async def update(company: Company, chance: random.Random) -> None:
        for _ in range(10 if soaking else 1):
            await deliveries(company, chance.randrange(10, 30))
            await company.replace_bots()
            await deliveries(company, 10)
        failed.extend(
            f"{entry.kind} {entry.status}"
            for entry in company.slack.traffic()
            if entry.package is not None and entry.status not in {200, "pending"}
        )

    verdict = await run(company, update)
    assert verdict.broken == []
    # Over a WebSocket, one that is sent in the moment of closing can't be answered any more, by
    # anybody (RFC 6455, 5.5.1): Slack tells its user, who presses again.
    crossing = (10 if soaking else 1) * len(company.ports) if company.socket_mode else 0
    assert len(failed) <= crossing
    assert {entry.split()[-1] for entry in failed} <= {"unreachable"}
