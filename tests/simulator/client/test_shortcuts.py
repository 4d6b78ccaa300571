"""Global and message shortcuts."""

import pytest

from simulator.client.starting import SHORTCUT_FAILED
from simulator.script import Refused
from tests.simulator.conftest import World


async def test_a_global_shortcut_has_no_channel_and_no_response_url(everywhere: World) -> None:
    await everywhere.helena.shortcut("new")
    (payload,) = everywhere.app.of("shortcut")
    assert payload["callback_id"] == "new"
    assert payload["user"] == {
        "id": everywhere.helena.id,
        "username": "helena.ray",
        "name": "helena.ray",
        "team_id": "T000000CON",
    }
    assert payload["team"] == {"id": "T000000CON", "domain": "contoso"}
    assert {"channel", "response_url"}.isdisjoint(payload)


async def test_a_message_shortcut_carries_the_message(everywhere: World) -> None:
    helena = everywhere.helena
    posted = await helena.post("general", "Call @Otis Falls or mail a@b.ch")
    await helena.message_shortcut("keep", posted)
    (payload,) = everywhere.app.of("message_action")
    assert payload["message_ts"] == payload["message"]["ts"] == posted.ts
    text = "Call <@U000000OF1> or mail <mailto:a@b.ch|a@b.ch>"
    assert payload["message"]["text"] == text
    assert payload["message"]["user"] == helena.id
    assert payload["message"]["blocks"][0]["type"] == "rich_text"
    assert payload["channel"] == {"id": "C000000GEN", "name": "general"}
    assert payload["response_url"]


async def test_a_message_in_a_thread_names_its_parent(over_http: World) -> None:
    helena = over_http.helena
    parent = await helena.post("sales", "Parent")
    reply = await helena.post("sales", "Reply", thread=parent)
    await helena.message_shortcut("keep", reply)
    await helena.message_shortcut("keep", parent)
    of_reply, of_parent = over_http.app.of("message_action")
    assert of_reply["message"]["thread_ts"] == parent.ts
    assert of_parent["message"]["thread_ts"] == parent.ts


async def test_shortcuts_work_between_two_people(over_http: World) -> None:
    helena = over_http.helena
    await helena.message_shortcut("keep", helena.messages("Benjamin Chiu")[0])
    (payload,) = over_http.app.of("message_action")
    assert payload["channel"]["name"] == "directmessage"


async def test_a_shortcut_that_the_manifest_does_not_have_is_not_there(over_http: World) -> None:
    with pytest.raises(Refused):
        await over_http.helena.shortcut("keep")
    with pytest.raises(Refused):
        await over_http.helena.message_shortcut("new", over_http.helena.messages("sales")[0])


async def test_private_messages_of_others_cannot_be_reached(over_http: World) -> None:
    otis = over_http.slack.person("Otis Falls")
    private = otis.messages("Benjamin Chiu")[0]
    with pytest.raises(Refused, match="no such conversation"):
        await over_http.helena.message_shortcut("keep", private)


async def test_a_failed_shortcut_is_shown(over_http: World) -> None:
    over_http.app.on("shortcut", 500)
    await over_http.helena.shortcut("new")
    assert over_http.helena.failure == SHORTCUT_FAILED
    assert over_http.helena.toasts == [SHORTCUT_FAILED]
