"""Every form of a segment has a way back to where it was opened from, and nothing is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scenarios.logging import card_of, lines, log, press

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage


@pytest.mark.parametrize("opened_by", ["Change all 10 lines", "Add by hand"])
async def test_back_to_the_page_of_lines_that_a_form_was_opened_from(
    stage: Stage, opened_by: str
) -> None:
    modal = await press(await card_of(stage.person("Benjamin Chiu")), "Lines", "Lines")
    await modal.press("Next page")
    await modal.until(lambda m: "9 to 10 of 10" in m.text)
    await modal.press(opened_by)
    await modal.until(lambda m: m.title != "Lines")
    if opened_by != "Add by hand":
        await modal.type("Description", "Not to be saved")
    await press(modal, "Back to the lines", "Lines")
    assert "9 to 10 of 10" in modal.text
    assert {row["description"] for row in await lines(stage)} == {None}
    await press(modal, "Change all 10 lines", "Change lines")
    assert modal.value("Description") is None


async def test_back_to_the_list_from_a_new_segment(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await benjamin.command("/segment")
    modal = await press(await benjamin.modal("Segments"), "New segment", "New segment")
    await press(modal, "Back to the list", "Segments")


async def test_back_to_the_logged_segment_from_its_follow_up(stage: Stage) -> None:
    modal = await log(stage, stage.person("Benjamin Chiu"))
    await press(modal, "Open", "Logged segment")
    await press(modal, "Follow-up segment", "Follow-up segment")
    await press(modal, "Back to the logged segment", "Logged segment")
    assert len(await stage.rows("SELECT no FROM segments WHERE description LIKE 'Follow-up%'")) == 0
