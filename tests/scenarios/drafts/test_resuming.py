"""Going on with a draft: from the notice, App Home and the list, also on another device."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scenarios.forging import press_unseen
from tests.scenarios.walking import (
    LOGGED,
    at_the_result,
    begin,
    fill,
    finish_now,
    go_on,
    notices,
    press,
    wizard,
)

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

STALE = "This draft was changed in another window. Here it is as it stands now."


async def from_the_notice(person: Person) -> None:
    await person.press_in_message("Resume")


async def from_home(person: Person) -> None:
    home = await person.open_home()
    await home.press("Resume")


async def from_the_list(person: Person) -> None:
    await person.command("/postponed")
    listed = await person.modal("Postponed interactions")
    await listed.press("Resume")


async def fill_every_field(modal: Modal) -> None:
    """Every field of every step gets a value that isn't its default."""
    await fill(modal, "Robert Townes", "Memo")
    await press(modal, "More fields", "Date")
    await modal.choose("Also took part", "Olivia Lockhart")
    await modal.choose("What is recorded", "One interaction together")
    await modal.type("Description", "All about chairs")
    await modal.choose("Salesperson", "Jim Olive")
    await modal.choose("Language", "French (France) – FRA")
    await modal.until(lambda m: m.value("Language") == "French (France) – FRA")
    await modal.pick_date("Date", "2026-02-27")
    await modal.pick_time("Time", "07:45")
    await modal.choose("Correspondence type", "Email")
    await modal.choose("Information flow", "Inbound")
    await modal.choose("Initiated by", "Them")
    await go_on(modal, "Content")
    await modal.type("Content", "Objet : chaises")
    await go_on(modal, "Campaign")
    await modal.choose("Campaign", "Increase sale")
    await modal.check("Campaign target")
    await modal.check("Campaign response")
    await go_on(modal, "Evaluation")
    await modal.choose("Evaluation", "Negative")
    await modal.check("Successful", on=False)
    await modal.type("Cost", "12.34")
    await modal.type("Duration (min)", "1h05")
    await modal.type("Comment", "Two\nlines 🪑")
    await press(modal, "Back", "Campaign")


@pytest.mark.parametrize("resume", [from_the_notice, from_home, from_the_list])
async def test_every_value_is_there_again_at_the_same_step(stage: Stage, resume: object) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await begin(benjamin)
    await fill_every_field(modal)
    await modal.x()
    await stage.quiet()
    assert callable(resume)
    await resume(benjamin)
    modal = await wizard(benjamin, "Campaign")
    assert "Step 3 of 4" in modal.text
    assert modal.value("Campaign") == "Increase sale (CP1001)"
    assert modal.value("Campaign target") == ["Yes"]
    assert modal.value("Campaign response") == ["Yes"]
    await press(modal, "Back", "Content")
    assert modal.value("Content") == "Objet : chaises"
    await press(modal, "Back", "Contact")
    values = {label: modal.value(label) for label in modal.labels}
    assert values == {
        "Contact": "Robert Townes (Adatum Corporation, Atlanta)",
        "Also took part": ["Olivia Lockhart (Adatum Corporation, Atlanta)"],
        "What is recorded": "One interaction together",
        "Interaction template": "Memo",
        "Description": "All about chairs",
        "Salesperson": "Jim Olive",
        "Language": "French (France) – FRA",
        "Date": "2026-02-27",
        "Time": "07:45",
        "Correspondence type": "Email",
        "Information flow": "Inbound",
        "Initiated by": "Them",
    }
    await finish_now(modal)
    (row,) = await stage.logged()
    (other,) = await stage.rows(
        "SELECT * FROM interactions WHERE together_id = :first AND id <> :first", first=row["id"]
    )
    assert (other["contact_name"], other["duration_min"]) == ("Olivia Lockhart", 0)
    assert (row["evaluation"], row["attempt_failed"]) == ("negative", True)
    assert (float(row["cost"]), row["duration_min"]) == (12.34, 65)
    assert row["comment"] == "Two\nlines 🪑"
    assert row["content"] == "Objet : chaises"
    assert row["salesperson_code"] == "JO"


async def test_date_and_time_stay_those_of_the_first_day_and_the_age_is_shown(
    stage: Stage,
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await fill(await begin(benjamin))).cancel()
    await stage.quiet()
    stage.clock.pass_by(days=3)
    await benjamin.press_in_message("Resume")
    modal = await wizard(benjamin)
    assert "begun 3 days ago" in modal.text
    await finish_now(modal)
    (row,) = await stage.logged()
    assert (str(row["date"]), str(row["time"])[:5]) == ("2026-03-16", "11:01")


