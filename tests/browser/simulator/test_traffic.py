"""What goes to the app and back, on the simulator's page: shown, sent again, disturbed."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.simulator.form_app import FormApp
from tests.browser.simulator.form_page import eventually, open_form

pytestmark = pytest.mark.browser


async def test_a_delivery_is_shown_and_sent_again_from_the_traffic_panel(
    workspace: Page, app: FormApp
) -> None:
    await workspace.get_by_test_id("traffic-toggle").click()
    await open_form(workspace)
    traffic = workspace.get_by_test_id("traffic")
    delivery = traffic.locator("[data-kind=slash_command]")
    await expect(delivery).to_have_count(1)
    await delivery.get_by_role("button").first.click()
    await expect(delivery.get_by_text('"/form"')).to_be_visible()
    await delivery.get_by_role("button", name="Replay").click()
    await eventually(lambda: sum(p.get("command") == "/form" for p in app.received) == 2)
    await expect(traffic.locator("[data-kind=slash_command]")).to_have_count(2)


async def test_a_dropped_delivery_shows_what_slack_would_show(workspace: Page) -> None:
    form = await open_form(workspace, "hello")
    await form.get_by_label("Person").fill("otto")
    await workspace.get_by_role("option", name="Otto Groß").click()
    await workspace.get_by_test_id("traffic-toggle").click()
    trouble = workspace.get_by_test_id("faults")
    await trouble.get_by_text("Make trouble").click()
    await trouble.get_by_label("Fault").select_option("drop")
    await trouble.get_by_label("Delivery").select_option("view_submission")
    await trouble.get_by_role("button", name="Add").click()
    await expect(trouble.get_by_text("Drop: view_submission × 1")).to_be_visible()
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_test_id("modal-notice")).to_be_visible()
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_have_count(0)
