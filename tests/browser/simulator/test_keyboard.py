"""The simulator's page by keyboard alone."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.simulator.form_app import FormApp
from tests.browser.simulator.form_page import open_form
from tests.browser.wizard_page import composer, modal

pytestmark = pytest.mark.browser


async def test_a_form_is_opened_filled_in_and_saved_with_the_keyboard_alone(
    workspace: Page, app: FormApp
) -> None:
    keys = workspace.keyboard
    await composer(workspace).focus()
    await keys.type("/fo")
    await expect(workspace.get_by_role("option")).to_have_count(2)
    await keys.press("Enter")
    await expect(composer(workspace)).to_have_value("/form ")
    await keys.press("Enter")
    form = modal(workspace)
    await expect(form.get_by_label("Person")).to_be_focused()
    await keys.type("bond")
    await expect(workspace.get_by_role("option", name="Meagan Bond")).to_be_visible()
    await keys.press("Enter")
    await expect(form.get_by_label("Person")).to_have_value("Meagan Bond")
    await keys.press("Tab")
    await expect(form.get_by_label("Kind")).to_be_focused()
    await keys.press("Tab")
    await keys.type("New chairs")
    await keys.press("Tab")
    await keys.type("2026-03-17")
    await keys.press("Tab")
    await expect(form.get_by_label("Day")).to_have_value("Tue, March 17, 2026")
    await form.get_by_label("Hour").focus()
    await keys.type("14h15")
    await keys.press("Tab")
    await expect(form.get_by_label("Hour")).to_have_value("2:15 PM")
    await form.get_by_label("Subject").focus()
    await keys.press("Enter")
    await expect(form).to_have_count(0)
    await expect(composer(workspace)).to_be_focused()
    values = app.of_type("view_submission")[0]["view"]["state"]["values"]
    assert values["person"]["person"]["selected_option"]["value"] == "Meagan Bond"
    assert values["subject"]["subject"]["value"] == "New chairs"
    assert values["day"]["day"]["selected_date"] == "2026-03-17"
    assert values["hour"]["hour"]["selected_time"] == "14:15"


async def test_a_day_is_picked_from_the_calendar_with_the_arrows(
    workspace: Page, app: FormApp
) -> None:
    form = await open_form(workspace, "x")
    day = form.get_by_label("Day")
    await day.fill("2026-03-31")
    await day.press("ArrowDown")
    calendar = workspace.get_by_role("dialog", name="March 2026")
    await expect(calendar.get_by_role("button", name="Tue, March 31, 2026")).to_be_focused()
    await workspace.keyboard.press("ArrowRight")
    await workspace.keyboard.press("PageDown")
    await workspace.keyboard.press("Enter")
    await expect(calendar).to_have_count(0)
    await expect(day).to_be_focused()
    await workspace.keyboard.press("Tab")
    await expect(day).to_have_value("Fri, May 1, 2026")
    await form.get_by_label("Person").fill("otto")
    await workspace.get_by_role("option", name="Otto Groß").click()
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_have_count(0)
    values = app.of_type("view_submission")[0]["view"]["state"]["values"]
    assert values["day"]["day"]["selected_date"] == "2026-05-01"


async def test_a_typeahead_is_used_with_arrows_and_enter(workspace: Page, app: FormApp) -> None:
    form = await open_form(workspace)
    person = form.get_by_label("Person")
    await person.press("ArrowDown")
    options = workspace.get_by_role("option")
    await expect(options).to_have_count(4)
    await person.press("ArrowDown")
    await person.press("ArrowDown")
    await expect(person).to_have_attribute(
        "aria-activedescendant", await options.nth(2).get_attribute("id") or ""
    )
    await person.press("Enter")
    await expect(person).to_have_value("Mårten Ørsted")
    await person.press("ArrowDown")
    await expect(options).to_have_count(4)
    await person.press("Escape")
    await expect(options).to_have_count(0)
    await expect(form).to_be_visible()
    assert [ask["value"] for ask in app.of_type("block_suggestion")] == ["", ""]


async def test_tab_goes_round_inside_the_modal(workspace: Page) -> None:
    form = await open_form(workspace)
    await expect(form.get_by_label("Person")).to_be_focused()
    for _ in range(2):  # before the first field stands the X, before the X the end of the form
        await workspace.keyboard.press("Shift+Tab")
    await expect(form.get_by_role("button", name="Save")).to_be_focused()
    await workspace.keyboard.press("Tab")
    await expect(form.get_by_test_id("modal-x")).to_be_focused()


async def test_up_and_down_go_through_the_messages(workspace: Page) -> None:
    messages = workspace.get_by_test_id("message")
    await workspace.get_by_test_id("messages").focus()
    await workspace.keyboard.press("ArrowUp")
    await expect(messages.last).to_be_focused()
    await workspace.keyboard.press("ArrowUp")
    await workspace.keyboard.press("Tab")
    tools = messages.nth(-2).get_by_role("button")
    await expect(tools.first).to_be_focused()
    await workspace.keyboard.press("Tab")
    await workspace.keyboard.press("Enter")
    await expect(workspace.get_by_role("menuitem", name="Take over")).to_be_focused()
