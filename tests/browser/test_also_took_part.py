"""More contacts take part in an interaction: at the page, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.wizard_page import modal

if TYPE_CHECKING:
    from tests.browser.screen import Screen
    from tests.scenarios.stage import Stage

pytestmark = pytest.mark.browser


async def test_who_else_took_part_is_recorded(screen: Screen, stage: Stage) -> None:
    who = screen.who
    await screen.open("/interaction meagan bond", "Create interaction")
    template = who.reads("Outgoing phone call", "Appel téléphonique sortant")
    await screen.field("Interaction template").fill(template)
    await screen.page.get_by_role("option", name=template).first.click()
    await screen.button("More fields").click()
    await expect(screen.field("Also took part")).to_be_visible()
    await screen.add("Also took part", "townes", "Robert Townes (Adatum Corporation, Atlanta)")
    each = screen.form.get_by_label(who("One interaction each"))
    await expect(each).to_be_visible()
    await each.check()
    await screen.says(
        "Finish records 2 interactions, one for each contact.",
        "Terminer enregistre 2 interactions, une par contact.",
    )
    await screen.button("Finish now").click()
    await screen.has_title("Interaction logged")
    await expect(modal(screen.page)).to_contain_text("Robert Townes")
    rows = await stage.rows("SELECT 1 FROM interactions WHERE together_id IS NOT NULL")
    assert len(rows) == 2
