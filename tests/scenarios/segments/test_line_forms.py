"""The form of a segment's lines: only what its user changed becomes the lines' own."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from bot.services.segments.lines import SegmentLines
from tests.scenarios.logging import NO, card_of, lines, press
from tests.scenarios.segments.test_segment_lines import lines_of, search

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

FLAGS = ("Campaign target", "Campaign response")


async def form_of(modal: Modal, contact: str = "Meagan Bond") -> Modal:
    """The form of a contact's line, from the list."""
    return await press(modal, "Change", "Change lines", near=contact)


async def form_of_all(person: Person) -> Modal:
    return await press(await lines_of(person), "Change all 10 lines", "Change lines")


async def line_of(stage: Stage, contact: str = "Meagan Bond") -> dict[str, Any]:
    """The values that would be logged for a contact's line, and the names of its own ones."""
    page = await SegmentLines(stage.db).page(NO, 0, 1, contact)
    (line,) = page.rows
    return {name: getattr(line.values, name) for name in line.values.__slots__} | {"own": line.own}


async def change_header(stage: Stage, person: Person, template: str, description: str) -> None:
    """A colleague gives the segment another template and description."""
    other = await press(
        await card_of(stage.second_device(person)), "Create interaction", "Create interaction"
    )
    await other.choose("Interaction template", template)
    await other.until(lambda m: m.value("Interaction template") == template)
    await other.type("Description", description)
    await other.press("Finish now")
    await other.until(lambda m: m.title == "Segment")


async def test_what_the_header_changed_meanwhile_does_not_become_the_lines_own(
    any_stage: Stage,
) -> None:
    stage = any_stage
    benjamin = stage.person("Benjamin Chiu")
    modal = await form_of(await lines_of(benjamin))
    await modal.choose("Evaluation", "Positive")
    await change_header(stage, benjamin, "Golf event", "Golf with friends")
    await modal.submit()
    assert modal.alerts == ["1 line is changed."]
    line = await line_of(stage)
    assert line["own"] == {"evaluation"}
    assert (line["template_code"], line["description"]) == ("GOLF", "Golf with friends")


