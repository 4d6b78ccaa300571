"""Shaping: exceptions for a line or for a set of lines, and the header that the others follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.scenarios.logging import NO

if TYPE_CHECKING:
    from tests.browser.screen import Screen
    from tests.scenarios.stage import Stage

pytestmark = pytest.mark.browser

MEAGAN, ROBERT = "Meagan Bond (School of Fine Art, Miami)", "Robert Townes"


async def find(screen: Screen, words: str, count: int) -> None:
    """Search the lines, with Enter, and wait for so many."""
    await screen.field("Search").fill(words)
    await screen.page.keyboard.press("Enter")
    await expect(screen.form.locator(".block-rich_text")).to_have_count(count)


async def change_meagan(screen: Screen) -> None:
    await screen.press_at(MEAGAN, "Change")
    await screen.has_title("Change lines")


async def back_to_the_card(screen: Screen) -> None:
    await screen.press("Segment {no}", "Segment", no=NO)


async def test_lines_are_paged_and_searched(screen: Screen) -> None:
    await screen.open(f"/segment {NO}", "Segment")
    await screen.press("Lines", "Lines")
    await screen.says("1 to 8 of 10", "1 à 8 sur 10")
    await screen.button("Next page").click()
    await screen.says("9 to 10 of 10", "9 à 10 sur 10")
    await screen.button("First page").click()
    await screen.says("1 to 8 of 10", "1 à 8 sur 10")
    await find(screen, "fine school", 2)
    await expect(screen.entry(MEAGAN)).to_be_visible()
    await find(screen, "nobody", 0)
    await screen.says("No line to show.", "Aucune ligne à montrer.")


async def test_a_line_has_values_of_its_own_until_it_inherits_again(
    screen: Screen, stage: Stage
) -> None:
    await screen.open(f"/segment {NO}", "Segment")
    await screen.press("Lines", "Lines")
    await find(screen, "meagan", 1)
    await change_meagan(screen)
    await expect(screen.field("Description")).to_have_value("Increase sale")
    await screen.field("Description").fill("Talk about chairs")
    await screen.field("Cost").fill(screen.who.reads("a lot", "beaucoup"))
    await screen.submit("Save", "Enregistrer")
    await expect(screen.field("Cost")).to_have_attribute("aria-invalid", "true")
    await screen.says("Please enter an amount", "Veuillez saisir un montant")
    await screen.field("Cost").fill(screen.who.reads("12.50", "12,50"))
    await screen.submit("Save", "Enregistrer")
    await screen.has_title("Lines")
    await screen.says_on_top("1 line is changed.", "1 ligne est modifiée.")
    await screen.says("own: Description and Cost", "propres : Description et Coût")

    await back_to_the_card(screen)
    await screen.says("10 lines, 1 with own values", "10 lignes, 1 avec des valeurs propres")
    await screen.press("Create interaction", "Create interaction")
    await screen.field("Description").fill("Spring fair")
    await screen.button("Finish now").click()
    await screen.has_title("Segment")
    await expect(screen.entry(f"{NO} · Spring fair")).to_be_visible()
    await screen.press("Lines", "Lines")
    await expect(screen.entry("Spring fair")).to_have_count(7)
    await expect(screen.entry(MEAGAN)).to_contain_text("Talk about chairs")

    await change_meagan(screen)
    description = screen.who("Description")
    await screen.add("Inherit again", description, description)
    await screen.submit("Save", "Enregistrer")
    await screen.has_title("Lines")
    await screen.says_on_top("1 line is changed.", "1 ligne est modifiée.")
    await expect(screen.entry(MEAGAN)).to_contain_text("Spring fair")
    await expect(screen.entry(MEAGAN)).to_contain_text(screen.who.reads("cost 12.50", "coût 12,50"))
    (line,) = await stage.rows("SELECT * FROM segment_lines WHERE cost IS NOT NULL")
    assert (float(line["cost"]), line["description"]) == (12.5, None)


async def test_a_set_of_lines_is_changed_at_once(screen: Screen, stage: Stage) -> None:
    await screen.open(f"/segment {NO}", "Segment")
    await screen.press("Lines", "Lines")
    await find(screen, "school", 2)
    button = screen.who.reads("Change all 2 lines", "Modifier les 2 lignes")
    await screen.form.get_by_role("button", name=button).click()
    await screen.has_title("Change lines")
    await expect(screen.field("Description")).to_have_value("")
    await screen.field("Duration (min)").fill("1h15")
    await screen.submit("Save", "Enregistrer")
    await screen.has_title("Lines")
    await screen.says_on_top("2 lines are changed.", "2 lignes sont modifiées.")
    await find(screen, "", 8)
    await screen.button("Only with own values").click()
    await expect(screen.form.locator(".block-rich_text")).to_have_count(2)
    await screen.press_at(MEAGAN, "Remove")
    question = screen.question("Remove this line?", "Retirer cette ligne ?")
    await expect(question).to_contain_text("Meagan Bond")
    await screen.answer(question, "Remove")
    await expect(screen.form.locator(".block-rich_text")).to_have_count(1)
    await screen.says_on_top(
        "The line is removed. Go back on the segment brings it back.",
        "La ligne est retirée. « Revenir en arrière » dans le segment la rétablit.",
    )
    rows = await stage.rows("SELECT duration_min FROM segment_lines WHERE segment_no = :no", no=NO)
    assert sorted(str(row["duration_min"]) for row in rows) == ["75", *["None"] * 8]


async def test_chosen_lines_are_changed_at_once(screen: Screen, stage: Stage) -> None:
    await screen.open(f"/segment {NO}", "Segment")
    await screen.press("Lines", "Lines")
    await screen.press("Choose lines", "Choose lines")
    await expect(screen.field("Lines")).to_be_focused()
    for typed, name in (("fine meag", "Meagan Bond"), ("townes", ROBERT)):
        await screen.page.keyboard.type(typed)
        offered = screen.page.get_by_role("option")
        await expect(offered).to_have_count(1)
        await expect(offered).to_contain_text("Increase sale")
        await screen.page.keyboard.press("Enter")
        await expect(screen.chosen("Lines").last).to_contain_text(name)
    await screen.page.keyboard.press("Escape")
    await screen.submit("Change them", "Les modifier")
    await screen.has_title("Change lines")
    await screen.says("2 lines", "2 lignes")
    await screen.field("Cost").fill("0")
    await screen.choose("Campaign response", screen.who("Yes"), screen.who("Yes"))
    subject = screen.who("Subject")
    await screen.add("Set to blank", subject, subject)
    await screen.submit("Save", "Enregistrer")
    await screen.has_title("Lines")
    await screen.says_on_top("2 lines are changed.", "2 lignes sont modifiées.")
    rows = await stage.rows("SELECT cost FROM segment_lines WHERE campaign_response")
    assert [float(row["cost"]) for row in rows] == [0, 0]
