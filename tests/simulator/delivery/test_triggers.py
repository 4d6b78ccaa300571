"""A trigger opens one modal within three seconds."""

import pytest
from slack_sdk.errors import SlackApiError

from simulator.script import ManualClock
from tests.simulator import blocks
from tests.simulator.conftest import World, world

VIEW = blocks.modal(blocks.section("Hello"), submit=None)


async def triggered(made: World) -> str:
    await made.helena.command("/todo")
    return str(made.app.of("/todo")[-1]["trigger_id"])


@pytest.mark.parametrize("seconds", [0.0, 2.9, 3.0])
async def test_a_trigger_is_good_for_three_seconds(seconds: float) -> None:
    clock = ManualClock()
    async with world(clock=clock) as made:
        trigger_id = await triggered(made)
        clock.advance(seconds)
        await made.app.client.views_open(trigger_id=trigger_id, view=VIEW)
        assert (await made.helena.modal()).texts == ["Hello"]


async def test_a_trigger_is_no_good_after_that() -> None:
    clock = ManualClock()
    async with world(clock=clock) as made:
        trigger_id = await triggered(made)
        clock.advance(3.1)
        with pytest.raises(SlackApiError, match="expired_trigger_id"):
            await made.app.client.views_open(trigger_id=trigger_id, view=VIEW)
        assert made.helena.modals == []


async def test_a_trigger_is_good_once(over_http: World) -> None:
    trigger_id = await triggered(over_http)
    await over_http.app.client.views_open(trigger_id=trigger_id, view=VIEW)
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await over_http.app.client.views_open(trigger_id=trigger_id, view=VIEW)


@pytest.mark.parametrize("trigger_id", ["123.456.abc", 7])
async def test_an_invented_trigger_is_refused(over_http: World, trigger_id: object) -> None:
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await over_http.app.client.api_call(
            "views.open", json={"trigger_id": trigger_id, "view": VIEW}
        )


async def test_a_view_that_is_refused_does_not_use_the_trigger_up(over_http: World) -> None:
    trigger_id = await triggered(over_http)
    too_long = blocks.modal(blocks.section("x"), title="x" * 25)
    with pytest.raises(SlackApiError) as refusal:
        await over_http.app.client.views_open(trigger_id=trigger_id, view=too_long)
    answer = refusal.value.response
    assert answer["error"] == "invalid_arguments"
    assert "[json-pointer:/view/title" in answer["response_metadata"]["messages"][0]
    await over_http.app.client.views_open(trigger_id=trigger_id, view=VIEW)


async def test_missing_arguments_are_named(over_http: World) -> None:
    with pytest.raises(SlackApiError) as refusal:
        await over_http.app.client.api_call("views.open", json={})
    messages = refusal.value.response["response_metadata"]["messages"]
    assert messages == [
        "[ERROR] missing required field: trigger_id",
        "[ERROR] missing required field: view",
    ]


@pytest.mark.parametrize("act", ["shortcut", "message", "button", "submission"])
async def test_every_act_of_a_person_gives_a_trigger(over_http: World, act: str) -> None:
    app, helena = over_http.app, over_http.helena
    kinds = {
        "shortcut": "shortcut",
        "message": "message_action",
        "button": "block_actions",
        "submission": "view_submission",
    }
    if act == "shortcut":
        await helena.shortcut("new")
    elif act == "message":
        await helena.message_shortcut("keep", helena.messages("sales")[0])
    else:
        row = blocks.actions(blocks.button("Go", "go"))
        app.opens("/todo", blocks.modal(row))
        await helena.command("/todo")
        modal = await helena.modal()
        await (modal.press("Go") if act == "button" else modal.submit())
    (payload,) = app.of(kinds[act])
    await app.client.views_open(trigger_id=payload["trigger_id"], view=VIEW)
    assert (await helena.modal()).texts == ["Hello"]
