"""The page of a simulator with a small app behind it: what its tests do on it."""

import asyncio
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.async_api import Locator, Page, expect

from tests.browser.simulator.form_app import FormApp
from tests.browser.wizard_page import PATIENCE_MS, composer, modal


def address(app: FormApp, user: str) -> str:
    parts = urlsplit(app.api_url)
    return f"{parts.scheme}://{parts.netloc}/?user={user}"


async def open_form(page: Page, words: str = "") -> Locator:
    """Send the command and wait for the form."""
    await composer(page).fill(f"/form {words}")
    await composer(page).press("Enter")
    await expect(modal(page)).to_be_visible()
    return modal(page)


async def eventually(check: Callable[[], bool]) -> None:
    """Wait until the app has seen something."""
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while not check():
            await asyncio.sleep(0.01)
