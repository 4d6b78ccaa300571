"""The wizard in a real browser: by keyboard, with errors, postponed and resumed, in French."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.wizard_page import (
    CALL,
    HELENA,
    MEAGAN,
    at_home,
    command,
    composer,
    fill_step_one,
    messages,
    modal,
    visit,
)
from tests.scenarios.stage import Stage

if TYPE_CHECKING:
    from playwright.async_api import Page


pytestmark = pytest.mark.browser
CALL_IN_FRENCH = "Appel téléphonique sortant"


async def test_the_whole_wizard_is_walked_by_keyboard_alone(page: Page, stage: Stage) -> None:
    await visit(page, stage.slack)
    keys = page.keyboard
    await composer(page).focus()
    await keys.type("/interaction ")
    await keys.press("Enter")
    form = modal(page)
    await expect(form.get_by_label("Contact")).to_be_focused()
    await keys.type("meag")
    await expect(page.get_by_role("option", name=MEAGAN)).to_be_visible()
    await keys.press("Enter")
    await expect(form.get_by_label("Contact")).to_have_value(MEAGAN)
    await keys.press("Tab")
    await expect(form.get_by_label("Interaction template")).to_be_focused()
    await keys.type("outgoing")
    await expect(page.get_by_role("option", name=CALL)).to_be_visible()
    await keys.press("Enter")
    await expect(form.get_by_label("Description")).to_have_value(CALL)
    await expect(form.get_by_label("Interaction template")).to_be_focused()
    await keys.press("Tab")
    await expect(form.get_by_label("Description")).to_be_focused()
    await keys.press("ControlOrMeta+a")
    await keys.type("Asked about the chairs")
    for button in ("More fields", "Finish now", "New contact", "Postpone", "Next"):
        await keys.press("Tab")
        await expect(form.get_by_role("button", name=button)).to_be_focused()
    await keys.press("Enter")
    await expect(form.get_by_label("Campaign (optional)")).to_be_focused()
    await form.get_by_role("button", name="Next").press("Enter")
    await expect(form.get_by_label("Evaluation")).to_be_focused()
    await keys.type("very pos")
    await expect(page.get_by_role("option", name="Very positive")).to_be_visible()
    await keys.press("Enter")
    await form.get_by_label("Duration (min)").focus()
    await keys.press("ControlOrMeta+a")
    await keys.type("1h15")
    await keys.press("Tab")
    await expect(form.get_by_label("Comment")).to_be_focused()
    await keys.type("Wants ten of them")
    await form.get_by_role("button", name="Finish", exact=True).press("Enter")
    await expect(form.get_by_text("Logged. It is in the interaction log.")).to_be_visible()
    await keys.press("Escape")
    await expect(form).to_have_count(0)
    await expect(composer(page)).to_be_focused()
    (row,) = await stage.logged()
    assert row["description"] == "Asked about the chairs"
    assert (row["duration_min"], row["evaluation"]) == (75, "very_positive")
    assert row["comment"] == "Wants ten of them"


@pytest.mark.parametrize("how", ["modal-x", "modal-cancel"])
async def test_a_postponed_wizard_is_resumed_from_home(page: Page, stage: Stage, how: str) -> None:
    await visit(page, stage.slack)
    await command(page, "/interaction")
    form = await fill_step_one(page)
    await form.get_by_role("button", name="Next").click()
    await form.get_by_role("checkbox").first.check()
    await form.get_by_test_id(how).click()
    await leave(page)
    await expect(form).to_have_count(0)
    home = await at_home(page)
    await expect(home).to_contain_text("Step 2 of 3")
    await home.get_by_role("button", name="Resume").click()
    await expect(form.get_by_role("checkbox").first).to_be_checked()
    await form.get_by_role("button", name="Back").click()
    await expect(form.get_by_label("Contact")).to_have_value(MEAGAN)
    await form.get_by_role("button", name="Finish now").click()
    await expect(form.get_by_text("Logged. It is in the interaction log.")).to_be_visible()
    await form.get_by_role("button", name="Close").last.click()
    await expect(home).to_contain_text("Nothing is waiting to be finished.")
    await expect(home).to_contain_text("Meagan Bond (School of Fine Art) — Outgoing phone call")
    assert (await stage.logged())[0]["campaign_target"]


async def leave(page: Page) -> None:
    """Slack asks before a form with something typed in it is left."""
    question = page.get_by_role("alertdialog")
    await question.get_by_role("button", name="Leave").click()


async def test_the_notice_resumes_and_discards(page: Page, stage: Stage) -> None:
    await visit(page, stage.slack)
    await command(page, "/interaction")
    form = await fill_step_one(page)
    await form.get_by_test_id("modal-cancel").click()
    await leave(page)
    notice = (await messages(page)).filter(has_text="Kept for later")
    await expect(notice).to_have_count(1)
    await notice.get_by_role("button", name="Resume").click()
    await expect(form.get_by_label("Contact")).to_have_value(MEAGAN)
    await form.get_by_test_id("modal-x").click()
    await expect(form).to_have_count(0)
    await notice.get_by_role("button", name="Discard").click()
    question = page.get_by_role("alertdialog", name="Discard this draft?")
    await question.get_by_role("button", name="Keep").click()
    await expect(notice.get_by_role("button", name="Resume")).to_be_visible()
    await notice.get_by_role("button", name="Discard").click()
    await question.get_by_role("button", name="Discard").click()
    gone = page.get_by_test_id("message").filter(has_text="Discarded")
    await expect(gone.get_by_role("button", name="Bring back")).to_be_visible()
    assert await stage.drafts() == []


async def test_errors_stand_on_their_fields_and_typed_values_stay(page: Page, stage: Stage) -> None:
    await visit(page, stage.slack)
    form = await command(page, "/interaction")
    await form.get_by_role("button", name="Finish now").click()
    await expect(form.get_by_text("Contact: Please choose the contact.")).to_be_visible()
    await fill_step_one(page)
    await expect(form.get_by_text("Please choose the contact.")).to_have_count(0)
    await form.get_by_role("button", name="Next").click()
    await expect(form.get_by_label("Campaign (optional)")).to_be_visible()
    await form.get_by_role("button", name="Next").click()
    await form.get_by_label("Cost").fill("a lot")
    await form.get_by_label("Duration (min)").fill("-5")
    await form.get_by_role("button", name="Finish", exact=True).click()
    cost, duration = form.get_by_label("Cost"), form.get_by_label("Duration (min)")
    await expect(cost).to_have_attribute("aria-invalid", "true")
    await expect(cost).to_be_focused()
    await expect(duration).to_have_attribute("aria-invalid", "true")
    await expect(form.get_by_text("A duration can't be negative.")).to_be_visible()
    await expect(cost).to_have_value("a lot")
    await cost.fill("12.50")
    await duration.fill("75")
    await form.get_by_role("button", name="Finish", exact=True).click()
    await expect(form.get_by_text("Logged. It is in the interaction log.")).to_be_visible()
    (row,) = await stage.logged()
    assert (float(row["cost"]), row["duration_min"]) == (12.5, 75)


async def test_a_description_typed_first_is_not_disturbed_by_the_template(
    page: Page, stage: Stage
) -> None:
    await visit(page, stage.slack)
    form = await command(page, "/interaction meagan bond")
    description = form.get_by_label("Description")
    await description.press_sequentially("Asked about the chairs")
    await form.get_by_label("Interaction template").fill("golf")
    await page.get_by_role("option", name="Golf event").click()
    await expect(form.get_by_text("Step 1 of 4")).to_be_visible()
    await expect(description).to_have_value("Asked about the chairs")
    await form.get_by_role("button", name="Finish now").click()
    await expect(form.get_by_text("Logged. It is in the interaction log.")).to_be_visible()
    assert (await stage.logged())[0]["description"] == "Asked about the chairs"


async def test_a_french_user_reads_french(page: Page, stage: Stage) -> None:
    await visit(page, stage.slack, HELENA)
    form = await command(page, "/interaction meagan bond")
    await expect(form.get_by_role("heading", name="Créer une interaction")).to_be_visible()
    await expect(form.get_by_label("Contact")).to_have_value(MEAGAN)
    await form.get_by_label("Modèle interaction").fill("sortant")
    await page.get_by_role("option", name=CALL_IN_FRENCH).click()
    await expect(form.get_by_label("Description")).to_have_value(CALL_IN_FRENCH)
    for button in ("Plus de champs", "Terminer maintenant", "Reporter", "Suivant"):
        await expect(form.get_by_role("button", name=button)).to_be_visible()
    await form.get_by_role("button", name="Suivant").click()
    await expect(form.get_by_label("Opportunité")).to_be_visible()
    await form.get_by_role("button", name="Suivant").click()
    await form.get_by_label("Coût").fill("beaucoup")
    await form.get_by_role("button", name="Terminer").click()
    await expect(form.get_by_label("Coût")).to_have_attribute("aria-invalid", "true")
    await form.get_by_label("Coût").fill("12,50")
    await form.get_by_role("button", name="Terminer").click()
    await expect(form.get_by_role("heading", name="Interaction journalisée")).to_be_visible()
    assert float((await stage.logged())[0]["cost"]) == 12.5


async def test_on_a_phone_three_fields_and_finish_now_are_enough(page: Page, stage: Stage) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    await visit(page, stage.slack)
    form = await command(page, "/interaction")
    await fill_step_one(page)
    button = form.get_by_role("button", name="Finish now")
    await expect(button).to_be_in_viewport()
    await button.click()
    await expect(form.get_by_text("Logged. It is in the interaction log.")).to_be_visible()
