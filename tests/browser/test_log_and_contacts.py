"""The log and contacts in a real browser, in both languages: found, recorded, put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.wizard_page import BENJAMIN, CALL, HELENA, MEAGAN, at_home, command, modal, visit
from tests.scenarios.stage import Stage
from tests.scenarios.test_french import T

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page


pytestmark = pytest.mark.browser


async def press(page: Page, button: str) -> Locator:
    await modal(page).get_by_role("button", name=button, exact=True).first.click()
    return modal(page)


async def test_one_line_is_logged_corrected_and_taken_back(page: Page, stage: Stage) -> None:
    await visit(page, stage.slack)
    form = await command(page, "/interaction call Meagan Bond yesterday 15 min positive: a quote")
    await expect(form.get_by_label("Contact")).to_have_value(MEAGAN)
    await expect(form.get_by_label("Interaction template")).to_have_value(CALL)
    await press(page, "Finish now")
    await expect(form).to_contain_text("Logged. It is in the interaction log.")
    await press(page, "Correct")
    await form.get_by_label("Description").fill("Talked about a quote")
    await press(page, "Save")
    await expect(form).to_contain_text("Outgoing phone call → Talked about a quote")
    home = await _closed(page)
    await expect(home).to_contain_text("Talked about a quote")


async def test_a_contact_is_found_called_and_changed(page: Page, stage: Stage) -> None:
    await visit(page, stage.slack)
    card = await command(page, "/contact meagan bond")
    await expect(card).to_contain_text("School of Fine Art")
    await press(page, "No answer")
    await expect(card).to_contain_text("Recorded: called, not reached.")
    await press(page, "Take back")
    await expect(card).to_contain_text("Taken back.")
    await press(page, "Edit")
    await card.get_by_label("Job title").fill("Dean")
    await press(page, "Save")
    await expect(card).to_contain_text("Dean")
    await press(page, "Interactions")
    await expect(card).to_contain_text("Contact or company: Meagan Bond")


async def test_the_log_is_filtered_and_an_entry_canceled(page: Page, stage: Stage) -> None:
    await visit(page, stage.slack, BENJAMIN)
    log = await command(page, "/interactions")
    await press(page, "Filter")
    await log.get_by_label("Outcome").click()
    await page.get_by_role("option", name="Reached", exact=True).click()
    await press(page, "Show")
    await expect(log).to_contain_text("Outcome: Reached")
    await press(page, "Open")
    await press(page, "Cancel interaction")
    await log.get_by_label("Reason").fill("Somebody else's call")
    await press(page, "Cancel it")
    await expect(log).to_contain_text("Reason: Somebody else's call")


async def test_the_same_in_french(page: Page, stage: Stage) -> None:
    await visit(page, stage.slack, HELENA)
    form = await command(page, "/interaction appel Éloïse Forêt hier 15 min")
    await expect(form.get_by_label(T("Interaction template"))).to_have_value(
        "Appel téléphonique sortant"
    )
    await press(page, T("Finish now"))
    await press(page, T("Contact"))
    await expect(form).to_contain_text("L'Étoile du Nord")
    await press(page, T("Interactions"))
    await expect(form).to_contain_text(T("Contact or company"))
    await press(page, T("Open"))
    await expect(form).to_contain_text(T("Cancel interaction"))


async def _closed(page: Page) -> Locator:
    await press(page, "Close")
    await expect(modal(page)).to_have_count(0)
    return await at_home(page)
