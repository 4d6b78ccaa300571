"""What ``touchpoint doctor`` looks at: one line for each thing, and what to do about it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, cast

import aiohttp
import redis.exceptions
from redis.asyncio import Redis
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.logs import describe_error
from bot.settings import Settings
from bot.slack.installation import Installation
from bot.slack.manifest import BOT_SCOPES
from bot.storage import schema
from bot.storage.database import Database

LARGEST_CLOCK_ERROR_SECONDS = 60.0
"""Slack's signatures are good for five minutes either way; a minute leaves room for drift."""
_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, whether it is right, and what was seen or is to be done."""

    name: str
    right: bool
    text: str

    def __str__(self) -> str:
        return f"{'ok   ' if self.right else 'WRONG'}  {self.name}: {self.text}"


async def examine(
    settings: Settings,
    client: AsyncWebClient,
    redis_url: str,
    now: Callable[[], float] = time.time,
) -> AsyncIterator[Finding]:
    """All findings, in the order in which one would mend things. Raises nothing."""
    async for finding in _slack(settings, client, now):
        yield finding
    async for finding in _database(settings.database_url):
        yield finding
    async for finding in _redis(redis_url):
        yield finding


async def _slack(
    settings: Settings, client: AsyncWebClient, now: Callable[[], float]
) -> AsyncIterator[Finding]:
    try:
        async with asyncio.timeout(_SECONDS):
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
        async with asyncio.timeout(_SECONDS):
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


async def _database(url: str) -> AsyncIterator[Finding]:
    database = Database.from_url(url)
    try:
        async with asyncio.timeout(_SECONDS):
            await database.ping()
    except (SQLAlchemyError, OSError) as error:
        yield Finding(
            "database",
            False,
            f"doesn't answer ({describe_error(error)}). Check DATABASE_URL and that the server "
            "runs.",
        )
        return
    finally:
        await database.dispose()
    yield Finding("database", True, f"{database.dialect} answers")
    pending = await asyncio.to_thread(schema.pending, url)
    if pending:
        yield Finding("migrations", False, f"{len(pending)} to be run. Run `touchpoint migrate`.")
        return
    yield Finding("migrations", True, "at the newest schema")
    try:
        lags = await asyncio.to_thread(schema.lagging_ids, url)
    except SQLAlchemyError as error:
        yield Finding("ids", False, f"not checked ({describe_error(error)}). Try again.")
        return
    told = "; ".join(
        f"the next of {lag.table} is {lag.next_id}, and {lag.largest} is taken" for lag in lags
    )
    if told:
        yield Finding("ids", False, f"{told}. Run `touchpoint migrate`.")
    else:
        yield Finding("ids", True, "the next ones are free")


async def _redis(url: str) -> AsyncIterator[Finding]:
    client = Redis.from_url(url, decode_responses=True, socket_timeout=_SECONDS)
    try:
        facts = await client.info()
    except (redis.exceptions.RedisError, OSError) as error:
        yield Finding(
            "Redis",
            False,
            f"doesn't answer ({describe_error(error)}). Check REDIS_URL and that the server runs.",
        )
        return
    finally:
        await client.aclose()
    yield Finding("Redis", True, f"version {facts.get('redis_version')} answers")
    if facts.get("aof_enabled"):
        yield Finding("Redis persistence", True, "append-only file")
    else:
        yield Finding(
            "Redis persistence",
            False,
            "drafts would be lost in a crash. Set `appendonly yes` in the server's configuration.",
        )
    policy = facts.get("maxmemory_policy", "noeviction")
    if policy == "noeviction":
        yield Finding("Redis eviction", True, "never")
    else:
        yield Finding(
            "Redis eviction",
            False,
            f"{policy} may throw drafts away. Set `maxmemory-policy noeviction`.",
        )
