"""Counting and adding that take longer than Slack waits, or end badly."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.errors.base import DatabaseUnavailable
from bot.handlers.windows import windows
from bot.services.criteria.criteria import Criteria
from tests.scenarios.choosing import add_group, form, names, new_segment, steps

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage

TEST = "Spring mailing"
COUNTING = "Counting … The result will appear here."


class Slow:
    """A use case that waits until it may go on, and then fails if it shall."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        self.may_go_on = asyncio.Event()
        self.failure: Exception | None = None
        real = getattr(Criteria, name)

        async def slow(criteria: Criteria, *args: Any, **named: Any) -> Any:
            await self.may_go_on.wait()
            if self.failure is not None:
                raise self.failure
            return await real(criteria, *args, **named)

        monkeypatch.setattr(Criteria, name, slow)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "PATIENCE_S", 0.3)
    monkeypatch.setattr(windows, "SETTLE_S", 0.05)


async def test_a_long_count_shows_that_it_counts_and_keeps_the_form(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await form(await new_segment(benjamin, TEST), "Add contacts", "Add contacts")
    await modal.choose("Mailing groups", "X-mas card")
    slow = Slow(monkeypatch, "count")
    await modal.submit()
    assert COUNTING in modal.alerts
    assert modal.submit_button == "Count"
    await modal.type("Name", "a")
    slow.may_go_on.set()
    await modal.until(lambda m: m.submit_button != "Count")
    assert modal.value("Name") == "a"
    assert modal.value("Mailing groups") == ["X-mas card (X-CARD)"]
    await modal.submit()  # the name was not counted: nothing is done
    assert modal.title == "Add contacts"
    assert await steps(stage, TEST) == []


async def test_a_result_that_comes_too_late_covers_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await form(await new_segment(benjamin, TEST), "Add contacts", "Add contacts")
    slow = Slow(monkeypatch, "count")
    await modal.submit()
    await modal.press("More filters")
    await modal.until(lambda m: "Cities" in m.labels)
    slow.may_go_on.set()
    await stage.quiet()
    assert "Cities" in modal.labels
    assert COUNTING not in modal.alerts
    assert modal.submit_button == "Count"


async def test_adding_many_ends_on_the_card(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await form(await new_segment(benjamin, TEST), "Add contacts", "Add contacts")
    await modal.choose("Mailing groups", "X-mas card")
    await modal.submit()
    slow = Slow(monkeypatch, "apply")
    await modal.submit()
    assert modal.submit_button is None
    assert "The segment will appear here." in modal.text
    slow.may_go_on.set()
    await modal.until(lambda m: m.title == "Segment")
    assert any("were added" in alert for alert in modal.alerts)
    assert len(await names(stage, TEST)) > 0
    assert await steps(stage, TEST) == ["add"]


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (DatabaseUnavailable(), "The database does not answer right now."),
        (RuntimeError("a defect"), "Something went wrong on our side."),
    ],
)
async def test_the_form_comes_back_with_what_was_typed_when_adding_fails(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, failure: Exception, sentence: str
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await form(await new_segment(benjamin, TEST), "Add contacts", "Add contacts")
    await modal.press("More filters")
    await modal.until(lambda m: "Cities" in m.labels)
    await modal.choose("Mailing groups", "X-mas card")
    await modal.choose("Contact type", "Person")
    await modal.pick_date("Until", "2026-03-15")
    await modal.check("Ignore exclusion")
    await modal.submit()
    with monkeypatch.context() as broken:
        slow = Slow(broken, "apply")
        slow.failure = failure
        await modal.submit()
        slow.may_go_on.set()
        await modal.until(lambda m: sentence in m.text)
    assert modal.value("Mailing groups") == ["X-mas card (X-CARD)"]
    assert modal.value("Contact type") == "Person"
    assert modal.value("Until") == "2026-03-15"
    assert modal.value("Options") == ["Ignore exclusion"]
    assert modal.submit_button == "Count"
    assert await steps(stage, TEST) == []
    await modal.submit()
    assert "This adds" in modal.text


async def test_a_window_closed_meanwhile_is_no_trouble(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await form(await new_segment(benjamin, TEST), "Add contacts", "Add contacts")
    await modal.choose("Mailing groups", "X-mas card")
    await modal.submit()
    slow = Slow(monkeypatch, "apply")
    await modal.submit()
    await modal.cancel()
    slow.may_go_on.set()
    await stage.quiet()
    assert await steps(stage, TEST) == ["add"]
    assert benjamin.modals == []


@pytest.mark.parametrize("fails", [False, True])
async def test_going_back_may_take_long(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await add_group(await new_segment(benjamin, TEST), "X-mas card")
    slow = Slow(monkeypatch, "go_back")
    slow.failure = DatabaseUnavailable() if fails else None
    await modal.press("Go back", confirm=True)
    await modal.until(lambda m: "The segment will appear here." in m.text)
    slow.may_go_on.set()
    await modal.until(lambda m: m.alerts)
    assert ("Taken back" in modal.text) is not fails
    assert await steps(stage, TEST) == (["add"] if fails else [])
