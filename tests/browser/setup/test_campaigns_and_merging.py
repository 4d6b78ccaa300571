"""Campaigns, merging and a new contact from the wizard at the page, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.wizard_page import modal
from tests.scenarios.contacts.test_merging import TWIN, with_twin

if TYPE_CHECKING:
    from tests.browser.screen import Screen
    from tests.scenarios.stage import Stage

pytestmark = pytest.mark.browser


async def test_a_campaign_is_created_and_shows_its_results(screen: Screen) -> None:
    await screen.open("/touchpoint", "Set-up")
    row = screen.form.locator(".block-section", has_text=screen.who("Campaigns"))
    await row.get_by_role("button", name=screen.who("Open"), exact=True).click()
    await screen.button("New").click()
    await screen.has_title("Campaign")
    await screen.field("Description").fill("Autumn fair")
    await screen.field("Salesperson").fill("otis")
    await screen.page.get_by_role("option").first.click()
    await screen.submit("Save", "Enregistrer")
    await screen.says_on_top("Saved.", "Enregistré.")
    await expect(screen.form).to_contain_text("Otis Falls")
    await expect(screen.form).to_contain_text(screen.who("Targets contacted"))
    await screen.press("Campaign entries", "Campaign entries")
    await screen.press("Back", "Campaign")


async def test_twins_are_compared_merged_and_two_again(screen: Screen, stage: Stage) -> None:
    await with_twin(stage)
    await screen.open("/contact", "Contacts")
    await screen.press("Likely duplicates", "Likely duplicates")
    await screen.press_at(TWIN, "Compare")
    await screen.has_title("Merge")
    await screen.form.get_by_label("Buyer").check()
    await screen.submit("Merge", "Fusionner")
    await screen.has_title("Contact")
    await expect(screen.form).to_contain_text("Buyer")
    await screen.button("Undo merge").click()
    question = screen.question("Undo this merge?", "Annuler cette fusion ?")
    await screen.answer(question, "Undo merge")
    await expect(screen.form).to_contain_text(screen.who("This is a contact of its own again."))


async def test_a_contact_is_created_from_the_wizard(screen: Screen) -> None:
    await screen.open("/interaction Zoé Quillfeather", "Create interaction")
    await screen.press("New contact", "New person")
    await expect(screen.field("Surname")).to_have_value("Quillfeather")
    await screen.submit("Save", "Enregistrer")
    await screen.has_title("Create interaction")
    await expect(modal(screen.page).get_by_label("Contact")).to_have_value("Zoé Quillfeather")
