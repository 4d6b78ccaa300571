"""A list of several stays open after a choice: the next choice comes on top of the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.scenarios.logging import NO

if TYPE_CHECKING:
    from tests.browser.screen import Screen

pytestmark = pytest.mark.browser


async def test_several_are_chosen_while_the_list_stays_open(screen: Screen) -> None:
    keys = screen.page.keyboard
    await screen.open(f"/segment {NO}", "Segment")
    await screen.press("Lines", "Lines")
    await screen.press("Add by hand", "Add by hand")
    await expect(screen.field("Contacts")).to_be_focused()
    for typed, name in (("meag", "Meagan Bond"), ("townes", "Robert Townes")):
        await keys.type(typed)
        await expect(screen.page.get_by_role("option")).to_have_count(1)
        await keys.press("Enter")
        await expect(screen.chosen("Contacts").last).to_contain_text(name)
    await expect(screen.chosen("Contacts")).to_have_count(2)
