"""The contacts of a logged segment once more, in a new segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.segments.choosing import FIRST, create
from tests.scenarios.choosing import names, steps
from tests.scenarios.logging import NO, interactions

if TYPE_CHECKING:
    from tests.browser.screen import Screen
    from tests.scenarios.stage import Stage

pytestmark = pytest.mark.browser

LOGGED = f"{NO} · Increase sale"


async def log(screen: Screen) -> None:
    """Log the demo segment, and go on to the list of segments."""
    await screen.open(f"/segment {NO}", "Segment")
    await screen.press("Preview and log", "Preview")
    await screen.button("Log").click()
    question = screen.question(f"Log segment {NO}?", f"Journaliser le segment {NO} ?")
    await screen.answer(question, "Log")
    await screen.has_title("Segment logged")
    await screen.press("Open", "Logged segment")
    await screen.press("Logged segments", "Logged segments")
    await screen.press("Segments", "Segments")


async def choose_logged(screen: Screen) -> None:
    await screen.press("Reuse logged segment", "Logged segment")
    await screen.choose("Logged segment", "increase", LOGGED)


async def choose_members(screen: Screen, members: str) -> None:
    words = screen.who(members)
    await screen.choose("Which contacts", words, words)


async def test_all_contacts_of_a_logged_segment_are_counted_and_then_added(
    screen: Screen, stage: Stage
) -> None:
    wanted = await names(stage, "Increase sale")
    assert len(wanted) == 10
    await log(screen)
    await create(screen, FIRST)
    await choose_logged(screen)
    await choose_members(screen, "All contacts")
    await screen.submit("Count", "Compter")
    await screen.says_on_top(
        "This adds 10 contacts. Lines now: 0; then: 10.",
        "Cela ajoute 10 contacts. Lignes à présent : 0 ; ensuite : 10.",
    )
    assert await names(stage, FIRST) == []
    await screen.submit("Add 10 contacts", "Ajouter 10 contacts")
    await screen.has_title("Segment")
    await screen.says_on_top(
        "10 contacts were added. Lines now: 10.",
        "10 contacts ont été ajoutés. Lignes à présent : 10.",
    )
    assert sorted(await names(stage, FIRST)) == sorted(wanted)
    await screen.press("Criteria", "Criteria")
    await screen.says(f"Contacts of logged segment {NO}", f"Contacts du segment journalisé {NO}")


async def test_only_those_not_reached_are_taken_and_counted_anew_for_it(
    screen: Screen, stage: Stage
) -> None:
    await log(screen)
    missed = (await interactions(stage))[3]
    await stage.execute(
        "UPDATE interactions SET attempt_failed = true WHERE id = :id", id=missed["id"]
    )
    await create(screen, FIRST)
    await choose_logged(screen)
    await screen.submit("Count", "Compter")
    await screen.says("This adds 10 contacts.", "Cela ajoute 10 contacts.")
    await choose_members(screen, "Those not reached")
    await screen.submit("Add 10 contacts", "Ajouter 10 contacts")  # not what was counted
    await screen.says("The choice was changed", "Le choix a changé")
    await expect(screen.field("Logged segment")).to_have_value(LOGGED)
    assert await names(stage, FIRST) == []
    await screen.submit("Add 1 contact", "Ajouter 1 contact")
    await screen.has_title("Segment")
    (row,) = await stage.rows("SELECT name FROM contacts WHERE id = :id", id=missed["contact_id"])
    assert await names(stage, FIRST) == [row["name"]]
    await screen.press("Criteria", "Criteria")
    await screen.says("that were not reached", "non joints")


async def test_a_logged_segment_on_top_of_others_is_announced_and_can_be_left(
    screen: Screen, stage: Stage
) -> None:
    await log(screen)
    await create(screen, FIRST)
    await choose_logged(screen)
    await screen.submit("Count", "Compter")
    await screen.submit("Add 10 contacts", "Ajouter 10 contacts")
    await screen.has_title("Segment")
    await choose_logged(screen)
    await screen.submit("Count", "Compter")
    await screen.says(
        "This segment has 1 step of criteria already. The new ones come on top.",
        "Ce segment a déjà 1 étape de critères. Les nouvelles s’y ajoutent.",
    )
    await screen.says(
        "This adds 10 contacts. Lines now: 10; then: 20.",
        "Cela ajoute 10 contacts. Lignes à présent : 10 ; ensuite : 20.",
    )
    await screen.press("Back to the segment", "Segment")
    assert len(await names(stage, FIRST)) == 10
    assert await steps(stage, FIRST) == ["add"]
