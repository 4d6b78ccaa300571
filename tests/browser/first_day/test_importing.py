"""The contacts of an empty company come from a file, at the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.wizard_page import at_home
from tests.imports.making import csv_text

if TYPE_CHECKING:
    from playwright.async_api import FilePayload

    from tests.browser.screen import Screen

pytestmark = pytest.mark.browser
HEADINGS = {
    "en": ["First name", "Surname", "Company", "E-mail"],
    "fr": ["Prénom", "Nom", "Société", "E-mail"],
}


def people(language: str) -> FilePayload:
    rows = [
        HEADINGS[language],
        ["Zoé", "Blanc", "Fabrikam Paris", "zoe@fabrikam.example"],
        ["", "", "", "no mail"],
    ]
    return {"name": "people.csv", "mimeType": "text/csv", "buffer": csv_text(rows).encode()}


async def test_contacts_are_imported_from_app_home(screen: Screen) -> None:
    home = await at_home(screen.page)
    label = screen.who("Import contacts")
    await home.get_by_role("button", name=label, exact=True).click()
    await screen.has_title("Import")
    await screen.form.locator("input[type=file]").set_input_files(people(screen.who.language))
    await screen.submit("Next", "Suivant")
    await screen.says("Say what each heading means.", "Dites ce que chaque en-tête signifie.")
    await screen.submit("Check", "Vérifier")
    await screen.says("• new: 1• refused: 1", "• nouvelles : 1• refusées : 1")
    await screen.says("Nothing is written yet.", "Rien n’est encore écrit.")
    await screen.submit("Import", "Importer")
    await screen.says("people.csv is being imported", "people.csv est en cours d’import")
    await screen.page.keyboard.press("Escape")
    await expect(screen.form).to_have_count(0)
    await screen.page.get_by_role("tab", name="Messages").click()
    message = screen.page.get_by_test_id("message")
    await expect(message).to_contain_text(
        screen.who.reads("people.csv is imported.", "people.csv est importé.")
    )
    await screen.page.get_by_role("tab", name=screen.who.reads("Home", "Accueil")).click()
    await expect(home).to_contain_text(f"✓ {screen.who('Contacts')}")
    await screen.page.get_by_role("tab", name="Messages").click()
    undo = message.get_by_role("button", name=screen.who("Undo import"), exact=True)
    await undo.click()
    question = screen.question("Undo this import?", "Annuler cet import ?")
    await screen.answer(question, "Undo import")
    await expect(undo).to_have_count(0)