async def test_a_form_drawn_again_knows_what_was_drawn_at_first(stage: Stage) -> None:
    modal = await form_of_all(stage.person("Benjamin Chiu"))
    await modal.type("Duration (min)", "0")
    with sqlite3.connect(str(stage.db.engine.url.database), isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")  # for longer than one waits for it
        await modal.submit()
        await modal.until(lambda m: m.alerts)
        other.execute("ROLLBACK")
    other.close()
    assert modal.value("Duration (min)") == "0"
    await modal.submit()
    await modal.until(lambda m: m.title == "Lines")
    assert {row["duration_min"] for row in await lines(stage)} == {0}
    assert (await line_of(stage))["own"] == {"duration_min"}


async def test_zero_is_a_value_for_a_set_of_lines(stage: Stage) -> None:
    modal = await form_of_all(stage.person("Benjamin Chiu"))
    await modal.type("Description", "For nothing")
    await modal.type("Cost", "0")
    await modal.type("Duration (min)", "0")
    await modal.submit()
    assert modal.alerts == ["10 lines are changed."]
    line = await line_of(stage)
    assert (line["cost"], line["duration_min"]) == (0, 0)
    assert line["own"] == {"description", "cost", "duration_min"}


async def test_blanks_and_flags_for_a_set_of_lines(stage: Stage) -> None:
    await stage.execute("UPDATE segments SET campaign_target = true WHERE no = :no", no=NO)
    modal = await form_of_all(stage.person("Benjamin Chiu"))
    for flag in FLAGS:
        assert modal.value(flag) == "Leave as it is"
        assert modal.choices(flag) == ["Leave as it is", "Yes", "No"]
    await modal.choose("Campaign target", "No")
    await modal.choose("Campaign response", "Yes")
    await modal.choose("Set to blank", "Correspondence type", "Initiated by")
    await modal.submit()
    assert modal.alerts == ["10 lines are changed."]
    line = await line_of(stage)
    assert (line["campaign_target"], line["campaign_response"]) == (False, True)
    assert (line["correspondence_type"], line["initiated_by"]) == (None, None)
    assert line["own"] == {
        "campaign_target",
        "campaign_response",
        "correspondence_type",
        "initiated_by",
    }


async def test_a_choice_taken_back_leaves_a_set_of_lines_alone(stage: Stage) -> None:
    modal = await form_of_all(stage.person("Benjamin Chiu"))
    for wanted in ("Email", "Leave as it is"):
        await modal.choose("Correspondence type", wanted)
    for wanted in ("Yes", "Leave as it is"):
        await modal.choose("Campaign target", wanted)
    await modal.type("Subject", "  ")
    await modal.submit()
    assert modal.alerts == ["Nothing was changed."]
    assert {row["customised"] for row in await lines(stage)} == {0}


async def test_a_field_is_filled_in_or_blank_or_inherited(stage: Stage) -> None:
    modal = await form_of_all(stage.person("Benjamin Chiu"))
    await modal.type("Subject", "News")
    await modal.choose("Campaign", "Event")
    await modal.choose("Inherit again", "Campaign", "Evaluation")
    await modal.choose("Set to blank", "Subject", "Evaluation")
    await modal.submit()
    assert modal.errors == {
        "Subject": "Enter a value here or choose it under Set to blank, not both.",
        # Slack shows nothing at a list that is searched
        "Inherit again": "Campaign is filled in below. Fill it in or choose it here, not both.",
        "Set to blank": "Evaluation is chosen under Inherit again too. Please choose one of the "
        "two.",
    }
    assert {row["customised"] for row in await lines(stage)} == {0}


async def test_a_flag_without_campaign_is_said_at_the_flag(stage: Stage) -> None:
    await stage.execute("UPDATE segments SET campaign_no = NULL WHERE no = :no", no=NO)
    benjamin = stage.person("Benjamin Chiu")
    modal = await form_of_all(benjamin)
    await modal.choose("Campaign response", "Yes")
    await modal.submit()
    assert set(modal.errors) == {"Campaign response"}
    modal = await form_of(await lines_of(benjamin))
    await modal.check("Campaign target")
    await modal.submit()
    assert set(modal.errors) == {"Campaign target"}


async def test_a_line_offers_the_languages_of_its_own_template(stage: Stage) -> None:
    await stage.execute("UPDATE segments SET template_code = NULL WHERE no = :no", no=NO)
    modal = await form_of(await lines_of(stage.person("Benjamin Chiu")))
    assert modal.choices("Language") in (["—"], ["—", "English (United States) – ENU"])
    await modal.choose("Interaction template", "Business letter")
    await modal.submit()
    modal = await form_of(modal)
    assert any("FRA" in choice for choice in modal.choices("Language"))
    await modal.choose("Language", "FRA")
    await modal.submit()
    assert (await line_of(stage))["language_code"] == "FRA"


async def test_a_language_that_the_new_template_lacks_is_refused(stage: Stage) -> None:
    modal = await form_of(await lines_of(stage.person("Benjamin Chiu")))
    await modal.choose("Interaction template", "Golf event")
    await modal.choose("Language", "DEU")
    await modal.submit()
    refused = "The interaction template “Golf event” has no text in this language."
    assert modal.errors == {"Language": refused}
    await modal.choose("Language", "FRA")
    await modal.submit()
    line = await line_of(stage)
    assert (line["template_code"], line["language_code"]) == ("GOLF", "FRA")


async def test_a_line_has_a_text_of_its_own_until_it_inherits_again(any_stage: Stage) -> None:
    stage = any_stage
    benjamin = stage.person("Benjamin Chiu")
    before = (await line_of(stage))["content"]
    modal = await form_of(await lines_of(benjamin))
    assert (modal.value("Content") or "").strip() == before.strip()
    await modal.type("Content", "Dear Meagan,\nthe chairs are here.")
    await modal.submit()
    assert "own: Content" in modal.text
    assert (await line_of(stage))["content"] == "Dear Meagan,\nthe chairs are here."
    modal = await form_of(modal)
    await modal.choose("Inherit again", "Content")
    await modal.submit()
    line = await line_of(stage)
    assert (line["content"], line["own"]) == (before, set())
    modal = await form_of_all(benjamin)
    await modal.type("Content", "To all of you")
    await modal.submit()
    assert {row["content"] for row in await lines(stage)} == {"To all of you"}


async def test_a_longer_text_is_not_cut_unless_it_is_changed(stage: Stage) -> None:
    whole = "Long words. " * 300
    await stage.execute("UPDATE interaction_template_languages SET content = :text", text=whole)
    modal = await form_of(await lines_of(stage.person("Benjamin Chiu")))
    assert "this is its beginning" in modal.text
    assert len(modal.value("Content")) == 3000
    await modal.choose("Evaluation", "Positive")
    await modal.submit()
    line = await line_of(stage)
    assert (line["content"], line["own"]) == (whole, {"evaluation"})


async def test_a_merge_field_that_does_not_exist_is_refused(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await change_header(stage, benjamin, "Golf event", "Golf")
    modal = await form_of(await lines_of(benjamin))
    await modal.type("Content", "Dear {{contact.nickname}}")
    await modal.submit()
    assert modal.errors == {"Content": "There is no merge field {{contact.nickname}}."}


@pytest.mark.parametrize("day", ["2099-01-01", "1999-12-31"])
async def test_a_line_has_a_date_as_the_wizard_takes_it(stage: Stage, day: str) -> None:
    benjamin = stage.person("Benjamin Chiu")
    refused = "The date must lie between March 16, 2006 and March 16, 2027."
    modal = await form_of(await lines_of(benjamin))
    await modal.pick_date("Date", day)
    await modal.submit()
    assert modal.errors == {"Date": refused}
    modal = await form_of_all(benjamin)
    await modal.pick_date("Date", day)
    await modal.submit()
    assert modal.errors == {"Date": refused}


async def test_a_contact_replaced_meanwhile_keeps_what_was_meant_for_another(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await form_of(await lines_of(benjamin))
    await modal.choose("Evaluation", "Very negative")
    other = await form_of(await lines_of(stage.second_device(benjamin)))
    await other.choose("Contact", "Robert Townes")
    await other.submit()
    await modal.submit()
    (told,) = modal.alerts
    assert told.startswith("Nothing was changed: meanwhile another contact stands on this line")
    assert "Robert Townes" in told
    assert {row["evaluation"] for row in await lines(stage)} == {None}


async def test_words_that_were_not_sent_count_for_all_lines(stage: Stage) -> None:
    modal = await lines_of(stage.person("Benjamin Chiu"))
    await modal.type("Search", "meagan bond")
    await press(modal, "Change all 10 lines", "Change lines")
    assert "1 line · found by “meagan bond”" in modal.text
    await modal.type("Description", "Only Meagan")
    await modal.submit()
    assert modal.alerts == ["1 line is changed."]
    assert [row["description"] for row in await lines(stage)].count("Only Meagan") == 1
    await search(modal, "")
    await modal.type("Search", "nobody at all")
    await modal.press("Change all 10 lines")
    await modal.until(lambda m: "No line to show." in m.text)
