"""Lines that are chosen one by one, to be changed or removed together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.i18n import translator
from bot.services.segments.lines import SegmentLines
from bot.views.segments.line_members import CHOSEN, MOST_CHOSEN, line_options
from tests.scenarios.forging import alerts, submit_forged
from tests.scenarios.logging import NO, lines, press
from tests.scenarios.segments.test_line_forms import form_of, line_of
from tests.scenarios.segments.test_segment_lines import lines_of

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

MEAGAN, ROBERT = "Meagan Bond", "Robert Townes"


async def choosing(person: Person) -> Modal:
    return await press(await lines_of(person), "Choose lines", "Choose lines")


async def test_exactly_the_chosen_lines_are_changed(any_stage: Stage) -> None:
    stage = any_stage
    modal = await choosing(stage.person("Benjamin Chiu"))
    assert len(await modal.options("Lines")) == 10
    await modal.choose("Lines", MEAGAN, ROBERT)
    await modal.submit()
    assert modal.title == "Change lines"
    assert "2 lines\n" in modal.text
    await modal.type("Description", "You two")
    await modal.submit()
    assert modal.alerts == ["2 lines are changed."]
    assert [row["description"] for row in await lines(stage)].count("You two") == 2
    assert (await line_of(stage, MEAGAN))["description"] == "You two"
    assert (await line_of(stage, ROBERT))["description"] == "You two"


async def test_lines_are_found_by_name_company_and_contact_number(stage: Stage) -> None:
    (meagan,) = await stage.rows("SELECT no FROM contacts WHERE name = :name", name=MEAGAN)
    modal = await choosing(stage.person("Benjamin Chiu"))
    for words in ("bond meag", "fine mea", meagan["no"], meagan["no"].lower()):
        assert await modal.options("Lines", words) == ["Meagan Bond (School of Fine Art, Miami)"]
    everybody = await stage.rows("SELECT name FROM contacts WHERE type = 'person'")
    on_it = await modal.options("Lines")
    stranger = next(c["name"] for c in everybody if not any(c["name"] in line for line in on_it))
    assert await modal.options("Lines", stranger) == []


async def test_lines_of_one_contact_are_told_apart(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await lines_of(benjamin)
    await press(modal, "Add by hand", "Add by hand")
    await modal.choose("Contacts", MEAGAN)
    await modal.submit()
    await form_of(modal)
    await modal.type("Description", "Once more")
    await modal.submit()
    (line_no,) = [row["line_no"] for row in await lines(stage) if row["description"]]
    lines_found = await SegmentLines(stage.db).find(NO, MEAGAN, 10)
    options = line_options(lines_found, translator("en"))["options"]
    assert [option["value"] for option in options] == [str(one.line_no) for one in lines_found]
    told = {option["value"]: option["description"]["text"] for option in options}
    assert told.pop(str(line_no)).endswith(" · Once more")
    assert [text.partition(" · ")[2] for text in told.values()] == ["Increase sale"]


async def test_chosen_lines_are_removed_together_and_can_be_brought_back(stage: Stage) -> None:
    before = await lines(stage)
    modal = await choosing(stage.person("Benjamin Chiu"))
    await modal.press("Remove the chosen lines", confirm=True)
    await modal.until(lambda m: m.alerts == ["Please choose the lines first."])
    await modal.choose("Lines", MEAGAN, ROBERT)
    await modal.press("Remove the chosen lines", confirm=True)
    await modal.until(lambda m: m.title == "Lines")
    told = "2 lines are removed. Go back on the segment brings them back."
    assert modal.alerts == [told]
    assert len(await lines(stage)) == 8
    await press(modal, f"Segment {NO}", "Segment")
    await modal.press("Go back", confirm=True)
    await modal.until(lambda m: m.alerts)
    assert await lines(stage) == before


async def test_chosen_lines_that_have_gone_are_said_to_have_gone(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await choosing(benjamin)
    await modal.choose("Lines", MEAGAN)
    other = await choosing(stage.second_device(benjamin))
    await other.choose("Lines", MEAGAN)
    await other.press("Remove the chosen lines", confirm=True)
    await other.until(lambda m: m.title == "Lines")
    await modal.submit()
    assert modal.alerts == ["The chosen lines are no longer there."]


async def test_no_more_are_taken_than_fit(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await choosing(benjamin)
    (hint,) = [block["hint"]["text"] for block in modal.blocks if "hint" in block]
    assert f"At most {MOST_CHOSEN} lines." in hint
    chosen: list[Any] = [
        {"value": str(number), "text": {"type": "plain_text", "text": "x"}}
        for number in range(MOST_CHOSEN + 1)
    ]
    state = {"values": {"lines.1": {f"{CHOSEN}:lines": {"selected_options": chosen}}}}
    answer = await submit_forged(modal, benjamin, state=state)
    assert alerts(answer) == ["Please choose at most 100 lines."]
