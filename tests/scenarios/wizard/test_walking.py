"""Walking through the steps: Next, Back, More fields, Fewer fields, Finish now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.walking import LOGGED, at_the_result, begin, fill, finish_now, go_on, press

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage


async def test_more_and_fewer_fields_keep_every_value(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")))
    await modal.type("Description", "typed, not sent yet")
    await press(modal, "More fields", "Date")
    assert modal.value("Description") == "typed, not sent yet"
    await modal.pick_date("Date", "2026-03-12")
    await modal.pick_time("Time", "08:15")
    await modal.choose("Initiated by", "Them")
    await modal.press("Fewer fields")
    await modal.until(lambda m: "Date" not in m.labels)
    assert modal.value("Description") == "typed, not sent yet"
    await press(modal, "More fields", "Date")
    assert modal.value("Date") == "2026-03-12"
    assert modal.value("Time") == "08:15"
    assert modal.value("Initiated by") == "Them"
    await finish_now(modal)
    (row,) = await stage.logged()
    assert (str(row["date"]), str(row["time"])[:5]) == ("2026-03-12", "08:15")
    assert row["initiated_by"] == "them"


async def test_hidden_fields_are_logged_with_their_defaults(stage: Stage) -> None:
    modal = await begin(stage.person("Benjamin Chiu"))
    assert modal.labels == ["Contact", "Interaction template", "Description"]
    await finish_now(await fill(modal))
    (row,) = await stage.logged()
    assert row["salesperson_code"] == "BC"
    assert row["language_code"] == "ENU"


async def test_back_keeps_what_was_typed_valid_or_not(any_stage: Stage) -> None:
    modal = await at_the_result(any_stage.person("Benjamin Chiu"))
    await modal.type("Cost", "a lot")
    await modal.type("Duration (min)", "-5")
    await modal.type("Comment", "half a sen")
    await press(modal, "Back", "Campaign")
    await press(modal, "Back", "Contact")
    assert "Back" not in modal.buttons
    await go_on(modal, "Campaign")
    await go_on(modal, "Evaluation")
    assert modal.value("Cost") == "a lot"
    assert modal.value("Duration (min)") == "-5"
    assert modal.value("Comment") == "half a sen"


async def test_finish_now_from_the_second_step_takes_what_stands_there(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")))
    await go_on(modal, "Campaign")
    await modal.choose("Campaign", "Increase sale")
    await modal.check("Campaign response")
    await finish_now(modal)
    (row,) = await stage.logged()
    assert row["campaign_no"] == "CP1001"
    assert row["campaign_response"]


async def test_a_description_without_a_word_is_refused_on_its_field(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")))
    await modal.type("Description", "   ")
    await modal.submit()
    assert modal.errors == {"Description": "Please describe the interaction in a few words."}


async def test_next_without_a_contact_says_what_is_missing(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await begin(benjamin)
    await modal.submit()
    assert set(modal.errors) == {"Contact", "Interaction template"}  # which brings a description
    await modal.press("Finish now")  # Slack's client checks nothing here, so the bot does
    await modal.until(lambda m: m.alerts)
    assert modal.alerts == [
        "Contact: Please choose the contact.",
        "Interaction template: Please choose an interaction template.",
        "Description: Please describe the interaction in a few words.",
    ]
    await fill(modal)
    await modal.until(lambda m: not m.alerts)
    await finish_now(modal)


async def test_a_description_of_blanks_counts_as_none(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")))
    await modal.type("Description", "   ")
    await modal.submit()
    assert modal.error("Description") == "Please describe the interaction in a few words."


async def test_finish_jumps_to_the_first_step_with_a_problem(any_stage: Stage) -> None:
    modal = await at_the_result(any_stage.person("Benjamin Chiu"))
    await modal.type("Cost", "many")
    await press(modal, "Back", "Campaign")
    await modal.press("Finish now")
    await modal.until(lambda m: "Cost" in m.labels)
    assert modal.alerts == ["Cost: Please enter an amount such as 8 or 12.50."]
    assert modal.value("Cost") == "many"
    await modal.type("Cost", "12.50")
    await modal.submit()
    assert modal.title == LOGGED
    (row,) = await any_stage.logged()
    assert float(row["cost"]) == 12.5


async def test_a_problem_behind_more_fields_opens_them(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")))
    await press(modal, "More fields", "Date")
    await modal.pick_date("Date", "1999-12-31")
    await modal.press("Fewer fields")
    await modal.until(lambda m: "Date" not in m.labels)
    await modal.press("Finish now")
    await modal.until(lambda m: "Date" in m.labels)
    (alert,) = modal.alerts
    assert alert == "Date: The date must lie between March 16, 2006 and March 16, 2027."
    assert await stage.logged() == []


async def test_the_steps_are_counted_with_and_without_content(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")))
    assert "Step 1 of 3 · Who and what" in modal.text
    await modal.choose("Interaction template", "Memo")
    await modal.until(lambda m: "Step 1 of 4" in m.text)
    await go_on(modal, "Content")
    assert "Step 2 of 4 · Content" in modal.text


async def test_enter_in_the_description_saves_it_without_leaving(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await begin(benjamin)
    await modal.type("Description", "Chairs")
    assert await modal.enter("Description")
    benjamin.crash()
    home = await benjamin.open_home()
    await home.until(lambda h: "Chairs" in h.text)


async def test_closing_the_summary_leaves_nothing_and_tells_nothing_more(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await finish_now(await fill(await begin(benjamin)))
    assert modal.submit_button is None
    assert modal.close_button == "Close"
    await modal.cancel()
    await stage.quiet()
    assert len(benjamin.messages()) == 1
    assert await stage.drafts() == []
