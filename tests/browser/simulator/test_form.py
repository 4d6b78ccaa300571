"""A form of an app on the simulator's page: its fields, its errors and its questions."""

import asyncio

import pytest
from playwright.async_api import Page, expect

from tests.browser.simulator.form_app import FormApp
from tests.browser.simulator.form_page import eventually, open_form

pytestmark = pytest.mark.browser


async def test_a_static_select_is_filtered_without_asking_the_app(
    workspace: Page, app: FormApp
) -> None:
    form = await open_form(workspace)
    kind = form.get_by_label("Kind")
    await kind.fill("mee")
    await workspace.get_by_role("option", name="Meeting").click()
    await expect(kind).to_have_value("Meeting")
    await form.get_by_role("button", name="Clear").click()
    await expect(kind).to_have_value("")
    assert app.of_type("block_suggestion") == []


async def test_an_error_stands_under_its_field_which_gets_the_focus(workspace: Page) -> None:
    form = await open_form(workspace, "wrong")
    await form.get_by_role("button", name="Save").click()
    person = form.get_by_label("Person")
    await expect(person).to_have_attribute("aria-invalid", "true")
    await expect(person).to_be_focused()
    await person.fill("otto")
    await workspace.get_by_role("option", name="Otto Groß").click()
    await form.get_by_role("button", name="Save").click()
    error = form.locator("[data-block-id=subject]").get_by_role("alert")
    await expect(error).to_have_text("This subject is wrong.")
    await expect(form.get_by_label("Subject")).to_be_focused()
    await expect(form.get_by_label("Subject")).to_have_accessible_description(
        "This subject is wrong."
    )


async def test_a_confirm_dialog_is_asked_before_the_app_is_told(
    workspace: Page, app: FormApp
) -> None:
    form = await open_form(workspace, "keep me")
    await form.get_by_role("button", name="Empty").click()
    question = workspace.get_by_role("alertdialog", name="Empty the form?")
    await expect(question.get_by_role("button", name="Keep it")).to_be_focused()
    await workspace.keyboard.press("Escape")
    await expect(question).to_have_count(0)
    await expect(form.get_by_role("button", name="Empty")).to_be_focused()
    assert app.of_type("block_actions") == []
    await workspace.keyboard.press("Enter")
    await question.get_by_role("button", name="Empty it").click()
    await eventually(lambda: len(app.of_type("block_actions")) == 1)
    # Same block_id and action_id: what was there stays, as in Slack.
    await expect(form.get_by_label("Subject")).to_have_value("keep me")


async def test_typing_goes_on_undisturbed_while_the_view_is_updated(
    workspace: Page, app: FormApp
) -> None:
    form = await open_form(workspace)
    note = form.get_by_label("Note")
    sentence = "The quick brown fox, with accents: été, Ærø, straße."
    typing = asyncio.create_task(note.press_sequentially(sentence))
    for count in range(5):
        await app.announce(f"Update {count}")
    await typing
    await expect(form.get_by_text("Update 4")).to_be_visible()
    await expect(note).to_have_value(sentence)
    await expect(note).to_be_focused()


async def test_leaving_a_form_with_something_typed_in_it_is_asked_about(
    workspace: Page, app: FormApp
) -> None:
    form = await open_form(workspace)
    await form.get_by_label("Subject").fill("half")
    await workspace.keyboard.press("Escape")
    question = workspace.get_by_role("alertdialog")
    await question.get_by_role("button", name="Keep editing").click()
    await expect(form.get_by_label("Subject")).to_be_focused()
    await form.get_by_test_id("modal-x").click()
    await question.get_by_role("button", name="Leave").click()
    await expect(form).to_have_count(0)
    await eventually(lambda: len(app.of_type("view_closed")) == 1)
    assert app.of_type("view_closed")[0]["is_cleared"] is True
