"""Files: uploads by people and by the app, downloads with a token."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from simulator.script import Refused
from tests.simulator import blocks
from tests.simulator.client.test_input_state import shown
from tests.simulator.conftest import World, world
from tests.simulator.manifest import manifest

CONTENT = "première ligne\n".encode()


async def uploaded(made: World) -> str:
    """The private address of a file that Helena submitted."""
    modal = await shown(made, blocks.field("File", "file", {"type": "file_input"}))
    await modal.upload("File", ("notes.txt", CONTENT))
    await modal.submit()
    (payload,) = made.app.of("view_submission")
    (file,) = payload["view"]["state"]["values"]["file"]["value"]["files"]
    assert file["mimetype"] == "text/plain"
    return str(file["url_private_download"])


async def test_a_submitted_file_is_fetched_with_the_bot_token(over_http: World) -> None:
    url = await uploaded(over_http)
    headers = {"authorization": f"Bearer {over_http.slack.credentials.bot}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(url) as response,
    ):
        assert (response.status, await response.read()) == (200, CONTENT)


@pytest.mark.parametrize("token", [None, "xoxb-wrong", "xapp-simulator"])
async def test_whoever_has_no_token_is_sent_to_log_in(over_http: World, token: str | None) -> None:
    url = await uploaded(over_http)
    headers = {"authorization": f"Bearer {token}"} if token else {}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(url, allow_redirects=False) as response,
    ):
        assert response.status == 302


async def test_files_info_tells_of_it(over_http: World) -> None:
    url = await uploaded(over_http)
    file_id = url.split("-")[-1].split("/")[0]
    answer = await over_http.app.client.files_info(file=file_id)
    assert answer["file"]["name"] == "notes.txt"
    assert answer["file"]["size"] == len(CONTENT)
    with pytest.raises(SlackApiError, match="file_not_found"):
        await over_http.app.client.files_info(file="F404")


async def test_the_app_shares_a_file_as_slack_sdk_does(over_http: World) -> None:
    client, helena = over_http.app.client, over_http.helena
    channel = (await client.conversations_open(users=helena.id))["channel"]["id"]
    await client.files_upload_v2(
        channel=channel, filename="report.csv", content="a,b\n", initial_comment="Here"
    )
    (message,) = helena.messages("app")
    assert message.text == "Here"
    (file,) = message.posted.files
    assert file["name"] == "report.csv"
    assert over_http.slack.slack.blobs.get(file["id"]) == b"a,b\n"


async def test_an_upload_without_bytes_is_not_completed(over_http: World) -> None:
    client = over_http.app.client
    given = await client.files_getUploadURLExternal(filename="a.txt", length=3)
    files = [{"id": given["file_id"]}]
    with pytest.raises(SlackApiError, match="file_not_found"):
        await client.files_completeUploadExternal(files=files)
    async with aiohttp.ClientSession() as session:
        async with session.post(given["upload_url"], data=b"abc") as response:
            assert await response.text() == "OK - 3"
        async with session.post(over_http.slack.url + "/upload/v1/no", data=b"") as response:
            assert response.status == 404
    await client.files_completeUploadExternal(files=files)
    with pytest.raises(SlackApiError, match="file_not_found"):
        await client.files_completeUploadExternal(files=files)


async def test_an_upload_says_how_long_it_will_be(over_http: World) -> None:
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await over_http.app.client.files_getUploadURLExternal(filename="a.txt", length=0)


async def test_the_page_uploads_for_its_user(over_http: World) -> None:
    slack = over_http.slack
    form = aiohttp.FormData()
    form.add_field("file", b"abc", filename="a.txt")
    async with aiohttp.ClientSession() as session:
        url = f"{slack.url}/ui/upload?user={over_http.helena.id}"
        async with session.post(url, data=form) as response:
            answer = await response.json()
    assert answer["ok"] is True
    assert answer["file"]["name"] == "a.txt"
    assert answer["file"]["user"] == over_http.helena.id


async def test_without_the_scope_files_stay_closed() -> None:
    async with world() as made:
        url = await uploaded(made)
        poorer = manifest()
        poorer["oauth_config"]["scopes"]["bot"].remove("files:read")
        async with world(app_manifest=poorer) as other:
            path = url.removeprefix(made.slack.url)
            headers = {"authorization": f"Bearer {made.slack.credentials.bot}"}
            async with (
                aiohttp.ClientSession(headers=headers) as session,
                session.get(other.slack.url + path, allow_redirects=False) as response,
            ):
                assert response.status == 302


async def test_a_file_that_is_dropped_into_the_apps_conversation_is_told() -> None:
    subscribed = manifest()
    subscribed["settings"]["event_subscriptions"]["bot_events"].append("file_shared")
    async with world(app_manifest=subscribed) as made:
        await made.helena.share_file("app", "notes.txt", CONTENT)
        (payload,) = await made.app.until_received("file_shared", 1)
        event = payload["event"]
        assert event["user_id"] == made.helena.id
        assert event["channel_id"].startswith("D")
        told = await made.app.client.files_info(file=event["file_id"])
        assert told["file"]["name"] == "notes.txt"
        assert made.helena.messages("app")[-1].posted.files[0]["name"] == "notes.txt"


async def test_the_app_is_told_of_its_own_files_too() -> None:
    subscribed = manifest()
    subscribed["settings"]["event_subscriptions"]["bot_events"].append("file_shared")
    async with world(app_manifest=subscribed) as made:
        conversation = made.helena.channel("app").id
        await made.app.client.files_upload_v2(
            channel=conversation, filename="list.csv", content="a,b"
        )
        (payload,) = await made.app.until_received("file_shared", 1)
        assert payload["event"]["user_id"] == "U000000BOT"


async def test_nobody_shares_files_where_the_conversation_is_read_only() -> None:
    read_only = manifest()
    read_only["features"]["app_home"]["messages_tab_read_only_enabled"] = True
    async with world(app_manifest=read_only) as made:
        with pytest.raises(Refused):
            await made.helena.share_file("app", "notes.txt", CONTENT)
