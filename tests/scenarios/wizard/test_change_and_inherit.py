"""A save of lines tells how many it changed, whatever of them it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.logging import lines, press
from tests.scenarios.segments.test_segment_lines import lines_of

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage


async def test_one_save_tells_of_every_line_that_it_changed(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await lines_of(benjamin)
    await press(modal, "Change all 10 lines", "Change lines")
    await modal.type("Cost", "5")
    await modal.choose("Inherit again", "Description")  # none has an own one
    await modal.submit()
    assert {row["cost"] for row in await lines(stage)} == {5}
    assert modal.alerts == ["10 lines are changed."]


async def test_a_save_that_changes_nothing_says_so(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await lines_of(benjamin)
    await press(modal, "Change all 10 lines", "Change lines")
    await modal.submit()
    assert modal.alerts == ["Nothing was changed."]
    await modal.press("Change", near="Meagan Bond")
    await modal.until(lambda m: m.title == "Change lines")
    await modal.submit()
    assert modal.alerts == ["Nothing was changed."]
    assert {row["customised"] for row in await lines(stage)} == {0}


async def test_a_value_that_should_be_inherited_is_refused_at_its_field(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await lines_of(benjamin)
    await press(modal, "Change all 10 lines", "Change lines")
    await modal.type("Cost", "5")
    await modal.choose("Inherit again", "Cost")
    await modal.submit()
    assert set(modal.errors) == {"Cost"}
    assert modal.value("Cost") == "5"
    assert {row["cost"] for row in await lines(stage)} == {None}
