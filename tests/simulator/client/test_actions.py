"""When block_actions are sent, and what they carry."""

from typing import Any

import pytest

from simulator.client.client import TROUBLE
from simulator.script import ManualClock, Refused
from tests.simulator import blocks
from tests.simulator.client.test_input_state import BLUE, COLOURS, RED, shown
from tests.simulator.conftest import World, world
from tests.simulator.manifest import manifest

Json = dict[str, Any]
CHOOSERS: list[tuple[Json, str, Any]] = [
    ({"type": "static_select", "options": COLOURS}, "selected_option", "Blue"),
    ({"type": "radio_buttons", "options": COLOURS}, "selected_option", "Blue"),
    ({"type": "multi_static_select", "options": COLOURS}, "selected_options", "Blue"),
    ({"type": "checkboxes", "options": COLOURS}, "selected_options", "Blue"),
    ({"type": "users_select"}, "selected_user", "Otis Falls"),
]


@pytest.mark.parametrize(("element", "key", "text"), CHOOSERS)
@pytest.mark.parametrize("dispatches", [True, False])
async def test_a_choice_in_a_form_is_told_only_with_dispatch_action(
    over_http: World, element: Json, key: str, text: str, dispatches: bool
) -> None:
    field = blocks.field("Field", "field", {**element, "dispatch_action": dispatches})
    modal = await shown(over_http, field)
    await modal.choose("Field", text)
    told = over_http.app.of("block_actions")
    assert len(told) == (1 if dispatches else 0)
    if dispatches:
        (action,) = told[0]["actions"]
        assert (action["block_id"], action["action_id"]) == ("field", "value")
        assert action["type"] == element["type"]
        assert action[key] == told[0]["view"]["state"]["values"]["field"]["value"][key]


@pytest.mark.parametrize(("element", "key", "text"), CHOOSERS)
async def test_a_choice_outside_a_form_is_always_told(
    over_http: World, element: Json, key: str, text: str
) -> None:
    placeholder = (
        {}
        if element["type"] in {"radio_buttons", "checkboxes"}
        else {"placeholder": blocks.plain("Choose")}
    )
    accessory = {**element, "action_id": "act", **placeholder}
    modal = await shown(over_http, blocks.section("Field", accessory=accessory))
    await modal.choose("Field", text)
    (payload,) = over_http.app.of("block_actions")
    assert payload["actions"][0][key]


async def test_choosing_the_same_again_tells_nothing(over_http: World) -> None:
    element = {
        "type": "static_select",
        "options": COLOURS,
        "initial_option": RED,
        "dispatch_action": True,
    }
    modal = await shown(over_http, blocks.field("Field", "field", element))
    await modal.choose("Field", "Red")
    assert over_http.app.of("block_actions") == []


async def test_typing_tells_nothing_and_enter_does(over_http: World) -> None:
    modal = await shown(over_http, blocks.text_field("What", dispatch_action=True))
    await modal.type("What", "typed")
    assert over_http.app.of("block_actions") == []
    assert await modal.enter("What") is True
    (payload,) = over_http.app.of("block_actions")
    assert payload["actions"][0]["value"] == "typed"


async def test_enter_tells_nothing_without_dispatch_action(over_http: World) -> None:
    modal = await shown(over_http, blocks.text_field("What"))
    await modal.type("What", "typed")
    assert await modal.enter("What") is False
    assert over_http.app.of("block_actions") == []


async def test_every_character_is_told_when_the_field_says_so(over_http: World) -> None:
    config = {"trigger_actions_on": ["on_character_entered"]}
    field = blocks.text_field("What", dispatch_action=True, dispatch_action_config=config)
    modal = await shown(over_http, field)
    await modal.type("What", "a")
    await modal.type("What", "ab")
    assert [p["actions"][0]["value"] for p in over_http.app.of("block_actions")] == ["a", "ab"]
    assert await modal.enter("What") is False


