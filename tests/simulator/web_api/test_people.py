"""users.* and conversations.*"""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.simulator.conftest import World, world
from tests.simulator.manifest import manifest


async def test_a_profile_has_locale_zone_and_address(over_http: World) -> None:
    answer = await over_http.app.client.users_info(user="U000000HR1", include_locale=True)
    user = answer["user"]
    assert user["locale"] == "fr-FR"
    assert user["tz"] == "Europe/Paris"
    assert user["tz_offset"] in {3600, 7200}
    assert user["profile"]["email"] == "hr@contoso.com"
    assert user["real_name"] == "Helena Ray"


async def test_the_locale_is_only_told_when_asked_for(over_http: World) -> None:
    answer = await over_http.app.client.users_info(user="U000000HR1")
    assert "locale" not in answer["user"]


async def test_the_address_needs_its_own_scope() -> None:
    poorer = manifest()
    poorer["oauth_config"]["scopes"]["bot"].remove("users:read.email")
    async with world(app_manifest=poorer) as made:
        answer = await made.app.client.users_info(user="U000000HR1")
    assert "email" not in answer["user"]["profile"]


async def test_people_are_found_by_address_whatever_its_case(over_http: World) -> None:
    answer = await over_http.app.client.users_lookupByEmail(email="HR@contoso.com")
    assert answer["user"]["id"] == "U000000HR1"
    with pytest.raises(SlackApiError, match="users_not_found"):
        await over_http.app.client.users_lookupByEmail(email="nobody@contoso.com")


async def test_an_unknown_user_is_not_found(over_http: World) -> None:
    with pytest.raises(SlackApiError, match="user_not_found"):
        await over_http.app.client.users_info(user="U404")


async def test_a_json_body_is_not_read_where_slack_reads_forms_only(over_http: World) -> None:
    headers = {"authorization": "Bearer xoxb-simulator"}
    async with aiohttp.ClientSession(headers=headers) as session:
        url = over_http.slack.api_url + "users.info"
        async with session.post(url, json={"user": "U000000HR1"}) as response:
            assert (await response.json())["error"] == "user_not_found"
        async with session.post(url, data={"user": "U000000HR1"}) as response:
            assert (await response.json())["ok"] is True


async def test_users_come_in_pages(over_http: World) -> None:
    names: list[str] = []
    async for page in await over_http.app.client.users_list(limit=3):
        assert len(page["members"]) <= 3
        names += [member["real_name"] for member in page["members"]]
    assert len(names) == len(set(names)) == 7
    with pytest.raises(SlackApiError, match="invalid_cursor"):
        await over_http.app.client.users_list(cursor="nonsense")


async def test_the_apps_conversation_with_a_person_is_one_and_the_same(over_http: World) -> None:
    client = over_http.app.client
    first = await client.conversations_open(users="U000000HR1")
    second = await client.conversations_open(users=["U000000HR1"], return_im=True)
    assert first["channel"]["id"] == second["channel"]["id"]
    assert second["channel"]["user"] == "U000000HR1"
    with pytest.raises(SlackApiError, match="user_not_found"):
        await client.conversations_open(users="U404")
    with pytest.raises(SlackApiError, match="users_list_not_supplied"):
        await client.conversations_open(users="")


async def test_conversations_of_others_are_not_seen(over_http: World) -> None:
    client = over_http.app.client
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.conversations_info(channel="D000000BO1")
    listed = await client.conversations_list(types="public_channel,im")
    ids = {channel["id"] for channel in listed["channels"]}
    assert "C000000GEN" in ids
    assert "D000000BO1" not in ids


async def test_membership_is_told(over_http: World) -> None:
    client = over_http.app.client
    sales = await client.conversations_info(channel="C000000SAL")
    general = await client.conversations_info(channel="C000000GEN")
    assert sales["channel"]["is_member"] is True
    assert general["channel"]["is_member"] is False
    members = await client.conversations_members(channel="C000000SAL")
    assert {"U000000HR1", "U000000BOT"} <= set(members["members"])
