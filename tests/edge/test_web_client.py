"""Retries, deadlines and the shared session, against a stub of the Web API."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from pytest_mock import MockerFixture
from slack_sdk.errors import SlackApiError

from bot.metrics import Metrics
from bot.slack import web_client
from bot.slack.identity import Identity, build_bolt
from bot.slack.web_client import SlackClient, build_web_client, open_session
from tests.edge.stub_slack import StubSlack


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
async def client(slack: StubSlack, metrics: Metrics) -> AsyncIterator[SlackClient]:
    async with open_session() as session:
        yield build_web_client("xoxb-1", slack.base_url, session, metrics)


@pytest.fixture
def pauses(mocker: MockerFixture) -> list[float]:
    """The pauses that the client would make; they take no time."""
    made: list[float] = []
    sleep = asyncio.sleep

    async def pause(seconds: float) -> None:
        made.append(seconds)
        await sleep(0)

    mocker.patch("asyncio.sleep", pause)
    return made


async def test_a_rate_limit_is_waited_out(
    client: SlackClient, slack: StubSlack, pauses: list[float], metrics: Metrics
) -> None:
    slack.answer("chat.postMessage", {"ok": False, "error": "ratelimited"}, 429, retry_after="7")
    await client.chat_postMessage(channel="U1", text="x")
    assert slack.methods() == ["chat.postMessage", "chat.postMessage"]
    [pause] = [seconds for seconds in pauses if seconds]
    assert 7 <= pause < 7.3
    page = metrics.render().decode()
    assert 'touchpoint_web_api_retries_total{reason="rate_limit"} 1.0' in page
    assert 'web_api_calls_total{method="chat.postMessage",outcome="ok"} 1.0' in page


async def test_a_trigger_is_not_waited_to_death(
    client: SlackClient, slack: StubSlack, pauses: list[float]
) -> None:
    """Retry-After beyond the trigger's three seconds: the error comes at once instead."""
    slack.answer("views.open", {"ok": False, "error": "ratelimited"}, 429, retry_after="3")
    with pytest.raises(SlackApiError) as caught:
        await client.views_open(trigger_id="t", view={})
    assert caught.value.response["error"] == "ratelimited"
    assert slack.methods() == ["views.open"]


async def test_a_trigger_that_can_still_be_spent_is(
    client: SlackClient, slack: StubSlack, pauses: list[float]
) -> None:
    slack.answer("views.open", {"ok": False, "error": "ratelimited"}, 429, retry_after="1")
    await client.views_open(trigger_id="t", view={})
    assert slack.methods() == ["views.open"] * 2


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_server_error_is_tried_again_with_growing_pauses(
    client: SlackClient, slack: StubSlack, pauses: list[float], status: int
) -> None:
    for _ in range(3):
        slack.answer("views.update", {"ok": False}, status)
    await client.views_update(view_id="V1", view={})
    assert len(slack.calls) == 4
    waited = [seconds for seconds in pauses if seconds]
    assert waited == sorted(waited)


async def test_it_gives_up_after_three_retries(
    client: SlackClient, slack: StubSlack, pauses: list[float], metrics: Metrics
) -> None:
    for _ in range(9):
        slack.answer("views.update", {"ok": False, "error": "internal_error"}, 500)
    with pytest.raises(SlackApiError):
        await client.views_update(view_id="V1", view={})
    assert len(slack.calls) == 4
    assert 'outcome="internal_error"} 1.0' in metrics.render().decode()


async def test_slacks_no_is_not_tried_again(client: SlackClient, slack: StubSlack) -> None:
    slack.answer("views.publish", {"ok": False, "error": "not_enabled"})
    with pytest.raises(SlackApiError):
        await client.views_publish(user_id="U1", view={})
    assert len(slack.calls) == 1


@pytest.mark.parametrize(
    ("text", "content_type"),
    [
        ("<html>", "text/plain"),
        ("<html>", "text/html"),
        ("{", "application/json"),
        ("[]", "text/x"),
    ],
)
async def test_a_page_that_is_not_slacks_is_an_error_like_any_other(
    client: SlackClient, slack: StubSlack, text: str, content_type: str, pauses: list[float]
) -> None:
    for _ in range(4):
        page = web.Response(text=text, content_type=content_type, status=502)
        slack.answers["views.open"].append(page)
    with pytest.raises(SlackApiError) as caught:
        await client.views_open(trigger_id="t", view={})
    assert caught.value.response["error"] == "unreadable_answer"


async def test_an_unreachable_slack_is_tried_again_then_told(
    metrics: Metrics, pauses: list[float]
) -> None:
    async with open_session() as session:
        client = build_web_client("xoxb-1", "http://127.0.0.1:9/api/", session, metrics)
        with pytest.raises(aiohttp.ClientConnectionError):
            await client.auth_test()
    page = metrics.render().decode()
    assert 'web_api_retries_total{reason="connection"} 3.0' in page
    assert 'web_api_calls_total{method="auth.test",outcome="unreachable"} 1.0' in page


async def test_a_hanging_slack_does_not_hold_a_trigger(
    client: SlackClient, slack: StubSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_client, "TRIGGER_SECONDS", 0.05)
    slack.released.clear()
    with pytest.raises(TimeoutError):
        await client.views_open(trigger_id="t", view={})


async def test_bolt_takes_nothing_from_the_environment(
    client: SlackClient, slack: StubSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "secret")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-other")
    bolt = build_bolt(client, Identity(client))
    assert bolt.oauth_flow is None
    assert bolt.installation_store is None
    assert bolt.client.token is None


async def test_who_the_bot_is_is_asked_once(client: SlackClient, slack: StubSlack) -> None:
    identity = Identity(client)
    assert (await identity()).bot_user_id is None
    await identity.refresh()
    assert (await identity()).bot_user_id == "UBOT"
    assert (await identity()).team_id == "T0001"
    assert slack.methods() == ["auth.test"]