async def test_the_first_window_is_redrawn_with_what_stood_there(any_stage: Stage) -> None:
    phone = any_stage.person("Benjamin Chiu")
    modal = await at_the_result(phone)
    desktop = any_stage.second_device(phone)
    await (await desktop.open_home()).press("Resume")
    other = await wizard(desktop, "Comment")
    await other.type("Comment", "Written at the desk")
    await press(other, "Back", "Campaign")
    await modal.type("Comment", "Written on the phone")
    await modal.submit()
    assert modal.alerts == [STALE]
    assert "Comment stood here as:" in modal.texts
    assert "Written on the phone" in modal.texts
    assert "Campaign" in modal.labels  # where the draft is now
    assert await any_stage.logged() == []
    await go_on(modal, "Comment")
    assert modal.value("Comment") == "Written at the desk"
    assert modal.alerts == []
    await modal.submit()
    assert modal.title == LOGGED
    (row,) = await any_stage.logged()
    assert row["comment"] == "Written at the desk"


async def test_a_change_in_the_first_window_overwrites_nothing(stage: Stage) -> None:
    phone = stage.person("Benjamin Chiu")
    modal = await fill(await begin(phone))
    desktop = stage.second_device(phone)
    await (await desktop.open_home()).press("Resume")
    other = await wizard(desktop)
    await other.choose("Contact", "Jesse Homer")
    await modal.choose("Interaction template", "Golf event")
    await modal.until(lambda m: m.alerts == [STALE])
    assert modal.value("Contact") == "Jesse Homer (Relecloud, Portland)"
    assert modal.value("Interaction template") == "Outgoing phone call"
    assert "Interaction template stood here as:" in modal.texts
    assert "Golf event" in modal.texts


async def test_finishing_in_the_second_window_ends_the_first_one_too(stage: Stage) -> None:
    phone = stage.person("Benjamin Chiu")
    modal = await at_the_result(phone)
    desktop = stage.second_device(phone)
    await (await desktop.open_home()).press("Resume")
    await (await wizard(desktop, "Evaluation")).submit()
    await stage.quiet()
    await modal.type("Comment", "Too late")
    await modal.submit()
    assert modal.title == LOGGED
    assert modal.alerts[1] == "What you wrote after that is not part of it."
    assert modal.texts[modal.texts.index("Comment stood here as:") + 1] == "Too late"
    assert len(await stage.logged()) == 1


async def test_closing_the_first_window_does_not_postpone_what_the_second_has(
    stage: Stage,
) -> None:
    phone = stage.person("Benjamin Chiu")
    modal = await fill(await begin(phone))
    desktop = stage.second_device(phone)
    await (await desktop.open_home()).press("Resume")
    other = await wizard(desktop)
    await other.choose("Interaction template", "Golf event")
    await modal.cancel()
    await stage.quiet()
    assert phone.messages() == []
    await finish_now(other)
    assert len(await stage.logged()) == 1


async def test_a_notice_loses_its_buttons_though_drafts_were_listed_before_the_confirmation(
    stage: Stage,
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await fill(await begin(benjamin))).cancel()
    await stage.quiet()
    assert [message.buttons for message in await notices(benjamin)] == [["Resume", "Discard"]]
    await benjamin.press_in_message("Resume")
    modal = await wizard(benjamin)
    async with stage.busy():
        await finish_now(modal)
        await benjamin.command("/postponed")
        assert "Resume" not in (await benjamin.modal("Postponed interactions")).buttons
    await stage.quiet()
    notice, confirmation = benjamin.messages()
    assert notice.buttons == []
    assert "Resume" not in confirmation.buttons


async def test_resume_on_an_old_notice_shows_what_was_logged(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await fill(await begin(benjamin))).cancel()
    await stage.quiet()
    old_button = (await notices(benjamin))[0].blocks[-1]["elements"][0]
    home = await benjamin.open_home()
    await home.press("Resume")
    await (await finish_now(await wizard(benjamin))).cancel()
    await stage.quiet()
    await press_unseen(benjamin, old_button["action_id"])
    modal = await benjamin.modal(LOGGED)
    assert "Meagan Bond (School of Fine Art)" in modal.text
    assert len(await stage.logged()) == 1
