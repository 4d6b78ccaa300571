"""Who may call what."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.simulator.conftest import World, world
from tests.simulator.manifest import manifest


def client(slack: World, token: str | None) -> AsyncWebClient:
    return AsyncWebClient(token=token, base_url=slack.slack.api_url)


async def test_auth_test_tells_who_the_token_belongs_to(over_http: World) -> None:
    answer = await over_http.app.client.auth_test()
    assert answer["team"] == "Contoso"
    assert answer["user_id"] == "U000000BOT"
    assert answer["bot_id"] == "B000000BOT"
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


@pytest.mark.parametrize(
    ("token", "error"),
    [
        (None, "not_authed"),
        ("xoxb-wrong", "invalid_auth"),
        ("xapp-simulator", "not_allowed_token_type"),
    ],
)
async def test_a_wrong_token_is_refused(over_http: World, token: str | None, error: str) -> None:
    with pytest.raises(SlackApiError) as refusal:
        await client(over_http, token).auth_test()
    assert refusal.value.response["error"] == error


async def test_a_bot_token_opens_no_socket(everywhere: World) -> None:
    with pytest.raises(SlackApiError) as refusal:
        await client(everywhere, "xoxb-simulator").apps_connections_open(app_token="xoxb-simulator")
    assert refusal.value.response["error"] == "not_allowed_token_type"


async def test_the_token_of_a_form_counts_and_that_of_a_json_body_does_not(
    over_http: World,
) -> None:
    url = over_http.slack.api_url + "auth.test"
    token = {"token": "xoxb-simulator"}
    async with aiohttp.ClientSession() as session:
        async with session.post(url, data=token) as response:
            assert (await response.json())["ok"] is True
        async with session.post(url, json=token) as response:
            answer = await response.json()
    assert answer["error"] == "not_authed"
    assert answer["warning"] == "missing_charset"


async def test_an_unknown_method_is_named(over_http: World) -> None:
    with pytest.raises(SlackApiError) as refusal:
        await over_http.app.client.api_call("chat.shout")
    assert refusal.value.response["error"] == "unknown_method"
    assert refusal.value.response["req_method"] == "chat.shout"


@pytest.mark.parametrize(
    ("scope", "method", "arguments"),
    [
        ("users:read", "users.info", {"user": "U000000HR1"}),
        ("users:read", "users.list", {}),
        ("users:read.email", "users.lookupByEmail", {"email": "hr@contoso.com"}),
        ("chat:write", "chat.postMessage", {"channel": "U000000HR1", "text": "x"}),
        ("chat:write", "chat.postEphemeral", {"channel": "C000000SAL", "user": "U000000HR1"}),
        ("chat:write", "chat.update", {"channel": "C000000SAL", "ts": "1.1", "text": "x"}),
        ("im:write", "conversations.open", {"users": "U000000HR1"}),
        ("channels:read", "conversations.info", {"channel": "C000000SAL"}),
        ("channels:read", "conversations.list", {}),
        ("files:read", "files.info", {"file": "F1"}),
        ("files:write", "files.getUploadURLExternal", {"filename": "a.txt", "length": 1}),
    ],
)
async def test_a_method_needs_its_scope(scope: str, method: str, arguments: dict[str, str]) -> None:
    poorer = manifest()
    poorer["oauth_config"]["scopes"]["bot"].remove(scope)
    if scope == "users:read":
        poorer["oauth_config"]["scopes"]["bot"].remove("users:read.email")
    async with world(app_manifest=poorer) as made:
        with pytest.raises(SlackApiError) as refusal:
            await made.app.client.api_call(method, params=arguments)
    answer = refusal.value.response
    assert answer["error"] == "missing_scope"
    assert answer["needed"] == scope
    assert scope not in answer["provided"].split(",")


async def test_api_test_needs_no_token(over_http: World) -> None:
    answer = await client(over_http, None).api_test(foo="bar")
    assert answer["args"]["foo"] == "bar"
    with pytest.raises(SlackApiError, match="my_error"):
        await client(over_http, None).api_test(error="my_error")
