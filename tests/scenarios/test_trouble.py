"""Servers that are slow or gone, triggers that expire: it is said, and nothing is lost."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.i18n import translator
from tests.scenarios.walking import (
    CALL,
    LOGGED,
    MEAGAN,
    at_the_result,
    begin,
    fill,
    finish_now,
    go_on,
    press,
    wizard,
)

if TYPE_CHECKING:
    from tests.scenarios.gate import Gate
    from tests.scenarios.stage import Stage

NO_DRAFTS = (
    "The store of drafts does not answer right now. What you typed is still in this window: "
    "please try again in a moment."
)
NO_LIST = "The list can't be loaded right now. Please try again."
CHOOSE_AGAIN = "The list could not be loaded. Please choose once more."
NO_DATABASE = (
    "The database does not answer right now. Nothing that you typed is lost: "
    "please try again in a moment."
)


async def test_a_slow_database_shows_a_loading_window_and_then_the_form(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, _, database = gated
    benjamin = stage.person("Benjamin Chiu")
    database.hold()
    await benjamin.command("/interaction meagan bond")
    assert benjamin.failure is None
    modal = await benjamin.modal(lambda m: "being prepared" in m.text)
    assert modal.labels == []
    database.let_pass()
    same = await wizard(benjamin)
    assert same.view_id == modal.view_id
    assert same.value("Contact") == MEAGAN
    await finish_now(await fill(same))


async def test_closing_the_loading_window_leaves_nothing_behind(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, _, database = gated
    benjamin = stage.person("Benjamin Chiu")
    database.hold()
    await benjamin.command("/interaction")
    modal = await benjamin.modal(lambda m: "being prepared" in m.text)
    await modal.cancel()
    database.let_pass()
    await stage.quiet()
    assert benjamin.modals == []
    assert benjamin.messages() == []
    await stage.home(benjamin)
    assert "Nothing is waiting to be finished." in benjamin.home.texts


async def test_an_expired_trigger_leads_to_a_message_with_a_button(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    any_stage.slack.fault("rate_limit", "views.open", seconds=4)
    await benjamin.command("/interaction meagan bond")
    message = await benjamin.message("Slack did not let the form open in time")
    assert benjamin.modals == []
    await message.press("Open the form")
    modal = await wizard(benjamin)
    assert modal.value("Contact") == MEAGAN


async def test_an_expired_trigger_of_the_list_leads_to_a_message_as_well(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await fill(await begin(benjamin))).cancel()
    await benjamin.message("Kept for later")
    stage.slack.fault("rate_limit", "views.open", seconds=4)
    await benjamin.command("/postponed")
    message = await benjamin.message("Slack did not let the list open in time")
    assert benjamin.modals == []
    assert message.buttons == []
    await benjamin.command("/postponed")
    modal = await benjamin.modal("Postponed interactions")
    assert MEAGAN in modal.text


async def test_without_redis_a_step_stays_with_a_sentence_on_top(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, redis, _ = gated
    benjamin = stage.person("Benjamin Chiu")
    modal = await at_the_result(benjamin)
    await modal.choose("Evaluation", "Positive")
    await redis.shut()
    await modal.type("Comment", "Do not lose me")
    await modal.submit()
    assert modal.notice is None
    assert modal.alerts == [NO_DRAFTS]
    assert modal.value("Comment") == "Do not lose me"
    await modal.press("Back")
    await modal.until(lambda m: m.alerts == [NO_DRAFTS])
    assert modal.value("Comment") == "Do not lose me"
    await redis.open()
    await modal.submit()
    assert modal.title == LOGGED
    (row,) = await stage.logged()
    assert (row["comment"], row["evaluation"]) == ("Do not lose me", "positive")


async def test_without_redis_a_change_is_told_and_taken_later(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, redis, _ = gated
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    await redis.shut()
    await modal.choose("Contact", "Jesse Homer")
    await modal.until(lambda m: m.alerts == [NO_DRAFTS])
    assert modal.value("Contact") == "Jesse Homer (Relecloud, Portland)"
    await redis.open()
    await go_on(modal, "Campaign")
    assert modal.alerts == []
    await finish_now(modal)
    assert (await stage.logged())[0]["contact_name"] == "Jesse Homer"


async def test_without_redis_the_command_says_so(gated: tuple[Stage, Gate, Gate]) -> None:
    stage, redis, _ = gated
    benjamin = stage.person("Benjamin Chiu")
    await redis.shut()
    await benjamin.command("/interaction")
    modal = await benjamin.modal(lambda m: m.alerts)
    assert modal.alerts == [NO_DRAFTS]
    await modal.cancel()
    await benjamin.command("/postponed")
    modal = await benjamin.modal(lambda m: m.alerts)
    assert modal.alerts == [NO_DRAFTS]
    await modal.cancel()
    await redis.open()
    await begin(benjamin)


async def test_closing_without_redis_keeps_what_was_saved_before(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, redis, _ = gated
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    await redis.shut()
    await modal.x()
    await benjamin.message("You closed a form while the store of drafts did not answer.")
    await redis.open()
    home = await stage.home(benjamin)
    assert MEAGAN in home.text
    await home.press("Resume")
    modal = await wizard(benjamin)
    assert modal.value("Interaction template") == CALL


async def test_without_the_database_finish_stays_with_a_sentence(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, _, database = gated
    benjamin = stage.person("Benjamin Chiu")
    modal = await at_the_result(benjamin)
    await database.shut()
    await modal.type("Comment", "Do not lose me")
    await modal.submit()
    assert modal.notice is None
    assert modal.alerts == [NO_DATABASE]
    assert modal.value("Comment") == "Do not lose me"
    await database.open()
    await modal.submit()
    assert modal.title == LOGGED
    assert [row["comment"] for row in await stage.logged()] == ["Do not lose me"]


async def test_without_the_database_a_chosen_contact_is_not_lost(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, _, database = gated
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    jesse = await modal.options("Contact", "jesse homer")
    assert len(jesse) == 1
    await database.shut()
    await press(modal, "More fields", "Date")
    await modal.pick_date("Date", "2026-03-13")
    await go_on(modal, "Campaign")  # needs no database
    await database.open()
    await finish_now(modal)
    assert str((await stage.logged())[0]["date"]) == "2026-03-13"


async def test_without_the_database_the_lists_say_so_and_the_form_stays(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, _, database = gated
    benjamin = stage.person("Benjamin Chiu")
    modal = await begin(benjamin)
    await modal.type("Description", "Do not lose me")
    await database.shut()
    assert await modal.options("Contact", "meag") == [NO_LIST]
    assert await modal.options("Interaction template") == [NO_LIST]
    await database.open()
    await fill(modal)
    assert modal.value("Description") == "Do not lose me"


async def test_what_a_list_says_of_its_trouble_can_t_be_chosen(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, _, database = gated
    modal = await fill(await begin(stage.person("Benjamin Chiu")))
    await database.shut()
    await modal.choose("Contact", NO_LIST)
    await modal.until(lambda m: m.alerts == ["Contact: " + CHOOSE_AGAIN])
    assert modal.value("Contact") == MEAGAN
    await go_on(modal, "Campaign")
    assert modal.alerts == []
    await modal.choose("Campaign", NO_LIST)
    await modal.until(lambda m: m.alerts == ["Campaign: " + CHOOSE_AGAIN])
    assert modal.value("Campaign") is None
    await database.open()
    await modal.choose("Campaign", "Increase sale")
    await press(modal, "Back", "Contact")
    assert modal.alerts == []
    assert modal.value("Contact") == MEAGAN


async def test_without_the_database_nobody_can_be_linked_by_mistake(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, _, database = gated
    claire = stage.person("Claire Fontaine")
    await claire.command("/interaction")
    modal = await claire.modal("Qui êtes-vous ?")
    await database.shut()
    t = translator("fr")
    await modal.choose("Vendeur", t(NO_LIST))
    await database.open()
    await modal.submit()
    assert modal.alerts == [f"Vendeur : {t(CHOOSE_AGAIN)}"]


async def test_without_the_database_the_command_says_so(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, _, database = gated
    benjamin = stage.person("Benjamin Chiu")
    await database.shut()
    for line in ("/interaction", "/interaction meagan bond", "/interaction +1 206-555-0106"):
        await benjamin.command(line)
        modal = await benjamin.modal(lambda m: m.alerts)
        assert modal.alerts == [NO_DATABASE]
        await modal.cancel()
    await database.open()
    await begin(benjamin)


async def test_an_answer_that_is_late_by_a_slow_database_does_not_log_twice(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, _, database = gated
    benjamin = stage.person("Benjamin Chiu")
    modal = await at_the_result(benjamin)
    database.hold()
    await modal.submit()
    assert modal.notice == "We had some trouble connecting. Try again?"
    database.let_pass()
    await asyncio.sleep(0)
    await modal.submit()
    assert modal.title == LOGGED
    assert len(await stage.logged()) == 1
    assert len(benjamin.messages()) == 1


async def test_a_confirmation_that_slack_refuses_at_first_comes_later(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    stage.slack.fault("rate_limit", "chat.postMessage", seconds=1)
    await finish_now(modal)
    await benjamin.message("Interaction logged")
    assert len(await stage.logged()) == 1
    assert await stage.drafts() == []


@pytest.mark.parametrize("away", ["redis", "database"])
async def test_app_home_says_that_a_server_is_away_and_comes_back(
    gated: tuple[Stage, Gate, Gate], away: str
) -> None:
    stage, redis, database = gated
    benjamin = stage.person("Benjamin Chiu")
    assert "Create interaction" in (await stage.home(benjamin)).buttons
    gate = redis if away == "redis" else database
    await gate.shut()
    home = await stage.home(benjamin)
    assert "a server does not answer" in home.text
    await gate.open()
    home = await stage.home(benjamin)
    assert "Create interaction" in home.buttons


async def test_an_unknown_error_is_shown_with_the_reference_of_its_log_entry(
    gated: tuple[Stage, Gate, Gate], caplog: pytest.LogCaptureFixture
) -> None:
    stage, _, _ = gated
    benjamin = stage.person("Benjamin Chiu")
    modal = await at_the_result(benjamin)
    await modal.type("Comment", "Do not lose me")
    await stage.execute("ALTER TABLE interactions RENAME TO lost")
    await modal.submit()
    (told,) = modal.alerts
    assert told.startswith("Something went wrong on our side.")
    (entry,) = [each for each in caplog.records if each.message == "handler failed"]
    assert told.endswith(f"reference: {entry.__dict__['reference']}")
    assert modal.value("Comment") == "Do not lose me"
    await stage.execute("ALTER TABLE lost RENAME TO interactions")
    await modal.submit()
    assert modal.title == LOGGED
