"""Slack: the token and its scopes, the installation, the clock, the way of its payloads."""

import asyncio
from collections.abc import AsyncIterator, Callable
from email.utils import parsedate_to_datetime
from typing import Any, cast

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.doctor.finding import PATIENCE_S, Finding
from bot.logs import describe_error
from bot.settings import Settings
from bot.slack.installation import Installation
from bot.slack.manifest import BOT_SCOPES

LARGEST_CLOCK_ERROR_SECONDS = 60.0
"""Slack's signatures are good for five minutes either way; a minute leaves room for drift."""


async def look_at_slack(
    settings: Settings, client: AsyncWebClient, now: Callable[[], float]
) -> AsyncIterator[Finding]:
    try:
        async with asyncio.timeout(PATIENCE_S):
            answer = await client.auth_test()
    except SlackApiError as error:
        yield Finding(
            "bot token",
            False,
            f"Slack says {error.response.get('error')}. Copy the Bot User OAuth Token from "
            "OAuth & Permissions into SLACK_BOT_TOKEN.",
        )
    except (aiohttp.ClientError, OSError) as error:
        yield Finding(
            "Slack",
            False,
            f"{settings.slack_api_url} can't be reached ({describe_error(error)}). Check the "
            "network, a proxy (HTTPS_PROXY) and SLACK_API_URL.",
        )
        return
    else:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        yield Finding("bot token", True, f"{answer.get('user')} in {answer.get('team')}")
        yield _installation(Installation.of(cast("dict[str, Any]", answer.data)))
        yield _scopes(headers.get("x-oauth-scopes", ""))
        yield _clock(headers.get("date", ""), now())
    yield await _transport(settings, client)


def _installation(installation: Installation) -> Finding:
    if installation.org_wide:
        text = (
            f"on the whole organisation {installation.team_name} ({installation.enterprise_id}): "
            "the members of all its workspaces may use the bot"
        )
    elif installation.enterprise_id:
        text = (
            f"in the workspace {installation.team_name} ({installation.team_id}) of the "
            f"organisation {installation.enterprise_id}, whose members may use the bot"
        )
    else:
        text = f"in the workspace {installation.team_name} ({installation.team_id})"
    return Finding("installation", True, text)


def _scopes(granted: str) -> Finding:
    have = {scope.strip() for scope in granted.split(",")}
    missing = [scope for scope in BOT_SCOPES if scope not in have]
    if missing:
        return Finding(
            "scopes",
            False,
            f"{', '.join(missing)} not granted. Update the app with `touchpoint manifest` and "
            "install it again.",
        )
    more = sorted(have - set(BOT_SCOPES) - {""})
    return Finding(
        "scopes", True, f"all granted; not needed: {', '.join(more)}" if more else "all granted"
    )


def _clock(date: str, now: float) -> Finding:
    try:
        error = now - parsedate_to_datetime(date).timestamp()
    except ValueError:
        return Finding("clock", True, "not compared, as Slack's answer has no date")
    if abs(error) > LARGEST_CLOCK_ERROR_SECONDS:
        return Finding(
            "clock",
            False,
            f"{abs(error):.0f} s {'ahead of' if error > 0 else 'behind'} Slack's. Synchronise it "
            "(NTP), or signatures won't be accepted.",
        )
    return Finding("clock", True, "agrees with Slack's")


async def _transport(settings: Settings, client: AsyncWebClient) -> Finding:
    if settings.slack_app_token is None:
        if settings.slack_signing_secret is None:
            return Finding(
                "transport",
                False,
                "set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP); both are on "
                "the app's Basic Information page.",
            )
        return Finding("transport", True, "HTTP; the signing secret shows with the first request")
    try:
        async with asyncio.timeout(PATIENCE_S):
            token = settings.slack_app_token.get_secret_value()
            await client.apps_connections_open(app_token=token)
    except SlackApiError as error:
        return Finding(
            "app token",
            False,
            f"Slack says {error.response.get('error')}. Make an app-level token with the scope "
            "connections:write, turn Socket Mode on, and put the token into SLACK_APP_TOKEN.",
        )
    except (aiohttp.ClientError, OSError) as error:
        return Finding("app token", False, f"not checked ({describe_error(error)}). Try again.")
    return Finding("app token", True, "Socket Mode can connect")
