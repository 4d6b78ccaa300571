"""A template's texts at the page, in both languages: added, with a merge field, and previewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from bot.i18n import translator

if TYPE_CHECKING:
    from tests.browser.screen import Screen

pytestmark = pytest.mark.browser


async def test_a_text_is_added_and_previewed(screen: Screen) -> None:
    name = screen.who.reads("Golf event", "Journée de golf")
    german = translator(screen.who.language).language("DEU")
    await screen.open("/touchpoint", "Set-up")
    row = screen.form.locator(".block-section", has_text=screen.who("Interaction templates"))
    await row.get_by_role("button", name=screen.who("Open"), exact=True).click()
    await expect(screen.form).to_contain_text(screen.who("Interaction templates"))
    await screen.field("Search").fill("golf")
    await screen.submit("Search", "Chercher")
    await expect(screen.entry(name)).to_have_count(1)
    await screen.press_at(name, "Open")
    await screen.has_title("Interaction template")
    await screen.press("Add a language", "Text")
    await screen.choose("Language", german, german)
    await screen.field("Description").fill("Golfturnier")
    await screen.field("Content").fill("Guten Tag")
    await screen.field("Merge field").fill("contact.name")
    await screen.page.get_by_role("option", name="{{contact.name}}", exact=True).click()
    await expect(screen.field("Content")).to_have_value("Guten Tag {{contact.name}}")
    await expect(screen.field("Description")).to_have_value("Golfturnier")
    await screen.submit("Save", "Enregistrer")
    await screen.says_on_top("Saved.", "Enregistré.")
    await expect(screen.entry("Golfturnier")).to_contain_text("Guten Tag {{contact.name}}")
    await screen.press("Preview", "Preview")
    await screen.field("Contact").fill("helen ray")
    await screen.page.get_by_role("option").first.click()
    await screen.submit("Show", "Afficher")
    await expect(screen.form.locator(".block-section").first).to_contain_text("Helen Ray")
    await expect(screen.form).not_to_contain_text("{{")
