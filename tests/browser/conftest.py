"""A real Chromium for the tests of pages."""

import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser, Page, async_playwright

from tests.browser.screen import Reader, Screen
from tests.browser.wizard_page import BENJAMIN, HELENA, PATIENCE_MS, visit
from tests.conftest import Templates
from tests.scenarios.stage import Stage, staged

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of an installed Chromium; $CHROMIUM comes first."""
    candidates = (os.environ.get("CHROMIUM"), *(shutil.which(name) for name in NAMES))
    found = next((path for path in candidates if path), None)
    if found is None:
        pytest.skip(f"no Chromium installed (looked for {', '.join(NAMES)} and $CHROMIUM)")
    return found


@pytest.fixture(scope="session")
def debugger(chromium: str) -> Iterator[str]:
    """Address of a Chromium for the whole run: to start one takes longer than most tests."""
    with tempfile.TemporaryDirectory(prefix="tp-browser-", ignore_cleanup_errors=True) as profile:
        command = [chromium, *ARGUMENTS, "--remote-debugging-port=0", f"--user-data-dir={profile}"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr is not None
            said = (re.match(r"DevTools listening on (\S+)", line) for line in process.stderr)
            address = next(match[1] for match in said if match)
            # Chromium goes on writing, and stops when nobody reads.
            reader = threading.Thread(target=deque, args=(process.stderr, 0))
            reader.start()
            yield address
            process.terminate()
            reader.join()


@pytest.fixture
async def browser(debugger: str) -> AsyncIterator[Browser]:
    """A connection to Chromium; what the test opens is closed with it."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(debugger)
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """An empty page of a desktop's size. The test fails when its scripts do."""
    context = await browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="en-US", reduced_motion="reduce"
    )
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page
    await context.close()
    assert failures == []


@pytest.fixture
async def stage(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> AsyncIterator[Stage]:
    """Signed HTTP and SQLite."""
    async with staged(templates.copy(request, "sqlite", sample=True), redis_url) as found:
        yield found


@pytest.fixture(params=[Reader(BENJAMIN, "en"), Reader(HELENA, "fr")], ids=["en", "fr"])
def who(request: pytest.FixtureRequest) -> Reader:
    """Benjamin Chiu reads English, Helena Ray French."""
    assert isinstance(request.param, Reader)
    return request.param


@pytest.fixture
async def screen(page: Page, stage: Stage, who: Reader) -> Screen:
    await visit(page, stage.slack, who.user)
    return Screen(page, who)
