"""Two acts in one window go to two bots: the window shows what came of both."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.handlers.windows import windows
from bot.services.criteria.criteria import Criteria
from tests.scenarios.choosing import form, new_segment
from tests.two_bots.looks import FIRST, benjamin

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage
    from tests.two_bots.both import Both

pytestmark = pytest.mark.parametrize("dialect", ["postgresql"])

REDRAWN_AFTER_S = 0.5
"""Longer than a user takes for the second act."""


@pytest.mark.parametrize("delayed", [2, 1], ids=["redrawn in order", "the second redrawn first"])
async def test_two_acts_in_one_form_are_both_shown(stage: Stage, both: Both, delayed: int) -> None:
    person = benjamin(stage)
    await person.command("/interaction meagan bond")
    modal = await person.modal(lambda shown: "Description" in shown.labels)
    await both.quiet()
    stage.slack.fault("delay", "views.update", delayed, REDRAWN_AFTER_S)
    await modal.press("More fields")
    both.takes_all_else = 1
    await modal.choose("Interaction template", "Outgoing phone call")
    await both.quiet()
    assert "Language" in modal.labels
    assert modal.value("Description") == "Outgoing phone call"


async def test_a_late_result_of_one_bot_covers_nothing_that_the_other_shows(
    stage: Stage, both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "PATIENCE_S", 0.3)
    monkeypatch.setattr(windows, "SETTLE_S", 0.05)
    may_go_on, count = asyncio.Event(), Criteria.count

    async def slow(criteria: Criteria, *args: Any, **named: Any) -> Any:
        await may_go_on.wait()
        return await count(criteria, *args, **named)

    modal = await form(await new_segment(benjamin(stage), FIRST), "Add contacts", "Add contacts")
    monkeypatch.setattr(Criteria, "count", slow)
    await modal.submit()
    both.takes_all_else = 1
    await modal.press("More filters")
    await modal.until(lambda shown: "Cities" in shown.labels)
    may_go_on.set()
    await both.quiet()
    assert "Cities" in modal.labels
    assert modal.submit_button == "Count"
