"""chat.* and response URLs."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from simulator.script import ManualClock, Refused
from tests.simulator import blocks
from tests.simulator.conftest import World, world
from tests.simulator.manifest import manifest

Json = dict[str, Any]


async def refusal(call: Any) -> Json:
    with pytest.raises(SlackApiError) as refused:
        await call
    answer: Json = refused.value.response.data
    return answer


async def test_a_message_to_a_person_lands_in_the_apps_conversation(over_http: World) -> None:
    helena = over_http.helena
    answer = await over_http.app.client.chat_postMessage(channel=helena.id, text="Hello")
    assert answer["channel"].startswith("D")
    assert answer["message"]["bot_id"] == "B000000BOT"
    (message,) = helena.messages("app")
    assert (message.text, message.ts) == ("Hello", answer["ts"])


async def test_the_app_writes_where_it_is_a_member(over_http: World) -> None:
    client = over_http.app.client
    await client.chat_postMessage(channel="C000000SAL", text="Hello")
    answer = await refusal(client.chat_postMessage(channel="C000000GEN", text="Hello"))
    assert answer["error"] == "not_in_channel"
    answer = await refusal(client.chat_postMessage(channel="D000000BO1", text="Hello"))
    assert answer["error"] == "channel_not_found"
    answer = await refusal(client.chat_postMessage(channel="C404", text="Hello"))
    assert answer["error"] == "channel_not_found"


async def test_a_further_scope_lets_it_write_in_every_public_channel() -> None:
    richer = manifest()
    richer["oauth_config"]["scopes"]["bot"].append("chat:write.public")
    async with world(app_manifest=richer) as made:
        await made.app.client.chat_postMessage(channel="C000000GEN", text="Hello")
        assert made.helena.messages("general")[-1].text == "Hello"


async def test_without_a_messages_tab_there_is_no_conversation() -> None:
    poorer = manifest()
    poorer["features"]["app_home"]["messages_tab_enabled"] = False
    async with world(app_manifest=poorer) as made:
        answer = await refusal(made.app.client.chat_postMessage(channel=made.helena.id, text="x"))
        assert answer["error"] == "messages_tab_disabled"
        with pytest.raises(Refused):
            await made.helena.post("app", "x")


@pytest.mark.parametrize(("length", "ok"), [(4_000, True), (40_000, True), (40_001, False)])
async def test_the_length_of_a_new_message_is_limited(
    over_http: World, length: int, ok: bool
) -> None:
    posting = over_http.app.client.chat_postMessage(channel="C000000SAL", text="x" * length)
    if ok:
        await posting
    else:
        assert (await refusal(posting))["error"] == "msg_too_long"


@pytest.mark.parametrize(("length", "ok"), [(4_000, True), (4_001, False)])
async def test_the_length_of_an_updated_message_is_limited_more(
    over_http: World, length: int, ok: bool
) -> None:
    client = over_http.app.client
    posted = await client.chat_postMessage(channel="C000000SAL", text="x")
    updating = client.chat_update(channel="C000000SAL", ts=posted["ts"], text="x" * length)
    if ok:
        await updating
    else:
        assert (await refusal(updating))["error"] == "msg_too_long"


async def test_a_message_has_a_text_or_blocks(over_http: World) -> None:
    client = over_http.app.client
    call = client.api_call("chat.postMessage", json={"channel": "C000000SAL"})
    assert (await refusal(call))["error"] == "no_text"
    bad = [blocks.section("x" * 3001)]
    answer = await refusal(client.chat_postMessage(channel="C000000SAL", text="x", blocks=bad))
    assert answer["error"] == "invalid_blocks"
    assert "/blocks/0/text/text" in answer["response_metadata"]["messages"][0]
    form = {"channel": "C000000SAL", "text": "x", "blocks": "{"}
    assert (await refusal(client.api_call("chat.postMessage", data=form)))["error"] == (
        "invalid_blocks"
    )


async def test_an_update_replaces_text_and_blocks(over_http: World) -> None:
    client, helena = over_http.app.client, over_http.helena
    posted = await client.chat_postMessage(
        channel=helena.id, text="x", blocks=[blocks.section("Old")]
    )
    new = [blocks.section("New")]
    await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="y", blocks=new)
    (message,) = helena.messages("app")
    assert message.texts == ["New"]
    assert message.posted.edited_ts is not None


async def test_only_the_apps_own_messages_are_updated_or_deleted(over_http: World) -> None:
    client, helena = over_http.app.client, over_http.helena
    theirs = await helena.post("sales", "Mine")
    where: Json = {"channel": "C000000SAL", "ts": theirs.ts}
    assert (await refusal(client.chat_update(**where, text="x")))["error"] == "cant_update_message"
    assert (await refusal(client.chat_delete(**where)))["error"] == "cant_delete_message"
    gone: Json = {"channel": "C000000SAL", "ts": "1.000001"}
    assert (await refusal(client.chat_update(**gone, text="x")))["error"] == "message_not_found"
    by_user: Json = {"channel": helena.id, "ts": theirs.ts}
    assert (await refusal(client.chat_update(**by_user, text="x")))["error"] == (
        "channel_not_found"
    )
    posted = await client.chat_postMessage(channel="C000000SAL", text="x")
    await client.chat_delete(channel="C000000SAL", ts=posted["ts"])
    assert (await refusal(client.chat_delete(channel="C000000SAL", ts=posted["ts"])))["error"] == (
        "message_not_found"
    )


async def test_an_ephemeral_message_is_for_one_member_and_out_of_reach(over_http: World) -> None:
    client, helena = over_http.app.client, over_http.helena
    answer = await client.chat_postEphemeral(channel="C000000SAL", user=helena.id, text="Psst")
    assert helena.messages("sales")[-1].only_visible_to_you
    otis = over_http.slack.person("Otis Falls")
    assert "Psst" not in [message.text for message in otis.messages("sales")]
    call = client.chat_update(channel="C000000SAL", ts=answer["message_ts"], text="x")
    assert (await refusal(call))["error"] == "message_not_found"
    outsider = client.chat_postEphemeral(
        channel=over_http.slack.slack.workspace.app_dm(otis.id).id, user=helena.id, text="x"
    )
    assert (await refusal(outsider))["error"] == "user_not_in_channel"


async def test_answers_stand_in_their_thread(over_http: World) -> None:
    client, helena = over_http.app.client, over_http.helena
    parent = await helena.post("sales", "Parent")
    await client.chat_postMessage(channel="C000000SAL", text="Reply", thread_ts=parent.ts)
    assert helena.messages("sales")[-1].thread_ts == parent.ts


async def test_a_permalink_leads_to_the_message(over_http: World) -> None:
    client, helena = over_http.app.client, over_http.helena
    parent = await helena.post("general", "Parent")
    reply = await helena.post("general", "Reply", thread=parent)
    link = await client.chat_getPermalink(channel="C000000GEN", message_ts=reply.ts)
    digits = reply.ts.replace(".", "")
    assert link["permalink"] == (
        f"https://contoso.slack.com/archives/C000000GEN/p{digits}"
        f"?thread_ts={parent.ts}&cid=C000000GEN"
    )
    private = client.chat_getPermalink(channel="D000000BO1", message_ts="1.0")
    assert (await refusal(private))["error"] == "channel_not_found"
    missing = client.chat_getPermalink(channel="C000000GEN", message_ts="1.000001")
    assert (await refusal(missing))["error"] == "message_not_found"


async def response_url(made: World) -> str:
    await made.helena.command("/todo", channel="general")
    return str(made.app.of("/todo")[-1]["response_url"])


async def test_a_response_url_answers_five_times(over_http: World) -> None:
    webhook = AsyncWebhookClient(await response_url(over_http))
    for number in range(5):
        answer = await webhook.send(text=f"Answer {number}")
        assert (answer.status_code, answer.body) == (200, "ok")
    answer = await webhook.send(text="Once more")
    assert answer.status_code == 404
    assert "used_url" in answer.body
    shown = [m for m in over_http.helena.messages("general") if m.text.startswith("Answer")]
    assert len(shown) == 5
    assert all(message.only_visible_to_you for message in shown)


@pytest.mark.parametrize(("seconds", "status"), [(1799, 200), (1801, 404)])
async def test_a_response_url_answers_for_half_an_hour(seconds: float, status: int) -> None:
    clock = ManualClock()
    async with world(clock=clock) as made:
        webhook = AsyncWebhookClient(await response_url(made))
        clock.advance(seconds)
        assert (await webhook.send(text="x")).status_code == status


async def test_a_response_url_needs_no_membership_and_can_speak_to_all(over_http: World) -> None:
    webhook = AsyncWebhookClient(await response_url(over_http))
    await webhook.send(text="For all", response_type="in_channel")
    otis = over_http.slack.person("Otis Falls")
    assert otis.messages("general")[-1].text == "For all"


async def test_a_response_url_replaces_or_deletes_what_was_pressed(over_http: World) -> None:
    app, helena = over_http.app, over_http.helena
    row = blocks.actions(blocks.button("Go", "go"))
    await app.client.chat_postMessage(channel=helena.id, text="First", blocks=[row])
    await helena.press_in_message("Go")
    webhook = AsyncWebhookClient(app.of("block_actions")[-1]["response_url"])
    await webhook.send(text="Second", replace_original=True)
    assert [message.text for message in helena.messages("app")] == ["Second"]
    await webhook.send(delete_original=True)
    assert helena.messages("app") == []


async def test_an_ephemeral_message_is_replaced_and_stays_ephemeral(over_http: World) -> None:
    app, helena = over_http.app, over_http.helena
    row = blocks.actions(blocks.button("Go", "go"))
    await app.client.chat_postEphemeral(
        channel="C000000SAL", user=helena.id, text="First", blocks=[row]
    )
    await helena.press_in_message("Go")
    webhook = AsyncWebhookClient(app.of("block_actions")[-1]["response_url"])
    await webhook.send(text="Second", replace_original=True, response_type="in_channel")
    last = helena.messages("sales")[-1]
    assert (last.text, last.only_visible_to_you) == ("Second", True)


async def test_a_response_url_refuses_what_is_no_message(over_http: World) -> None:
    url = await response_url(over_http)
    async with aiohttp.ClientSession() as session:
        async with session.post(url, json={}) as response:
            assert (response.status, await response.text()) == (400, "no_text")
        async with session.post(url, data=b"nonsense") as response:
            assert (response.status, await response.text()) == (400, "invalid_payload")
    webhook = AsyncWebhookClient(f"{over_http.slack.url}/actions/T000000CON/invented")
    assert (await webhook.send(text="x")).status_code == 404


async def test_a_person_without_words_sends_nothing(over_http: World) -> None:
    with pytest.raises(Refused):
        await over_http.helena.post("general", "  ")
