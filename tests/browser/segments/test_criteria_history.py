"""The criteria of a segment as its user reads them: what was done, in order, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from bot.domain.criteria.criteria import ContactFilter, Filters, Step
from bot.domain.enums import CriteriaAction
from tests.browser.segments.choosing import (
    ADDED,
    FIRST,
    REDUCED,
    cards_of_persons,
    go_back,
    new_segment,
)
from tests.scenarios.logging import NO

if TYPE_CHECKING:
    from tests.browser.screen import Screen
    from tests.scenarios.stage import Stage

pytestmark = pytest.mark.browser

BY_HAND = (
    "3. Add contacts – Contact: Meagan Bond",
    "3. Ajouter des contacts – Contact : Meagan Bond",
)


async def test_every_step_is_told_until_it_is_taken_back(screen: Screen) -> None:
    await new_segment(screen)
    await expect(screen.button("Criteria")).to_have_count(0)
    await cards_of_persons(screen)
    await screen.press("Lines", "Lines")
    await screen.press("Add by hand", "Add by hand")
    await screen.add("Contacts", "meag", "Meagan Bond (School of Fine Art, Miami)")
    await screen.submit("Add", "Ajouter")
    await screen.has_title("Lines")
    await screen.form.get_by_test_id("modal-x").click()
    await expect(screen.form).to_have_count(0)

    await screen.open("/segment", "Segments")
    await screen.press_at(FIRST, "Open")
    await screen.has_title("Segment")
    await screen.press("Criteria", "Criteria")
    await screen.tells(ADDED, REDUCED, BY_HAND)
    await screen.press("Back to the segment", "Segment")
    await go_back(screen)
    await screen.says("Taken back: Add contacts.", "Étape annulée : Ajouter des contacts.")
    await screen.press("Criteria", "Criteria")
    await screen.tells(ADDED, REDUCED)


async def test_a_long_history_is_read_in_pages(screen: Screen, stage: Stage) -> None:
    criteria = stage.bot.parts.criteria
    for letter in "abcdefghijklmnopqrstu":
        contacts = Filters(contact=ContactFilter(name=letter))
        await criteria.apply(NO, Step(CriteriaAction.ADD, contacts))
    count = len(await criteria.history(NO))
    await screen.open(f"/segment {NO}", "Segment")
    await screen.press("Criteria", "Criteria")
    sections = screen.form.locator(".block-section")
    await expect(sections).to_have_count(count - 20)  # the latest, as it is asked for most
    await expect(sections.last).to_contain_text(f"{count}. ")
    await expect(sections.last).to_contain_text(screen.who.reads("Name: u", "Nom : u"))
    await expect(screen.button("Next page")).to_have_count(0)
    await screen.button("Previous page").click()
    await expect(sections).to_have_count(20)
    await expect(sections.first).to_contain_text("1. ")
    await expect(screen.button("Previous page")).to_have_count(0)
    await screen.button("Next page").click()
    await expect(sections).to_have_count(count - 20)
    await screen.press("Back to the segment", "Segment")
