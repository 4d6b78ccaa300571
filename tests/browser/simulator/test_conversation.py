"""Conversations on the simulator's page: messages, threads, commands and shortcuts."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.simulator.form_app import FormApp
from tests.browser.wizard_page import composer, modal

pytestmark = pytest.mark.browser


async def test_a_message_is_handed_to_the_app_from_its_menu(workspace: Page, app: FormApp) -> None:
    await workspace.get_by_test_id("sidebar").get_by_role("button", name="sales").click()
    message = workspace.get_by_test_id("message").filter(has_text="Relecloud")
    await message.hover()
    await message.get_by_role("button", name="More actions").click()
    await workspace.get_by_role("menuitem", name="Take over").press("Enter")
    await expect(modal(workspace).get_by_label("Subject")).to_have_value(
        "Relecloud souhaite une démonstration la "
    )
    assert app.of_type("message_action")[0]["callback_id"] == "take"


async def test_a_shortcut_runs_and_the_saved_message_arrives_formatted(workspace: Page) -> None:
    await workspace.get_by_test_id("shortcuts").press("Enter")
    await workspace.keyboard.press("Enter")
    form = modal(workspace)
    await form.get_by_label("Person").fill("meag")
    await workspace.get_by_role("option", name="Meagan Bond").click()
    await form.get_by_label("Subject").fill("a < b & c")
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_have_count(0)
    await workspace.get_by_test_id("sidebar").get_by_role("button", name="Form").click()
    await workspace.get_by_role("tab", name="Messages").click()
    message = workspace.get_by_test_id("message").last
    await expect(message).to_contain_text("Saved Meagan Bond: a < b & c")
    await expect(message.locator("strong", has_text="Meagan Bond")).to_be_visible()


async def test_a_command_that_nobody_declared_is_refused_and_stays_in_the_box(
    workspace: Page,
) -> None:
    await composer(workspace).fill("/nonsense please")
    await composer(workspace).press("Enter")
    await expect(workspace.get_by_test_id("toast")).to_contain_text("/nonsense")
    await expect(composer(workspace)).to_have_value("/nonsense please")


async def test_a_reply_is_written_in_a_thread(workspace: Page) -> None:
    await workspace.get_by_test_id("sidebar").get_by_role("button", name="sales").click()
    await workspace.get_by_role("button", name="2 replies").click()
    thread = workspace.get_by_test_id("thread")
    await workspace.keyboard.type("Done.")
    await workspace.keyboard.press("Enter")
    await expect(thread.get_by_test_id("message").last).to_contain_text("Done.")
    await expect(workspace.get_by_role("button", name="3 replies")).to_be_visible()
