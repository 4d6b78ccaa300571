"""Create interaction on a segment: the wizard for all its contacts, left and taken up again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.wizard_page import at_home
from tests.scenarios.logging import NO

if TYPE_CHECKING:
    from tests.browser.screen import Screen
    from tests.scenarios.stage import Stage

pytestmark = pytest.mark.browser


async def test_the_wizard_fills_the_header_after_it_was_postponed_and_resumed(
    screen: Screen, stage: Stage
) -> None:
    who = screen.who
    await screen.open(f"/segment {NO}", "Segment")
    await screen.press("Create interaction", "Create interaction")
    await screen.says(
        f"Segment {NO}, 10 contacts · Step 1 of 4", f"Segment {NO}, 10 contacts · Étape 1 sur 4"
    )
    await expect(screen.field("Contact")).to_have_count(0)
    letter = who.reads("Business letter", "Lettre commerciale")
    await expect(screen.field("Interaction template")).to_have_value(letter)
    await screen.button("More fields").click()
    channel = screen.field("Correspondence type")
    await expect(channel).to_have_value(who("Hard copy"))
    await screen.field("Description").fill("Come and play")
    golf = who.reads("Golf event", "Journée de golf")
    await screen.choose("Interaction template", "golf", golf)
    await expect(channel).to_have_value(who("Email"))
    await screen.submit("Next", "Suivant")
    await screen.says("Step 2 of 4", "Étape 2 sur 4")
    await expect(screen.field("Content")).to_have_value(re.compile("{{contact.name}}"))
    await screen.field("Content").fill("Dear {{contact.name}}, will you play?")
    await screen.submit("Next", "Suivant")
    await screen.says("Step 3 of 4", "Étape 3 sur 4")
    await screen.form.get_by_role("checkbox").first.check()
    await screen.form.get_by_test_id("modal-cancel").click()
    leaving = screen.page.get_by_role("alertdialog")
    await leaving.get_by_role("button", name=who.reads("Leave", "Quitter")).click()
    await expect(screen.form).to_have_count(0)

    home = await at_home(screen.page)
    await expect(home).to_contain_text(f"Segment {NO} · {golf}")
    await expect(home).to_contain_text(who.reads("Step 3 of 4", "Étape 3 sur 4"))
    await home.get_by_role("button", name=who("Resume")).click()
    await expect(screen.form.get_by_role("checkbox").first).to_be_checked()
    await screen.button("Back").click()
    await expect(screen.field("Content")).to_have_value("Dear {{contact.name}}, will you play?")
    await screen.submit("Next", "Suivant")
    await screen.says("Step 3 of 4", "Étape 3 sur 4")
    await screen.submit("Next", "Suivant")
    await screen.says("Step 4 of 4", "Étape 4 sur 4")
    await screen.field("Cost").fill(who.reads("a lot", "beaucoup"))
    await screen.submit("Finish", "Terminer")
    await expect(screen.field("Cost")).to_have_attribute("aria-invalid", "true")
    await screen.field("Cost").fill(who.reads("12.50", "12,50"))
    await screen.field("Duration (min)").fill("1h15")
    await screen.submit("Finish", "Terminer")

    await screen.has_title("Segment")
    await screen.says_on_top(
        "The segment has this interaction now.", "Le segment a maintenant cette interaction."
    )
    await expect(screen.entry(f"{NO} · Come and play")).to_be_visible()
    await screen.says("Golf event", "Journée de golf")
    await screen.form.get_by_test_id("modal-x").click()
    await expect(screen.form).to_have_count(0)
    await expect(home).to_contain_text(
        who.reads("Nothing is waiting to be finished.", "Rien n’attend d’être terminé.")
    )
    (header,) = await stage.rows("SELECT * FROM segments WHERE no = :no", no=NO)
    assert header["template_code"] == "GOLF"
    assert (float(header["unit_cost"]), header["unit_duration_min"]) == (12.5, 75)
    assert await stage.drafts() == []
    assert await stage.logged() == []
