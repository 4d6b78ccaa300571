"""Deliveries that come twice, late, out of order, at the same moment, or once more much later."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from redis.asyncio import Redis

from simulator.client import payloads
from simulator.delivery.delivery import INTERACTIVE, Delivery
from tests.faults.ledger import Ledger
from tests.faults.run import close, run, work
from tests.faults.troubles import everything_twice, kills, out_of_order
from tests.faults.verdict import LOGGED, judge

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from simulator.traffic import Entry
    from tests.faults.company import Company

pytestmark = [pytest.mark.fault, pytest.mark.timeout(900)]

AT_ONCE = 4
SEED = 1


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_every_delivery_comes_twice(company: Company, soaking: bool) -> None:
    verdict = await run(company, everything_twice(480 if soaking else 100, 8 if soaking else 2))
    assert verdict.broken == []


@pytest.mark.parametrize("dialect", ["postgresql"])
async def test_late_lost_and_overtaking_deliveries(company: Company, soaking: bool) -> None:
    verdict = await run(company, out_of_order(200 if soaking else 25))
    assert verdict.broken == []


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_everything_is_sent_once_more_later(company: Company, soaking: bool) -> None:
    """The very same bytes, to a bot that has been restarted in between: as long as a signature
    holds, and in the order in which they were first sent."""
    sent: list[Entry] = []

    def on_traffic(entry: Entry) -> None:
        if entry.package is not None and entry.status != "pending":
            sent.append(entry)

    company.slack.slack.traffic.listen(on_traffic)
    ledger = Ledger(company.slack.slack)
    did = await work(company, kills(8 if soaking else 2), SEED)
    first = list(sent)
    for _ in range(2):
        for entry in first:
            await company.slack.slack.dispatcher.replay(entry)
        await company.restart_bot()
    verdict = await close(company, ledger, SEED, did)
    assert verdict.broken == []


async def test_finish_at_the_same_moment(company: Company, soaking: bool) -> None:
    """Each with a trigger of its own: not a redelivery, but somebody who clicks very fast."""
    ledger = Ledger(company.slack.slack)
    person = company.slack.person("Benjamin Chiu")
    for number in range(25 if soaking else 4):
        modal = await _last_step(person, number)
        payload = [payloads.view_submission(person.client, modal.view) for _ in range(AT_ONCE)]
        answers = await asyncio.gather(
            *(
                company.slack.slack.deliver(
                    Delivery(INTERACTIVE, "view_submission", "at once", one, accepts_reply=True)
                )
                for one in payload
            )
        )
        assert [answer.status for answer in answers] == [200] * AT_ONCE
        await modal.x()
    verdict = await judge(company, ledger, {"finished at once": AT_ONCE})
    print(f"\n{verdict}")
    assert verdict.broken == []
    assert verdict.counts["logged"] == (25 if soaking else 4)


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_a_finish_that_was_sent_back_logs_nothing_when_it_comes_again(
    company: Company,
) -> None:
    """Not even when the bot has forgotten that it came: its user has gone on since."""
    person = company.slack.person("Benjamin Chiu")
    await person.command("/interaction meagan bond")
    modal = await person.modal(lambda shown: "Description" in shown.labels)
    await modal.press("Finish now")
    await modal.until(lambda shown: shown.alerts)
    sent_back = company.slack.traffic("block_actions")[-1]
    await modal.choose("Interaction template", "Outgoing phone call")
    await modal.until(lambda shown: shown.value("Description"))
    async with Redis.from_url(company.environment["REDIS_URL"]) as redis:
        for mark in [key async for key in redis.scan_iter(match="touchpoint:delivery:*")]:
            await redis.delete(mark)
    await company.restart_bot()
    again = await company.slack.replay(sent_back)
    assert again.status == 200
    assert await company.rows(LOGGED) == []


async def _last_step(person: Person, number: int) -> Modal:
    await person.command("/interaction meagan bond")
    modal = await person.modal(lambda shown: "Description" in shown.labels)
    await modal.choose("Interaction template", "Outgoing phone call")
    await modal.until(lambda shown: shown.value("Description"))
    await modal.type("Description", f"Call number {number}")
    await modal.submit()
    await modal.submit()
    await modal.type("Comment", f"Said it {number} times")
    return modal
