"""The people of the scripting interface."""

import asyncio
from typing import Any

import pytest

from simulator.clock import ManualClock
from simulator.script import Workspace
from tests.simulator import blocks
from tests.simulator.client.test_input_state import COLOURS, shown
from tests.simulator.conftest import World
from tests.simulator.manifest import manifest

Json = dict[str, Any]


async def test_waiting_in_vain_shows_the_screen() -> None:
    async with Workspace.start(manifest(), transport="http", patience_s=0.05) as slack:
        helena = slack.person("Helena Ray")
        view = blocks.modal(
            blocks.section("Read this"), blocks.text_field("What", initial_value="milk")
        )
        trigger_id = slack.slack.triggers.issue(helena.id)
        slack.slack.modals.open(trigger_id, view)
        with pytest.raises(AssertionError) as failure:
            await helena.modal("Another")
    text = str(failure.value)
    assert "a modal Another" in text
    for seen in ("[modal 1] Task", "Read this", "What: 'milk'", "<Save>"):
        assert seen in text


async def test_people_wait_for_what_comes_later(over_http: World) -> None:
    modal = await shown(over_http, blocks.section("Loading…"))
    typing = asyncio.create_task(modal.type("What", "milk"))
    view = blocks.modal(blocks.text_field("What"))
    await over_http.app.client.views_update(view_id=modal.view_id, view=view)
    await typing
    assert modal.value("What") == "milk"
    assert (await modal.until(lambda m: "What" in m.labels)) is modal


async def test_everything_on_a_panel_is_read_by_its_words(over_http: World) -> None:
    modal = await shown(
        over_http,
        {"type": "header", "text": blocks.plain("Header")},
        {"type": "alert", "text": {"type": "mrkdwn", "text": "Careful"}, "level": "warning"},
        blocks.section("Section", accessory=blocks.button("Beside", "beside")),
        {"type": "section", "fields": [blocks.plain("Field")]},
        {"type": "context", "elements": [blocks.plain("Context")]},
        {"type": "divider"},
        blocks.actions(blocks.button("Below", "below")),
        blocks.field("Colours", "c", {"type": "checkboxes", "options": COLOURS}),
    )
    assert modal.texts == ["Header", "Careful", "Section", "Field", "Context"]
    assert modal.alerts == ["Careful"]
    assert modal.buttons == ["Beside", "Below"]
    assert modal.labels == ["Colours"]
    assert modal.choices("Colours") == ["Red", "Blue"]
    assert modal.submit_button == "Save"
    assert modal.close_button == "Cancel"
    await modal.check("Blue")
    await modal.check("Red")
    await modal.check("Blue", False)
    assert modal.value("Colours") == ["Red"]


async def test_a_single_checkbox_is_called_by_its_fields_label(over_http: World) -> None:
    box = {"type": "checkboxes", "options": [blocks.option("Yes")]}
    modal = await shown(over_http, blocks.field("Successful", "s", box))
    await modal.check("Successful", True)
    assert modal.value("Successful") == ["Yes"]
    await modal.check("Successful", False)
    assert modal.value("Successful") == []


async def test_buttons_alike_are_told_apart_by_what_is_near(over_http: World) -> None:
    app, helena = over_http.app, over_http.helena
    rows = [
        blocks.section(name, accessory=blocks.button("Resume", f"resume:{name}"))
        for name in ("Meagan Bond", "Relecloud")
    ]
    await app.client.views_publish(user_id=helena.id, view=blocks.home(*rows))
    with pytest.raises(AssertionError, match="say near what"):
        await helena.home.press("Resume")
    await helena.home.press("Resume", near="Relecloud")
    (payload,) = app.of("block_actions")
    assert payload["actions"][0]["action_id"] == "resume:Relecloud"


async def test_users_and_conversations_are_chosen_by_name(over_http: World) -> None:
    modal = await shown(
        over_http,
        blocks.field("Who", "who", {"type": "users_select"}),
        blocks.field("Where", "where", {"type": "conversations_select"}),
    )
    await modal.choose("Who", "Otis Falls")
    await modal.choose("Where", "sales")
    assert modal.value("Who") == "U000000OF1"
    assert modal.value("Where") == "C000000SAL"


async def test_a_story_of_two_people(everywhere: World) -> None:
    slack, app = everywhere.slack, everywhere.app
    benjamin = slack.person("Benjamin Chiu")
    row = blocks.actions(blocks.button("Take", "take"))
    await app.client.chat_postMessage(channel="C000000SAL", text="Who takes it?", blocks=[row])
    message = await benjamin.press_in_message("Take")
    assert (await everywhere.helena.message("Who takes it?")).ts == message.ts
    (payload,) = app.of("block_actions")
    assert payload["user"]["id"] == benjamin.id


async def test_a_clock_wakes_sleepers_in_time() -> None:
    clock = ManualClock(start=100.0)
    woken: list[str] = []

    async def sleep(name: str, seconds: float) -> None:
        await clock.sleep(seconds)
        woken.append(name)

    sleepers = [asyncio.create_task(sleep("late", 5)), asyncio.create_task(sleep("early", 1))]
    await clock.until_asleep(5)
    clock.advance(1)
    await sleepers[1]
    assert woken == ["early"]
    assert clock.now() == 101.0
    clock.advance(4)
    await sleepers[0]
    await clock.sleep(0)
    assert woken == ["early", "late"]


async def test_two_devices_of_a_person_have_their_own_modals_and_one_home(
    over_http: World,
) -> None:
    app, desktop = over_http.app, over_http.helena
    phone = over_http.slack.person("Helena Ray", device="phone")
    app.opens("/todo", blocks.modal(blocks.actions(blocks.button("Go", "go"))))
    await phone.command("/todo")
    assert desktop.modals == []
    await desktop.command("/todo")
    assert (await desktop.modal()).view_id != (await phone.modal()).view_id
    await (await phone.modal()).press("Go")
    trigger_id = app.of("block_actions")[0]["trigger_id"]
    await app.client.views_push(
        trigger_id=trigger_id, view=blocks.modal(blocks.section("x"), title="On the phone")
    )
    assert [modal.title for modal in phone.modals] == ["Task", "On the phone"]
    phone.crash()
    assert [modal.title for modal in desktop.modals] == ["Task"]
    await app.client.views_publish(user_id=phone.id, view=blocks.home(blocks.section("Hello")))
    assert phone.home.texts == desktop.home.texts == ["Hello"]
