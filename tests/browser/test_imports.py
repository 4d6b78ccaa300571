"""A file is dropped, put right, imported and undone at the page, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.scenarios.imports.test_from_slack import PEOPLE

if TYPE_CHECKING:
    from playwright.async_api import FilePayload, Page

    from tests.browser.screen import Screen
    from tests.scenarios.stage import Stage

pytestmark = pytest.mark.browser
FILE: FilePayload = {"name": "people.csv", "mimeType": "text/csv", "buffer": PEOPLE}


async def in_messages(page: Page) -> None:
    """The conversation with the app."""
    await page.get_by_role("button", name="Touchpoint").first.click()
    await page.get_by_role("tab", name="Messages").click()


async def test_a_dropped_file_is_imported_and_undone(screen: Screen, stage: Stage) -> None:
    page, who = screen.page, screen.who
    await in_messages(page)
    await page.get_by_test_id("composer-files").set_input_files(FILE)
    await page.get_by_role("button", name=who("Contacts"), exact=True).click()
    await screen.has_title("Import")
    first_name = screen.form.get_by_label("First name")
    await expect(first_name).to_have_value(who("First name"))
    await expect(screen.form).to_contain_text("Zoé · Max")
    await screen.submit("Check", "Vérifier")
    await screen.says("new: 2", "nouvelles : 2")
    await screen.says("refused: 1", "refusées : 1")
    await screen.submit("Import", "Importer")
    await screen.says("people.csv is being imported", "people.csv est en cours d’import")
    await screen.form.get_by_role("button", name=who("Close"), exact=True).first.click()
    told = page.get_by_text(who("{name} is imported.", name="people.csv")).last
    await expect(told).to_be_visible()
    await page.get_by_role("button", name=who("Undo import"), exact=True).last.click()
    question = screen.question("Undo this import?", "Annuler cet import ?")
    await screen.answer(question, "Undo import")
    undone = page.get_by_text(who("The import of {name} is undone.", name="people.csv")).last
    await expect(undone).to_be_visible()