async def test_a_button_carries_the_whole_form(over_http: World) -> None:
    modal = await shown(
        over_http,
        blocks.text_field("What"),
        blocks.field("Colour", "c", {"type": "static_select", "options": COLOURS}),
        blocks.actions(blocks.button("Back", "back", value="step-1"), block_id="row"),
    )
    await modal.type("What", "half")
    await modal.press("Back")
    (payload,) = over_http.app.of("block_actions")
    values = payload["view"]["state"]["values"]
    assert values["what"]["value"]["value"] == "half"
    assert values["c"]["value"]["selected_option"] is None
    (action,) = payload["actions"]
    assert (action["type"], action["value"]) == ("button", "step-1")
    assert action["text"]["text"] == "Back"
    assert payload["container"] == {"type": "view", "view_id": modal.view_id}
    assert payload["trigger_id"]
    assert "response_url" not in payload


async def test_a_confirm_dialog_must_be_confirmed(over_http: World) -> None:
    confirm = {
        "title": blocks.plain("Sure?"),
        "text": blocks.plain("It will be gone."),
        "confirm": blocks.plain("Yes"),
        "deny": blocks.plain("No"),
    }
    modal = await shown(
        over_http,
        blocks.actions(
            blocks.button("Discard", "discard", confirm=confirm), blocks.button("Keep", "keep")
        ),
    )
    with pytest.raises(Refused) as refusal:
        await modal.press("Discard")
    assert refusal.value.details["confirm"]["title"]["text"] == "Sure?"
    assert over_http.app.of("block_actions") == []
    await modal.press("Discard", confirm=True)
    assert len(over_http.app.of("block_actions")) == 1
    with pytest.raises(AssertionError, match="no confirmation"):
        await modal.press("Keep", confirm=True)


async def test_an_overflow_menu_tells_the_chosen_option(over_http: World) -> None:
    menu = {"type": "overflow", "action_id": "menu", "options": [RED, BLUE]}
    modal = await shown(over_http, blocks.section("Item", accessory=menu))
    await modal.select("Blue", near="Item")
    (payload,) = over_http.app.of("block_actions")
    assert payload["actions"][0]["selected_option"]["value"] == "blue"
    assert payload["view"]["state"]["values"] == {}


async def test_a_button_in_a_message_carries_the_message(everywhere: World) -> None:
    app, helena = everywhere.app, everywhere.helena
    row = blocks.actions(blocks.button("Resume", "resume", value="7"))
    await app.client.chat_postMessage(channel=helena.id, text="Kept", blocks=[row])
    message = await helena.press_in_message("Resume")
    (payload,) = app.of("block_actions")
    assert payload["message"]["ts"] == message.ts
    assert payload["container"]["is_ephemeral"] is False
    assert payload["channel"]["name"] == "directmessage"
    assert payload["state"] == {"values": {}}
    assert payload["response_url"].startswith(everywhere.slack.url)


async def test_a_button_in_an_ephemeral_message_does_not_carry_it(over_http: World) -> None:
    app, helena = over_http.app, over_http.helena
    row = blocks.actions(blocks.button("Resume", "resume"))
    await app.client.chat_postEphemeral(
        channel="C000000SAL", user=helena.id, text="Kept", blocks=[row]
    )
    await helena.press_in_message("Resume")
    (payload,) = app.of("block_actions")
    assert "message" not in payload
    assert payload["container"]["is_ephemeral"] is True


async def test_a_button_at_home_carries_the_home_view(over_http: World) -> None:
    app, helena = over_http.app, over_http.helena
    view = blocks.home(blocks.section("A"), blocks.actions(blocks.button("Go", "go")))
    await app.client.views_publish(user_id=helena.id, view=view)
    await helena.home.press("Go", near="A")
    (payload,) = app.of("block_actions")
    assert payload["view"]["type"] == "home"
    assert payload["container"]["type"] == "view"


async def test_an_action_that_is_not_acknowledged_is_shown(over_http: World) -> None:
    over_http.app.on("block_actions", 404)
    modal = await shown(over_http, blocks.actions(blocks.button("Go", "go")))
    await modal.press("Go")
    assert modal.notice == TROUBLE
    assert over_http.helena.failure == TROUBLE


async def test_without_interactivity_buttons_do_nothing() -> None:
    silent = manifest()
    silent["settings"]["interactivity"] = {"is_enabled": False}
    async with world(app_manifest=silent, clock=ManualClock()) as made:
        modal = await shown(made, blocks.actions(blocks.button("Go", "go")))
        await modal.press("Go")
        assert made.app.of("block_actions") == []
        assert "not configured to handle interactive" in str(made.helena.failure)
