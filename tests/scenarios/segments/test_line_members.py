"""Contacts put on a segment by hand, and lines taken off it: what is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.choosing import names, new_segment, steps
from tests.scenarios.forging import alerts, submit_forged
from tests.scenarios.logging import NO, lines, press
from tests.scenarios.segments.test_segment_lines import lines_of

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

TEST = "By hand"
MEAGAN, ROBERT = "Meagan Bond", "Robert Townes"


async def adding(person: Person) -> Modal:
    """The form that adds contacts by hand, of a new segment."""
    modal = await press(await new_segment(person, TEST), "Lines", "Lines")
    return await press(modal, "Add by hand", "Add by hand")


async def add(modal: Modal, *contacts: str) -> None:
    if modal.title != "Add by hand":
        await press(modal, "Add by hand", "Add by hand")
    await modal.choose("Contacts", *contacts)
    await modal.submit()
    assert modal.title == "Lines"


async def test_removing_the_last_line_asks_about_the_criteria(any_stage: Stage) -> None:
    stage = any_stage
    modal = await adding(stage.person("Benjamin Chiu"))
    await add(modal, MEAGAN)
    await press(modal, "Remove", "Reduce contacts", near=MEAGAN, confirm=True)
    assert modal.alerts == ["1 line was removed. Lines now: 0."]
    assert await steps(stage, TEST) == ["add", "reduce"]
    await press(modal, "Forget the criteria", "Segment")
    assert await steps(stage, TEST) == []


async def test_removing_the_last_chosen_lines_asks_too(stage: Stage) -> None:
    modal = await adding(stage.person("Benjamin Chiu"))
    await add(modal, MEAGAN, ROBERT)
    await press(modal, "Choose lines", "Choose lines")
    await modal.choose("Lines", MEAGAN, ROBERT)
    await press(modal, "Remove the chosen lines", "Reduce contacts", confirm=True)
    await press(modal, "Keep the criteria", "Segment")
    assert await steps(stage, TEST) == ["add", "reduce"]


async def test_a_line_that_has_gone_already_is_no_step(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await lines_of(benjamin)
    other = await lines_of(stage.second_device(benjamin))
    await other.press("Remove", near=MEAGAN, confirm=True)
    await other.until(lambda m: m.alerts)
    recorded = "SELECT * FROM segment_criteria WHERE segment_no = :no"
    before = await stage.rows(recorded, no=NO)
    await modal.press("Remove", near=MEAGAN, confirm=True)
    await modal.until(lambda m: m.alerts == [f"This line is no longer in segment {NO}."])
    assert MEAGAN not in modal.text
    assert len(await lines(stage)) == 9
    assert await stage.rows(recorded, no=NO) == before


async def test_adding_again_after_a_lost_answer_adds_once(any_stage: Stage) -> None:
    stage = any_stage
    benjamin = stage.person("Benjamin Chiu")
    modal = await adding(benjamin)
    await modal.choose("Contacts", MEAGAN)
    for _ in range(2):
        assert alerts(await submit_forged(modal, benjamin)) == ["1 contact was added."]
    assert await names(stage, TEST) == [MEAGAN]
    assert await steps(stage, TEST) == ["add"]


async def test_who_was_there_already_is_told(stage: Stage) -> None:
    modal = await adding(stage.person("Benjamin Chiu"))
    await add(modal, MEAGAN)
    assert modal.alerts == ["1 contact was added."]
    await add(modal, MEAGAN, ROBERT)
    assert modal.alerts == [
        "2 contacts were added. 1 of them was on the segment already and has one more line now."
    ]
    assert await names(stage, TEST) == [MEAGAN, MEAGAN, ROBERT]


async def test_who_is_excluded_is_told_and_marked(stage: Stage) -> None:
    await stage.execute(
        "UPDATE contacts SET exclude_from_segment = true WHERE name = :name", name=MEAGAN
    )
    modal = await adding(stage.person("Benjamin Chiu"))
    await add(modal, MEAGAN, ROBERT)
    assert modal.alerts == ["2 contacts were added. 1 of them is excluded from segments."]
    assert modal.text.count("· excluded from segments") == 1
