"""The notice of a postponed draft of a segment, after the segment has its interaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.scenarios.logging import NO

if TYPE_CHECKING:
    from tests.browser.screen import Screen

pytestmark = pytest.mark.browser


async def test_the_notice_of_a_finished_draft_offers_nothing_more(screen: Screen) -> None:
    who = screen.who
    await screen.open(f"/segment {NO}", "Segment")
    await screen.press("Create interaction", "Create interaction")
    await screen.field("Description").fill("Come and play")
    await screen.form.get_by_test_id("modal-cancel").click()
    leaving = screen.page.get_by_role("alertdialog")
    await leaving.get_by_role("button", name=who.reads("Leave", "Quitter")).click()
    await expect(screen.form).to_have_count(0)
    sidebar = screen.page.get_by_test_id("sidebar")
    await sidebar.get_by_role("button", name="Touchpoint").click()
    await screen.page.get_by_role("tab", name="Messages").click()
    notice = screen.page.get_by_test_id("message")
    await expect(notice).to_have_count(1)
    await notice.get_by_role("button", name=who("Resume")).click()
    await expect(screen.field("Description")).to_have_value("Come and play")
    await screen.button("Finish now").click()
    await screen.has_title("Segment")
    await screen.form.get_by_test_id("modal-x").click()
    await expect(notice.get_by_role("button", name=who("Resume"))).to_have_count(0)
    await expect(notice.get_by_role("button", name=who("Discard"))).to_have_count(0)
