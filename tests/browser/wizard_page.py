"""The wizard on the simulator's page: what a person at a keyboard does and sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

    from simulator.script import Workspace

PATIENCE_MS = 15_000
"""How long a page is waited for before a test fails; a busy machine is slow."""
BENJAMIN, HELENA = "U000000BC1", "U000000HR1"
MEAGAN = "Meagan Bond (School of Fine Art, Miami)"
CALL = "Outgoing phone call"

expect.set_options(timeout=PATIENCE_MS)


async def visit(page: Page, slack: Workspace, user: str = BENJAMIN) -> Page:
    """The page of a user."""
    await page.goto(f"{slack.url}/?user={user}")
    await expect(composer(page)).to_be_visible()
    return page


def composer(page: Page) -> Locator:
    return page.get_by_test_id("composer")


def modal(page: Page) -> Locator:
    return page.get_by_test_id("modal")


async def command(page: Page, line: str) -> Locator:
    """Send a line with a slash command and wait for a modal with a field or a sentence."""
    await composer(page).fill(line + " ")
    await composer(page).press("Enter")
    await expect(modal(page)).to_be_visible()
    return modal(page)


async def choose(page: Page, label: str, typed: str, option: str) -> None:
    """Type into a list and choose one of its options."""
    await modal(page).get_by_label(label).fill(typed)
    await page.get_by_role("option", name=option).click()
    await expect(modal(page).get_by_label(label)).to_have_value(option)


async def fill_step_one(page: Page) -> Locator:
    """A phone call to Meagan Bond, and what it brings."""
    form = modal(page)
    await choose(page, "Contact", "meag", MEAGAN)
    await choose(page, "Interaction template", "outgoing", CALL)
    await expect(form.get_by_label("Description")).to_have_value(CALL)
    return form


async def at_home(page: Page) -> Locator:
    """The app's Home tab."""
    await page.get_by_test_id("sidebar").get_by_role("button", name="Touchpoint").click()
    await expect(page.get_by_test_id("home")).to_be_visible()
    return page.get_by_test_id("home")


async def messages(page: Page) -> Locator:
    """The messages of the app."""
    await page.get_by_test_id("sidebar").get_by_role("button", name="Touchpoint").click()
    await page.get_by_role("tab", name="Messages").click()
    return page.get_by_test_id("message")
