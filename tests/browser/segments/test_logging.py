"""Preview and log: what is left out and why, the question, one log, the message, the file."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from bot.domain.segment_log import rules as log_rules
from bot.handlers.jobs.progress import ProgressMessage
from tests.scenarios.logging import NO, block, interactions, lines

if TYPE_CHECKING:
    from playwright.async_api import Locator

    from bot.views.jobs import Message
    from tests.browser.screen import Screen
    from tests.scenarios.stage import Stage

pytestmark = pytest.mark.browser


async def preview(screen: Screen) -> None:
    await screen.open(f"/segment {NO}", "Segment")
    await screen.press("Preview and log", "Preview")


def question(screen: Screen) -> Locator:
    return screen.question(f"Log segment {NO}?", f"Journaliser le segment {NO} ?")


async def messages(screen: Screen) -> Locator:
    """What the app has written to its user."""
    sidebar = screen.page.get_by_test_id("sidebar")
    await sidebar.get_by_role("button", name="Touchpoint").click()
    await screen.page.get_by_role("tab", name="Messages").click()
    return screen.page.get_by_test_id("message")


async def test_the_preview_tells_what_is_left_out_and_why(screen: Screen, stage: Stage) -> None:
    await block(stage)
    await preview(screen)
    await screen.says("9 interactions will be logged", "9 interactions seront journalisées")
    await screen.says("1 line is left out", "1 ligne est écartée")
    await screen.says("Blocked for privacy reasons: 1", "Bloqué pour confidentialité : 1")
    show = screen.form.locator(".block-section").get_by_role("button", name=screen.who("Show"))
    await show.click()
    await expect(screen.entry("Meagan Bond")).to_be_visible()
    await screen.button("Back to the preview").click()
    await screen.says("9 interactions will be logged", "9 interactions seront journalisées")
    await screen.button("Show").first.click()
    await expect(screen.entry("Robert Townes")).to_be_visible()
    await expect(screen.entry("Meagan Bond")).to_have_count(0)
    await screen.button("Back to the preview").click()
    await screen.says("1 line is left out", "1 ligne est écartée")
    await screen.button("Download").last.click()
    await screen.says_on_top(
        "The file is coming to your conversation with Touchpoint.",
        "Le fichier arrive dans votre conversation avec Touchpoint.",
    )
    await screen.form.get_by_test_id("modal-x").click()
    await expect(screen.form).to_have_count(0)
    file = (await messages(screen)).locator(".file-name")
    await expect(file).to_have_text(screen.who.reads(f"{NO} left out.csv", f"{NO} écartées.csv"))
    assert await interactions(stage) == []


async def test_log_asks_with_the_count_and_a_double_click_logs_once(
    screen: Screen, stage: Stage
) -> None:
    await block(stage)
    await preview(screen)
    await screen.button("Log").click()
    await expect(question(screen)).to_contain_text(
        screen.who.reads(
            "9 interactions will be logged. 1 line is left out.",
            "9 interactions seront journalisées. 1 ligne est écartée.",
        )
    )
    await screen.answer(question(screen), "Not yet")
    assert await interactions(stage) == []
    await screen.tick("Create a follow-up segment")
    await screen.button("Log").click()
    button = question(screen).get_by_role("button", name=screen.who("Log"), exact=True)
    await button.dblclick()
    await screen.has_title("Segment logged")
    await screen.says_on_top(f"Segment {NO} is logged.", f"Le segment {NO} est journalisé.")
    await screen.says("9 interactions", "9 interactions")
    await screen.says(
        "1 line left out (Blocked for privacy reasons: 1)",
        "1 ligne écartée (Bloqué pour confidentialité : 1)",
    )
    await screen.says(f"1 line stays in segment {NO}", f"1 ligne reste dans le segment {NO}")
    await screen.press("Open", "Logged segment")
    await screen.says("Reached: 9", "Joints : 9")
    await screen.form.get_by_test_id("modal-x").click()
    await expect(screen.form).to_have_count(0)
    told = (await messages(screen)).filter(
        has_text=screen.who.reads(f"Segment {NO} is logged", f"Segment {NO} journalisé")
    )
    await expect(told).to_have_count(1)
    await expect(told.get_by_role("button", name=screen.who("Take back"))).to_be_visible()
    assert len(await interactions(stage)) == 9
    assert len(await lines(stage)) == 1
    assert len(await stage.rows("SELECT id FROM logged_segments")) == 1


async def test_a_long_log_shows_its_progress_in_the_message_that_tells_its_end(
    screen: Screen, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_rules, "LONG", 5)
    seen, end = asyncio.Event(), ProgressMessage.end

    async def end_when_seen(message: ProgressMessage, content: Message) -> None:
        await seen.wait()
        await end(message, content)

    monkeypatch.setattr(ProgressMessage, "end", end_when_seen)
    await preview(screen)
    await screen.button("Log").click()
    await screen.answer(question(screen), "Log")
    await screen.says(f"Segment {NO} is being logged", f"Journalisation du segment {NO} en cours")
    await screen.says("You can close this window.", "Vous pouvez fermer cette fenêtre.")
    await screen.form.get_by_test_id("modal-x").click()
    await expect(screen.form).to_have_count(0)
    told = await messages(screen)
    await expect(told).to_have_count(1)
    await expect(told).to_contain_text(
        screen.who.reads(
            f"Segment {NO} is being logged", f"Journalisation du segment {NO} en cours"
        )
    )
    seen.set()
    await expect(told.get_by_role("button", name=screen.who("Take back"))).to_be_visible()
    await expect(told).to_have_count(1)
    await told.get_by_role("button", name=screen.who("Open"), exact=True).click()
    await screen.has_title("Logged segment")
    assert len(await interactions(stage)) == 10
