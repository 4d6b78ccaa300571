"""Choosing the contacts of a segment: by hand, by criteria that count first, and back again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.segments.choosing import FIRST, go_back, new_segment
from tests.scenarios.choosing import names, steps

if TYPE_CHECKING:
    from tests.browser.screen import Screen
    from tests.scenarios.stage import Stage

pytestmark = pytest.mark.browser


async def test_several_contacts_are_added_by_hand_at_once(screen: Screen, stage: Stage) -> None:
    await new_segment(screen)
    await screen.press("Lines", "Lines")
    await screen.press("Add by hand", "Add by hand")
    await expect(screen.field("Contacts")).to_be_focused()
    await screen.add("Contacts", "meag", "Meagan Bond (School of Fine Art, Miami)")
    await screen.add("Contacts", "ebba ang", "Ebba Ångström (Göteborgs Ljusfabrik AB, Göteborg)")
    await screen.add("Contacts", "townes", "Robert Townes (Adatum Corporation, Atlanta)")
    await screen.page.keyboard.press("Backspace")  # Robert after all not
    await expect(screen.chosen("Contacts")).to_have_count(2)
    await screen.submit("Add", "Ajouter")
    await screen.has_title("Lines")
    await screen.says_on_top("2 contacts were added.", "2 contacts ont été ajoutés.")
    await expect(screen.entry("Meagan Bond (School of Fine Art, Miami)")).to_be_visible()
    await expect(screen.entry("Ebba Ångström")).to_be_visible()
    assert await names(stage, FIRST) == ["Meagan Bond", "Ebba Ångström"]


async def test_contacts_are_counted_before_they_are_added(screen: Screen, stage: Stage) -> None:
    await new_segment(screen)
    await screen.press("Add contacts", "Add contacts")
    await screen.submit("Count", "Compter")
    await screen.says(
        "No filter: this is every contact.", "Aucun filtre : cela concerne tous les contacts."
    )
    button = screen.form.get_by_test_id("modal-submit")
    await expect(button).to_have_text(re.compile(r"^(Add|Ajouter) \d+ contacts$"))
    await screen.add("Industry groups", "manuf", "Manufacturers (MAN)")
    await button.click()  # not what was counted: it is counted anew
    await screen.says("The choice was changed", "Le choix a changé")
    await screen.says(
        "This adds 63 contacts. Lines now: 0; then: 63.",
        "Cela ajoute 63 contacts. Lignes à présent : 0 ; ensuite : 63.",
    )
    await screen.says(
        "Left out: 2 excluded and 3 blocked for privacy.",
        "Écartés : 2 exclus et 3 bloqués pour confidentialité.",
    )
    await expect(screen.chosen("Industry groups")).to_have_text(["Manufacturers (MAN)"])
    assert await names(stage, FIRST) == []
    await screen.submit("Add 63 contacts", "Ajouter 63 contacts")
    await screen.has_title("Segment")
    await screen.says_on_top(
        "63 contacts were added. Lines now: 63.",
        "63 contacts ont été ajoutés. Lignes à présent : 63.",
    )
    assert len(await names(stage, FIRST)) == 63


async def test_lines_are_reduced_and_refined_and_come_back_one_step_at_a_time(
    screen: Screen, stage: Stage
) -> None:
    await new_segment(screen)
    await screen.press("Add contacts", "Add contacts")
    await screen.add("Industry groups", "manuf", "Manufacturers (MAN)")
    await screen.submit("Count", "Compter")
    await screen.submit("Add 63 contacts", "Ajouter 63 contacts")
    await screen.has_title("Segment")
    await screen.press("Reduce", "Reduce contacts")
    company = screen.who("Company")
    await screen.choose("Contact type", company, company)
    await screen.submit("Count", "Compter")
    await screen.submit("Remove 14 lines", "Retirer 14 lignes")
    await screen.has_title("Segment")
    await screen.says_on_top(
        "14 lines were removed. Lines now: 49.",
        "14 lignes ont été retirées. Lignes à présent : 49.",
    )
    persons = await names(stage, FIRST)
    await screen.press("Refine", "Refine contacts")
    await screen.button("More filters").click()
    await expect(screen.field("Job responsibilities")).to_be_visible()
    await screen.add("Job responsibilities", "marketing", "Marketing responsible (MARKETING)")
    await screen.tick("Entire companies")
    await screen.submit("Count", "Compter")
    await screen.submit("Remove 18 lines", "Retirer 18 lignes")
    await screen.has_title("Segment")
    assert 0 < len(await names(stage, FIRST)) < len(persons)
    await screen.button("Go back").click()
    await screen.answer(screen.question("Take back the last step?", "Annuler la dernière"), "Keep")
    await go_back(screen)
    await screen.says("lines now: 49.", "lignes à présent : 49.")
    assert await names(stage, FIRST) == persons
    await go_back(screen)
    await screen.says("lines now: 63.", "lignes à présent : 63.")
    assert await steps(stage, FIRST) == ["add"]
