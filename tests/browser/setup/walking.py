"""The way through the set-up at the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from tests.browser.screen import Screen


async def listed(screen: Screen, records: str) -> None:
    """The list of these records, from the command on."""
    await screen.open("/touchpoint", "Set-up")
    await shown(screen, records)


async def shown(screen: Screen, records: str) -> None:
    """The same where the set-up is open."""
    name = screen.page.get_by_text(screen.who(records), exact=True)
    row = screen.form.locator(".block-section").filter(has=name)
    await row.get_by_role("button", name=screen.who("Open"), exact=True).click()
    await expect(screen.form.locator(".block-header").first).to_have_text(screen.who(records))


async def opened(screen: Screen, name: str, title: str) -> None:
    """The card of a record in the list; the list is searched for it."""
    await screen.field("Search").fill(name)
    await screen.submit("Search", "Chercher")
    await expect(screen.entry(name)).to_have_count(1)
    await screen.press_at(name, "Open")
    await screen.has_title(title)


async def saved(screen: Screen) -> None:
    await screen.submit("Save", "Enregistrer")
    await screen.says_on_top("Saved.", "Enregistré.")


async def closed(screen: Screen) -> None:
    await screen.page.keyboard.press("Escape")
    await expect(screen.form).to_have_count(0)
