"""Work on a segment that took long and then failed: nothing entered is lost, nobody is left out."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.services.segment_log.log import SegmentLog
from tests.scenarios.logging import block, interactions, lines, log, press, preview_of, told

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import pytest

    from tests.scenarios.stage import Stage


@asynccontextmanager
async def _written_by_another(stage: Stage) -> AsyncIterator[None]:
    """Another process writes to the database for longer than one waits for it."""
    await stage.quiet()  # the bot tidies up when it starts
    with sqlite3.connect(str(stage.db.engine.url.database), isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    other.close()


def _slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Logging takes longer than a window waits for it."""
    at_once = SegmentLog.log_once

    async def slow(self: SegmentLog, *arguments: Any, **more: Any) -> Any:
        await asyncio.sleep(1.5)
        return await at_once(self, *arguments, **more)

    monkeypatch.setattr(SegmentLog, "log_once", slow)


async def test_choices_of_the_preview_are_kept_while_the_database_is_busy(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await block(stage)
    modal = await preview_of(benjamin)
    await modal.check("Create a follow-up segment")
    await modal.check("Keep lines that are left out", on=False)
    async with _written_by_another(stage):
        await modal.press("Log", confirm=True)
        await modal.until(lambda m: m.alerts)
    assert "does not answer" in modal.alerts[0]
    await press(modal, "Log", "Segment logged", confirm=True)
    assert "Follow-up segment" in modal.text
    assert await lines(stage) == []


async def test_a_follow_up_form_keeps_what_was_typed(stage: Stage) -> None:
    modal = await log(stage, stage.person("Benjamin Chiu"))
    await press(modal, "Open", "Logged segment")
    await press(modal, "Follow-up segment", "Follow-up segment")
    for words in ("My own words", "Better words"):
        await modal.type("Description", words)
        await modal.check("Carry the template over")
        async with _written_by_another(stage):
            await modal.submit()
            await modal.until(lambda m: m.alerts)
        assert modal.value("Description") == words
    await modal.submit()
    await modal.until(lambda m: m.title == "Segment")
    assert "Better words" in modal.text
    assert "Template: —" not in modal.text


async def test_changes_of_many_lines_are_kept_too(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await benjamin.command("/segment SM10001")
    modal = await benjamin.modal("Segment")
    await press(modal, "Lines", "Lines")
    await modal.press("Change all 10 lines")
    await modal.until(lambda m: "Description" in m.labels)
    await modal.type("Description", "For everybody")
    async with _written_by_another(stage):
        await modal.submit()
        await modal.until(lambda m: m.alerts)
    assert modal.value("Description") == "For everybody"
    await modal.submit()
    await modal.until(lambda m: m.title == "Lines")
    await stage.quiet()
    assert {row["description"] for row in await lines(stage)} == {"For everybody"}


async def test_who_closed_the_window_is_told_what_went_wrong(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    _slowly(monkeypatch)
    benjamin = stage.person("Benjamin Chiu")
    modal = await preview_of(benjamin)
    await block(stage)
    await modal.press("Log", confirm=True)
    await modal.until(lambda m: "close this window" in m.text)
    await modal.cancel()
    message = await told(benjamin, "SM10001 has changed")
    assert "Nothing was logged" in message.text
    assert await interactions(stage) == []


async def test_who_closed_the_window_is_told_once_that_all_went_well(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    _slowly(monkeypatch)
    benjamin = stage.person("Benjamin Chiu")
    modal = await preview_of(benjamin)
    await modal.press("Log", confirm=True)
    await modal.until(lambda m: "close this window" in m.text)
    await modal.cancel()
    await told(benjamin, "Segment SM10001 is logged")
    await stage.quiet()
    assert len(benjamin.messages()) == 1
