"""The bot is killed while somebody is in the wizard; started again, it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.wizard_page import MEAGAN, at_home, command, fill_step_one, modal, visit
from tests.faults.company import open_company

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Page

    from tests.conftest import Templates

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("socket_mode", [False, True], ids=["http", "socket"])
async def test_a_draft_is_resumed_after_the_bot_was_killed(
    request: pytest.FixtureRequest,
    templates: Templates,
    redis_url: str,
    tmp_path: Path,
    page: Page,
    socket_mode: bool,
) -> None:
    url = templates.copy(request, "sqlite", sample=True)
    async with open_company(tmp_path, url, redis_url, socket_mode=socket_mode) as company:
        await visit(page, company.slack)
        await command(page, "/interaction")
        form = await fill_step_one(page)
        await form.get_by_role("button", name="Next").click()
        await expect(form.get_by_label("Campaign (optional)")).to_be_visible()
        await form.get_by_role("button", name="Next").click()
        await form.get_by_label("Comment").fill("Do not lose me")
        await company.kill_bot()
        await form.get_by_role("button", name="Finish", exact=True).click()
        await expect(form.get_by_test_id("modal-notice")).to_be_visible()
        await expect(form.get_by_label("Comment")).to_have_value("Do not lose me")
        company.slack.person("Benjamin Chiu").crash()  # the window is gone as well
        await expect(modal(page)).to_have_count(0)
        await company.start_bot()
        home = await at_home(page)
        await expect(home).to_contain_text("Step 3 of 3")
        await home.get_by_role("button", name="Resume").click()
        await expect(form.get_by_label("Comment")).to_be_visible()
        await form.get_by_label("Comment").fill("Typed again")
        await form.get_by_role("button", name="Back").click()
        await expect(form.get_by_label("Campaign (optional)")).to_be_visible()
        await form.get_by_role("button", name="Back").click()
        await expect(form.get_by_label("Contact")).to_have_value(MEAGAN)
        await form.get_by_role("button", name="Finish now").click()
        await expect(form.get_by_text("Logged. It is in the interaction log.")).to_be_visible()
        rows = await company.rows(
            "SELECT contact_name FROM interactions WHERE draft_id NOT LIKE 'sample-%'"
        )
        assert [row["contact_name"] for row in rows] == ["Meagan Bond"]


async def test_a_window_that_stayed_open_goes_on_after_the_bot_was_killed(
    request: pytest.FixtureRequest,
    templates: Templates,
    redis_url: str,
    tmp_path: Path,
    page: Page,
) -> None:
    url = templates.copy(request, "sqlite", sample=True)
    async with open_company(tmp_path, url, redis_url) as company:
        await visit(page, company.slack)
        await command(page, "/interaction")
        form = await fill_step_one(page)
        await form.get_by_label("Description").fill("Asked about the chairs")
        await company.kill_bot()
        await form.get_by_role("button", name="Next").click()
        await expect(form.get_by_test_id("modal-notice")).to_be_visible()
        await company.start_bot()
        await form.get_by_role("button", name="Next").click()
        await expect(form.get_by_label("Campaign (optional)")).to_be_visible()
        await form.get_by_role("button", name="Finish now").click()
        await expect(form.get_by_text("Logged. It is in the interaction log.")).to_be_visible()
        rows = await company.rows(
            "SELECT description FROM interactions WHERE draft_id NOT LIKE 'sample-%'"
        )
        assert [row["description"] for row in rows] == ["Asked about the chairs"]
