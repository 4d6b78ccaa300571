"""Ways into the wizard: command, shortcuts, App Home; and what help says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scenarios.walking import MEAGAN, begin, finish_now, wizard

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage


async def test_the_command_alone_opens_an_empty_first_step(any_stage: Stage) -> None:
    modal = await begin(any_stage.person("Benjamin Chiu"))
    assert modal.title == "Create interaction"
    assert modal.labels == ["Contact", "Interaction template", "Description"]
    assert modal.buttons == ["More fields", "Finish now", "New contact"]
    assert "Step 1 of 3" in modal.text
    assert modal.value("Contact") is None
    assert modal.alerts == []


async def test_words_that_match_one_contact_choose_it(stage_on_both: Stage) -> None:
    modal = await begin(stage_on_both.person("Benjamin Chiu"), "/interaction meag")
    assert modal.value("Contact") == MEAGAN


@pytest.mark.parametrize(
    "words", ["meagan.bond@school-of-fine-art.example", "+1 206-555-0106", "MEAGAN   BOND"]
)
async def test_an_address_a_number_or_a_whole_name_choose_their_contact(
    stage: Stage, words: str
) -> None:
    modal = await begin(stage.person("Benjamin Chiu"), f"/interaction {words}")
    assert modal.value("Contact") == MEAGAN


async def test_words_that_match_several_offer_them_as_buttons(stage_on_both: Stage) -> None:
    benjamin = stage_on_both.person("Benjamin Chiu")
    modal = await begin(benjamin, "/interaction relecloud")
    assert modal.value("Contact") == "Relecloud (Portland)"  # the whole name is one contact's
    await modal.cancel()
    modal = await begin(benjamin, "/interaction relec")
    assert modal.value("Contact") is None
    assert "Contacts for “relec”: which one?" in modal.texts
    assert "Jesse Homer (Relecloud, Portland)" in modal.buttons
    await modal.press("Jesse Homer (Relecloud, Portland)")
    await modal.until(lambda m: m.value("Contact") == "Jesse Homer (Relecloud, Portland)")
    assert modal.buttons == ["More fields", "Finish now", "New contact"]


async def test_words_that_match_nobody_leave_the_search_open_and_say_so(stage: Stage) -> None:
    modal = await begin(stage.person("Benjamin Chiu"), "/interaction zzyzx")
    assert modal.value("Contact") is None
    assert "Contacts for “zzyzx”: none found." in modal.texts


async def test_blocked_contacts_are_not_found_by_words(stage: Stage) -> None:
    modal = await begin(stage.person("Benjamin Chiu"), "/interaction owen thornbury")
    assert modal.value("Contact") is None
    assert "none found" in modal.text


@pytest.mark.parametrize("words", ["help", "Help", "aide"])
async def test_help_answers_with_what_the_command_takes(any_stage: Stage, words: str) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    await benjamin.command(f"/interaction {words}", channel="sales")
    message = await benjamin.message("opens the form", channel="sales")
    assert message.only_visible_to_you
    assert "/postponed" in message.text
    assert benjamin.modals == []
    assert await any_stage.drafts() == []


async def test_postponed_takes_no_words_and_says_so(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await benjamin.command("/postponed help")
    assert (await benjamin.message("takes no further words")).only_visible_to_you
    await benjamin.command("/postponed last week")
    modal = await benjamin.modal("Postponed interactions")
    assert "/postponed takes no words; “last week” was passed over." in modal.alerts
    assert "Nothing is waiting to be finished." in modal.texts


async def test_the_global_shortcut_opens_the_wizard(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    await benjamin.shortcut("log_interaction")
    assert (await wizard(benjamin)).title == "Create interaction"


async def test_app_home_opens_the_wizard(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    home = await benjamin.open_home()
    assert "You record as Benjamin Chiu." in home.texts
    await home.press("Create interaction")
    assert (await wizard(benjamin)).title == "Create interaction"


async def test_an_empty_wizard_that_is_closed_leaves_nothing_behind(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    modal = await begin(benjamin)
    await modal.cancel()
    modal = await begin(benjamin)
    await modal.x()
    assert await any_stage.drafts() == []
    assert benjamin.messages() == []


async def test_words_are_read_as_they_were_typed(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await begin(benjamin, "/interaction @Helena Ray <b> & co")
    assert modal.value("Contact") is None
    assert "none found" in modal.text
    assert "Contacts for “Helena Ray <b> & co”: none found." in modal.texts


async def test_the_hint_of_a_match_goes_once_a_contact_is_chosen(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await begin(benjamin, "/interaction zzyzx")
    await modal.choose("Contact", "Meagan Bond")
    await modal.until(lambda m: "none found" not in m.text)
    await modal.choose("Interaction template", "Outgoing phone call")
    await finish_now(modal)
