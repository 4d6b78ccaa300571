"""The simulator's page itself: for whom it is shown, on what screen, from where it comes."""

from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.simulator.form_app import FormApp
from tests.browser.simulator.form_page import address, open_form
from tests.browser.wizard_page import composer

pytestmark = pytest.mark.browser


async def test_acting_as_somebody_else_changes_language_and_sender(
    workspace: Page, app: FormApp
) -> None:
    await workspace.get_by_test_id("act-as").click()
    await workspace.get_by_role("menuitem", name="Helena Ray").click()
    await expect(workspace.get_by_test_id("shortcuts")).to_have_accessible_name("Raccourcis")
    form = await open_form(workspace)
    await expect(form.get_by_text("(facultatif)")).to_have_count(4)
    await expect(form.get_by_test_id("modal-x")).to_have_accessible_name("Fermer")
    assert app.received[-1]["user_id"] == "U000000HR1"
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_role("alert").first).to_have_text(
        "Veuillez remplir ce champ obligatoire."
    )


async def test_an_address_of_somebody_unknown_shows_the_first_user(
    page: Page, app: FormApp
) -> None:
    await page.goto(address(app, "U0NOBODY"))
    await expect(page.get_by_test_id("act-as")).to_have_accessible_name("Act as Benjamin Chiu")
    assert urlsplit(page.url).query == ""


async def test_the_home_tab_is_published_when_it_is_looked_at(workspace: Page) -> None:
    await workspace.get_by_test_id("sidebar").get_by_role("button", name="Form").click()
    await expect(workspace.get_by_test_id("home")).to_have_text("Hello U000000BC1")
    await workspace.get_by_role("tab", name="Messages").click()
    await expect(composer(workspace)).to_be_visible()


async def test_on_a_phone_the_form_fills_the_screen_and_the_sidebar_is_behind_a_button(
    browser: Browser, app: FormApp
) -> None:
    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, reduced_motion="reduce"
    )
    page = await context.new_page()
    await page.goto(address(app, "U000000BC1"))
    await expect(page.get_by_test_id("sidebar")).to_be_hidden()
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_test_id("sidebar").get_by_role("button", name="sales").click()
    await expect(page.get_by_test_id("sidebar")).to_be_hidden()
    box = await (await open_form(page)).bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (390, 844)
    await context.close()


async def test_nothing_is_fetched_from_anywhere_else(page: Page, app: FormApp) -> None:
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    await page.goto(address(app, "U000000BC1"))
    await open_form(page)
    assert hosts == {"127.0.0.1"}
