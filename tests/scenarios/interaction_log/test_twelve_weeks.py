"""Twelve weeks of what the log is filtered by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.walking import begin, fill, finish_now

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage

BENJAMIN, HELENA = "Benjamin Chiu", "Helena Ray"


async def test_a_contacts_weeks_are_shown_as_bars_and_in_words(stage_on_both: Stage) -> None:
    stage, benjamin = stage_on_both, stage_on_both.person(BENJAMIN)
    await stage.execute(
        "UPDATE interactions SET canceled = (1 = 1) WHERE contact_id IN "
        "(SELECT id FROM contacts WHERE name = 'Meagan Bond')"
    )
    await (await finish_now(await fill(await begin(benjamin)))).x()
    await benjamin.command("/contact meagan bond")
    modal = await benjamin.modal("Contact")
    await modal.press("Interactions")
    await modal.until(lambda m: m.title == "Interaction log")
    await modal.press("Twelve weeks")
    await modal.until(lambda m: m.title == "Twelve weeks")
    assert "1 interaction in twelve weeks. Most in the week of Mon, Mar 16, 2026: 1." in modal.text
    assert "Mar 16 ████████████████████ 1" in modal.text
    (group,) = await stage.rows("SELECT description FROM interaction_groups WHERE code = 'PHONE'")
    assert f"█ {group['description']}: 1" in modal.text
    await modal.press("Back to the list")
    await modal.until(lambda m: m.title == "Interaction log" and "Meagan Bond" in m.text)


async def test_the_weeks_are_told_in_french(stage: Stage) -> None:
    helena = stage.person(HELENA)
    await helena.command("/interactions")
    modal = await helena.modal("Journal interaction")
    if "De tous" in modal.buttons:
        await modal.press("De tous")
    await modal.until(lambda m: "Douze semaines" in m.buttons)
    await modal.press("Douze semaines")
    await modal.until(lambda m: m.title == "Douze semaines")
    assert "en douze semaines." in modal.text
