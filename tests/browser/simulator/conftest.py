"""A small app, and its user's page."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from simulator.manifest import Manifest
from simulator.running import Options, Running
from simulator.server import Server
from tests.browser.simulator.form_app import MANIFEST, FormApp
from tests.browser.simulator.form_page import address
from tests.browser.wizard_page import composer


@pytest.fixture
async def app() -> AsyncIterator[FormApp]:
    """The app, connected to a simulator of its own at `app.api_url`."""
    app = FormApp()
    server = Server(app.asgi, "127.0.0.1", 0)
    options = Options(app_url=f"{server.url}/slack/events")
    running = Running(Manifest.parse(MANIFEST), options)
    app.api_url, app.token = running.api_url, options.credentials.bot
    await server.start()
    await running.start()
    await running.slack.transport.ready_for_events()
    yield app
    await running.stop()
    await server.stop()


@pytest.fixture
async def workspace(page: Page, app: FormApp) -> Page:
    """The page of Benjamin Chiu, who writes English."""
    await page.goto(address(app, "U000000BC1"))
    await expect(composer(page)).to_be_visible()
    return page
